/**
 * A work on whole workspaces fails in the middle: nothing half is written, what was there is whole, the
 * person is told, and the same work succeeds once the fault is gone.
 */

import { afterEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { abortAt, quotaAt } from '../../store/dexie/faults.ts';
import { createUser, newSession, userNames } from '../test-session.ts';
import {
  type Work,
  type WorkName,
  backupOf,
  busySession,
  rowsOf,
  saidBy,
  workNames,
  works,
} from './saved-work.ts';

let mend = () => {};
afterEach(() => mend());

const screen = (session: Session) => ({
  state: session.state,
  history: session.history.snapshot,
  readOnlyWorld: session.readOnlyWorld,
  workspaces: session.workspaces.list,
  open: session.workspaces.current,
  checkpoints: session.tools.checkpoints.list,
});

async function expectNothingChanged(name: WorkName, fault: () => () => void, words: RegExp): Promise<void> {
  const store = await dexieStore();
  const session = await busySession(store, { channel: newName() });
  const { begin }: Work = works[name];
  const act = await begin(session);
  const before = { rows: await rowsOf(store), screen: screen(session) };
  mend = fault();
  const outcome = await act();
  mend();
  expect(saidBy(session, outcome).text).toMatch(words);
  await store.removeLeftovers();
  expect(await rowsOf(store)).toEqual(before.rows);
  expect(screen(session)).toEqual(before.screen);

  session.problems.dismiss();
  await (
    await begin(session)
  )();
  expect(session.problems.current).toBeUndefined();
  expect(await rowsOf(store)).not.toEqual(before.rows);
}

const writes = workNames.flatMap((name) => works[name].tables.map((table) => [name, table] as const));

test.each(writes)('%s changes nothing when the storage is full while writing %s', (name, table) =>
  expectNothingChanged(
    name,
    () => quotaAt(table),
    /storage is full.*Nothing was changed|^Not saved: the storage is full\.$/s,
  ),
);

test.each(writes)('%s changes nothing when the transaction is aborted while writing %s', (name, table) =>
  expectNothingChanged(name, () => abortAt(table), /refused to write/),
);

test.each([
  ['the second workspace', 'workspaces', 4],
  ['its history', 'history', 3],
  ['its checkpoint', 'checkpoints', 1],
])('a backup whose restoring fails at %s leaves none of it', (_, table, after) =>
  expectNothingChanged(
    'restoring a backup of two workspaces',
    () => quotaAt(table, after),
    /storage is full/,
  ),
);

test('an import whose second part does not fit leaves none of it', () =>
  expectNothingChanged('importing an account', () => quotaAt('records', 500), /storage is full/));

test('a backup that cannot be read to its end is refused, and nothing is written', async () => {
  const store = await dexieStore();
  const session = await busySession(store);
  const text = await backupOf(session);
  const before = await rowsOf(store);
  const at = text.lastIndexOf('"alice"');
  const run = session.tools.copies.restore({
    name: 'backup.json',
    text: `${text.slice(0, at)}7${text.slice(at + '"alice"'.length)}`,
  });
  expect(await run.done).toMatchObject({ kind: 'refused', problems: [{ file: 'backup.json' }] });
  expect(await rowsOf(store)).toEqual(before);
});

test('a browser that is wiped and restored from the backup holds everything as it was', async () => {
  const store = await dexieStore();
  const session = await busySession(store);
  const text = await backupOf(session);
  const dumps = async (of: Session) =>
    Promise.all(
      of.workspaces.list
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id }) => store.dump(id, { history: true, trail: true })),
    );
  const before = await dumps(session);
  await (
    await works['wiping everything'].begin(session)
  )();
  expect(session.workspaces.list).toEqual([]);
  const again = newSession(store);
  await again.workspaces.start({ example: false });
  await again.tools.copies.restore({ name: 'backup.json', text }).done;
  expect(await dumps(again)).toEqual(before);
  await again.workspaces.open(again.workspaces.list.find(({ name }) => name === 'second')?.id ?? '');
  expect((await createUser(again, 'dave')).ok).toBe(true);
  await again.undo();
  await again.undo();
  await again.undo();
  expect(userNames(again)).toEqual(['alice', 'bob']);
});
