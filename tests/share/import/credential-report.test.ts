/**
 * A credential report beside account details fills in passwords, access keys, MFA and their last use; what it
 * does not tell stays unknown, and a report of another account is refused.
 */

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { recommendations } from '#core/findings/recommendations.ts';
import { unusedRows } from '#core/findings/review.ts';
import {
  accessKeyName,
  isPlaceholderDevice,
  unsafeAccountId,
  unsafeArn,
  unsafeEntityId,
} from '#core/model/ids.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { userRows } from '#core/query/identities/rows.ts';
import { credentialReportCsv, reportColumns, reportRows } from '#core/reports/credential-report.ts';
import { accountDetailsText, exportAccountDetails } from '#share/export/account-details.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import type { Imported } from '#share/import/result.ts';
import { noRecords, recordsOf, worldOf } from '#share/world-records.ts';
import { firstFault } from './first-fault.ts';

const account = unsafeAccountId('210987654321');
const arnOf = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const details = (...names: string[]) =>
  JSON.stringify({
    UserDetailList: names.map((name) => ({
      Path: '/',
      UserName: name,
      UserId: `AIDA${name.toUpperCase()}`,
      Arn: arnOf(name),
      CreateDate: '2020-01-31T12:00:00Z',
      GroupList: [],
      AttachedManagedPolicies: [],
    })),
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  });

type Fields = Partial<Record<(typeof reportColumns)[number], string>>;

const empty: Fields = Object.fromEntries(
  reportColumns.map((column) => [column, /_active|password_enabled/.test(column) ? 'false' : 'N/A']),
);
const root: Fields = {
  ...empty,
  user: '<root_account>',
  arn: `arn:aws:iam::${account}:root`,
  user_creation_time: '2017-03-02T08:00:00+00:00',
  password_enabled: 'not_supported',
  password_last_used: 'no_information',
  password_last_changed: 'not_supported',
  password_next_rotation: 'not_supported',
};
const row = (name: string, more: Fields = {}): Fields => ({
  ...empty,
  user: name,
  arn: arnOf(name),
  user_creation_time: '2020-01-31T12:00:00+00:00',
  ...more,
});
const csvOf = (...rows: Fields[]) =>
  [reportColumns.join(','), ...rows.map((one) => reportColumns.map((column) => one[column]).join(','))].join(
    '\n',
  );

const ann = row('ann', {
  password_enabled: 'TRUE',
  password_last_used: '2026-02-03T04:05:06+00:00',
  password_last_changed: '2025-12-24T18:00:00+00:00',
  mfa_active: 'true',
  access_key_1_active: 'true',
  access_key_1_last_rotated: '2024-05-06T07:08:09+00:00',
  access_key_1_last_used_date: '2026-01-01T00:00:00Z',
  access_key_1_last_used_region: 'eu-central-1',
  access_key_1_last_used_service: 's3',
  access_key_2_active: 'false',
  access_key_2_last_rotated: '2023-05-06T07:08:09+00:00',
});

const read = (...texts: string[]) =>
  readAccountDetails(
    texts.map((text, at) => ({ name: `${at + 1}`, text })),
    { reference: emptyReference },
  );
function imported(...texts: string[]): Imported {
  const result = read(...texts);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test('a credential report fills in the password, both keys, MFA and their last use', () => {
  const { records, counts } = imported(details('ann', 'bob'), csvOf(root, ann, row('bob')));
  expect(records.loginProfiles).toMatchObject([
    { id: 'AIDAANN', owner: 'AIDAANN', passwordDate: '2025-12-24T18:00:00Z', passwordResetRequired: false },
  ]);
  expect(records.accessKeys).toMatchObject([
    { owner: 'AIDAANN', status: 'Active', statusDate: '2024-05-06T07:08:09Z' },
    { owner: 'AIDAANN', status: 'Inactive', statusDate: '2023-05-06T07:08:09Z' },
  ]);
  expect(records.mfaDevices).toMatchObject([{ owner: 'AIDAANN' }]);
  expect(records.usage).toMatchObject([
    { id: 'AIDAANN/password', lastUsed: '2026-02-03T04:05:06Z', region: 'N/A' },
    {
      principal: records.accessKeys[0]?.id,
      lastUsed: '2026-01-01T00:00:00Z',
      region: 'eu-central-1',
      service: 's3',
    },
  ]);
  expect(counts.filter(({ kind }) => /password|key|MFA/.test(kind))).toEqual([
    { kind: 'passwords', found: 1, imported: 1 },
    { kind: 'access keys', found: 2, imported: 2 },
    { kind: 'MFA devices', found: 1, imported: 1 },
  ]);
});

test('stand-ins for keys and devices say that nobody knows which they are', () => {
  const { records } = imported(details('ann'), csvOf(root, ann));
  expect(records.accessKeys.map(({ id }) => accessKeyName(id))).toEqual([
    'key 1 (id not known)',
    'key 2 (id not known)',
  ]);
  expect(records.mfaDevices.map(({ name }) => isPlaceholderDevice(name))).toEqual([true]);
  expect([accessKeyName('AKIAIOSFODNN7EXAMPLE'), isPlaceholderDevice('phone')]).toEqual([
    'AKIAIOSFODNN7EXAMPLE',
    false,
  ]);
  expect(records.secrets).toEqual([]);
});

test('after a report a user without credentials is known to have none', () => {
  const world = worldOf(imported(details('ann', 'bob'), csvOf(root, ann, row('bob'))).records);
  const [first, second] = userRows(world, account);
  expect([first?.console, first?.mfa, first?.keys?.active, first?.lastActivity]).toEqual([
    true,
    1,
    1,
    '2026-02-03T04:05:06Z',
  ]);
  expect([second?.console, second?.mfa, second?.keys?.active, second?.lastActivity]).toEqual([
    false,
    0,
    0,
    undefined,
  ]);
  expect(second?.knowsActivity).toBe(true);
  expect(userRows(worldOf(imported(details('bob')).records), account)[0]?.knowsActivity).toBe(false);
});

test('W-21 where a report has no use, a password or an old key is not called unused', () => {
  const passworded = row('bob', { password_enabled: 'true', password_last_used: 'no_information' });
  const keyed = (name: string, rotated: string) =>
    row(name, { access_key_1_active: 'true', access_key_1_last_rotated: rotated });
  const old = keyed('eve', '2015-01-01T00:00:00+00:00');
  const recent = keyed('zoe', '2024-01-01T00:00:00+00:00');
  const csv = csvOf(root, passworded, old, recent);
  const world = worldOf(imported(details('bob', 'eve', 'zoe'), csv).records);
  expect(
    userRows(world, account).map(({ name, knowsActivity, keys }) => [name, knowsActivity, keys?.unused]),
  ).toEqual([
    ['bob', false, false],
    ['eve', false, false],
    ['zoe', true, true],
  ]);
  const now = Date.UTC(2026, 5, 1);
  const users = unusedRows(world, account, now).filter(({ kind }) => kind === 'user');
  expect(users.map(({ name, finding }) => `${name} ${finding.is}`)).toEqual([
    'bob use-unknown',
    'eve use-unknown',
    'zoe idle',
  ]);
  const unused = recommendations(world, account, now).find(({ id }) => id === 'unused-credentials');
  expect(unused?.findings.map(({ note = '' }) => note.replace(/\d+ days/, 'some days'))).toEqual([
    'password some days old, last use not known',
    'key 1 (id not known) some days old, last use not known',
    'key 1 (id not known) never used in some days',
  ]);
});

test('a report tells when the account was made, and nothing about its password policy', () => {
  const { records } = imported(details('ann'), csvOf(root, ann));
  expect(records.accounts[0]?.createDate).toBe('2017-03-02T08:00:00Z');
  expect(records.accounts[0]?.unknown).toEqual(['resource-policies', 'organization', 'identity-providers']);
  const states = new Map(
    recommendations(worldOf(records), account, Date.UTC(2026, 5, 1)).map(({ id, state }) => [id, state]),
  );
  expect([states.get('password-policy'), states.get('root-mfa'), states.get('user-mfa')]).toEqual([
    'unknown',
    'open',
    'done',
  ]);
});

test('users who are only in the report or only in the details are named, and then the rest stays unknown', () => {
  const { records, notices } = imported(details('ann', 'new'), csvOf(root, ann, row('gone')));
  expect(notices.join('\n')).toMatch(/names users that are not in the account details: `gone`/);
  expect(notices.join('\n')).toMatch(/does not tell the credentials of these users: `new`/);
  expect(records.accounts[0]?.unknown).toEqual(expect.arrayContaining(['passwords', 'access-keys']));
  expect(records.users).toHaveLength(2);
});

test('the report of an account without passwords, keys and devices says so, and brought in again it tells nothing', () => {
  const world = worldOf(imported(details('ann')).records);
  const record = world.accounts.get(account);
  if (!record) throw new Error('no account');
  const csv = credentialReportCsv(world, record);
  const [own, hers] = reportRows(csv);
  expect(hers).toMatchObject({
    user_creation_time: '2020-01-31T12:00:00+00:00',
    password_enabled: 'no_information',
    password_last_used: 'no_information',
    mfa_active: 'no_information',
    access_key_1_active: 'no_information',
    access_key_2_last_rotated: 'no_information',
    cert_1_active: 'no_information',
  });
  expect(own).toMatchObject({
    user_creation_time: 'no_information',
    password_enabled: 'not_supported',
    mfa_active: 'no_information',
  });
  const again = imported(details('ann'), csv);
  expect(again.notices.join()).toContain('does not tell the credentials of these users: `root`, `ann`.');
  expect(again.records.accounts[0]?.unknown).toEqual(record.unknown);
});

test('the report comes as the JSON of the AWS CLI, with Windows line ends, and in any order of files', () => {
  const csv = csvOf(root, ann);
  const expected = imported(details('ann'), csv).records;
  const answer = JSON.stringify({
    Content: Buffer.from(csv).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: '2026-03-04T05:06:07+00:00',
  });
  const given = imported(answer, details('ann'));
  expect(given.records).toEqual(expected);
  expect(given.notices.join()).toContain('AWS made it on 2026-03-04');
  expect(imported(details('ann'), `${csv.replaceAll('\n', '\r\n')}\r\n`).records).toEqual(expected);
});

test('columns of a newer report are left alone, and an older one that lacks a column is refused', () => {
  const csv = csvOf(root, ann)
    .split('\n')
    .map((line, at) => `${line},${at === 0 ? 'new_column' : 'x'}`)
    .join('\n');
  expect(imported(details('ann'), csv).records).toEqual(imported(details('ann'), csvOf(root, ann)).records);
  expect(firstFault(read(details('ann'), csv.replace('mfa_active', 'mfa'))).message).toBe(
    'the credential report lacks these columns: mfa_active',
  );
});

test.each([
  [
    'of another account',
    [details('ann'), csvOf(root, ann).replaceAll(account, '111122223333')],
    'this is the credential report of account 111122223333, and the account details are of 210987654321',
  ],
  [
    'of two accounts',
    [details('ann'), csvOf(root, { ...ann, arn: 'arn:aws:iam::111122223333:user/ann' })],
    'the credential report names account 210987654321 and also `arn:aws:iam::111122223333:user/ann`: a report is of one account',
  ],
  [
    'alone',
    [csvOf(root, ann)],
    'account details are missing. Add the output of `aws iam get-account-authorization-details` to the credential report',
  ],
  [
    'twice',
    [details('ann'), csvOf(root), csvOf(root, ann)],
    'the files hold two credential reports of account 210987654321: give one of them',
  ],
  [
    'in no base64',
    [details('ann'), '{"Content":"%","ReportFormat":"text/csv"}'],
    'expected a credential report in base64',
  ],
])('a credential report is refused with the reason: %s', (_, texts, message) => {
  const result = read(...texts);
  expect(!result.ok && result.error.message).toBe(message);
});

test('a row that cannot be read is left out with its line, and the others are read', () => {
  const { skipped, records } = imported(
    details('ann', 'bob'),
    csvOf(root, ann, row('bob', { mfa_active: 'perhaps' })),
  );
  expect(skipped).toEqual([
    {
      file: '2',
      subject: 'what the credential report says about `bob`',
      message: 'mfa_active: expected `true` or `false`, found the text `perhaps`',
      place: { path: 'the file', line: 4, column: 1 },
    },
  ]);
  expect(records.loginProfiles).toHaveLength(1);
  expect(records.accounts[0]?.unknown).toContain('passwords');
});

test('ImportAccount takes an account with its reported credentials', () => {
  const { records } = imported(details('ann', 'bob'), csvOf(root, ann, row('bob')));
  const world = createWorld({ freeze: true });
  const outcome = handle(
    world,
    {
      service: 'playground',
      operation: 'ImportAccount',
      params: { Records: records },
      caller: { kind: 'principal', arn: `arn:aws:iam::${account}:root` },
    },
    { now: Date.UTC(2026, 0, 1), random: () => 0.5, reference: emptyReference },
  );
  expect(outcome.ok ? undefined : outcome.error.message).toBeUndefined();
  apply(world, outcome.changes);
  expect(recordsOf(world)).toEqual(recordsOf(worldOf(records)));
});

const date = fc
  .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2026-01-01T00:00:00Z'), noInvalidDate: true })
  .map((value) => `${value.toISOString().slice(0, 19)}Z`);
const used = fc.option(
  fc.record({
    lastUsed: date,
    region: fc.constantFrom('us-east-1', 'N/A'),
    service: fc.constantFrom('s3', 'iam'),
  }),
);
const key = fc.record({ active: fc.boolean(), statusDate: date, used });
const person = fc.record({
  name: fc.stringMatching(/^[\w+=,.@-]{1,20}$/),
  createDate: date,
  password: fc.option(date),
  passwordUsed: fc.option(date),
  keys: fc.array(key, { maxLength: 2 }),
  mfa: fc.boolean(),
});

test('the report of an account comes back from its own import', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(person, { selector: ({ name }) => name.toLowerCase(), minLength: 1, maxLength: 5 }),
      fc.record({
        createDate: date,
        passwordUsed: fc.option(date),
        keys: fc.array(key, { maxLength: 2 }),
        mfa: fc.boolean(),
      }),
      (people, owner) => {
        const records = noRecords();
        records.accounts.push({ id: account, name: 'A', createDate: owner.createDate, quotas: {} });
        const add = (id: string, name: string, of: Omit<(typeof people)[number], 'name' | 'createDate'>) => {
          const owned = { account, owner: unsafeEntityId(id) };
          const mark = (markId: string, use: { lastUsed: string; region: string; service: string }) =>
            records.usage.push({
              id: unsafeEntityId(markId),
              principal: unsafeEntityId(markId),
              account,
              ...use,
            });
          if (of.password !== null && id !== (account as string)) {
            records.loginProfiles.push({
              ...owned,
              id: owned.owner,
              createDate: of.password,
              passwordDate: of.password,
              passwordResetRequired: false,
            });
          }
          if (of.passwordUsed !== null)
            mark(`${id}/password`, { lastUsed: of.passwordUsed, region: 'us-east-1', service: 'signin' });
          of.keys.forEach(({ active, statusDate, used: use }, at) => {
            const keyId = unsafeEntityId(`AKIA${at}${id}`);
            const status = active ? 'Active' : 'Inactive';
            records.accessKeys.push({ ...owned, id: keyId, status, createDate: statusDate, statusDate });
            if (use) mark(keyId, use);
          });
          if (of.mfa) {
            records.mfaDevices.push({
              ...owned,
              id: unsafeEntityId(`arn:aws:iam::${account}:mfa/${name}`),
              kind: 'virtual',
              path: '/',
              name,
              createDate: owner.createDate,
              tags: [],
              offset: 0,
              clock: 'simulated',
            });
          }
        };
        people.forEach(({ name, createDate, ...of }, at) => {
          const id = unsafeEntityId(`AIDA${'ABCDE'[at] ?? ''}`);
          records.users.push({
            id,
            account,
            path: '/',
            arn: unsafeArn(arnOf(name)),
            createDate,
            userName: name,
            inlinePolicies: [],
            attachedPolicies: [],
            groups: [],
            tags: [],
          });
          add(id, name, of);
        });
        add(account, 'root', { ...owner, password: null });
        const world = worldOf(records);
        const csv = reportIn(world);
        const again = imported(accountDetailsText(exportAccountDetails(world, account)), csv);
        expect(again.skipped).toEqual([]);
        expect(reportIn(worldOf(again.records))).toBe(csv);
      },
    ),
    { seed: 20261126, numRuns: 150 },
  );
});

function reportIn(world: ReturnType<typeof worldOf>): string {
  const own = world.accounts.get(account);
  if (!own) throw new Error('no account');
  return credentialReportCsv(world, own);
}
