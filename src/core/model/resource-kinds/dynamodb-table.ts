/** DynamoDB: tables. */

import type { ResourceDetails } from '../records/tables.ts';
import { type ResourceKind, kindCall, apiTag, arnOfName, nameField } from './kind.ts';

/** Returns the keys of a table; `undefined` when its facts do not tell them. */
function tableKeys({ keySchema, attributeDefinitions = '[]' }: ResourceDetails = {}) {
  const KeySchema = listOf(keySchema, 'KeyType');
  const AttributeDefinitions = listOf(attributeDefinitions, 'AttributeType');
  return KeySchema && AttributeDefinitions && { KeySchema, AttributeDefinitions };
}

type Named<M extends string> = { readonly [name in 'AttributeName' | M]: string };

/** Returns a list of named things; `undefined` when the text is none. */
function listOf<M extends string>(text: string | undefined, member: M): readonly Named<M>[] | undefined {
  const fits = (item: unknown): item is Named<M> =>
    typeof item === 'object' &&
    item !== null &&
    ['AttributeName', member].every((name) => typeof (item as Record<string, unknown>)[name] === 'string');
  try {
    const value: unknown = JSON.parse(text ?? '');
    return Array.isArray(value) && value.every(fits) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The table of an index, stream or backup. */
const tableOf = (arn: string): string => arn.replace(/(:table\/[^/]+).*/, '$1');

const onDemand = { BillingMode: 'PAY_PER_REQUEST' } as const;

export const dynamodbTable: ResourceKind<'dynamodb'> = {
  service: { prefix: 'dynamodb', fullName: 'Amazon DynamoDB', protocol: 'json' },
  type: 'AWS::DynamoDB::Table',
  one: 'table',
  content: 'items',
  many: 'tables',
  form: /^table\/[^/]+$/,
  whole: /^table\/[^/]+(?=\/)/,
  arn: arnOfName('dynamodb', 'table/'),
  handle: tableOf,
  members: (arn, name) => ({ tablename: [arn, name], resourcearn: [arn] }),
  action: 'dynamodb:GetItem',
  reached: ['dynamodb:GetItem'],
  holdsContent: true,
  create: {
    operation: 'CreateTable',
    fields: [
      nameField('Table name', '3–255 letters, digits, . - and _.'),
      { name: 'key', label: 'Partition key', value: 'id', hint: 'The name of the attribute, a string.' },
    ],
    params: ({ name, key = 'id' }) => ({
      TableName: name,
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      ...onDemand,
    }),
  },
  list: 'ListTables',
  remove: ({ arn }) => kindCall('DeleteTable', { TableName: arn }),
  tag: ({ arn }, tag) => kindCall('TagResource', { ResourceArn: arn, Tags: [apiTag(tag)] }),
  untag: ({ arn }, key) => kindCall('UntagResource', { ResourceArn: arn, TagKeys: [key] }),
  policy: {
    name: 'resource policy',
    limit: 20_480,
    types: ['table', 'index'],
    read: { command: 'get-resource-policy', options: (arn) => `--resource-arn ${arn}`, answer: 'Policy' },
    put: ({ arn }, Policy) => kindCall('PutResourcePolicy', { ResourceArn: arn, Policy }),
    remove: ({ arn }) => kindCall('DeleteResourcePolicy', { ResourceArn: arn }),
  },
  exports: {
    script: ({ name, details, tags }, ResourcePolicy) => {
      const keys = tableKeys(details);
      if (!keys) return undefined;
      const params = { TableName: name, ...keys, ...onDemand, ResourcePolicy, Tags: tags.map(apiTag) };
      return [{ operation: 'CreateTable', params }];
    },
    cloudFormation: {
      properties: ({ name, details }) => {
        const keys = tableKeys(details);
        return keys && { TableName: name, ...onDemand, ...keys };
      },
      policy: { within: (PolicyDocument) => ({ ResourcePolicy: { PolicyDocument } }) },
    },
    terraform: {
      type: 'aws_dynamodb_table',
      block: ({ name, details }) => {
        const keys = tableKeys(details);
        const keyOf = (type: string) =>
          keys?.KeySchema.find(({ KeyType }) => KeyType === type)?.AttributeName;
        return (
          keys && {
            name,
            billing_mode: onDemand.BillingMode,
            hash_key: keyOf('HASH'),
            range_key: keyOf('RANGE'),
            attribute: keys.AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
              name: AttributeName,
              type: AttributeType,
            })),
          }
        );
      },
      id: ({ name }) => name,
      policy: { type: 'aws_dynamodb_resource_policy', member: 'resource_arn', attribute: 'arn' },
      known: ({ arn }) => arn,
    },
  },
  collector: { query: 'TableNames', arn: 'arn:$partition:dynamodb:$at:$account:table/$one', named: '$arn' },
};
