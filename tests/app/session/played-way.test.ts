/** A way is played in a branch of the open workspace, and what was played becomes a workspace of its own. */

import { expect, test } from 'vitest';
import { type PlayedWay, keepPlayed, playedWay, stillHolds } from '#app/session/played-way.ts';
import type { WayRow } from '#core/analysis/ways/rows.ts';
import { waysInSteps } from '#app/long-work/ways.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { runToEnd } from '#core/model/steps.ts';
import { recordsOf } from '#share/world-records.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { openSession } from '../test-session.ts';

const account = '123456789012';
const alice = `arn:aws:iam::${account}:user/alice`;
const document = (action: string, more: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, ...more }] });

/** Alice may write the trust policy of Boss, and Boss may do everything. */
async function aWay(action = 'iam:UpdateAssumeRolePolicy'): Promise<{
  session: Session;
  store: MemoryStore;
  way: WayRow;
}> {
  const store = new MemoryStore();
  const session = await openSession(store);
  const AssumeRolePolicyDocument = document('sts:AssumeRole', {
    Principal: { Service: 'glue.amazonaws.com' },
  });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Boss', AssumeRolePolicyDocument });
  const PolicyDocument = document('*', { Resource: '*' });
  await session.dispatch('iam', 'PutRolePolicy', { RoleName: 'Boss', PolicyName: 'All', PolicyDocument });
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'Up',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action.split(' '), Resource: '*' }],
    }),
  });
  const { ways } = runToEnd(
    waysInSteps(
      { world: session.state.world, env: { now: session.now, reference: session.catalogue.current } },
      { from: alice },
    ),
  );
  const [way] = ways;
  if (!way) throw new Error('no way');
  return { session, store, way };
}

const play = ({ session, way }: { session: Session; way: WayRow }) =>
  playedWay(session, way, 'administrator');
const heldBy = ({ end }: PlayedWay) => (end.reached ? end.held.arn : end.because);

test('a way is played call by call while the account stays as it is', async () => {
  const { session, way } = await aWay();
  const { revision } = session.state;
  const before = structuredClone(recordsOf(session.state.world));
  const played = await play({ session, way });
  expect(played.calls.map(({ request, by, step }) => [request.operation, by, step])).toEqual([
    ['UpdateAssumeRolePolicy', alice, 0],
    ['AssumeRole', alice, 0],
  ]);
  expect(heldBy(played)).toBe(`arn:aws:sts::${account}:assumed-role/Boss/session`);
  expect(session.state.revision).toBe(revision);
  expect(recordsOf(session.state.world)).toEqual(before);
});

test('a call shows its request, its answer without secrets, the decision and its event', async () => {
  const played = await play(await aWay());
  const [, assume] = played.calls;
  expect(assume?.asked.body).toContain('Action=AssumeRole');
  expect(assume?.answered.body).toMatch(/<SecretAccessKey>•+<\/SecretAccessKey>/);
  expect(assume?.decision?.verdict).toBe('allowed');
  expect(assume?.events.map(({ eventName }) => eventName)).toEqual(['AssumeRole']);
  expect(JSON.stringify(assume?.events)).not.toMatch(/"sessionToken":"[^•]/);
});

test('a kept play is a workspace with its calls as history and events, and the person acts as what was gained', async () => {
  const { session, store, way } = await aWay();
  const open = session.workspaces.current?.id ?? '';
  const row = (await store.list()).find(({ id }) => id === open);
  const before = structuredClone(recordsOf(session.state.world));
  const played = await play({ session, way });
  expect(await keepPlayed(session, played, 'alice became Boss')).toBe(true);

  expect(session.workspaces.current?.name).toBe('alice became Boss');
  expect(session.history.entries.map(({ label, by }) => [label, by])).toEqual([
    ['Change who can assume Boss', alice],
    ['Assume Boss', alice],
  ]);
  const events = await session.trail.events();
  expect(events.map(({ eventName }) => eventName)).toEqual(['AssumeRole', 'UpdateAssumeRolePolicy']);
  expect(session.identity.arn).toBe(heldBy(played));
  expect(session.identity.ending(session.now)).toBeUndefined();
  const done = await session.dispatch('iam', 'CreateUser', { UserName: 'eve' });
  expect(done.ok || done.error.message).toBe(true);

  await session.undo();
  await session.undo();
  await session.undo();
  expect(session.state.world.roles).toEqual(new Map(before.roles.map((one) => [one.id, one])));
  // Nothing of it reached the workspace that was open.
  expect((await store.list()).find(({ id }) => id === open)).toEqual(row);
  await session.workspaces.open(open);
  expect(recordsOf(session.state.world)).toEqual(before);
});

test('the kept workspace holds what the branch held at its end', async () => {
  const { session, way } = await aWay('iam:CreateAccessKey iam:CreateLoginProfile iam:AttachUserPolicy');
  const played = await play({ session, way });
  const made = played.acts.flatMap(({ outcome }) => outcome.changes);
  await keepPlayed(session, played, 'kept');
  const newest = new Map(made.map((change) => [`${change.table}/${change.id}`, change.after]));
  expect(newest.size).toBeGreaterThan(0);
  for (const [key, after] of newest) {
    const [table = '', id = ''] = key.split('/');
    const rows = session.state.world[table as 'users'] as ReadonlyMap<string, unknown>;
    expect(rows.get(id)).toEqual(after);
  }
});

test('after a change of the account the play does not hold any more, and nothing is kept', async () => {
  const { session, way } = await aWay();
  const played = await play({ session, way });
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'alice', PolicyName: 'Up' });
  expect(stillHolds(played, session)).toBe(false);
  expect(await keepPlayed(session, played, 'kept')).toBe(false);
  expect(session.workspaces.list.map(({ name }) => name)).toEqual(['test']);
  const again = await play({ session, way });
  expect(heldBy(again)).toMatch(/^AWS refuses iam:UpdateAssumeRolePolicy/);
  expect(again.calls[0]?.error?.code).toBe('AccessDenied');
});

test('a store that is full keeps nothing of a play', async () => {
  const { session, store, way } = await aWay();
  const played = await play({ session, way });
  const commit = store.commit.bind(store);
  let commits = 0;
  store.commit = (one) =>
    ++commits === 2
      ? Promise.resolve({ ok: false, error: { code: 'full', detail: 'no room' } })
      : commit(one);
  expect(await keepPlayed(session, played, 'kept')).toBe(false);
  expect(session.problems.current?.code).toBe('storage-full');
  expect(session.workspaces.current?.name).toBe('test');
  expect((await store.list()).map(({ name }) => name)).toEqual(['test']);
});

test('a step whose calls the playground does not simulate ends the play after the calls before it', async () => {
  const { session, way } = await aWay('iam:PassRole glue:CreateJob glue:StartJobRun');
  const played = await play({ session, way });
  expect(played.end).toMatchObject({ reached: false, step: 0 });
  expect(heldBy(played)).toMatch(/^The playground does not simulate glue:/);
  expect(await keepPlayed(session, played, 'kept')).toBe(false);
});
