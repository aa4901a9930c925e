/** DynamoDB: tables, and their policy. */

import { arnName } from '../../model/arn.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { dynamodbTable } from '../../model/resource-kinds/dynamodb-table.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import { type Operation, type Answer, done } from '../operation.ts';
import { serviceTexts as words } from '../errors/service-texts.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import {
  deletingPolicy,
  gettingPolicy,
  gone,
  keyList,
  madeResource,
  making,
  newRecord,
  onAccount,
  onOne,
  optionalParam,
  puttingPolicy,
  tagList,
  tagging,
  taggingToo,
  textParam,
  untagging,
} from './calls.ts';
import { type ResourceCall, apiKind, findResource, ofKind } from './kinds.ts';
import { refusePolicy, staysAllowed } from './policies.ts';
import { failed } from './refusals.ts';

const table = apiKind(dynamodbTable, {
  missing: (given) => failed('ResourceNotFoundException', 400, words.tableMissing(arnName(given))),
  tags: { code: 'ValidationException' },
  policy: {
    code: 'ValidationException',
    tooLong: say.dynamodbPolicy('Maximum length exceeded'),
    grammar: say.dynamodbPolicy,
    principal: say.dynamodbPolicy,
    foreignAction: say.dynamodbPolicy('an action is not one of DynamoDB'),
    foreignResource: say.dynamodbPolicy('a resource is not this table'),
  },
});
type Response = Record<string, unknown>;

const tableName = textParam('TableName');
const ofResource = textParam('ResourceArn');

function createTable(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const { params } = call;
  const arn = table.arn(call, tableName(params));
  if (findResource(call, table, arn)) {
    return failed('ResourceInUseException', 400, `Table already exists: ${tableName(params)}`);
  }
  const policy = optionalParam(params, 'ResourcePolicy');
  const refused = policy === undefined ? undefined : refusePolicy(call, table, arn, policy);
  if (refused) return refused;
  const record = newRecord(call, arn, tags, {
    policy,
    details: {
      ...(policy === undefined ? {} : { revision: String(call.env.now) }),
      keySchema: JSON.stringify(params['KeySchema'] ?? []),
      attributeDefinitions: JSON.stringify(params['AttributeDefinitions'] ?? []),
      state: 'ACTIVE',
    },
  });
  return madeResource({ TableDescription: tableView(record) }, record);
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

const noTablePolicy = ({ arn }: { readonly arn: string }) =>
  failed('PolicyNotFoundException', 400, words.tablePolicyMissing(arn));

/** Refuses a change of a policy that has another revision than the caller thinks (W-14). */
function refuseRevision({ params }: ResourceCall, record: ResourceRecord): ApiFailure | undefined {
  const expected = optionalParam(params, 'ExpectedRevisionId');
  const revision = revisionOf(record);
  if (expected === undefined || expected === (revision ?? 'NO_POLICY')) return undefined;
  if (revision === undefined) return noTablePolicy(record);
  const { name } = record;
  const message =
    expected === 'NO_POLICY'
      ? words.tablePolicyExists(name, revision)
      : words.tablePolicyChanged(name, expected, revision);
  return failed('PolicyNotFoundException', 400, message);
}

/** Returns the revision id of the table's policy; `undefined` without a policy. */
function revisionOf({ policy, details }: ResourceRecord): string | undefined {
  return policy === undefined ? undefined : (details?.['revision'] ?? revisionOfText(policy));
}

/** Returns a revision id for a policy that was saved without one: below every id of a call. */
const revisionOfText = (policy: string): string => {
  let sum = 7;
  for (const letter of policy) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return String(1_500_000_000_000 + sum);
};

/** Revision ids are times in milliseconds, so they grow. The same policy again changes nothing (W-14). */
function nextRevision({ env }: ResourceCall, record: ResourceRecord, text: string): string {
  const before = revisionOf(record);
  if (before !== undefined && record.policy === text) return before;
  return String(Math.max(env.now, Number(before ?? 0) + 1));
}

const noTaggedTable = (_: ResourceCall, arn: string): ApiFailure =>
  failed('ResourceNotFoundException', 400, words.taggedTableMissing(arn));

export const dynamodbOperations: Operation[] = [
  making(table, 'CreateTable', {
    on: (call) => table.arn(call, tableName(call.params)),
    tags: tagList('Tags'),
    also: (call) => {
      const arn = table.arn(call, tableName(call.params));
      const policy = { action: 'dynamodb:PutResourcePolicy', resource: arn, printed: arn };
      return [
        ...taggingToo('dynamodb:TagResource', arn, tagList('Tags')(call.params)),
        ...(call.params['ResourcePolicy'] === undefined ? [] : [policy]),
      ];
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
  puttingPolicy(table, 'PutResourcePolicy', ofResource, textParam('Policy'), {
    refuse: (call, record, policy) =>
      refuseRevision(call, record) ?? refuseTableLockout(call, record, policy),
    details: (call, record, policy) => ({ revision: nextRevision(call, record, policy) }),
    response: (_, record) => ({ RevisionId: revisionOf(record) }),
  }),
  gettingPolicy(table, 'GetResourcePolicy', ofResource, noTablePolicy, (Policy, record) => ({
    Policy,
    RevisionId: revisionOf(record),
  })),
  deletingPolicy(
    table,
    'DeleteResourcePolicy',
    ofResource,
    (record) => (record.policy === undefined ? {} : { RevisionId: revisionOf(record) }),
    refuseRevision,
  ),
  tagging(table, 'TagResource', ofResource, tagList('Tags'), { absent: noTaggedTable }),
  untagging(table, 'UntagResource', ofResource, keyList('TagKeys'), { absent: noTaggedTable }),
  onOne(table, 'ListTagsOfResource', ofResource, (_, { tags }) => done({ Tags: apiTags(tags) }), {
    absent: noTaggedTable,
  }),
];
