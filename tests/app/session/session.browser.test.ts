/** A person works in one tab: they change, are refused, undo, redo, and come back after a reload. */

import { expect, test, vi } from 'vitest';
import { accountDetailsOf } from '#app/export/account-details.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, smallWorld, userNames } from '../test-session.ts';

test('a change shows, is kept, and survives a reload with its history', async () => {
  const name = newName();
  const session = await openSession(await dexieStore(name));
  const before = session.state;
  const outcome = await createUser(session, 'bob');
  expect(outcome.ok).toBe(true);
  expect(userNames(session)).toEqual(['alice', 'bob']);
  expect(session.state).not.toBe(before);
  expect(session.state.world).not.toBe(before.world);
  expect(session.history.undoLabel).toBe('Create user bob');

  const again = newSession(await dexieStore(name));
  await again.workspaces.start();
  expect([again.status, again.workspaces.current?.name]).toEqual(['ready', 'test']);
  expect(userNames(again)).toEqual(['alice', 'bob']);
  expect(again.state.revision).toBe(session.state.revision);
  expect(again.history.undoLabel).toBe('Create user bob');
  expect([...again.state.world.users.values()]).toEqual([...session.state.world.users.values()]);
});

test('undo and redo go on after a reload, and a new change drops what was undone', async () => {
  const name = newName();
  const first = await openSession(await dexieStore(name));
  for (const user of ['bob', 'carol', 'dave']) await createUser(first, user);
  await first.undo();

  const session = newSession(await dexieStore(name));
  await session.workspaces.start();
  expect([session.history.undoLabel, session.history.redoLabel]).toEqual([
    'Create user carol',
    'Create user dave',
  ]);
  await session.redo();
  expect(userNames(session)).toEqual(['alice', 'bob', 'carol', 'dave']);
  await session.undo();
  await session.undo();
  expect(userNames(session)).toEqual(['alice', 'bob']);
  await createUser(session, 'erin');
  expect(session.history.canRedo).toBe(false);
  expect(session.history.entries.map(({ label }) => label)).toEqual(['Create user bob', 'Create user erin']);
  await session.redo();
  expect(userNames(session)).toEqual(['alice', 'bob', 'erin']);
  for (let step = 0; step < 5; step += 1) await session.undo();
  expect(userNames(session)).toEqual(['alice']);
  expect(session.problems.current).toBeUndefined();
});

test('two quick presses of undo take back two changes, and two of redo repeat both', async () => {
  const session = await openSession(await dexieStore());
  for (const user of ['bob', 'carol', 'dave']) await createUser(session, user);
  await Promise.all([session.undo(), session.undo()]);
  expect(userNames(session)).toEqual(['alice', 'bob']);
  await Promise.all([session.redo(), session.redo()]);
  expect(userNames(session)).toEqual(['alice', 'bob', 'carol', 'dave']);
  expect(session.problems.current).toBeUndefined();
});

test('a refusal is an outcome: only the trail changes', async () => {
  const session = await openSession(await dexieStore());
  session.identity.actAs('arn:aws:iam::123456789012:user/alice');
  const revision = session.state.revision;
  const outcome = await createUser(session, 'bob');
  expect(outcome).toMatchObject({ ok: false, error: { code: 'AccessDenied', status: 403 } });
  expect([userNames(session), session.history.canUndo, session.problems.current]).toEqual([
    ['alice'],
    false,
    undefined,
  ]);
  expect((await session.trail.events()).map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
    ['CreateUser', 'AccessDenied'],
  ]);
  expect(session.trail.length).toBe(1);
  // Usage marks are traces: they may move the revision, never the history.
  expect(session.state.revision).toBeGreaterThanOrEqual(revision);
});

test('undo keeps usage marks and the trail, because traces are never undone', async () => {
  const session = await openSession(await dexieStore());
  await createUser(session, 'bob');
  const traces = [session.state.world.usage.size, session.trail.length];
  await session.undo();
  expect([session.state.world.usage.size, session.trail.length]).toEqual(traces);
  expect(userNames(session)).toEqual(['alice']);
});

test('an AWS managed policy is fetched from the catalogue when a request names it, and copied into the world', async () => {
  const session = await openSession(await dexieStore());
  expect(session.env.reference.managedPolicies()).toEqual([]);
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const outcome = await session.dispatch('iam', 'AttachUserPolicy', { UserName: 'alice', PolicyArn });
  expect(outcome).toMatchObject({ ok: true });
  expect(session.env.reference.managedPolicies().length).toBeGreaterThan(1_000);
  expect(session.state.world.index.byArn.has(PolicyArn)).toBe(true);
  session.identity.actAs('arn:aws:iam::123456789012:user/alice');
  expect((await createUser(session, 'bob')).ok).toBe(true);
});

test('a call that only reads writes nothing', async () => {
  const session = await openSession(await dexieStore());
  await session.door.open();
  const before = session.state;
  expect(session.read('ListUsers')?.ok).toBe(true);
  expect(session.state).toBe(before);
  expect([session.trail.length, session.diagnostics.entries]).toEqual([0, []]);
});

test('the diagnostics hold operation, code and time, never parameters', async () => {
  const session = await openSession(await dexieStore());
  await createUser(session, 'bob');
  await createUser(session, 'bob');
  expect(session.diagnostics.entries.map(({ operation, code }) => [operation, code])).toEqual([
    ['CreateUser', 'EntityAlreadyExists'],
    ['CreateUser', 'ok'],
  ]);
  expect(Object.keys(session.diagnostics.entries[0] ?? {}).sort()).toEqual([
    'at',
    'code',
    'milliseconds',
    'operation',
    'service',
  ]);
  expect(JSON.stringify(session.diagnostics.entries)).not.toContain('bob');
  for (let at = 0; at < 210; at += 1) await session.dispatch('iam', 'NoSuchOperation', {});
  expect(session.diagnostics.entries).toHaveLength(200);
});

test('the first visit opens the first example with its question, and a later one opens the last workspace', async () => {
  const name = newName();
  const opened: (string | undefined)[] = [];
  const first = newSession(await dexieStore(name), {
    onOpen: ({ guide }) => opened.push(guide?.start?.question.principal),
  });
  await first.workspaces.start();
  expect([first.status, first.workspaces.current?.origin, first.workspaces.list.length]).toEqual([
    'ready',
    'example',
    1,
  ]);
  expect(first.state.world.users.size).toBeGreaterThan(1);
  expect(opened[0]).toContain(':user/');
  await first.workspaces.createFromExample('small-company');
  await first.workspaces.createFromExample('hospital');
  const [, company] = first.workspaces.list;
  if (!company) throw new Error('no workspace');
  await first.workspaces.open(company.id);

  const again = newSession(await dexieStore(name));
  await again.workspaces.start();
  expect([again.workspaces.list.length, again.workspaces.current?.id]).toEqual([3, company.id]);
});

test('a workspace is remembered as the last one before it can be used', async () => {
  const store = await dexieStore();
  const remember = store.putSetting.bind(store);
  const statusWhenRemembered: unknown[] = [];
  vi.spyOn(store, 'putSetting').mockImplementation(async (key, value) => {
    const written = await remember(key, value);
    if (key === 'last-workspace') statusWhenRemembered.push(session.status);
    return written;
  });
  const session = newSession(store);
  await session.workspaces.createFromWorld(smallWorld(), { name: 'test', origin: 'new' });
  expect([session.status, statusWhenRemembered]).toEqual(['ready', ['loading']]);
});

test('workspaces are renamed and deleted, and the last deletion leaves an empty page', async () => {
  const session = await openSession(await dexieStore());
  const first = session.workspaces.current?.id ?? '';
  await session.workspaces.createFromExample('first-minutes');
  const second = session.workspaces.current?.id ?? '';
  await session.workspaces.rename(second, 'mine');
  expect([session.workspaces.current?.name, session.workspaces.list.map(({ name }) => name)]).toEqual([
    'mine',
    ['test', 'mine'],
  ]);
  await session.workspaces.remove(second);
  expect([session.workspaces.current?.id, session.status, userNames(session)]).toEqual([
    first,
    'ready',
    ['alice'],
  ]);
  await session.workspaces.remove(first);
  expect([session.workspaces.current, session.status, session.workspaces.list]).toEqual([
    undefined,
    'empty',
    [],
  ]);
  expect(await createUser(session, 'bob')).toMatchObject({ ok: false });
});

test('the exported account is what GetAccountAuthorizationDetails gives', async () => {
  const session = await openSession(await dexieStore());
  await createUser(session, 'bob');
  const details = JSON.parse(accountDetailsOf(session)) as { UserDetailList: { UserName: string }[] };
  expect(details.UserDetailList.map(({ UserName }) => UserName).sort()).toEqual(['alice', 'bob']);
});
