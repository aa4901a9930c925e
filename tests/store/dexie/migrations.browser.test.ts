/** Every migration has its rows before and after it here; a shipped fixture is never edited. */

import { expect, test } from 'vitest';
import { type Migration, migrations } from '#store/dexie/migrations.ts';
import { facetsOf } from '#core/model/records/trail-event.ts';
import { about, accountRow, event, user } from '../samples.ts';
import { newName, openTest } from './databases.ts';

type Rows = Readonly<Record<string, readonly unknown[]>>;

const rowsOfVersion1: Rows = {
  workspaces: [
    { ...about('w'), changedAt: '', state: 'ready', touchedAt: 0, revision: 1, cursor: 1, top: 1, trail: 1 },
  ],
  records: [
    { workspace: 'w', table: 'accounts', id: accountRow.id, row: accountRow },
    { workspace: 'w', table: 'users', id: user('alice').id, row: user('alice') },
  ],
  history: [{ workspace: 'w', position: 1, entry: { position: 1, revision: 1, label: 'l' }, changes: [] }],
  journal: [{ workspace: 'w', revision: 1, step: { kind: 'trace' }, changes: [] }],
  trail: [{ workspace: 'w', seq: 1, event: event('CreateUser') }],
  meta: [{ key: 'last-workspace', value: 'w' }],
};

const seed = { id: 'GAHT12345678', account: accountRow.id, kind: 'totp', base32: 'SEED' };
const sealedSeed = { id: seed.id, account: seed.account, kind: 'totp' };
const [made, changed] = [
  { table: 'users', id: user('bob').id, after: user('bob') },
  { table: 'users', id: user('bob').id, before: user('bob'), after: user('bob') },
];

/** Rows of version 1 and one more batch, whose changes make, change and remove a secret. */
const withSecrets = (secretMade: object, secretChanged: object, secretRemoved: object): Rows => ({
  ...rowsOfVersion1,
  history: [
    ...(rowsOfVersion1['history'] ?? []),
    {
      workspace: 'w',
      position: 2,
      entry: { position: 2, revision: 2, label: 'm' },
      changes: [made, { table: 'secrets', id: seed.id, ...secretMade }],
    },
  ],
  journal: [
    ...(rowsOfVersion1['journal'] ?? []),
    {
      workspace: 'w',
      revision: 2,
      step: { kind: 'trace' },
      changes: [
        { table: 'secrets', id: seed.id, ...secretChanged },
        changed,
        { table: 'secrets', id: 'x', ...secretRemoved },
      ],
    },
  ],
});

/** Batches whose changes hold a secret, as version 1 wrote them. */
const secretsOfVersion1 = withSecrets(
  { after: seed },
  { before: seed, after: { ...seed, base32: 'NEXT' } },
  { before: { ...seed, id: 'x' } },
);

const rowsOfVersion2: Rows = {
  ...withSecrets(
    { after: sealedSeed },
    { before: sealedSeed, after: sealedSeed },
    { before: { ...sealedSeed, id: 'x' } },
  ),
  retired: [
    { workspace: 'w', log: 'history', at: 2, secrets: [{ after: seed }] },
    {
      workspace: 'w',
      log: 'journal',
      at: 2,
      secrets: [{ before: seed, after: { ...seed, base32: 'NEXT' } }, { before: { ...seed, id: 'x' } }],
    },
  ],
};

/** A call of alice that was refused, one of root, and one of a role session, as version 2 kept them. */
const eventsOfVersion2 = [
  {
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    eventTime: '2026-01-31T12:00:00Z',
    readOnly: false,
    errorCode: 'AccessDenied',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDA1',
      userName: 'alice',
      arn: 'arn:aws:iam::1:user/x/alice',
      accessKeyId: 'AKIA1',
    },
    requestParameters: { userName: 'bob', path: '/', tags: [], description: 'text' },
  },
  {
    eventName: 'AttachUserPolicy',
    eventSource: 'iam.amazonaws.com',
    eventTime: '2026-01-31T12:00:01Z',
    readOnly: false,
    userIdentity: { type: 'Root', principalId: '1', userName: 'my-alias', arn: 'arn:aws:iam::1:root' },
    requestParameters: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  },
  {
    eventName: 'ListUsers',
    eventSource: 'iam.amazonaws.com',
    eventTime: '2026-01-31T12:00:02Z',
    readOnly: true,
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROA1:s1',
      arn: 'arn:aws:sts::1:assumed-role/deploy/s1',
    },
    requestParameters: null,
  },
];
const found = (...facets: string[]) => facets.map((facet) => `w\n${facet.replace('=', '\n')}`);
const sampled = event('CreateUser');
const sampledFacets = facetsOf(sampled).map(({ kind, value }) => `w\n${kind}\n${value}`);

const trailOfVersion2: Rows = {
  ...rowsOfVersion2,
  trail: [
    { workspace: 'w', seq: 1, event: sampled },
    ...eventsOfVersion2.map((one, at) => ({ workspace: 'w', seq: 2 + at, event: one })),
  ],
};
const facetsOfVersion3 = [
  sampledFacets,
  found(
    ...[
      'name=CreateUser',
      'source=iam.amazonaws.com',
      'access=write',
      'result=refused',
      'error=AccessDenied',
    ],
    ...['user=alice', 'principal=AIDA1', 'key=AKIA1', 'resource=bob'],
  ),
  found(
    ...['name=AttachUserPolicy', 'source=iam.amazonaws.com', 'access=write', 'result=done', 'user=root'],
    ...['principal=1', 'resource=bob', 'resource=arn:aws:iam::aws:policy/ReadOnlyAccess'],
    'resource=ReadOnlyAccess',
  ),
  found(
    ...['name=ListUsers', 'source=iam.amazonaws.com', 'access=read', 'result=done', 'user=deploy/s1'],
    'principal=AROA1',
  ),
];
const indexed = (rows: readonly unknown[]) =>
  rows.map((row, at) => ({
    ...(row as object),
    time: (row as { event: { eventTime: string } }).event.eventTime,
    facets: facetsOfVersion3[at],
  }));
const rowsOfVersion3: Rows = { ...trailOfVersion2, trail: indexed(trailOfVersion2['trail'] ?? []) };

/** A workspace whose history goes to 2 and lost a batch before, and one without anything, as version 3 kept them. */
const [kept1] = rowsOfVersion3['workspaces'] as [object];
const unsizedOfVersion3: Rows = {
  ...rowsOfVersion3,
  workspaces: [
    { ...kept1, id: 'empty', top: 0, cursor: 0 },
    { ...kept1, top: 4, cursor: 3 },
  ],
  history: [1, 3, 4].map((position) => ({
    workspace: 'w',
    position,
    entry: { position, revision: position, label: 'l' },
    changes: position === 3 ? [] : [made],
  })),
};
const lengthOf = (value: unknown) => JSON.stringify(value).length;
const rowsOfVersion4: Rows = {
  ...unsizedOfVersion3,
  workspaces: [
    { ...kept1, id: 'empty', top: 0, cursor: 0, history: [], size: { records: 0, bytes: 0 } },
    {
      ...{ ...kept1, top: 4, cursor: 3, history: [2, lengthOf([made])] },
      size: { records: 2, bytes: lengthOf(accountRow) + lengthOf(user('alice')) },
    },
  ],
  checkpoints: [],
  setAside: [],
};

/** A failed sign-in, a name that was taken, and a denied call, as version 4 kept them. */
const endings = [
  { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } },
  { eventName: 'CreateUser', responseElements: null, errorCode: 'EntityAlreadyExistsException' },
  { eventName: 'CreateUser', responseElements: null, errorCode: 'AccessDenied' },
  { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } },
];
const ended = (results: readonly string[]): Rows => ({
  ...rowsOfVersion4,
  trail: endings.map((one, at) => ({
    workspace: 'w',
    seq: 1 + at,
    event: one,
    time: '2026-01-31T12:00:00Z',
    facets: found(`name=${one.eventName}`, `result=${results[at] ?? ''}`, 'user=alice'),
  })),
});

const fixtures: Readonly<Record<number, { readonly before: Rows; readonly after: Rows }>> = {
  1: { before: {}, after: rowsOfVersion1 },
  2: { before: secretsOfVersion1, after: rowsOfVersion2 },
  3: { before: trailOfVersion2, after: rowsOfVersion3 },
  4: { before: unsizedOfVersion3, after: rowsOfVersion4 },
  5: {
    before: ended(['done', 'refused', 'refused', 'done']),
    after: ended(['failed', 'failed', 'refused', 'done']),
  },
};

async function migrate(name: string, steps: readonly Migration[], put: Rows = {}): Promise<Rows> {
  const opened = await openTest({ name, migrations: steps });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const { database, close } = opened;
  for (const [table, rows] of Object.entries(put)) await database.table(table).bulkPut([...rows]);
  const all: Record<string, unknown[]> = {};
  for (const table of database.tables) all[table.name] = await table.toArray();
  close();
  return all;
}

test('migrations are numbered from 1 without gaps, each with a fixture', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  expect(Object.keys(fixtures).map(Number)).toEqual(migrations.map(({ version }) => version));
});

test.each(migrations.map(({ version }) => version))(
  'migration %i turns the rows before into the rows after',
  async (version) => {
    const fixture = fixtures[version];
    if (!fixture) throw new Error(`no fixture of ${version}`);
    const name = newName();
    if (version > 1) await migrate(name, migrations.slice(0, version - 1), fixture.before);
    await migrate(name, migrations.slice(0, version), version === 1 ? fixture.after : {});
    expect(await migrate(name, migrations.slice(0, version))).toEqual(fixture.after);
  },
);

test('the rows of version 1 come through all migrations to the newest version', async () => {
  const name = newName();
  await migrate(name, migrations.slice(0, 1), secretsOfVersion1);
  const [row] = rowsOfVersion2['workspaces'] ?? [];
  expect(await migrate(name, migrations)).toEqual({
    ...rowsOfVersion2,
    trail: indexed(rowsOfVersion2['trail'] ?? []),
    workspaces: [
      {
        ...(row as object),
        history: [2],
        size: { records: 2, bytes: lengthOf(accountRow) + lengthOf(user('alice')) },
      },
    ],
    checkpoints: [],
    setAside: [],
  });
});

test('a later migration rewrites rows, and one that fails leaves the database at its version', async () => {
  const name = newName();
  await migrate(name, migrations, rowsOfVersion1);
  const next: Migration = {
    version: migrations.length + 1,
    stores: {},
    upgrade: (transaction) =>
      transaction
        .table('workspaces')
        .toCollection()
        .modify((row: { name: string }) => void (row.name = 'renamed')),
  };
  const failing: Migration = { ...next, upgrade: () => Promise.reject(new Error('no')) };
  expect((await openTest({ name, migrations: [...migrations, failing] })).kind).toBe('unavailable');
  expect(await migrate(name, migrations)).toEqual({
    ...rowsOfVersion1,
    ...{ retired: [], checkpoints: [], setAside: [] },
  });
  expect((await migrate(name, [...migrations, next]))['workspaces']).toMatchObject([{ name: 'renamed' }]);
});
