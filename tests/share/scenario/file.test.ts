/**
 * Scenario files are read and written without a loss in every version, satisfy their schema, and are refused
 * with the place of a fault.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verifyPassword } from '#core/api/iam/credentials/password-hashes.ts';
import { tableNames } from '#core/model/records/lists.ts';
import { findByName, ownedBy } from '#core/model/world/world.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { schemaFaults } from './json-schema.ts';
import { examples } from '#content/gallery/examples.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { loadShipped, readScenario, writeScenario } from '#share/scenario/file.ts';
import { mintSecrets, playSecrets } from '#share/scenario/secrets.ts';
import { scenarioOfWorld } from '#share/scenario/write.ts';
import { recordsOf, worldOf } from '#share/world-records.ts';

const read = (text: string): Scenario => {
  const result = readScenario(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const worldOfScenario = (scenario: Scenario) => {
  const result = scenarioRecords(scenario);
  if (!result.ok) throw new Error(result.error.message);
  return worldOf(result.value.records, { freeze: true });
};
const small = (accounts: object[], more: object = {}) =>
  JSON.stringify({ format: 'iam-playground/scenario', version: 1, title: 'T', accounts, ...more }, null, 1);
const account = (members: object) => ({ id: '111122223333', name: 'A', ...members });

const refusedCases: [string, string, string][] = [
  [
    'a newer version says its number',
    '{"format":"iam-playground/scenario",\n"version":8}',
    '2:11 version: made by a newer version: format 8, this page reads up to 7; reload it',
  ],
  [
    'another file',
    '{"UserDetailList":[]}',
    '1:1 the file: this is not a scenario: `"format": "iam-playground/scenario"` is missing',
  ],
  ['cut off', small([account({})]).slice(0, 60), '4:6 the file is cut off'],
  ['no JSON', '{"format": nope}', '1:12 expected a value, found `n`'],
  ['an unknown member', small([account({ user: [] })]), '9:12 accounts[0].user: `user` is not known here'],
  [
    '`__proto__` is a member like any other',
    '{"format":"iam-playground/scenario","version":1,"title":"","accounts":[],"__proto__":{}}',
    '1:86 __proto__: `__proto__` is not known here',
  ],
  ['no account', small([]), '5:14 accounts: expected at least one account, found an empty list'],
  [
    'a bad id',
    small([{ id: '12', name: 'A' }]),
    '7:10 accounts[0].id: expected an account id of 12 digits, found the text `12`',
  ],
  ['a missing member', small([account({ users: [{}] })]), '10:5 accounts[0].users[0]: `userName` is missing'],
  [
    'a policy without a text',
    small([account({ policies: [{ policyName: 'p' }] })]),
    '10:5 accounts[0].policies[0]: expected either `document` or `versions`, found an object with `policyName`',
  ],
  [
    'a name twice ignoring case (N-01)',
    small([account({ users: [{ userName: 'a' }, { userName: 'A' }] })]),
    'accounts[0].users[1]: `A` stands there twice',
  ],
  [
    'a unit that is not there',
    small([account({})], {
      organization: {
        managementAccount: '111122223333',
        units: [{ id: 'ou-abcd-1', name: 'n', parent: 'ou-wxyz-2' }],
      },
    }),
    'organization.units[0].parent: `ou-wxyz-2` is not in this organization, as its root, a unit or an account',
  ],
  [
    'a member that is not there',
    small([account({})], { organization: { managementAccount: '999999999999' } }),
    'organization.managementAccount: no account `999999999999` in this scenario',
  ],
  [
    'an unknown group',
    small([account({ users: [{ userName: 'a', groups: ['x'] }] })]),
    'accounts[0].users[0].groups[0]: no group `x` in this account',
  ],
  [
    'the last use of a key that the user does not have',
    small([
      account({
        users: [{ userName: 'a', accessKeys: [{ id: 'AKIAOFUSERA000000001' }] }],
        usage: [
          {
            principal: 'arn:aws:iam::111122223333:user/a',
            credential: 'AKIAOFUSERB000000001',
            service: 's3',
            lastUsed: '2026-01-01T00:00:00Z',
            region: 'us-east-1',
          },
        ],
      }),
    ]),
    'accounts[0].usage[0]: no access key `AKIAOFUSERB000000001` of this user',
  ],
];

/** The message of the refusal; with a place, `line:column` before it. */
function expectRefused(text: string, message: string): void {
  const result = readScenario(text);
  const built = result.ok ? scenarioRecords(result.value) : result;
  if (built.ok) throw new Error('was not refused');
  const { place } = built.error;
  expect(`${place ? `${place.line}:${place.column} ` : ''}${built.error.message}`).toBe(message);
}

const exampleText = (id: string) => readFileSync(`public/examples/${id}.json`, 'utf8');

test.each(examples)(
  'the bundled and the downloadable $id are the same, with the same title',
  async (info) => {
    const scenario = await loadShipped(info);
    expect(scenario).toEqual(read(exampleText(info.id)));
    expect([scenario.title, scenario.purpose]).toEqual([info.title, info.purpose]);
  },
);

test.each(examples)('$id is written as the file that it was read from', ({ id }) => {
  const file = exampleText(id);
  const scenario = read(file);
  const again = scenarioOfWorld(worldOfScenario(scenario), scenario);
  const { $schema, ...members } = JSON.parse(file) as Record<string, unknown>;
  expect($schema).toBe('../scenario.schema.json');
  expect(writeScenario(again)).toBe(`${JSON.stringify(members, null, 2)}\n`);
});

test.each(examples)('every reference in $id leads somewhere', ({ id }) => {
  const scenario = read(exampleText(id));
  const world = worldOfScenario(scenario);
  const held = [...world.users.values(), ...world.groups.values(), ...world.roles.values()];
  for (const arn of held.flatMap((row) => row.attachedPolicies))
    expect(world.index.byArn.has(arn), arn).toBe(true);
  for (const row of [...world.users.values(), ...world.roles.values()]) {
    if (row.permissionsBoundary) expect(world.index.byArn.has(row.permissionsBoundary)).toBe(true);
  }
  const { start } = scenario;
  expect(start && world.accounts.has(start.account)).toBe(true);
  for (const { principal } of [start, ...(start?.next ?? [])].flatMap((step) => step?.question ?? [])) {
    expect(world.index.byArn.has(principal), principal).toBe(true);
  }
});

test('first minutes has five nodes, and ReadPayroll is not attached to alice', () => {
  const world = worldOfScenario(read(exampleText('first-minutes')));
  const id = unsafeAccountId('111122223333');
  const rows = tableNames.reduce((sum, table) => sum + world[table].size, 0);
  expect(rows - world.accounts.size).toBe(5);
  expect(findByName(world, 'users', id, 'alice')?.attachedPolicies).toEqual([]);
  expect(findByName(world, 'policies', id, 'readpayroll')).toBeDefined();
});

test('small company has about 15 users, and the hospital about 40 principals in two accounts', async () => {
  const [, company, hospital] = await Promise.all(
    examples.map(async (info) => worldOfScenario(await loadShipped(info))),
  );
  expect(company?.users.size).toBe(16);
  expect((hospital?.users.size ?? 0) + (hospital?.roles.size ?? 0)).toBe(38);
  expect(hospital?.accounts.size).toBe(2);
});

const schema = JSON.parse(readFileSync('public/scenario.schema.json', 'utf8')) as Record<string, unknown>;

test.each(examples)('the example $id satisfies public/scenario.schema.json', ({ id }) => {
  expect(schemaFaults(JSON.parse(exampleText(id)), schema)).toEqual([]);
});

test('the scenario schema refuses the shapes that the reader refuses', () => {
  const shapes = refusedCases.flatMap(([title, text]) =>
    readScenario(text).ok ? [] : [[title, text] as const],
  );
  const accepted = shapes.filter(
    ([, text]) => isJson(text) && schemaFaults(JSON.parse(text), schema).length === 0,
  );
  expect(accepted.map(([title]) => title)).toEqual([]);
  expect(shapes.length).toBeGreaterThan(8);
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('rows with ids, dates, versions and texts of their own come back from a scenario unchanged', () => {
  const text = small(
    [
      account({
        quotas: { UsersPerAccount: 6000 },
        unknown: ['organization'],
        resourcesKnown: true,
        users: [{ userName: 'u', id: 'odd id', path: '/a/', groups: ['g'], tags: [{ key: 'k', value: '' }] }],
        groups: [{ groupName: 'g', createDate: '2020-01-01T00:00:00Z' }],
        roles: [
          {
            roleName: 'r',
            assumeRolePolicyDocument: '{ "Statement" : [] }',
            trustedIds: { 'arn:aws:iam::111122223333:user/gone': 'AIDAGONE' },
          },
        ],
        policies: [
          {
            policyName: 'p',
            versions: [
              { versionId: 'v2', document: {}, createDate: '2021-01-01T00:00:00Z' },
              { versionId: 'v5', document: 'no JSON' },
            ],
            defaultVersionId: 'v2',
            nextVersion: 9,
          },
        ],
        instanceProfiles: [{ instanceProfileName: 'i', roles: ['r'] }],
        resources: [{ arn: 'arn:aws:s3:::b', policy: { Statement: [] } }],
        usage: [
          {
            principal: 'arn:aws:iam::111122223333:role/r',
            service: 's3',
            lastUsed: '2026-01-01T00:00:00Z',
            region: '',
          },
        ],
      }),
    ],
    { notes: ['n'] },
  );
  const world = worldOfScenario(read(text));
  const scenario = scenarioOfWorld(world, read(text));
  expect(recordsOf(worldOfScenario(read(writeScenario(scenario))))).toEqual(recordsOf(world));
  expect(ownedBy(world, 'policies', unsafeAccountId('111122223333'))[0]?.nextVersion).toBe(9);
});

const everything = JSON.stringify({
  format: 'iam-playground/scenario',
  version: 2,
  title: 'T',
  questions: [{ text: 't', question: { principal: 'p', action: 'a', resource: '*' }, expected: 'denied' }],
  steps: [{ text: 'look', place: '#/graph' }],
  accounts: [
    account({
      passwordPolicy: { minimumPasswordLength: 14, requireSymbols: true, maxPasswordAge: 90 },
      root: { console: { passwordDate: '2026-02-01T00:00:00Z' }, mfaDevices: [{ name: 'root-phone' }] },
      users: [
        {
          userName: 'a',
          console: { password: 'Correct-Horse-7', passwordResetRequired: true },
          accessKeys: [{ id: 'AKIAIOSFODNN7EXAMPLE', status: 'Inactive' }, {}],
          mfaDevices: [{ name: 'GAHT12345678', hardware: true, seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
        },
      ],
      samlProviders: [{ name: 'Okta', metadata: '<EntityDescriptor/>' }],
      oidcProviders: [
        { url: 'https://token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] },
      ],
    }),
    { id: '444455556666', name: 'B' },
  ],
  organization: {
    managementAccount: '111122223333',
    enabledPolicyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'],
    units: [
      { id: 'ou-abcd-11111111', name: 'Prod' },
      { id: 'ou-abcd-22222222', name: 'Blue', parent: 'ou-abcd-11111111' },
    ],
    members: [{ account: '444455556666', parent: 'ou-abcd-22222222' }],
    policies: [
      {
        policyId: 'p-deny1234',
        name: 'Deny',
        type: 'SERVICE_CONTROL_POLICY',
        document: { Version: '2012-10-17', Statement: [] },
        targets: ['ou-abcd-11111111', '444455556666'],
      },
    ],
  },
});

test('a file of version 2 brings credentials, providers and the organization back as rows and as a file', () => {
  const scenario = read(everything);
  const world = worldOfScenario(scenario);
  expect(world.controlPolicies.size).toBe(3);
  expect(world.accounts.get('444455556666')?.membership?.parent).toBe('ou-abcd-22222222');
  expect([world.accessKeys.size, world.mfaDevices.size, world.loginProfiles.size]).toEqual([2, 2, 2]);
  const again = scenarioOfWorld(world, scenario);
  expect(recordsOf(worldOfScenario(read(writeScenario(again))))).toEqual(recordsOf(world));
  expect(schemaFaults(JSON.parse(everything), schema)).toEqual([]);
  expect(schemaFaults(JSON.parse(writeScenario(again)), schema)).toEqual([]);
});

test('secrets of a file are used, the others are made anew, and none is written unasked', () => {
  const built = scenarioRecords(read(everything));
  if (!built.ok) throw new Error(built.error.message);
  const secrets = mintSecrets(built.value.wishes, () => 0.5);
  const world = worldOf({ ...built.value.records, secrets });
  expect(secrets.map(({ kind }) => kind)).toEqual([
    ...['password', 'totp', 'password', 'access-key', 'access-key', 'totp'],
  ]);
  const user = findByName(world, 'users', unsafeAccountId('111122223333'), 'a');
  expect(verifyPassword(world, user?.id ?? '', 'Correct-Horse-7')).toBe(true);
  expect(verifyPassword(world, '111122223333', 'Correct-Horse-7')).toBe(false);
  const silent = writeScenario(scenarioOfWorld(world, read(everything)));
  expect(silent).not.toMatch(/"(?:seed|password|secretAccessKey)"/);
  const open = scenarioOfWorld(world, { ...read(everything), secrets: playSecrets(world) });
  expect(open.accounts[0]?.users[0]?.mfaDevices[0]?.seed).toBe('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  expect(open.accounts[0]?.users[0]?.console).toEqual({ passwordResetRequired: true });
});

test('a scenario that version 1 can hold is written as version 1', () => {
  expect(writeScenario(read(small([account({})])))).toContain('"version": 1,');
  expect(writeScenario(read(everything))).toContain('"version": 2,');
});

const text = readFileSync('tests/share/fixtures/version-3.json', 'utf8');

test('a file of version 3 brings everything back as rows and as a file, and satisfies the schema', () => {
  const scenario = read(text);
  const world = worldOfScenario(scenario);
  const again = writeScenario(scenarioOfWorld(world, scenario));
  expect(JSON.parse(again)).toEqual({ ...JSON.parse(text), accounts: expect.anything() as unknown });
  expect(recordsOf(worldOfScenario(read(again)))).toEqual(recordsOf(world));
  expect(schemaFaults(JSON.parse(text), schema)).toEqual([]);
  expect(schemaFaults(JSON.parse(again), schema)).toEqual([]);
  expect(again).toContain('"version": 3,');
});

test('G-52 a resource policy that named a deleted user lets in no new user of that name', () => {
  const world = worldOfScenario(read(text));
  expect(world.resources.get('arn:aws:s3:::drafts')?.principalIds).toEqual({
    'arn:aws:iam::111122223333:user/gone': 'AIDAGONEGONEGONEGONE1',
  });
});

test.each([
  ['a pin that is not there', ['steps', 0, 'solution', 'turns'], ['nobody'], 'no pinned answer `nobody`'],
  [
    'a call only of the playground',
    ['steps', 0, 'solution', 'calls', 0, 'service'],
    'playground',
    'expected `iam` or',
  ],
  ['an address that leads away', ['place'], 'https://elsewhere.example', 'an address like `#/graph`'],
  [
    'a lockout of no attempts',
    ['accounts', 0, 'signInExtensions', 'lockout', 'attempts'],
    0,
    'from 1 to 1000',
  ],
  ['half a key', ['accounts', 0, 'outsideProviders', 0, 'keys', 0, 'certificate'], 'AA==', 'together'],
  [
    'a secret published as a key',
    ['accounts', 0, 'oidcProviders', 0, 'keys', 0, 'd'],
    'AA',
    'part of a secret',
  ],
  [
    'metadata twice',
    ['accounts', 0, 'samlProviders', 0, 'metadata'],
    '<x/>',
    'either `metadata` or `metadataOf`',
  ],
  [
    'a provider that is not there',
    ['accounts', 0, 'samlProviders', 0, 'metadataOf', 'provider'],
    'X',
    'no outside provider `X`',
  ],
  ['a key id twice', ['accounts', 0, 'outsideProviders', 0, 'keys', 1, 'kid'], 'k1', 'stands there twice'],
] as const)('a scenario of version 3 is refused with %s', (_, path, value, words) => {
  const file = JSON.parse(text) as Record<string | number, unknown>;
  const holder = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (at, member) => at[member] as Record<string | number, unknown>,
      file,
    );
  holder[path.at(-1) ?? ''] = value;
  const result = readScenario(JSON.stringify(file));
  const built = result.ok ? scenarioRecords(result.value) : result;
  expect(built.ok ? 'was not refused' : built.error.message).toContain(words);
});

test.each(refusedCases)('a scenario with this fault is refused with its place: %s', (_, text, message) => {
  expectRefused(text, message);
});
