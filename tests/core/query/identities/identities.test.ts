/** The lists of identities: permissions, rows, acts on many and files of new credentials. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { findByName } from '#core/model/world/world.ts';
import { bulkSteps } from '#core/plans/bulk.ts';
import {
  accessKeyCsv,
  passwordCsv,
  serviceCredentialCsv,
  signInUrl,
} from '#core/query/identities/credential-csv.ts';
import { effectsOf } from '#core/query/identities/effects.ts';
import { generatedPassword } from '#core/query/identities/generated-password.ts';
import { passwordRules } from '#core/model/passwords/rules.ts';
import { roleRows, userRows } from '#core/query/identities/rows.ts';
import { revocation, roleSessions } from '#core/query/identities/role-sessions.ts';
import { aWorld, testAccount } from '../../../setup/world.ts';

const account = unsafeAccountId(testAccount);
const read = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
const trust = (principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});

const world = aWorld()
  .policy('Read', read)
  .group('readers', { attach: ['Read'] })
  .group('auditors', { attach: ['Read'] })
  .user('alice', { groups: ['readers', 'auditors'], inline: { NoS3: deny }, boundary: 'Read' })
  .user('bob', { tags: { team: 'payroll' } })
  .role('Web', trust({ Service: 'ec2.amazonaws.com' }))
  .role('Partner', trust({ AWS: 'arn:aws:iam::999988887777:root' }))
  .world();
const find = (name: string) => {
  const user = findByName(world, 'users', account, name);
  if (!user) throw new Error(`no ${name}`);
  return user;
};

const effects = effectsOf(world, find('alice'));
test('a statement that two groups give is one line with both origins, and denies come first', () => {
  expect(effects.statements.map(({ effect, origins }) => [effect, origins.length])).toEqual([
    ['Deny', 1],
    ['Allow', 2],
  ]);
  expect(effects.statements[1]?.origins.map((source) => ('group' in source ? source.group : ''))).toEqual([
    'readers',
    'auditors',
  ]);
});
test('the boundary stands apart, because it grants nothing', () => {
  expect(effects.boundary?.map(({ effect }) => effect)).toEqual(['Allow']);
  expect(effectsOf(world, find('bob')).boundary).toBeUndefined();
});

test('the rows of users tell groups, own policies and credentials', () => {
  const [alice, bob] = userRows(world, account);
  expect(alice).toMatchObject({ name: 'alice', groups: ['readers', 'auditors'], ownPolicies: 1 });
  expect(bob).toMatchObject({ console: false, mfa: 0, lastActivity: undefined });
});
test('a column that an imported account does not tell is undefined, not “none”', () => {
  const imported = { ...world, accounts: new Map(world.accounts) };
  const row = world.accounts.get(account);
  if (!row) throw new Error('no account');
  imported.accounts.set(account, { ...row, unknown: ['passwords', 'access-keys', 'mfa-devices'] });
  expect(userRows(imported, account)[1]).toMatchObject({
    console: undefined,
    mfa: undefined,
    keys: undefined,
    knowsActivity: false,
  });
});
test('what was made after the import is known, also in an account that came from a file', () => {
  const imported = { ...world, accounts: new Map(world.accounts) };
  const row = world.accounts.get(account);
  if (!row) throw new Error('no account');
  const known = (knownSince: string) => {
    imported.accounts.set(account, { ...row, unknown: ['passwords', 'access-keys'], knownSince });
    const fresh = { ...imported };
    return [userRows(fresh, account)[1]?.knowsActivity, roleRows(fresh, account)[0]?.knowsActivity];
  };
  expect(known('2020-01-01T00:00:00Z')).toEqual([true, true]);
  expect(known('2030-01-01T00:00:00Z')).toEqual([false, false]);
});

test('the rows of roles tell the kind of what they trust', () => {
  expect(roleRows(world, account).map(({ name, trustKinds }) => [name, trustKinds])).toEqual([
    ['Web', ['service']],
    ['Partner', ['account']],
  ]);
});

test.each([
  [{ kind: 'add-to-group', group: 'readers' }, ['AddUserToGroup']],
  [{ kind: 'tag', key: 'team', value: 'payroll' }, ['TagUser']],
  [{ kind: 'detach', policy: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }, []],
  [
    { kind: 'delete' },
    ['RemoveUserFromGroup', 'RemoveUserFromGroup', 'DeleteUserPolicy', 'DeleteUser', 'DeleteUser'],
  ],
] as const)('the act %j on many users needs the calls %j, none where it is so already', (act, expected) => {
  const steps = bulkSteps(world, account, 'user', ['alice', 'bob', 'gone'], act);
  expect(steps.map(({ operation }) => operation)).toEqual(expected);
});

test.each([
  [accessKeyCsv('alice', 'AKIA1', 's/e+c'), 'alice_accessKeys.csv', 'AKIA1,s/e+c'],
  [accessKeyCsv(undefined, 'AKIA1', 's'), 'rootkey.csv', 'AKIA1,s'],
  [passwordCsv('alice', 'a,"b', 'https://x'), 'alice_credentials.csv', 'alice,"a,""b",https://x'],
  [
    serviceCredentialCsv('alice', 'codecommit.amazonaws.com', 'alice-at-1', 'p='),
    'alice_codecommit_credentials.csv',
    'alice-at-1,p=',
  ],
])('the CSV file %j is named %s and has the row %s', (file, name, row) => {
  expect(file.name).toBe(name);
  expect(file.text.split('\r\n').slice(1)).toEqual([row, '']);
});
test('N-06 the sign-in address has the alias where there is one', () => {
  expect(signInUrl({ id: account })).toBe(`https://${account}.signin.aws.amazon.com/console`);
  expect(signInUrl({ id: account, alias: 'acme' })).toBe('https://acme.signin.aws.amazon.com/console');
});

test('P-03, P-08 a generated password holds every rule of the account, also a long minimum', () => {
  const row = world.accounts.get(account);
  if (!row) throw new Error('no account');
  const passwordPolicy = {
    minimumPasswordLength: 40,
    requireSymbols: true,
    requireNumbers: true,
    requireUppercaseCharacters: true,
    requireLowercaseCharacters: true,
    allowUsersToChangePassword: true,
    hardExpiry: false,
  };
  for (const one of [row, { ...row, passwordPolicy }])
    for (let seed = 0; seed < 50; seed += 1) {
      let state = seed + 1;
      const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
      const rules = passwordRules(one, generatedPassword(one, random));
      expect(rules.filter(({ holds }) => !holds)).toEqual([]);
    }
});

test('revoking denies everything to sessions issued before the moment, in the document of AWS’s console', () => {
  const role = findByName(world, 'roles', account, 'Web');
  if (!role) throw new Error('no role');
  const { params } = revocation(role, Date.parse('2026-01-31T12:00:00.250Z'));
  expect(params.PolicyName).toBe('AWSRevokeOlderSessions');
  expect(JSON.parse(params.PolicyDocument)).toMatchObject({
    Statement: [
      {
        Effect: 'Deny',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-31T12:00:00.250Z' } },
      },
    ],
  });
  expect(roleSessions(world, role, 0)).toEqual([]);
});
