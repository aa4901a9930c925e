/** Access keys from their creation to their last use. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { apply } from '#core/model/world/apply.ts';
import { TestAccount, account, allow, expectError, expectOk, noon } from '../../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const withUser = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
interface Key {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
}
const newKey = (t: TestAccount, params = {}) =>
  expectOk(t.call('CreateAccessKey', params))['AccessKey'] as Key;

test('N-03, N-04 CreateAccessKey gives an id of 20 and a secret of 40 characters, the secret once', () => {
  const t = withUser();
  const outcome = t.call('CreateAccessKey', { UserName: 'Bob' });
  const key = expectOk(outcome)['AccessKey'] as Key;
  expect(key).toMatchObject({ UserName: 'Bob', Status: 'Active', CreateDate: '2026-01-31T12:00:00Z' });
  expect(key.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(key.SecretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(JSON.stringify(outcome.events)).toContain(key.AccessKeyId);
  expect(JSON.stringify(outcome.events)).not.toContain(key.SecretAccessKey);
  expect(JSON.stringify(expectOk(t.call('ListAccessKeys', { UserName: 'Bob' })))).not.toContain('Secret');
  expect(t.world.secrets.get(key.AccessKeyId)).toMatchObject({ secretAccessKey: key.SecretAccessKey });
});

test('Q-02 a user has at most two access keys, and so has root', () => {
  const t = withUser();
  for (const params of [{ UserName: 'Bob' }, {}]) {
    newKey(t, params);
    newKey(t, params);
    expectError(
      t.call('CreateAccessKey', params),
      'LimitExceeded',
      409,
      'Cannot exceed quota for AccessKeysPerUser: 2',
    );
  }
  expect(expectOk(t.call('GetAccountSummary'))['SummaryMap']).toMatchObject({
    AccountAccessKeysPresent: 1,
  });
});

test('N-21 CreateAccessKey without a name makes a key for the caller', () => {
  const t = withUser().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:*AccessKey*', bob) },
  ]);
  expect(expectOk(t.as(bob, 'CreateAccessKey'))['AccessKey']).toMatchObject({ UserName: 'Bob' });
  expect(expectOk(t.as(bob, 'ListAccessKeys'))['AccessKeyMetadata']).toHaveLength(1);
  expectError(t.as(bob, 'CreateAccessKey', { UserName: 'Eve' }), 'AccessDenied', 403, /user Eve/);
});

test('N-41 UpdateAccessKey and DeleteAccessKey know only the keys of that user', () => {
  const t = withUser().given(['CreateUser', { UserName: 'Eve' }]);
  const { AccessKeyId } = newKey(t, { UserName: 'Bob' });
  for (const operation of ['UpdateAccessKey', 'DeleteAccessKey']) {
    expectError(
      t.call(operation, { UserName: 'Eve', AccessKeyId, Status: 'Inactive' }),
      'NoSuchEntity',
      404,
      `The Access Key with id ${AccessKeyId} cannot be found`,
    );
  }
});

test('N-21 an inactive key stays and does not sign; a deleted key is gone with its secret', () => {
  const t = withUser().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') },
  ]);
  const { AccessKeyId } = newKey(t, { UserName: 'Bob' });
  const sign = () => {
    const caller = { kind: 'access-key', accessKeyId: AccessKeyId } as const;
    const outcome = handle(t.world, { service: 'iam', operation: 'ListUsers', params: {}, caller }, t.env);
    apply(t.world, outcome.marks);
    return outcome;
  };
  expectOk(sign());
  expect(expectOk(t.call('GetAccessKeyLastUsed', { AccessKeyId }))).toEqual({
    UserName: 'Bob',
    AccessKeyLastUsed: { LastUsedDate: '2026-01-31T12:00:00Z', ServiceName: 'iam', Region: 'us-east-1' },
  });
  t.given(['UpdateAccessKey', { UserName: 'Bob', AccessKeyId, Status: 'Inactive' }]);
  expectError(sign(), 'InvalidClientTokenId', 403, /security token/);
  t.given(['DeleteAccessKey', { UserName: 'Bob', AccessKeyId }]);
  expect([t.world.accessKeys.size, t.world.secrets.size]).toEqual([0, 0]);
});

test('N-22 GetAccessKeyLastUsed says N/A of a key never used, and keeps a use for 15 minutes', () => {
  const t = new TestAccount();
  const { AccessKeyId } = newKey(t);
  const lastUsed = () => expectOk(t.call('GetAccessKeyLastUsed', { AccessKeyId }))['AccessKeyLastUsed'];
  expect(lastUsed()).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  const use = (minutes: number) => {
    t.env = { ...t.env, now: noon + minutes * 60_000 };
    const caller = { kind: 'access-key', accessKeyId: AccessKeyId } as const;
    apply(
      t.world,
      handle(t.world, { service: 'sts', operation: 'GetCallerIdentity', params: {}, caller }, t.env).marks,
    );
  };
  use(0);
  use(14);
  expect(lastUsed()).toMatchObject({ LastUsedDate: '2026-01-31T12:00:00Z', ServiceName: 'sts' });
  use(15);
  expect(lastUsed()).toMatchObject({ LastUsedDate: '2026-01-31T12:15:00Z' });
});
