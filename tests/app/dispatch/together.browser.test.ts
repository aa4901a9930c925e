/** One thing that a person does is one batch: one Undo takes all of it back, and a refusal leaves what AWS would. */

import { expect, test } from 'vitest';
import type { Act } from '#app/dispatch/together.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { Request } from '#core/model/request/request.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, openSession, userNames } from '../test-session.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** Sends calls of IAM as one act of the person who is at the page. */
const act = (session: Session, calls: readonly [string, Request['params']][], how: Act = {}) =>
  session.requests.act(
    calls.map(([operation, params]) => ({ service: 'iam', operation, params, caller: session.caller })),
    how,
  );

const bobWithKey: readonly [string, Request['params']][] = [
  ['CreateUser', { UserName: 'bob' }],
  ['CreateLoginProfile', { UserName: 'bob', Password: 'Secret-words-12' }],
  ['AttachUserPolicy', { UserName: 'bob', PolicyArn: readOnly }],
  ['CreateAccessKey', { UserName: 'bob' }],
];

const rows = ({ state: { world } }: Session) => [
  world.users.size,
  world.loginProfiles.size,
  world.accessKeys.size,
  world.secrets.size,
];

const callsInTrail = async (session: Session) =>
  (await session.trail.events()).map(({ eventName, errorCode = 'done' }) => `${eventName} ${errorCode}`);

test('the calls of one act are one batch of history, and the trail shows each of them', async () => {
  const session = await openSession(new MemoryStore());
  const before = rows(session);
  const { revision } = session.state;
  const outcomes = await act(session, bobWithKey, { label: 'Create user bob' });
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(session.state.revision).toBe(revision + 1);
  expect(session.history.entries.map(({ label }) => label)).toEqual(['Create user bob']);
  expect(await callsInTrail(session)).toEqual([
    'CreateAccessKey done',
    'AttachUserPolicy done',
    'CreateLoginProfile done',
    'CreateUser done',
  ]);
  const after = rows(session);
  await session.undo();
  expect(rows(session)).toEqual(before);
  expect([session.history.undoLabel, session.history.redoLabel]).toEqual([undefined, 'Create user bob']);
  await session.redo();
  expect(rows(session)).toEqual(after);
  expect(session.problems.current).toBeUndefined();
});

test('an act is undone and made again as a whole after a reload, with its secrets', async () => {
  const name = newName();
  const first = await openSession(await dexieStore(name));
  const before = rows(first);
  await act(first, bobWithKey, { label: 'Create user bob' });
  const after = [...first.state.world.secrets.values()];

  const session = newSession(await dexieStore(name));
  await session.workspaces.start();
  await session.undo();
  expect(rows(session)).toEqual(before);
  await session.redo();
  expect([...session.state.world.secrets.values()]).toEqual(after);
});

test('what was done before a refusal stays, as in AWS, and its line says how far it came', async () => {
  const session = await openSession(new MemoryStore());
  const calls: [string, Request['params']][] = [
    ['CreateUser', { UserName: 'bob' }],
    ['CreateUser', { UserName: 'alice' }],
    ['CreateUser', { UserName: 'carol' }],
  ];
  const outcomes = await act(session, calls, { label: 'Create 3 users' });
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
  expect(userNames(session)).toEqual(['alice', 'bob']);
  expect(session.history.undoLabel).toBe('Create 3 users (1 of 3 steps)');
  expect(await callsInTrail(session)).toEqual(['CreateUser EntityAlreadyExistsException', 'CreateUser done']);
  await session.undo();
  expect(userNames(session)).toEqual(['alice']);
});

test('a whole act that is refused changes nothing, and what was undone before it can still be made again', async () => {
  const session = await openSession(new MemoryStore());
  await createUser(session, 'dave');
  await session.undo();
  const outcomes = await act(
    session,
    [
      ['CreateUser', { UserName: 'bob' }],
      ['AddUserToGroup', { UserName: 'bob', GroupName: 'nobody' }],
    ],
    { label: 'Create user bob', whole: true },
  );
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
  expect([userNames(session), session.history.undoLabel]).toEqual([['alice'], undefined]);
  expect(session.history.redoLabel).toBe('Create user dave');
  expect((await callsInTrail(session))[0]).toBe('AddUserToGroup NoSuchEntityException');
  await session.redo();
  expect(userNames(session)).toEqual(['alice', 'dave']);
});

test('each call of an act is decided in the world that the one before it left', async () => {
  const session = await openSession(new MemoryStore());
  const alice = 'arn:aws:iam::123456789012:user/alice';
  const asAlice = { service: 'iam', caller: { kind: 'principal', arn: alice } } as const;
  const grant = {
    service: 'iam',
    operation: 'PutUserPolicy',
    params: {
      UserName: 'alice',
      PolicyName: 'make',
      PolicyDocument:
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}}',
    },
    caller: session.caller,
  } as const;
  const make = { ...asAlice, operation: 'CreateUser', params: { UserName: 'eve' } };
  const outcomes = await session.requests.act([grant, make], { label: 'Let alice make eve' });
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
  await session.undo();
  expect(userNames(session)).toEqual(['alice']);
});

test('an act of hundreds of calls is one batch, although single calls would be too many for history', async () => {
  const session = await openSession(new MemoryStore());
  const names = Array.from({ length: 1_100 }, (_, at) => `user-${at}`);
  await act(
    session,
    names.map((UserName) => ['CreateUser', { UserName }]),
    { label: 'Create 1,100 users' },
  );
  expect([session.state.world.users.size, session.history.entries.length]).toEqual([1_101, 1]);
  await session.undo();
  expect(userNames(session)).toEqual(['alice']);
});

test('an act without words of its own is described by its first call and the number of the others', async () => {
  const session = await openSession(new MemoryStore());
  await act(session, bobWithKey);
  expect(session.history.undoLabel).toBe('Create user bob and 3 more');
});

test('a mark of use of a key that the same act deletes does not bring the key back', async () => {
  const session = await openSession(new MemoryStore());
  const made = await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  if (!made.ok) throw new Error(made.error.message);
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'all',
    PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
  });
  const { AccessKeyId } = made.response['AccessKey'] as { AccessKeyId: string };
  const caller = { kind: 'access-key', accessKeyId: AccessKeyId } as const;
  const deletion = { operation: 'DeleteAccessKey', params: { UserName: 'alice', AccessKeyId } };
  const outcomes = await session.requests.act(
    [
      { service: 'iam', operation: 'CreateUser', params: { UserName: 'bob' }, caller },
      { service: 'iam', ...deletion, caller: session.caller },
    ],
    { label: 'Use the key, then delete it' },
  );
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
  expect(session.state.world.accessKeys.size).toBe(0);
  await session.undo();
  expect([...session.state.world.accessKeys.keys()]).toEqual([AccessKeyId]);
  expect(userNames(session)).toEqual(['alice']);
});

test('two parts of one act, made one after the other, are undone and redone together, also by another tab', async () => {
  const name = newName();
  const session = await openSession(await dexieStore(name));
  await createUser(session, 'before');
  await createUser(session, 'bob');
  const part = session.history.undoable;
  await session.requests.act(
    [{ service: 'iam', operation: 'CreateUser', params: { UserName: 'carol' }, caller: session.caller }],
    { label: 'Create bob, then carol', ...(part ? { continues: part } : {}) },
  );
  expect(session.history.undoLabel).toBe('Create bob, then carol');
  await session.undo();
  expect(userNames(session)).toEqual(['alice', 'before']);
  expect([session.history.undoLabel, session.history.redoLabel]).toEqual([
    'Create user before',
    'Create bob, then carol',
  ]);

  const other = newSession(await dexieStore(name));
  await other.workspaces.start();
  await other.redo();
  expect(userNames(other)).toEqual(['alice', 'before', 'bob', 'carol']);
  await session.follow();
  expect(userNames(session)).toEqual(['alice', 'before', 'bob', 'carol']);
  await session.undo();
  await session.undo();
  expect(userNames(session)).toEqual(['alice']);
  expect([session.problems.current, other.problems.current]).toEqual([undefined, undefined]);
});

test('a part of an act is undone alone when something came between', async () => {
  const session = await openSession(new MemoryStore());
  await createUser(session, 'bob');
  const part = session.history.undoable;
  await createUser(session, 'eve');
  await session.requests.act(
    [{ service: 'iam', operation: 'CreateUser', params: { UserName: 'carol' }, caller: session.caller }],
    part ? { continues: part } : {},
  );
  await session.undo();
  expect(userNames(session)).toEqual(['alice', 'bob', 'eve']);
});
