/** A damaged row is set aside and named; everything else opens, and can be worked with. */

import { expect, test } from 'vitest';
import { wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { tableNames } from '#core/model/records/lists.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { DexieStore } from '#store/dexie/store.ts';
import { packed } from '#store/pack.ts';
import { accountRow, user } from '../../store/samples.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, userNames } from '../test-session.ts';

async function damaged(put: (store: DexieStore, workspace: string) => Promise<unknown>): Promise<{
  session: Session;
  store: DexieStore;
  workspace: string;
}> {
  const name = newName();
  const first = await openSession(await dexieStore(name));
  await createUser(first, 'bob');
  await createUser(first, 'carol');
  const workspace = first.workspaces.current?.id ?? '';
  const store = await dexieStore(name);
  await put(store, workspace);
  const session = newSession(store);
  await session.workspaces.start();
  return { session, store, workspace };
}

const record = (workspace: string, table: string, id: string, row: unknown) =>
  ({ workspace, table, id, row }) as never;

test.each(tableNames)('a damaged record of %s is set aside, and the page goes on', async (table) => {
  const id = table === 'accounts' ? '999988887777' : 'BROKEN';
  const { session, store, workspace } = await damaged((into, at) =>
    into.database.records.put(record(at, table, id, { id, account: 7 })),
  );
  expect(session.status).toBe('ready');
  expect(session.problems.current).toMatchObject({
    code: 'set-aside',
    title: 'One record could not be read',
  });
  expect(session.problems.current?.detail).toContain(`${table} \`${id}\``);
  expect(userNames(session)).toEqual(['alice', 'bob', 'carol']);
  expect(await createUser(session, 'dave')).toMatchObject({ ok: true });
  await session.undo();
  await session.undo();
  expect(userNames(session)).toEqual(['alice', 'bob']);
  expect(await store.setAside()).toMatchObject([{ workspace, table, id, row: { id, account: 7 } }]);
  const left = await store.database.records
    .where('[workspace+table+id]')
    .equals([workspace, table, id])
    .count();
  expect(left).toBe(table === 'accounts' ? 1 : 0);

  const again = newSession(store);
  await again.workspaces.start();
  expect([again.problems.current, again.status]).toEqual([undefined, 'ready']);
  const [aside] = await store.setAside();
  if (aside) await store.discard(aside);
  expect(await store.setAside()).toEqual([]);
});

const reasons: readonly [what: string, row: unknown, reason: RegExp][] = [
  ['no object at all', 'text', /expected an object/],
  ['a missing member', { ...user('zoe'), userName: undefined }, /`userName` is missing/],
  [
    'a policy document that is no JSON',
    { ...user('zoe'), inlinePolicies: [{ policyName: 'p', document: '{' }] },
    /`inlinePolicies\[0\]\.document`: expected a policy document in JSON/,
  ],
  [
    'a policy document without an effect',
    { ...user('zoe'), inlinePolicies: [{ policyName: 'p', document: '{"Statement":[{"Action":"*"}]}' }] },
    /document`: expected a policy document with readable statements/,
  ],
  ['another key', user('zoe'), /`id`: expected the key/],
];

test.each(reasons)('a record with %s is set aside, and the reason says so', async (_what, row, reason) => {
  const { store } = await damaged((into, at) => into.database.records.put(record(at, 'users', 'X', row)));
  expect((await store.setAside())[0]?.reason).toMatch(reason);
});

test('the account’s own damaged record is kept, and a bare one takes its place', async () => {
  const { session, store } = await damaged((into, at) =>
    into.database.records.put(record(at, 'accounts', accountRow.id, { id: accountRow.id })),
  );
  expect(session.state.world.accounts.get(accountRow.id)).toMatchObject({ name: `Account ${accountRow.id}` });
  expect(await createUser(session, 'dave')).toMatchObject({ ok: true });
  const again = newSession(store);
  await again.workspaces.start();
  expect(again.problems.current).toBeUndefined();
  expect(userNames(again)).toEqual(['alice', 'bob', 'carol', 'dave']);
});

test('undo of a record that was set aside is refused with a sentence, and nothing changes', async () => {
  const { session } = await damaged(async (into, at) => {
    const rows = await into.database.records.where('[workspace+table+id]').between([at], [at, []]).toArray();
    const carol = rows.find(({ row }) => 'userName' in row && row.userName === 'carol');
    await into.database.records.put(record(at, 'users', carol?.id ?? '', { id: carol?.id }));
  });
  expect(userNames(session)).toEqual(['alice', 'bob']);
  const { revision } = session.state;
  await session.undo();
  expect(session.problems.current).toMatchObject({ title: 'Nothing was undone or redone' });
  expect([userNames(session), session.state.revision]).toEqual([['alice', 'bob'], revision]);
});

test('a damaged batch cuts history there, and damage in journal, trail, secrets or settings does not stop the page', async () => {
  const { session } = await damaged(async ({ database }, at) => {
    await database.history.put({ workspace: at, position: 1, entry: 'broken', changes: [] } as never);
    await database.journal.put({ workspace: at, revision: 2, step: {}, changes: 'broken' } as never);
    await database.trail.put({ workspace: at, seq: 1, event: 'broken', time: '', facets: [] } as never);
    await database.retired.put({ workspace: at, log: 'history', at: 1, secrets: 'broken' } as never);
    await database.checkpoints.put({ workspace: at, id: 'c', name: 7 } as never);
    await database.meta.put({ key: 'last-route', value: { broken: true } });
  });
  expect(session.history.entries.map(({ label }) => label)).toEqual(['Create user carol']);
  await session.undo();
  expect([userNames(session), session.history.canUndo]).toEqual([['alice', 'bob'], false]);
  expect((await session.trail.entries()).map(({ seq }) => seq)).toEqual([2]);
});

test('a damaged workspace is named at the start, the others open, and discarding it removes all of it', async () => {
  const { session, store, workspace } = await damaged(async (into, at) => {
    const other = await into.dump(at, { history: true, trail: true });
    if (other) await into.restore([{ id: 'other', dump: other }]);
    await into.database.workspaces.update(at, { revision: 'broken' as never });
  });
  expect(session.workspaces.current?.id).toBe('other');
  expect(session.workspaces.damaged.map(({ workspace: id }) => id)).toEqual([workspace]);
  expect(session.problems.current).toMatchObject({
    code: 'workspace-damaged',
    title: 'The workspace “test” cannot be opened',
  });
  const [aside] = await store.setAside();
  expect(aside).toMatchObject({
    table: 'workspaces',
    id: workspace,
    reason: '`revision`: expected a number',
  });
  if (aside) await store.discard(aside);
  expect(
    await store.database.records.where('[workspace+table+id]').between([workspace], [workspace, []]).count(),
  ).toBe(0);
  expect(userNames(session)).toEqual(['alice', 'bob', 'carol']);
});

test('a backup says that a record, event, batch and checkpoint are damaged, and comes back without them', async () => {
  const name = newName();
  const first = await openSession(await dexieStore(name));
  await createUser(first, 'bob');
  await createUser(first, 'carol');
  await first.tools.checkpoints.keep('whole');
  await first.tools.checkpoints.keep('damaged');
  const at = first.workspaces.current?.id ?? '';
  const store = await dexieStore(name);
  const { records, history, trail, checkpoints } = store.database;
  const broken = record(at, 'users', 'BROKEN', { id: 'BROKEN' });
  await records.put(broken);
  await history
    .where({ workspace: at, position: 1 })
    .modify({ changes: [{ ...user('x'), after: {} } as never] });
  await trail.put({ workspace: at, seq: 1, event: 'broken', time: '', facets: [] } as never);
  const kept = (await checkpoints.toArray()).find((one) => one.name === 'damaged');
  const { packed: bytes } = await packed([broken]);
  if (kept) await checkpoints.put({ ...kept, packed: bytes });

  const file = await first.tools.copies.file([at], wholeWorkspace, '2026-03-01T00:00:00Z');
  expect(first.problems.current).toMatchObject({
    code: 'set-aside',
    detail: expect.stringContaining('BROKEN') as string,
  });
  expect(await store.setAside()).toMatchObject([{ workspace: at, table: 'users', id: 'BROKEN' }]);
  const text = file?.parts.join('') ?? '';
  const result = await first.tools.copies.restore({ name: 'backup.json', text }).done;
  const [back] = result.kind === 'restored' ? result.workspaces : [];
  await first.workspaces.open(back?.id ?? '');
  await first.tools.checkpoints.refresh();
  expect([
    userNames(first),
    first.history.entries.map(({ label }) => label),
    first.tools.checkpoints.list.map((one) => one.name),
    (await first.trail.entries()).map(({ seq }) => seq),
  ]).toEqual([['alice', 'bob', 'carol'], ['Create user carol'], ['whole'], [2]]);
});

test('a damaged workspace that is the only one is named, and no first example takes its place', async () => {
  const { session, workspace } = await damaged((into, at) =>
    into.database.workspaces.update(at, { history: 'broken' as never }),
  );
  expect([session.status, session.workspaces.list]).toEqual(['empty', []]);
  expect(session.problems.current?.title).toBe('The workspace “test” cannot be opened');
  const text = await session.tools.storage.inspection(session.workspaces.damaged);
  expect(JSON.parse(text ?? '')).toMatchObject([
    {
      workspace,
      reason: '`history`: expected a list',
      row: { name: 'test' },
      rows: { history: [{ position: 1 }, { position: 2 }], trail: [{ seq: 1 }, { seq: 2 }] },
    },
  ]);
  const [first] = session.workspaces.damaged;
  if (first) await session.tools.storage.discard(first);
  expect(session.workspaces.damaged).toEqual([]);
});

test('everything can be wiped for the next person although a workspace is damaged', async () => {
  const { session, store } = await damaged((into, at) =>
    into.database.workspaces.update(at, { size: 'broken' as never }),
  );
  expect(await session.tools.storage.wipe(new Map())).toMatchObject({ kind: 'wiped' });
  expect([await store.setAside(), await store.database.records.count()]).toEqual([[], 0]);
});
