/** KMS: keys. Identity policies allow nothing unless the key's policy lets them (E-52). */

import { currentResourceDocument } from '../../authz/trust-ids.ts';
import { newUuid } from '../../model/ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { kmsKey } from '../../model/resource-kinds/kms-key.ts';
import { isoSeconds } from '../../model/request/request.ts';
import type { ApiFailure } from '../errors/codes.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import { type Answer, type Operation, done } from '../operation.ts';
import { serviceTexts as answers } from '../errors/service-texts.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import {
  changed,
  keyList,
  madeResource,
  making,
  newRecord,
  onAccount,
  optionalParam,
  tagList,
  tagging,
  taggingToo,
  textParam,
  untagging,
  withDetails,
  isDeleted,
  onOne,
  type Row,
} from './calls.ts';
import { type ResourceCall, apiKind, ofKind } from './kinds.ts';
import { refusePolicy, staysAllowed } from './policies.ts';
import { failed } from './refusals.ts';
import { defined } from '../../model/defined.ts';

const key = apiKind(kmsKey, {
  missing: (given, arn) => failed('NotFoundException', 400, answers.keyMissing(given, arn)),
  isMissingFirst: true,
  waiting: ({ arn, details }) =>
    details?.['state'] === 'PendingDeletion'
      ? failed('KMSInvalidStateException', 400, `${arn} is pending deletion.`)
      : undefined,
  keys: ({ account }) => ({ 'kms:CallerAccount': account.id }),
  tags: {
    code: 'TagException',
    reserved: () => answers.kmsTags.reserved,
    duplicate: () => answers.kmsTags.duplicate,
    tooMany: () => answers.kmsTags.tooMany,
  },
  policy: {
    code: 'MalformedPolicyDocumentException',
    tooLong: say.kmsTooLong,
    principal: () => say.kmsPrincipal,
  },
});
type Response = Record<string, unknown>;
const day = 86_400_000;

const keyId = textParam('KeyId');

/** E-52: the statement that lets identity policies of the account count. */
const defaultKeyPolicy = (account: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

/** Nobody may lock themselves out of a key's policy without confirming it. */
function refuseKeyPolicy(call: ResourceCall, arn: string, policy: string): ApiFailure | undefined {
  const refused = refusePolicy(call, key, arn, policy);
  if (refused) return refused;
  const { params } = call;
  if (params['BypassPolicyLockoutSafetyCheck'] === true) return undefined;
  return staysAllowed(call, 'kms:PutKeyPolicy', arn, policy)
    ? undefined
    : failed('MalformedPolicyDocumentException', 400, say.kmsLockout);
}

function createKey(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const arn = key.arn(call, newUuid(call.env.random));
  const given = optionalParam(call.params, 'Policy');
  const refused = given === undefined ? undefined : refuseKeyPolicy(call, arn, given);
  if (refused) return refused;
  const record = newRecord(call, arn, tags, {
    policy: given ?? defaultKeyPolicy(call.account.id),
    details: { state: 'Enabled', description: optionalParam(call.params, 'Description') ?? '' },
  });
  return madeResource({ KeyMetadata: keyView(record) }, record);
}

const keyState = ({ details }: ResourceRecord): string => details?.['state'] ?? 'Enabled';

function keyView(record: ResourceRecord): Response {
  const { arn, name, account, details = {}, createDate = '1970-01-01T00:00:00Z' } = record;
  const deletion = details['deletionDate'];
  return {
    AWSAccountId: account,
    KeyId: name,
    Arn: arn,
    CreationDate: createDate,
    Enabled: keyState(record) === 'Enabled',
    Description: details['description'] ?? '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: keyState(record),
    ...defined({ DeletionDate: deletion }),
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    KeySpec: 'SYMMETRIC_DEFAULT',
    MultiRegion: false,
  };
}

const onKey = (
  name: string,
  run: (call: ResourceCall, record: ResourceRecord) => Answer<Response>,
  row: Row = {},
): Operation => onOne(key, name, keyId, run, row);

function scheduleDeletion(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const days = Number(call.params['PendingWindowInDays'] ?? 30);
  const date = isoSeconds(call.env.now + days * day);
  const after = withDetails(record, { state: 'PendingDeletion', deletionDate: date });
  const response = {
    KeyId: record.arn,
    DeletionDate: date,
    KeyState: 'PendingDeletion',
    PendingWindowInDays: days,
  };
  return changed(response, record, after);
}

export const kmsOperations: Operation[] = [
  making(key, 'CreateKey', {
    on: () => '*',
    tags: tagList('Tags', 'TagKey', 'TagValue'),
    also: ({ params }) => taggingToo('kms:TagResource', '*', tagList('Tags', 'TagKey', 'TagValue')(params)),
    context: ({ account, params }) => ({
      'kms:CallerAccount': account.id,
      'kms:BypassPolicyLockoutSafetyCheck':
        optionalParam(params, 'BypassPolicyLockoutSafetyCheck') ?? 'false',
    }),
    run: createKey,
  }),
  onKey('DescribeKey', (_, record) => done({ KeyMetadata: keyView(record) }), { waits: true }),
  onAccount('kms', 'ListKeys', (call) =>
    done({
      Keys: ofKind(call, key)
        .filter((record) => !isDeleted(record, call.env.now))
        .map(({ arn, name }) => ({ KeyId: name, KeyArn: arn })),
      Truncated: false,
    }),
  ),
  onKey(
    'GetKeyPolicy',
    ({ world }, record) => {
      const policy = currentResourceDocument(world, record) ?? defaultKeyPolicy(record.account);
      return done({ Policy: policy, PolicyName: 'default' });
    },
    { waits: true },
  ),
  onKey(
    'PutKeyPolicy',
    (call, record) => {
      const policy = textParam('Policy')(call.params);
      const refused = refuseKeyPolicy(call, record.arn, policy);
      return refused ?? changed({}, record, { ...record, policy });
    },
    {
      waits: true,
      context: ({ params }) => ({
        'kms:BypassPolicyLockoutSafetyCheck':
          optionalParam(params, 'BypassPolicyLockoutSafetyCheck') ?? 'false',
      }),
    },
  ),
  onKey('EnableKey', (_, record) => changed({}, record, withDetails(record, { state: 'Enabled' }))),
  onKey('DisableKey', (_, record) => changed({}, record, withDetails(record, { state: 'Disabled' }))),
  onKey('ScheduleKeyDeletion', scheduleDeletion, {
    context: ({ params }) => ({
      'kms:ScheduleKeyDeletionPendingWindowInDays': optionalParam(params, 'PendingWindowInDays') ?? '30',
    }),
  }),
  onKey(
    'CancelKeyDeletion',
    (_, record) => {
      if (keyState(record) !== 'PendingDeletion') {
        return failed('KMSInvalidStateException', 400, `${record.arn} is not pending deletion.`);
      }
      const after = withDetails(record, { state: 'Disabled', deletionDate: undefined });
      return changed({ KeyId: record.arn }, record, after);
    },
    { waits: true },
  ),
  tagging(key, 'TagResource', keyId, tagList('Tags', 'TagKey', 'TagValue')),
  untagging(key, 'UntagResource', keyId, keyList('TagKeys')),
  onKey(
    'ListResourceTags',
    (_, { tags }) =>
      done({
        Tags: tags.map(({ key: TagKey, value: TagValue }) => ({ TagKey, TagValue })),
        Truncated: false,
      }),
    { waits: true },
  ),
];
