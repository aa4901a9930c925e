/** A backup is read and checked in the worker that imports have, and written by the page, which is never held. */

import { expect, test, vi } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { openSession, until, userNames } from '../test-session.ts';
import { account, backupOf, busySession, rowsOf } from './saved-work.ts';

const importWorker = async () => new (await import('#app/import/worker/entry.ts?worker')).default();

/** A session with one more workspace of so many users, and its backup. */
async function withBackup(users: number): Promise<{ session: Session; text: string }> {
  const session = await busySession(await dexieStore(), { importWorker, channel: newName() });
  const large = { name: 'large.json', text: account('210987654321', users) };
  expect(await session.workspaces.importFiles([large]).done).toMatchObject({ kind: 'imported' });
  return { session, text: await backupOf(session) };
}

test('a worker restores every workspace under a name of its own, with its history', async () => {
  const { session, text } = await withBackup(3);
  const file = new File([text], 'backup.json', { type: 'application/json' });
  const result = await session.tools.copies.restore(file).done;
  expect(result).toMatchObject({ kind: 'restored', minted: 0 });
  expect(session.workspaces.list.map(({ name }) => name).sort()).toEqual([
    ...['Account 210987654321', 'Account 210987654321 (2)'],
    ...['first', 'first (2)', 'second', 'second (2)'],
  ]);
  const second = session.workspaces.list.find(({ name }) => name === 'second (2)');
  await session.workspaces.open(second?.id ?? '');
  await session.undo();
  await session.undo();
  expect([session.problems.current, userNames(session)]).toEqual([undefined, ['alice', 'bob']]);
});

test('the page itself reads nothing of a large backup, and follows how far the restoring is', async () => {
  const { session, text } = await withBackup(3_000);
  const read = vi.spyOn(JSON, 'parse');
  const run = session.tools.copies.restore({ name: 'backup.json', text });
  expect(await run.done).toMatchObject({ kind: 'restored' });
  expect([run.progress, run.stage]).toEqual([1, expect.stringMatching(/^saving (\d+) of \1$/) as string]);
  const pieces = read.mock.calls.map(([piece]) => piece.length);
  read.mockRestore();
  expect(Math.max(0, ...pieces)).toBeLessThan(text.length / 100);
});

test('a restoring that is cancelled in the middle leaves nothing', async () => {
  const store = await dexieStore();
  const session = await openSession(store, { importWorker, channel: newName() });
  await session.workspaces.importFiles([{ name: 'large.json', text: account('210987654321', 10_000) }]).done;
  const before = await rowsOf(store);
  const run = session.tools.copies.restore({ name: 'backup.json', text: await backupOf(session) });
  await until(() => run.progress > 0.4);
  run.cancel();
  expect(await run.done).toEqual({ kind: 'cancelled' });
  expect(await rowsOf(store)).toEqual(before);
});

test('a damaged backup is refused by the worker with its place', async () => {
  const { session, text } = await withBackup(3);
  const run = session.tools.copies.restore({ name: 'cut.json', text: text.slice(0, -40) });
  expect(await run.done).toMatchObject({
    kind: 'refused',
    problems: [{ file: 'cut.json', message: expect.stringMatching(/cut off at line \d+/) as string }],
  });
  expect(session.workspaces.list).toHaveLength(3);
});
