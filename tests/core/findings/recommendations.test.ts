/** Each recommendation is open for a reason that can be named, and turns green by the AWS call that mends it. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { type RecommendationId, recommendations } from '#core/findings/recommendations.ts';
import { widestGrants } from '#core/findings/wide-grants.ts';
import { worldOf } from '#share/world-records.ts';
import { TestAccount, account, allow, expectOk, noon } from '../api/door.ts';
import { totpCode } from '#core/api/iam/credentials/totp.ts';
import { aWorld } from '../../setup/world.ts';

const id = unsafeAccountId(account);
const day = 86_400;

const state = (one: TestAccount, name: RecommendationId) =>
  recommendations(one.world, id, one.env.now).find((row) => row.id === name)?.state;
const notes = (one: TestAccount, name: RecommendationId) =>
  recommendations(one.world, id, one.env.now)
    .find((row) => row.id === name)
    ?.findings.map((finding) => `${finding.name}: ${finding.note ?? ''}`);

/** Makes a virtual device and enables it with two codes. */
function enableMfa(one: TestAccount, name: string, UserName?: string): void {
  const made = expectOk(one.call('CreateVirtualMFADevice', { VirtualMFADeviceName: name }));
  const { SerialNumber } = made['VirtualMFADevice'] as { SerialNumber: string };
  const seed = one.world.secrets.get(SerialNumber);
  const base32 = seed?.kind === 'totp' ? seed.base32 : '';
  const step = Math.floor(one.env.now / 30_000);
  const codes = {
    AuthenticationCode1: totpCode(base32, step - 1),
    AuthenticationCode2: totpCode(base32, step),
  };
  expectOk(one.call('EnableMFADevice', { UserName: UserName ?? account, SerialNumber, ...codes }));
}

test('a new account has three open recommendations: root MFA, an administrator and a password policy', () => {
  const found = recommendations(new TestAccount().world, id, noon);
  expect(found.filter(({ state: one }) => one === 'open').map(({ id: one }) => one)).toEqual([
    'root-mfa',
    'administrator',
    'password-policy',
  ]);
});

test('the recommendation of root MFA turns green with a device', () => {
  const one = new TestAccount();
  expect(notes(one, 'root-mfa')).toEqual(['root: ']);
  enableMfa(one, 'root-phone');
  expect(state(one, 'root-mfa')).toBe('done');
});

test('the recommendation about root keys turns green when they are deleted, active or not', () => {
  const one = new TestAccount().given(['CreateAccessKey', {}]);
  const [key = ''] = [...one.world.accessKeys.keys()];
  expect(notes(one, 'root-keys')).toEqual([`root: ${key} is active`]);
  one.given(['UpdateAccessKey', { AccessKeyId: key, Status: 'Inactive' }]);
  expect(notes(one, 'root-keys')).toEqual([`root: ${key} is inactive`]);
  one.given(['DeleteAccessKey', { AccessKeyId: key }]);
  expect(state(one, 'root-keys')).toBe('done');
});

test('the recommendation of an administrator beside root is done by a user in a group of administrators', () => {
  const one = new TestAccount().given(
    ['CreateGroup', { GroupName: 'Admins' }],
    ['AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  );
  expect(state(one, 'administrator')).toBe('open');
  one.given(
    ['CreateUser', { UserName: 'ada' }],
    ['AddUserToGroup', { GroupName: 'Admins', UserName: 'ada' }],
  );
  expect(state(one, 'administrator')).toBe('done');
  expect(state(one, 'full-access')).toBe('done');
});

test('the recommendations ask for MFA of the users who can sign in', () => {
  const one = new TestAccount().given(
    ['CreateUser', { UserName: 'ada' }],
    ['CreateUser', { UserName: 'robot' }],
    ['CreateLoginProfile', { UserName: 'ada', Password: 'Correct-Horse-7' }],
  );
  expect(notes(one, 'user-mfa')).toEqual(['ada: can sign in with a password alone']);
  enableMfa(one, 'ada-phone', 'ada');
  expect(state(one, 'user-mfa')).toBe('done');
});

test.each([
  [{ MinimumPasswordLength: 6 }, ['Password policy: 6 characters are enough for it']],
  [
    { MinimumPasswordLength: 10, RequireNumbers: true },
    ['Password policy: it asks for 1 of the four kinds of characters'],
  ],
  [
    {
      MinimumPasswordLength: 8,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercaseCharacters: true,
    },
    [],
  ],
])('the password policy %o gets its recommendation', (params, open) => {
  const one = new TestAccount();
  expect(notes(one, 'password-policy')).toEqual(['Password policy: the account has none of its own']);
  one.given(['UpdateAccountPasswordPolicy', params]);
  expect(notes(one, 'password-policy')).toEqual(open);
});

test('unused and old credentials are found by the simulated clock, and a use counts', () => {
  const one = new TestAccount().given(
    ['CreateUser', { UserName: 'ada' }],
    ['CreateLoginProfile', { UserName: 'ada', Password: 'Correct-Horse-7' }],
    ['CreateAccessKey', { UserName: 'ada' }],
    ['PutUserPolicy', { UserName: 'ada', PolicyName: 'All', PolicyDocument: allow('iam:*') }],
  );
  const [key = ''] = [...one.world.accessKeys.keys()];
  expect(state(one, 'unused-credentials')).toBe('done');
  one.wait(89 * day);
  expect([state(one, 'unused-credentials'), state(one, 'key-age')]).toEqual(['done', 'done']);
  expectOk(one.as({ kind: 'access-key', accessKeyId: key }, 'ListUsers'));
  one.wait(2 * day);
  expect(notes(one, 'unused-credentials')).toEqual(['ada: password never used in 91 days']);
  expect(notes(one, 'key-age')).toEqual([`ada: ${key} is 91 days old`]);
  one.wait(90 * day);
  expect(notes(one, 'unused-credentials')).toContain(`ada: ${key} not used for 92 days`);
});

test('the recommendations name two active keys, and policies of a user’s own', () => {
  const one = new TestAccount().given(
    ['CreateUser', { UserName: 'ada' }],
    ['CreateAccessKey', { UserName: 'ada' }],
    ['CreateAccessKey', { UserName: 'ada' }],
    ['PutUserPolicy', { UserName: 'ada', PolicyName: 'All', PolicyDocument: allow('*') }],
  );
  const [older = ''] = [...one.world.accessKeys.keys()];
  expect(notes(one, 'two-keys')).toEqual([`ada: two active keys, ${older} is the older`]);
  expect(notes(one, 'direct-policies')).toEqual(['ada: 1 policy of its own']);
  expect(notes(one, 'full-access')).toEqual(['ada: All allows every action on everything']);
});

test('A-03 what an imported file does not hold is unknown, never green', () => {
  const { world } = { world: worldOf(aWorld().records()) };
  const [record] = [...world.accounts.values()];
  const records = aWorld().records();
  const partial = worldOf({
    ...records,
    accounts: records.accounts.map((row) => ({
      ...row,
      unknown: ['mfa-devices', 'access-keys', 'passwords'],
    })),
  });
  const states = recommendations(partial, record?.id ?? id, noon).map(({ id: name, state: one }) => [
    name,
    one,
  ]);
  expect(states.filter(([, one]) => one === 'unknown').map(([name]) => name)).toEqual([
    'root-mfa',
    'root-keys',
    'user-mfa',
    'password-policy',
    'unused-credentials',
    'key-age',
    'two-keys',
  ]);
});

test.each([
  [allow('*'), 'everything'],
  [allow('s3:*'), 'service'],
  [allow('s3:*', 'arn:aws:s3:::one/*'), 'service'],
  [allow('s3:PutObject'), 'any-resource'],
  [allow('s3:GetObject'), undefined],
  [allow('s3:PutObject', 'arn:aws:s3:::one/*'), undefined],
  ['{"Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}}', 'everything-but'],
  ['{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}', undefined],
  [
    '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}',
    undefined,
  ],
])('the widest permission of the policy %s is told: %s', (document, width) => {
  expect(widestGrants(document)?.width).toBe(width);
});
