/** DynamoDB: tables, and their policy. */

import type { ResourceRecord } from '../../model/records/tables.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import { type Operation, type Answer, done } from '../operation.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import {
  deletingPolicy,
  gettingPolicy,
  gone,
  keyList,
  made,
  making,
  newRecord,
  onAccount,
  onOne,
  optional,
  puttingPolicy,
  tagList,
  tagging,
  text,
  untagging,
} from './calls.ts';
import { type ResourceCall, find, kinds, ofKind } from './kinds.ts';
import { refusePolicy, staysAllowed } from './policies.ts';
import { failed } from './refusals.ts';

const { table } = kinds;
type Response = Record<string, unknown>;

const tableName = text('TableName');
const ofResource = text('ResourceArn');

function createTable(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const { params } = call;
  const arn = table.arn(call, tableName(params));
  if (find(call, table, arn)) {
    return failed('ResourceInUseException', 400, `Table already exists: ${tableName(params)}`);
  }
  const policy = optional(params, 'ResourcePolicy');
  const refused = policy === undefined ? undefined : refusePolicy(call, table, arn, policy);
  if (refused) return refused;
  const record = newRecord(call, arn, tags, {
    policy,
    details: {
      keySchema: JSON.stringify(params['KeySchema'] ?? []),
      attributeDefinitions: JSON.stringify(params['AttributeDefinitions'] ?? []),
      state: 'ACTIVE',
    },
  });
  return made({ TableDescription: tableView(record) }, record);
}

const tableView = ({
  name,
  arn,
  details = {},
  createDate = '1970-01-01T00:00:00Z',
}: ResourceRecord): Response => ({
  TableName: name,
  TableStatus: details['state'] ?? 'ACTIVE',
  CreationDateTime: createDate,
  TableArn: arn,
  KeySchema: JSON.parse(details['keySchema'] ?? '[]') as unknown,
  AttributeDefinitions: JSON.parse(details['attributeDefinitions'] ?? '[]') as unknown,
});

/** Refuses a policy that locks its writer out, unless the call confirms that. AWS does the same. */
const refuseTableLockout = (
  call: ResourceCall,
  record: ResourceRecord,
  policy: string,
): ApiFailure | undefined =>
  call.params['ConfirmRemoveSelfResourceAccess'] === true ||
  staysAllowed(call, 'dynamodb:PutResourcePolicy', record.arn, policy)
    ? undefined
    : failed('ValidationException', 400, say.dynamodbLockout);

const noTablePolicy = () =>
  failed('PolicyNotFoundException', 400, 'Resource-based policy not found for the provided ResourceArn');

/** Returns a revision id that changes only with the policy's text. */
const revisionOf = (policy: string): string => {
  let sum = 7;
  for (const letter of policy) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return String(1_700_000_000_000 + sum);
};

export const dynamodbOperations: Operation[] = [
  making(table, 'CreateTable', {
    on: (call) => table.arn(call, tableName(call.params)),
    tags: tagList('Tags'),
    also: (call) => {
      const arn = table.arn(call, tableName(call.params));
      const wants = [
        ...(tagList('Tags')(call.params).length > 0 ? ['TagResource'] : []),
        ...(call.params['ResourcePolicy'] === undefined ? [] : ['PutResourcePolicy']),
      ];
      return wants.map((action) => ({ action: `dynamodb:${action}`, resource: arn, printed: arn }));
    },
    run: createTable,
  }),
  onOne(table, 'DeleteTable', tableName, (_, record) =>
    gone({ TableDescription: { ...tableView(record), TableStatus: 'DELETING' } }, record),
  ),
  onOne(table, 'DescribeTable', tableName, (_, record) => done({ Table: tableView(record) })),
  onAccount('dynamodb', 'ListTables', (call) =>
    done({ TableNames: ofKind(call, table).map(({ name }) => name) }),
  ),
  puttingPolicy(table, 'PutResourcePolicy', ofResource, text('Policy'), {
    refuse: refuseTableLockout,
    response: ({ params }) => ({ RevisionId: revisionOf(text('Policy')(params)) }),
  }),
  gettingPolicy(table, 'GetResourcePolicy', ofResource, noTablePolicy, (Policy) => ({
    Policy,
    RevisionId: revisionOf(Policy),
  })),
  deletingPolicy(table, 'DeleteResourcePolicy', ofResource, ({ policy }) =>
    policy === undefined ? {} : { RevisionId: revisionOf(policy) },
  ),
  tagging(table, 'TagResource', ofResource, tagList('Tags')),
  untagging(table, 'UntagResource', ofResource, keyList('TagKeys')),
  onOne(table, 'ListTagsOfResource', ofResource, (_, { tags }) => done({ Tags: apiTags(tags) })),
];
