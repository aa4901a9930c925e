/**
 * Output of `aws iam get-account-authorization-details` becomes an account. The quirky account holds every
 * peculiarity of the format; a fault is named with its place.
 */

import { readFileSync } from 'node:fs';
import { beforeAll, expect, test, vi } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { findByName } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { exportAccountDetails } from '#share/export/account-details.ts';
import { readAccountDetails, readingSteps } from '#share/import/account-details.ts';
import type { ImportFile, ImportResult } from '#share/import/result.ts';
import { worldOf } from '#share/world-records.ts';
import { firstFault } from './first-fault.ts';

const reference = createReference();
beforeAll(() => reference.loadManagedPolicies());

const account = unsafeAccountId('210987654321');
const quirkyText = readFileSync('tests/share/fixtures/quirky-account.json', 'utf8');
type Details = Record<'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies', object[]>;
const quirky = () => JSON.parse(quirkyText) as Details;

const files = (...values: (object | string)[]): ImportFile[] =>
  values.map((value, at) => ({
    name: `${at + 1}.json`,
    text: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  }));

const read = (...values: (object | string)[]): ImportResult =>
  readAccountDetails(files(...values), { reference });

function imported(...values: (object | string)[]) {
  const result = read(...values);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.place.path}`);
  return { ...result.value, world: worldOf(result.value.records, { freeze: true }) };
}

/** The fault as `file:line:column path: message`. */
function expectFault(values: (object | string)[], expected: string): void {
  const { file, place, message } = firstFault(read(...values));
  expect(`${file}:${place.line}:${place.column} ${place.path}: ${message}`).toBe(expected);
}

const user = (name: string, more: object = {}) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name.toUpperCase()}`,
  Arn: `arn:aws:iam::210987654321:user/${name}`,
  CreateDate: '2026-01-31T12:00:00+00:00',
  GroupList: [],
  AttachedManagedPolicies: [],
  Tags: [],
  ...more,
});
const page = (more: object) => ({
  UserDetailList: [],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
  ...more,
});
const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const withInline = (document: unknown) =>
  page({ UserDetailList: [user('a', { UserPolicyList: [{ PolicyName: 'P', PolicyDocument: document }] })] });
const inlineOf = (document: unknown) => {
  const { world } = imported(withInline(document));
  return findByName(world, 'users', account, 'a')?.inlinePolicies[0]?.document;
};

test('the quirky account becomes one account with its entities', () => {
  const { accounts, records } = imported(quirkyText);
  expect(accounts).toEqual([{ id: account, users: 3, groups: 2, roles: 2, policies: 2 }]);
  expect(records.instanceProfiles).toHaveLength(1);
  expect(records.accounts[0]?.createDate).toBe('2018-05-15T17:33:36Z');
});

test('A-04 N-20 dates of account details become UTC seconds, whatever their form', () => {
  const { world } = imported(quirkyText);
  const dates = ['zora', 'robot_1', 'mina'].map(
    (name) => findByName(world, 'users', account, name)?.createDate,
  );
  expect(dates).toEqual(['2019-12-18T19:10:08Z', '2020-02-01T00:00:00Z', '2021-06-30T21:59:59Z']);
});

test('an imported account keeps the date of its newest entity, after which everything is known', () => {
  const { records } = imported(
    page({ UserDetailList: [user('ada', { CreateDate: '2026-02-01T00:00:00Z' }), user('bob')] }),
  );
  expect(records.accounts[0]).toMatchObject({
    createDate: '2026-01-31T12:00:00Z',
    knownSince: '2026-02-01T00:00:00Z',
  });
});

test('A-01 a document that is an object is printed by two, a text keeps its spelling, and URL-encoding is undone', () => {
  const { world } = imported(quirkyText);
  const [object, text, url] = findByName(world, 'users', account, 'Robot_1')?.inlinePolicies ?? [];
  expect(object?.document).toMatch(/^\{\n {2}"Version"/);
  expect(text?.document).toBe(
    '{"Version": "2012-10-17",\n "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}',
  );
  expect(JSON.parse(url?.document ?? '')).toMatchObject({ Statement: [{ Action: 'sqs:*' }] });
});

test('N-01 memberships match ignoring case, and a group that is missing is kept and reported as unknown', () => {
  const { world, notices } = imported(quirkyText);
  const groups = (name: string) =>
    findByName(world, 'users', account, name)?.groups.map((id) => world.groups.get(id)?.groupName);
  expect(groups('zora')).toEqual(['staff']);
  expect(groups('mina')).toEqual(['staff', 'gone']);
  expect(notices.join()).toContain('`gone`');
  expect(world.accounts.get(account)?.unknown).toContain('attached-policies');
});

test('A-03 description and session duration come from the instance profile, and the others are reported as unknown', () => {
  const { world } = imported(quirkyText);
  expect(findByName(world, 'roles', account, 'worker')).toMatchObject({
    description: 'Batch worker',
    maxSessionDuration: 7200,
  });
  expect(findByName(world, 'roles', account, 'partner')?.maxSessionDuration).toBe(3600);
  expect(world.accounts.get(account)?.unknown).toContain('role-settings');
});

test('the import keeps the last use of a role', () => {
  const { records } = imported(quirkyText);
  expect(records.usage).toEqual([
    {
      id: 'worker/unknown',
      account,
      principal: 'worker',
      service: 'unknown',
      lastUsed: '2024-01-20T18:48:00Z',
      region: 'us-east-1',
    },
  ]);
});

test('N-25 imported versions count up by number, and the default is the one named', () => {
  const { world } = imported(quirkyText);
  const policy = findByName(world, 'policies', account, 'Edit');
  expect(policy?.versions.map(({ versionId }) => versionId)).toEqual(['v3', 'v10']);
  expect([policy?.defaultVersionId, policy?.nextVersion]).toEqual(['v3', 11]);
});

test('an attached AWS managed policy that is missing comes from the reference, with a notice', () => {
  const { world, notices } = imported(quirkyText);
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  expect(world.index.byArn.get(arn)?.table).toBe('policies');
  expect(notices.join()).toContain('`ReadOnlyAccess`');
});

test('an attached AWS managed policy is unknown without the reference, with a notice', () => {
  const result = readAccountDetails(files(quirkyText), { reference: emptyReference });
  expect(result.ok && result.value.notices.join()).toContain('`arn:aws:iam::aws:policy/ReadOnlyAccess`');
});

test('a repeated unique id stays with the first entity', () => {
  const { world, notices } = imported(quirkyText);
  expect(findByName(world, 'users', account, 'Robot_1')?.id).toBe('AIDAREDACTED');
  expect(findByName(world, 'users', account, 'mina')?.id).toMatch(/^AIDA[A-Z2-7]{17}$/);
  expect(notices.join()).toContain('`AIDAREDACTED`');
});

test('the import reports what the format cannot hold', () => {
  const { notices } = imported(quirkyText);
  expect(notices.at(-1)).toContain('does not hold these: resource policies');
});

const expected = () => exportAccountDetails(imported(quirkyText).world, account);
const same = (...values: (object | string)[]) =>
  expect(exportAccountDetails(imported(...values).world, account)).toEqual(expected());

test('the four lists are read each in its own file, as an object', () => {
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = quirky();
  same({ Policies }, { RoleDetailList }, { UserDetailList }, { GroupDetailList });
});

test('the four lists are read each in its own file, bare', () => {
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = quirky();
  same(RoleDetailList, UserDetailList, Policies, GroupDetailList);
});

test('A-05 pages of the lists are read from several files, and from a list of pages', () => {
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = quirky();
  const first = {
    UserDetailList,
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
    IsTruncated: true,
    Marker: 'm',
  };
  const last = { UserDetailList: [], GroupDetailList, RoleDetailList, Policies, IsTruncated: false };
  same(first, last);
  same(JSON.stringify([first, last]));
});

test('a byte order mark does no harm to an import', () => {
  same(`\uFEFF${quirkyText}`);
});

test('a page that is given twice is taken once', () => {
  expect(imported(quirkyText, quirkyText).records.users).toHaveLength(3);
  expect(imported(quirkyText, quirkyText).notices.join()).toContain('more than once');
});

test('the import reports a missing last page', () => {
  const { records } = imported({ ...page({ UserDetailList: [user('a')] }), IsTruncated: true });
  expect(records.accounts[0]?.unknown).toContain('attached-policies');
  expect(imported({ ...page({ UserDetailList: [user('a')] }), IsTruncated: true }).notices.join()).toContain(
    'The last page',
  );
});

test('the import reports a missing list', () => {
  expect(imported({ UserDetailList: [user('a')] }).notices[0]).toContain(
    '`GroupDetailList`, `RoleDetailList`, `Policies`',
  );
});

const other = (name: string) => user(name, { Arn: `arn:aws:iam::111122223333:user/${name}` });

test('each of several accounts becomes an account of its own', () => {
  const { accounts, notices } = imported(page({ UserDetailList: [user('a'), other('a')] }));
  expect(accounts.map(({ id }) => id)).toEqual(['210987654321', '111122223333']);
  expect(notices[0]).toContain('2 accounts');
});

test('Q-01 a count above a default raises the quota to exactly that, and is reported', () => {
  const groups = Array.from({ length: 12 }, (_, at) => `g${at}`);
  const { world, notices } = imported(page({ UserDetailList: [user('a', { GroupList: groups })] }));
  expect(world.accounts.get(account)?.quotas).toEqual({ GroupsPerUser: 12 });
  expect(notices.join()).toContain('default of 10 for GroupsPerUser. Its quota here is 12');
});

test('an account within the default quotas raises nothing', () => {
  expect(imported(quirkyText).world.accounts.get(account)?.quotas).toEqual({});
});

test('members named `__proto__` and `constructor` are data', () => {
  const text = JSON.stringify(page({ UserDetailList: [user('a')] })).replace(
    '"Path"',
    '"__proto__":{"Path":"/x/"},"constructor":1,"Path"',
  );
  const { world } = imported(text);
  expect(findByName(world, 'users', account, 'a')?.path).toBe('/');
  expect(({} as { Path?: unknown }).Path).toBeUndefined();
});

test('a document keeps a member named `__proto__` as text', () => {
  expect(inlineOf('{"__proto__":{},"Version":"2012-10-17","Statement":[]}')).toContain('"__proto__"');
});

test('an imported entity may be named `__proto__`', () => {
  const { world } = imported(page({ UserDetailList: [user('__proto__', { GroupList: ['__proto__'] })] }));
  expect(findByName(world, 'users', account, '__proto__')?.groups).toHaveLength(1);
});

test('an account file that is nested deeply is refused at the place, before it is parsed', () => {
  const text = `{"UserDetailList":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const parse = vi.spyOn(JSON, 'parse');
  const look = vi.spyOn(String.prototype, 'charCodeAt');
  const result = read(text);
  const calls = [parse.mock.calls.length, look.mock.calls.length];
  vi.restoreAllMocks();
  expect(!result.ok && [result.error.message, result.error.place]).toEqual([
    'the file is nested too deeply. AWS never writes such a file',
    { path: 'the file', line: 1, column: 82 },
  ]);
  // The guard stops at the first bracket that is too deep: it looks at 82 characters, not at 200,000.
  expect(calls).toEqual([0, 82]);
});

test('the places of many bad records are found in one reading of the file', () => {
  const bad = (count: number) =>
    page({ UserDetailList: Array.from({ length: count }, (_, at) => user(`u${at}`, { UserId: 7 })) });
  const steps = (count: number) => {
    const test = vi.spyOn(RegExp.prototype, 'test');
    const result = read(bad(count));
    const calls = test.mock.calls.length;
    vi.restoreAllMocks();
    if (result.ok) throw new Error('was not refused');
    expect(result.error.others).toHaveLength(count - 1);
    return calls;
  };
  expect(steps(400) / steps(200)).toBeLessThan(2.1);
});

const howTo =
  'expected the output of `aws iam get-account-authorization-details --output json > account.json`, of `aws organizations`, of AWS Config, or of the collector script';
const cases: [string, (object | string)[], string][] = [
  ['something else', [{ Users: [] }], `1.json:1:1 the file: ${howTo}, found an object with \`Users\``],
  ['a bare value', ['"x"'], '1.json:1:1 the file: ' + `${howTo}, found the text \`x\``],
  [
    'a list of something else',
    ['[{"Bucket":1}]'],
    `1.json:1:2 [0]: ${howTo}, found a list of an object with \`Bucket\``,
  ],
  ['an empty file', [''], `1.json:1:1 the file: ${howTo}, found an empty file`],
  [
    'no entities',
    [page({})],
    `1.json:1:1 the file: ${howTo}, found no users, groups, roles or customer managed policies`,
  ],
  [
    'the second file is cut off',
    [page({}), '{\n "UserDetailList": [\n  {"Path": "/", "UserNa'],
    '2.json:3:24 UserDetailList[0]: the file is cut off',
  ],
  ['no JSON', ['{\n "UserDetailList": [,]}'], '1.json:2:21 UserDetailList[0]: expected a value, found `,`'],
  ['two values', ['{} {}'], '1.json:1:4 the file: expected the end of the file, found `{`'],
  [
    'UTF-16',
    ['{\u0000"\u0000'],
    '1.json:1:2 the file: the file is UTF-16 (PowerShell writes it so); save it as UTF-8',
  ],
  [
    'list-policies',
    ['{"Policies":[{"PolicyName":"x","Arn":"arn:aws:iam::210987654321:policy/x"}]}'],
    '1.json:1:14 Policies[0]: `PolicyVersionList` is missing. Use `aws iam get-account-authorization-details`, because `aws iam list-policies` gives no documents',
  ],
  [
    'a missing member',
    [page({ UserDetailList: [user('a', { UserId: undefined })] })],
    '1.json:3:5 UserDetailList[0]: `UserId` is missing',
  ],
  [
    'a member of another type',
    [page({ UserDetailList: [user('a', { GroupList: 'g' })] })],
    '1.json:9:20 UserDetailList[0].GroupList: expected a list, found the text `g`',
  ],
  [
    'a bad date',
    [page({ UserDetailList: [user('a', { CreateDate: '31.1.2026' })] })],
    '1.json:8:21 UserDetailList[0].CreateDate: expected a date like `2026-01-31T12:00:00+00:00`, found the text `31.1.2026`',
  ],
  [
    'an impossible date',
    [page({ UserDetailList: [user('a', { CreateDate: '2026-13-31T12:00:00Z' })] })],
    '1.json:8:21 UserDetailList[0].CreateDate: expected a date like `2026-01-31T12:00:00+00:00`, found the text `2026-13-31T12:00:00Z`',
  ],
  [
    'an ARN of another kind',
    [page({ UserDetailList: [user('a', { Arn: 'arn:aws:iam::210987654321:role/a' })] })],
    '1.json:7:14 UserDetailList[0].Arn: expected an ARN like `arn:aws:iam::123456789012:user/name`, found the text `arn:aws:iam::210987654321:role/a`',
  ],
  [
    'the same name twice (N-01)',
    [page({ UserDetailList: [user('a'), user('A')] })],
    '1.json:13:5 UserDetailList[1]: a second entry named `A` in account 210987654321: names are unique ignoring case',
  ],
  [
    'the same ARN with other content',
    [page({ UserDetailList: [user('a'), user('a', { Path: '/x/' })] })],
    '1.json:13:5 UserDetailList[1]: `arn:aws:iam::210987654321:user/a` stands there twice, with different content',
  ],
  [
    'a policy that does not parse, as an object',
    [withInline({ ...allowAll, Statement: [{ Effect: 'Alow', Action: '*' }] })],
    '1.json:19:27 UserDetailList[0].UserPolicyList[0].PolicyDocument.Statement[0].Effect: inline policy `P` of user `a`: `Effect` must be exactly `Allow` or `Deny`',
  ],
  [
    'a policy that does not parse, as text',
    [withInline('{\n "Statement": [{"Effect": "Allow"}]}')],
    '1.json:15:29 UserDetailList[0].UserPolicyList[0].PolicyDocument: inline policy `P` of user `a`: statement 0 has no `Action`; name what it allows or denies (line 2, column 16 of the document)',
  ],
  [
    'bad URL-encoding',
    [withInline('%7B%ZZ')],
    '1.json:15:29 UserDetailList[0].UserPolicyList[0].PolicyDocument: expected a policy document, found text that is not correctly URL-encoded',
  ],
];
test.each(cases)(
  'a fault of account details is named with file, line, column and path: %s',
  (_, values, expected) => {
    expectFault(values, expected);
  },
);

test('the progress of an import goes up to the number of entities', () => {
  const many = page({ UserDetailList: Array.from({ length: 450 }, (_, at) => user(`u${at}`)) });
  const seen = [...readingSteps(files(many), { reference })].map(({ done, total }) => [done, total]);
  expect(seen).toEqual([
    [0, 0],
    [0, 450],
    [100, 450],
    [200, 450],
    [300, 450],
    [400, 450],
    [450, 450],
    [450, 450],
    [450, 450],
  ]);
});
