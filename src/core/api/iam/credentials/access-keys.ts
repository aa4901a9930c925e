/** Long-term access keys of users and of the root user (N-21, N-22): at most two each. */

import { created, deleted, replaced } from '#core/model/world/change.ts';
import { idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { AccessKeyRecord, SecretRecord } from '#core/model/records/credentials.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { credentialsOf } from '#core/model/world/world.ts';
import { base64Alphabet, randomText } from '../../base64.ts';
import { fail, overFixedQuota } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { checkAccount } from '../entities.ts';
import { keyStatus } from './held-credentials.ts';
import { ownerOperation, type Owner, ownRow, ownerByKey, credentialOwnerOf } from './owners.ts';

const createAccessKey = ownerOperation('CreateAccessKey', (call) => {
  const found = credentialOwnerOf(call, call.params.UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const count = credentialsOf(call.world, 'accessKeys', owner.id).length + 1;
  const exceeded = overFixedQuota('AccessKeysPerUser', count);
  if (exceeded) return exceeded;
  const { account, now, env } = call;
  const key: AccessKeyRecord = {
    id: newUniqueId(idPrefixes.accessKey, env.random, 20),
    account: account.id,
    owner: owner.id,
    status: 'Active',
    createDate: now,
    statusDate: now,
  };
  const secretAccessKey = randomText(env.random, 40, base64Alphabet);
  const secret: SecretRecord = { id: key.id, account: account.id, kind: 'access-key', secretAccessKey };
  const view: Api.AccessKey = {
    UserName: owner.name,
    AccessKeyId: key.id,
    Status: key.status,
    SecretAccessKey: secretAccessKey,
    CreateDate: key.createDate,
  };
  return done({ AccessKey: view }, [created('accessKeys', key), created('secrets', secret)]);
});

const listAccessKeys = ownerOperation('ListAccessKeys', (call) => {
  const owner = credentialOwnerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const page = pageOf(credentialsOf(call.world, 'accessKeys', owner.value.id), ({ id }) => id, call.params);
  if (!page.ok) return page;
  const metadata = page.value.items.map(({ id, status, createDate }) => ({
    UserName: owner.value.name,
    AccessKeyId: id,
    Status: status,
    CreateDate: createDate,
  }));
  return done({ AccessKeyMetadata: metadata, ...page.value.more });
});

function findKey(
  call: Call<{ readonly UserName?: string; readonly AccessKeyId: string }>,
): Result<{ key: AccessKeyRecord; owner: Owner }, AwsError> {
  const { UserName, AccessKeyId } = call.params;
  const owner = credentialOwnerOf(call, UserName);
  if (!owner.ok) return owner;
  const key = ownRow(call.world.accessKeys.get(AccessKeyId), owner.value);
  return key
    ? ok({ key, owner: owner.value })
    : fail('NoSuchEntity', errorTexts.accessKeyMissing(AccessKeyId));
}

const updateAccessKey = ownerOperation('UpdateAccessKey', (call) => {
  const found = findKey(call);
  if (!found.ok) return found;
  const { key } = found.value;
  const asked = keyStatus(call.params.Status);
  if (!asked.ok) return asked;
  const status = asked.value;
  if (key.status === status) return done({});
  return done({}, [replaced('accessKeys', key, { ...key, status, statusDate: call.now })]);
});

const deleteAccessKey = ownerOperation('DeleteAccessKey', (call) => {
  const found = findKey(call);
  if (!found.ok) return found;
  const secret = call.world.secrets.get(found.value.key.id);
  return done({}, [deleted('accessKeys', found.value.key), ...(secret ? [deleted('secrets', secret)] : [])]);
});

/** N-22: takes any key id, and is authorized on the user who owns the key. */
const getAccessKeyLastUsed = iamOperation('GetAccessKeyLastUsed', {
  checks: (call) => {
    const key = call.world.accessKeys.get(call.params.AccessKeyId);
    const owner = key && ownerByKey(call, key.owner);
    if (!owner) return [checkAccount('GetAccessKeyLastUsed')];
    return [
      {
        action: 'iam:GetAccessKeyLastUsed',
        resource: owner.arn,
        printed: owner.user ? `user ${owner.name}` : owner.arn,
      },
    ];
  },
  run: (call) => {
    const { AccessKeyId } = call.params;
    const key = call.world.accessKeys.get(AccessKeyId);
    const owner = key && ownerByKey(call, key.owner);
    if (!owner) return fail('NoSuchEntity', errorTexts.accessKeyMissing(AccessKeyId));
    const mark = call.world.usage.get(AccessKeyId);
    return done({
      UserName: owner.name,
      AccessKeyLastUsed: mark
        ? { LastUsedDate: mark.lastUsed, ServiceName: mark.service, Region: mark.region }
        : { ServiceName: 'N/A', Region: 'N/A' },
    });
  },
});

export const accessKeyOperations: Operation[] = [
  createAccessKey,
  listAccessKeys,
  updateAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
];
