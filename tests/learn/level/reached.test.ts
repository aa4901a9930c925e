/** A goal of the attacker counts what the attacker and those whom it gained did, and nothing that others did. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { type Level, type LevelCall, type ReachedCheck, readLevel } from '#learn/level/format.ts';
import { administratorCall } from '#learn/level/proof.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { waysUp } from '#content/levels/attack.ts';
import { begin, placeOf } from './replay.ts';

async function levelOf(id: string): Promise<Level> {
  const card = findLevel(id);
  if (!card) throw new Error(`no level \`${id}\``);
  return loadLevel(card);
}

/** Plays the calls in the world of a level, whose only goal is this one. */
async function judged(level: Level, check: Omit<ReachedCheck, 'kind'>, calls: readonly LevelCall[]) {
  const goal = { id: 'goal', text: 'It is reached', check: { kind: 'reached', ...check } as const };
  const played = await begin({ ...level, goals: [goal], hidden: [] });
  const { goals, refused } = await played.after(calls);
  expect(refused).toBeUndefined();
  const { reached, now, why } = goals[0] ?? {};
  expect(now).toBe(reached);
  return [reached, why];
}

const studio = await levelOf('six-ways-up');
const user = (name: string) => `arn:aws:iam::366200000002:user/${name}`;
const role = (name: string) => `arn:aws:iam::366200000002:role/${name}`;
const dev = { from: user('dev'), to: 'administrator' };
const by = (name: string, operation: string, params: LevelCall['params']): LevelCall => ({
  operation,
  params,
  as: user(name),
});

test('the rights of a user whose key was made are gained, and calls of that user count', async () => {
  const key = by('dev', 'CreateAccessKey', { UserName: 'boss' });
  const more = by('boss', 'CreateUser', { UserName: 'night' });
  expect(await judged(studio, dev, [key])).toEqual([true, undefined]);
  expect(await judged(studio, { from: dev.from, to: user('boss') }, [key, more])).toEqual([true, undefined]);
  expect(await judged(studio, { from: dev.from, to: user('sam') }, [key])).toEqual([
    false,
    '`dev` can now act as `boss` too. That is not `sam`.',
  ]);
});

test('a call of somebody else does not count until it is undone, whoever gave the right', async () => {
  expect(await judged(studio, dev, [])).toEqual([false, '`dev` is not an administrator yet.']);
  expect(await judged(studio, dev, [administratorCall(dev.from)])).toEqual([
    false,
    '`AttachUserPolicy` was called by the root user, not by `dev`. Undo that call.',
  ]);
  const boss = by('boss', 'AddUserToGroup', { GroupName: 'admins', UserName: 'dev' });
  expect(await judged(studio, dev, [boss])).toEqual([
    false,
    '`AddUserToGroup` was called by `boss`, not by `dev`. Undo that call.',
  ]);
  // Rights that are gained later do not make the help of others an own call.
  const key = by('dev', 'CreateAccessKey', { UserName: 'boss' });
  expect((await judged(studio, dev, [boss, key]))[0]).toBe(false);
});

test('the key of somebody else is not a key of the attacker', async () => {
  const agency = await levelOf('join-the-group');
  if (typeof agency.scenario === 'string') throw new Error('it has a world of its own');
  const id = 'AKIAROSAOFFICE123456';
  const accounts = agency.scenario.accounts.map((account) => ({
    ...account,
    users: account.users.map((one) =>
      one.userName === 'rosa' ? { ...one, accessKeys: [{ id, createDate: '2026-02-02T08:30:00Z' }] } : one,
    ),
  }));
  const withKey = { ...agency, scenario: { ...agency.scenario, accounts } } as Level;
  const [join] = agency.solution;
  if (!join) throw new Error('the solution is empty');
  const { as: mallory = '', ...call } = join;
  const check = { from: mallory, to: 'administrator' };
  expect(await judged(withKey, check, [join])).toEqual([true, undefined]);
  expect(await judged(withKey, check, [{ ...call, key: id }])).toEqual([
    false,
    '`AddUserToGroup` was called by `rosa`, not by `mallory`. Undo that call.',
  ]);
});

test('credentials that others take for themselves change nothing, and give the attacker nothing', async () => {
  const enter: LevelCall = {
    service: 'sts',
    operation: 'AssumeRole',
    params: { RoleArn: role('Support'), RoleSessionName: 'sam' },
    as: user('sam'),
  };
  expect(await judged(studio, dev, [enter])).toEqual([false, '`dev` is not an administrator yet.']);
  expect((await judged(studio, dev, [enter, { ...enter, as: dev.from }]))[0]).toBe(true);
});

test('a function runs own code only after both: the code was put there, and it was invoked', async () => {
  const shop = await levelOf('code-of-a-function');
  const [put, run] = shop.solution;
  if (!put || !run) throw new Error('the solution is too short');
  const check = { from: put.as ?? '', to: 'administrator' };
  expect((await judged(shop, check, [run, put]))[0]).toBe(false);
  expect((await judged(shop, check, [put, run]))[0]).toBe(true);
});

test.each(waysUp)('the attacker of $id acts from the start, and has a way', async ({ id }) => {
  const level = await levelOf(id);
  const from = level.goals.flatMap(({ check }) => (check.kind === 'reached' ? [check.from] : []))[0] ?? '';
  expect(level.start?.as).toBe(from);
  expect(level.solution[0]?.as).toBe(from);
  const { world, env } = await placeOf(level);
  const way = new WaySearch(world, env).shortest().find((one) => one.from === from);
  expect(way?.steps).toHaveLength(id === 'two-hops' ? 2 : 1);
});

test('the search finds each of the six ways in one step, as the level says', async () => {
  const { world, env } = await placeOf(studio);
  const ways = new WaySearch(world, env).all(dev.from);
  const oneStep = ways.filter(({ steps }) => steps.length === 1);
  expect(oneStep.map(({ steps: [step] }) => step?.method.id ?? '').toSorted()).toEqual([
    'iam-002',
    'iam-007',
    'iam-013',
    'lambda-001',
    'rhino-02',
    'sts-001',
  ]);
});

test('the goal and the identity at the start are read, and a file that is wrong names the place', async () => {
  const { default: file } = await import('../../../public/levels/two-hops.json');
  const withGoal = (check: object) => ({ ...file, goals: [{ id: 'a', text: 'A', check }], wrong: [] });
  const from = user('dev');
  expect(readLevel(withGoal({ kind: 'reached', from, to: 'administrator' }))).toMatchObject({ ok: true });
  expect(readLevel(withGoal({ kind: 'reached', from, to: 'admin' }))).toMatchObject({
    ok: false,
    error: { path: ['goals', 0, 'check', 'to'] },
  });
  expect(readLevel({ ...file, start: { as: 'dev' } })).toMatchObject({
    ok: false,
    error: { path: ['start', 'as'] },
  });
});
