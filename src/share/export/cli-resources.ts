/**
 * Resources of other services in the script, with regions, tags and policies. They come last, because their
 * policies name users and roles. Their content is not copied, and AWS gives new ids to keys.
 */

import { parseArn } from '../../core/model/arn.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import type { Tag } from '../../core/model/records/tag.ts';
import { type Blueprint, secretName } from './blueprint.ts';
import { unbuilt } from './omitted.ts';
import { tableKeys } from './readable.ts';
import { type Parameters, quoted, type ShellScript } from './shell-script.ts';

export function resourceCalls(script: ShellScript, { resources }: Blueprint): void {
  const built = resources.filter(({ resource }) => callsOf(resource, undefined) !== undefined);
  if (built.length > 0) script.section('Resources of other services');
  for (const { resource, policy } of built) {
    const region = parseArn(resource.arn)?.region || undefined;
    // Uses `s3 mb`, because create-bucket needs the region a second time outside us-east-1.
    if (resource.arn.startsWith('arn:aws:s3:::')) script.line(`aws s3 mb ${quoted(`s3://${resource.name}`)}`);
    for (const [service, operation, params] of callsOf(resource, policy) ?? []) {
      script.call(service, operation, params, region);
    }
  }
}

/** Returns the sentences about resources in the head of the script. */
export function resourcesLeftOut({ resources }: Blueprint): string[] {
  const missing = resources.filter(({ resource }) => callsOf(resource, undefined) === undefined);
  const has = (service: string) =>
    resources.some(({ resource }) => parseArn(resource.arn)?.service === service);
  return [
    ...unbuilt(missing.map(({ resource }) => resource.arn)),
    ...(has('kms') ? ['Ids of keys: AWS gives the keys new ones, which no document names.'] : []),
    ...(has('secretsmanager') ? ['Values of secrets.'] : []),
    ...(has('s3') || has('sqs') || has('dynamodb') ? ['The contents of buckets, queues and tables.'] : []),
  ];
}

type ResourceCall = readonly [service: string, operation: string, params: Parameters];

/** `undefined` when the account holds too little to make the resource. */
function callsOf(resource: ResourceRecord, policy: string | undefined): ResourceCall[] | undefined {
  const { arn, name, tags } = resource;
  const { service, resource: path } = parseArn(arn) ?? { service: '', resource: '' };
  const also = (call: ResourceCall): ResourceCall[] => (policy === undefined ? [] : [call]);
  const fifo = (member: string) => (name.endsWith('.fifo') ? { [member]: 'true' } : {});
  switch (service) {
    case 's3':
      if (path.includes('/')) return undefined;
      return [
        ...(tags.length > 0
          ? [['s3api', 'PutBucketTagging', { Bucket: name, Tagging: { TagSet: keyed(tags) } }] as const]
          : []),
        ...also(['s3api', 'PutBucketPolicy', { Bucket: name, Policy: policy }]),
      ];
    case 'sqs': {
      const attributes = { ...fifo('FifoQueue'), ...(policy === undefined ? {} : { Policy: policy }) };
      return [
        [
          'sqs',
          'CreateQueue',
          { QueueName: name, Attributes: filled(attributes), tags: filled(mapped(tags)) },
        ],
      ];
    }
    case 'sns': {
      const attributes = { ...fifo('FifoTopic'), ...(policy === undefined ? {} : { Policy: policy }) };
      return [['sns', 'CreateTopic', { Name: name, Attributes: filled(attributes), Tags: keyed(tags) }]];
    }
    case 'kms': {
      if (!path.startsWith('key/')) return undefined;
      const named = tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
      return [['kms', 'CreateKey', { Description: name, Policy: policy, Tags: named }]];
    }
    case 'secretsmanager': {
      const Name = secretName(arn);
      return [
        ['secretsmanager', 'CreateSecret', { Name, Tags: keyed(tags) }],
        ...also(['secretsmanager', 'PutResourcePolicy', { SecretId: Name, ResourcePolicy: policy }]),
      ];
    }
    case 'dynamodb': {
      const keys = tableKeys(resource.details);
      if (!keys) return undefined;
      return [
        [
          'dynamodb',
          'CreateTable',
          {
            TableName: name,
            KeySchema: keys.keySchema,
            AttributeDefinitions: keys.attributes,
            BillingMode: 'PAY_PER_REQUEST',
            ResourcePolicy: policy,
            Tags: keyed(tags),
          },
        ],
      ];
    }
    default:
      return undefined;
  }
}

const keyed = (tags: readonly Tag[]) => tags.map(({ key, value }) => ({ Key: key, Value: value }));
const mapped = (tags: readonly Tag[]) => Object.fromEntries(tags.map(({ key, value }) => [key, value]));
const filled = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;
