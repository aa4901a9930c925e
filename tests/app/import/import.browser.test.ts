/**
 * A file is imported in a worker or on the page, is cancelled or refused, and never replaces what is there.
 */

import { expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, until, userNames } from '../test-session.ts';

const importWorker = async () => new (await import('#app/import/worker/entry.ts?worker')).default();

const details = (count: number) => ({
  UserDetailList: Array.from({ length: count }, (_, at) => ({
    Path: '/',
    UserName: `user${at}`,
    UserId: `AIDA${String(at)
      .padStart(17, 'A')
      .replace(/[0189]/g, 'B')}`,
    Arn: `arn:aws:iam::210987654321:user/user${at}`,
    CreateDate: '2026-01-01T00:00:00Z',
    GroupList: [],
    AttachedManagedPolicies: [],
  })),
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
});

const file = (value: unknown, name = 'account.json') => ({ name, text: JSON.stringify(value) });

async function expectUntouched(session: Session): Promise<void> {
  expect([session.workspaces.current?.name, userNames(session), session.workspaces.list.length]).toEqual([
    'test',
    ['alice'],
    1,
  ]);
  expect((await createUser(session, 'bob')).ok).toBe(true);
}

test('an account file becomes a workspace of its own and opens', async () => {
  const session = await openSession(await dexieStore(), { importWorker, channel: newName() });
  const run = session.workspaces.importFiles([file(details(3))]);
  const result = await run.done;
  expect(result).toMatchObject({
    kind: 'imported',
    workspace: { origin: 'import', account: '210987654321' },
  });
  expect(userNames(session)).toEqual(['user0', 'user1', 'user2']);
  expect([session.workspaces.list.length, session.account, session.caller]).toEqual([
    2,
    '210987654321',
    { kind: 'principal', arn: 'arn:aws:iam::210987654321:root' },
  ]);
  expect(session.workspaces.current?.notices.length).toBeGreaterThan(0);
});

test('a real File is imported under the name that the person gave', async () => {
  const session = await openSession(await dexieStore(), { importWorker });
  const real = new File([JSON.stringify(details(1))], 'account.json', { type: 'application/json' });
  expect(await session.workspaces.importFiles([real], { name: 'mine' }).done).toMatchObject({
    workspace: { name: 'mine' },
  });
});

test('a file that holds no account is refused with its place, and nothing changes', async () => {
  const session = await openSession(await dexieStore(), { importWorker });
  const run = session.workspaces.importFiles([{ name: 'cut.json', text: '{"UserDetailList": [' }]);
  expect(await run.done).toMatchObject({
    kind: 'refused',
    problems: [{ file: 'cut.json', place: expect.stringContaining('line 1') as string }],
  });
  await expectUntouched(session);
});

const withBadUser = () => {
  const { UserDetailList, ...lists } = details(3);
  const [first, ...others] = UserDetailList;
  return { ...lists, UserDetailList: [{ ...first, UserId: 7 }, ...others] };
};

test.each([
  ['in a worker', { importWorker }],
  ['on the page', {}],
])('a file with a bad record makes nothing before the person leaves it out: %s', async (_, options) => {
  const session = await openSession(await dexieStore(), options);
  const asked = await session.workspaces.importFiles([file(withBadUser())]).done;
  expect(asked).toMatchObject({
    kind: 'asks',
    problems: [{ file: 'account.json', subject: 'user `user0`', message: expect.any(String) as string }],
    counts: [{ kind: 'users', found: 3, imported: 2 }],
  });
  expect(session.workspaces.list.length).toBe(1);
  const agreed = await session.workspaces.importFiles([file(withBadUser())], { leaveOut: true }).done;
  expect(agreed).toMatchObject({ kind: 'imported', counts: [{ kind: 'users', found: 3, imported: 2 }] });
  expect(userNames(session)).toEqual(['user1', 'user2']);
});

test('a large import reports progress and can be cancelled, and leaves nothing', async () => {
  const store = await dexieStore();
  const session = await openSession(store, { importWorker });
  const run = session.workspaces.importFiles([file(details(20_000))]);
  await until(() => run.progress > 0.4);
  expect(run.stage).toMatch(/^saving \d+ of 20001$/);
  run.cancel();
  expect(await run.done).toEqual({ kind: 'cancelled' });
  await expectUntouched(session);
  expect([await store.database.workspaces.count(), await store.database.records.count()]).toEqual([1, 3]);
});

test('an import that is cancelled before it begins makes nothing', async () => {
  const session = await openSession(await dexieStore(), { importWorker });
  const run = session.workspaces.importFiles([file(details(3))]);
  run.cancel();
  expect(await run.done).toEqual({ kind: 'cancelled' });
  await expectUntouched(session);
});

test('without workers the page reads the file itself, with progress and Cancel', async () => {
  const session = await openSession(await dexieStore());
  expect(await session.workspaces.importFiles([file(details(3))]).done).toMatchObject({ kind: 'imported' });
  const run = session.workspaces.importFiles([file(details(20_000))]);
  await until(() => run.progress > 0.4);
  run.cancel();
  expect(await run.done).toEqual({ kind: 'cancelled' });
  expect(session.workspaces.list.length).toBe(2);
});

test('a browser that keeps nothing holds an import in memory', async () => {
  const session = newSession(new MemoryStore(), { importWorker });
  await session.workspaces.start();
  expect(await session.workspaces.importFiles([file(details(3))]).done).toMatchObject({ kind: 'imported' });
  expect(userNames(session)).toEqual(['user0', 'user1', 'user2']);
  expect((await createUser(session, 'bob')).ok).toBe(true);
  await session.undo();
  expect(userNames(session)).toEqual(['user0', 'user1', 'user2']);
});

test('an import worker that does not start is a bug that is thrown, and leaves nothing', async () => {
  const broken = () => Promise.resolve(new Worker(URL.createObjectURL(new Blob(['throw new Error("no")']))));
  const session = await openSession(await dexieStore(), { importWorker: broken });
  await expect(session.workspaces.importFiles([file(details(3))]).done).rejects.toThrow('no');
  await expectUntouched(session);
});
