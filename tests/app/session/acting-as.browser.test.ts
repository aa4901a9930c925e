/** Nobody becomes somebody else by a reload, another tab, an undo, the clock, or a preview. */

import { expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { keptKey } from '#store/rows.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, newTab, openSession, smallWorld } from '../test-session.ts';

const iam = 'arn:aws:iam::123456789012';
const [root, alice, bob] = [`${iam}:root`, `${iam}:user/alice`, `${iam}:user/bob`];
const password = 'Alice-pass-1';
const role = { account: '123456789012', roleName: 'Auditor', displayName: 'Looking', color: 4 };

async function reloaded(store: MemoryStore, more: Parameters<typeof newSession>[1] = {}): Promise<Session> {
  const session = newSession(store, more);
  await session.workspaces.start();
  return session;
}

/** Alice signs in, and may switch to Auditor. */
async function signedIn(session: Session): Promise<void> {
  await session.dispatch('iam', 'CreateLoginProfile', { UserName: 'alice', Password: password });
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: alice }, Action: 'sts:AssumeRole' }],
  };
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Auditor', AssumeRolePolicyDocument });
  const outcome = await session.requests.send({
    service: 'signin',
    operation: 'SignInAsUser',
    params: { Account: '123456789012', UserName: 'alice', Password: password },
    caller: { kind: 'anonymous' },
  });
  if (!outcome.ok) throw new Error(outcome.error.message);
  session.identity.enter((outcome.response as { Session: { Id: string } }).Session.Id);
}

const openId = (session: Session) => session.workspaces.current?.id ?? '';
/** Resolves when the identity was written to the store. */
const saved = (session: Session, store: MemoryStore, arn: string) =>
  expect.poll(() => store.setting(keptKey(openId(session), 'acting-as'))).toMatchObject({ arn });

test('a person who acts as a user is the same after a reload of the tab, and on the next visit in a new tab', async () => {
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store, { tab });
  first.identity.actAs(alice);
  await saved(first, store, alice);
  expect((await reloaded(store, { tab })).caller).toEqual({ kind: 'principal', arn: alice });
  expect((await reloaded(store)).caller).toEqual({ kind: 'principal', arn: alice });
});

test('a person who signed in and then acts as root is still root after a reload, with the sign-in behind it', async () => {
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store, { tab });
  await signedIn(first);
  first.identity.actAsRoot();
  await saved(first, store, root);
  for (const session of [await reloaded(store, { tab }), await reloaded(store)]) {
    expect([session.identity.arn, session.identity.signedIn?.arn]).toEqual([root, alice]);
    session.identity.resume();
    expect([session.identity.arn, session.identity.current?.console]).toEqual([alice, true]);
  }
});

test('a switched role is the same role in the same colour after a reload, and switches back to who signed in', async () => {
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store, { tab });
  await signedIn(first);
  expect(await first.identity.switchRole(role)).toMatchObject({ ok: true });
  const session = await reloaded(store, { tab });
  expect([session.identity.arn, session.identity.role, session.identity.switcherArn]).toEqual([
    'arn:aws:sts::123456789012:assumed-role/Auditor/alice',
    role,
    alice,
  ]);
  await session.identity.exitRole();
  expect([session.identity.arn, session.identity.role]).toEqual([alice, undefined]);
});

test('signing out goes back to root, after a reload too', async () => {
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store, { tab });
  await signedIn(first);
  await first.identity.signOut();
  const session = await reloaded(store, { tab });
  expect([session.identity.arn, session.identity.signedIn]).toEqual([root, undefined]);
});

test('each tab has its own identity: a sign-in in one does not change the other, nor after its reload', async () => {
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store, { tab });
  await createUser(first, 'bob');
  first.identity.actAs(bob);
  const second = await reloaded(store);
  second.identity.actAsRoot();
  await signedIn(second);
  expect([first.identity.arn, second.identity.arn]).toEqual([bob, alice]);
  expect((await reloaded(store, { tab })).identity.arn).toBe(bob);
});

test('a session that another tab signed out is said to be ended, and keeps the name of the user', async () => {
  const name = newName();
  const first = await openSession(await dexieStore(name));
  await signedIn(first);
  const second = newSession(await dexieStore(name));
  await second.workspaces.start();
  second.identity.enter(first.identity.signedIn?.id ?? '');
  await second.identity.signOut();
  await first.follow();
  expect([first.identity.arn, first.identity.ending(first.now)]).toEqual([alice, 'signed-out']);
});

test('a sign-in that a version before this one saved is found again', async () => {
  const store = new MemoryStore();
  const first = await openSession(store);
  await signedIn(first);
  const id = first.identity.signedIn?.id ?? '';
  await saved(first, store, alice);
  // The rows as version 0.1.0 wrote them: the id of the session alone.
  await store.putSetting(keptKey(openId(first), 'acting-as'), undefined);
  await store.putSetting(keptKey(openId(first), 'signed-in'), id);
  const session = await reloaded(store);
  expect([session.caller, session.identity.signedIn?.arn]).toEqual([{ kind: 'session', id }, alice]);
});

test.each([
  ['damaged', { version: 1, arn: 7, caller: null }],
  ['of a later version', { version: 2, arn: alice, account: '123456789012', caller: { kind: 'x' } }],
  ['no record', 'alice'],
])('a saved identity that is %s counts as none, and the person is root', async (_what, value) => {
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store);
  await store.putSetting(keptKey(openId(first), 'acting-as'), value);
  tab.remember(`acting-as/${openId(first)}`, '{');
  expect((await reloaded(store, { tab })).identity.arn).toBe(root);
});

test('a user who was undone or deleted is still named, and said to be gone; redo brings the identity back', async () => {
  const session = await openSession(new MemoryStore());
  await createUser(session, 'bob');
  session.identity.actAs(bob);
  await session.undo();
  expect([session.identity.arn, session.identity.ending(session.now)]).toEqual([bob, 'gone']);
  await session.redo();
  expect(session.identity.ending(session.now)).toBeUndefined();
});

test('a user who is renamed stays the one that is acted as, in a session too', async () => {
  const session = await openSession(new MemoryStore());
  const rename = (UserName: string, NewUserName: string) =>
    session.requests.send({
      service: 'iam',
      operation: 'UpdateUser',
      params: { UserName, NewUserName },
      caller: { kind: 'principal', arn: root },
    });
  await signedIn(session);
  await rename('alice', 'alicia');
  expect(session.identity.arn).toBe(`${iam}:user/alicia`);
  session.identity.actAs(`${iam}:user/alicia`);
  await rename('alicia', 'ali');
  expect([session.caller, session.identity.arn]).toEqual([
    { kind: 'principal', arn: `${iam}:user/ali` },
    `${iam}:user/ali`,
  ]);
});

test('a session that is over by the clock says so, after a reload too, and nobody turns into root', async () => {
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') };
  const [store, tab] = [new MemoryStore(), newTab()];
  const first = await openSession(store, { tab, clock: () => clock.now });
  await signedIn(first);
  expect(first.identity.ending(first.now)).toBeUndefined();
  clock.now += 12 * 3_600_000;
  const session = await reloaded(store, { tab, clock: () => clock.now });
  for (const one of [first, session])
    expect([one.identity.arn, one.identity.ending(one.now)]).toEqual([alice, 'expired']);
});

test('each workspace has its own identity, and a preview changes none', async () => {
  const session = await openSession(new MemoryStore());
  const first = openId(session);
  session.identity.actAs(alice);
  await session.workspaces.createFromExample('first-minutes');
  const second = openId(session);
  expect([session.account, session.identity.arn]).toEqual(['111122223333', 'arn:aws:iam::111122223333:root']);
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  await session.workspaces.open(first);
  expect([session.account, session.identity.arn]).toEqual(['123456789012', alice]);
  await session.workspaces.open(second);
  const world = smallWorld();
  const account = [...world.accounts.values()][0]?.id ?? session.account;
  session.readOnly.show({ kind: 'preview', world, account, title: 't', refusal: 'r' });
  expect(session.identity.arn).toBe(root);
  session.identity.actAs(alice);
  session.readOnly.close();
  expect([session.account, session.identity.arn]).toEqual([
    '111122223333',
    'arn:aws:iam::111122223333:user/mallory',
  ]);
});

test('an identity of another account brings its account on screen, and the way back brings the first', async () => {
  const session = await openSession(new MemoryStore());
  const made = await session.dispatch('playground', 'CreateAccount', { AccountName: 'Bakery' });
  expect(made).toMatchObject({ ok: true });
  const other = [...session.state.world.accounts.keys()].find((id) => id !== session.account) ?? '';
  session.identity.actAs(`arn:aws:iam::${other}:root`);
  expect(session.account).toBe(other);
  session.identity.actAs(alice);
  expect(session.account).toBe('123456789012');
});
