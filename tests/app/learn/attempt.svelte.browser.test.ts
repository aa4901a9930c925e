/** A level is opened once, is solved by what the person does, and never by what they watched. */

import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LevelAttempt } from '#app/learn/attempt.svelte.ts';
import { LevelGuesses } from '#app/learn/guesses.svelte.ts';
import { openLevel } from '#app/learn/open-level.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { go } from '#app/navigation/routes.svelte.ts';
import { share } from '#app/share/offer.ts';
import { preview } from '#app/share/open.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { readScenario } from '#share/scenario/file.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession, until } from '../test-session.ts';

const policy = 'arn:aws:iam::111122223333:policy/ReadPayroll';
let session: Session;
let attempt: LevelAttempt;
let stop: () => void = () => undefined;

/** Follows the level of the open workspace, as the screen does. */
function follow(id = 'first-policy', variant?: string): LevelAttempt {
  stop();
  let made: LevelAttempt | undefined;
  stop = $effect.root(() => {
    made = new LevelAttempt(session, id, variant);
  });
  if (!made) throw new Error('no attempt');
  return made;
}
const judged = () => until(() => (flushSync(), attempt.now !== undefined));
const solved = (is = true) => until(() => (flushSync(), attempt.now?.solved === is));
const attach = () => session.dispatch('iam', 'AttachUserPolicy', { UserName: 'alice', PolicyArn: policy });
const detach = () => session.dispatch('iam', 'DetachUserPolicy', { UserName: 'mallory', PolicyArn: policy });
const progress = () => session.progress.current.levels['first-policy'];

beforeEach(async () => {
  session = newSession(new MemoryStore());
  await openLevel(session, 'first-policy');
  attempt = follow();
  await judged();
});
afterEach(() => stop());

test('a level gets one workspace, and opening it again goes on there', async () => {
  await attach();
  await openLevel(session, 'first-policy');
  expect(session.workspaces.list.map(({ name, guide }) => [name, guide?.level])).toEqual([
    ['Nothing is allowed by default', 'first-policy'],
  ]);
  expect(session.history.canUndo).toBe(true);
  expect(await openLevel(session, 'no-such-level')).toBe(false);
  expect(session.problems.current?.title).toContain('no-such-level');
});

test('what the person does earns all stars, and the progress keeps them when it is taken back', async () => {
  expect([attempt.now?.solved, attempt.stars]).toEqual([false, []]);
  await attach();
  await detach();
  await solved();
  expect(attempt.stars).toEqual(['solved', 'least-privilege', 'few-steps']);
  await until(() => progress()?.solvedAt !== undefined);
  await session.undo();
  await solved(false);
  expect(progress()).toMatchObject({ stars: ['solved', 'least-privilege', 'few-steps'], steps: 2, hints: 0 });
});

test('more rights and more steps than needed cost a star each', async () => {
  await session.dispatch('iam', 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
  });
  await attach();
  await detach();
  await solved();
  await until(() => (flushSync(), attempt.missed.length > 0));
  expect(attempt.stars).toEqual(['solved']);
  expect(attempt.missed.map(({ goal }) => goal.id)).toContain('alice-deletes');
});

test('a level that is solved in its exported file is solved where the file is opened and kept', async () => {
  const choice = { title: 'By hand', notes: '', question: undefined, withSecrets: false, anonymous: false };
  const { file } = await share(session, choice);
  const json = JSON.parse(file.text) as { accounts: [{ users: { userName: string }[] }] };
  const [account] = json.accounts;
  account.users = account.users.map(({ userName }) => ({
    userName,
    ...(userName === 'alice' ? { attachedPolicies: [policy] } : {}),
  }));
  const edited = readScenario(JSON.stringify(json));
  if (!edited.ok) throw new Error(edited.error.message);
  await preview(session, edited.value, 'the file');
  expect(await session.readOnlyWorld?.keep?.()).toBe(true);
  attempt = follow();
  await solved();
  expect(session.workspaces.current?.name).toBe('By hand');
  await until(() => progress()?.solvedAt !== undefined);
  // No change was made here, so the way was not short.
  expect(attempt.stars).toEqual(['solved', 'least-privilege']);
});

test('a solution that another tab showed earns nothing here either', async () => {
  const here = attempt;
  const stopHere = stop;
  stop = () => undefined;
  const there = follow();
  await until(() => (flushSync(), there.now !== undefined));
  expect(await there.watch()).toBeUndefined();
  await until(() => (flushSync(), here.now?.solved === true && here.isWatched));
  expect([here.stars, progress()?.solvedAt]).toEqual([[], undefined]);
  stopHere();
});

test('a showing that breaks off counts as far as it came, and spoils nothing that the person does later', async () => {
  const act = session.requests.act.bind(session.requests);
  const acts = vi.spyOn(session.requests, 'act');
  acts.mockImplementationOnce(act).mockRejectedValueOnce(new Error('the tab was closed'));
  await expect(attempt.watch()).rejects.toThrow('the tab was closed');
  acts.mockRestore();
  attempt = follow();
  await judged();
  expect(attempt.isWatched).toBe(true);
  await attempt.reset();
  await attach();
  await detach();
  await solved();
  expect([attempt.isWatched, attempt.stars.length]).toEqual([false, 3]);
});

test('the account as it was is judged, but nothing is solved there', async () => {
  await attempt.watch();
  await solved();
  const { world } = session.state;
  const about = { account: session.account, name: 'w', title: 'As it was', refusal: 'It is past.' };
  session.readOnly.show({ kind: 'past', world, ...about });
  await until(() => (flushSync(), attempt.now?.solved === true));
  expect([attempt.isSolved, attempt.stars]).toEqual([false, []]);
});

test('a level that this page does not have is named', async () => {
  attempt = follow('no-such-level');
  await until(() => attempt.failure !== undefined);
  expect(attempt.failure).toContain('no-such-level');
});

test('a watched solution earns nothing until all of it is taken back, also after Redo', async () => {
  const begin = location.hash;
  await attempt.openHint();
  expect(await attempt.watch()).toBeUndefined();
  await solved();
  expect([attempt.isWatched, attempt.stars]).toEqual([true, []]);
  expect(progress()).toMatchObject({ watched: true, stars: [], hints: 1 });
  expect(progress()?.solvedAt).toBeUndefined();
  go('activity');
  await attempt.reset();
  expect([session.history.canUndo, attempt.isWatched, attempt.hints]).toEqual([false, false, 0]);
  expect(location.hash).toBe(begin);
  await session.redo();
  await session.redo();
  await solved();
  expect(attempt.stars).toEqual([]);
  await attempt.reset();
  await attach();
  await detach();
  await solved();
  await until(() => progress()?.solvedAt !== undefined);
  expect(attempt.stars).toHaveLength(3);
});

test('the attempt is there again after a reload, with its hints', async () => {
  await attempt.openHint();
  await attempt.watch();
  attempt = follow();
  await judged();
  await until(() => attempt.hints === 1);
  expect(attempt.isWatched).toBe(true);
});

test('a guess is answered by the engine in the level’s own world, and a wrong one is kept for later', async () => {
  const card = findLevel('first-policy');
  if (!card) throw new Error('no level');
  const guesses = new LevelGuesses(session, await loadLevel(card));
  await attach();
  await guesses.say(false);
  expect(guesses.guesses[0]).toMatchObject({ said: false, answer: { isAllowed: false } });
  expect(guesses.guesses[0]?.answer.because).toMatch(/^Denied because/);
  await guesses.say(true);
  if (guesses.unfinished) {
    const { statements } = guesses.unfinished.answer;
    await guesses.choose(statements.findIndex(({ decides }) => decides));
  }
  await guesses.say(true);
  expect([guesses.isDone, guesses.right]).toEqual([true, 2]);
  await until(() => session.progress.current.guesses['first-policy/2'] !== undefined);
  expect(session.progress.current.guesses['first-policy/2']).toMatchObject({ streak: 0 });
  expect(session.progress.current.guesses['first-policy/0']).toMatchObject({ streak: 1 });
});

test('a variant has a workspace of its own, in its own names, and is solved by its own solution only', async () => {
  const seed = 'k3f9x2';
  const card = findLevel('first-policy');
  if (!card) throw new Error('no level');
  const { solution, intro } = await loadLevel(card, seed);
  expect(await openLevel(session, 'first-policy', 'NOT 6')).toBe(false);
  expect(await openLevel(session, 'first-policy', seed)).toBe(true);
  await openLevel(session, 'first-policy');
  await openLevel(session, 'first-policy', seed);
  expect(session.workspaces.list.map(({ guide }) => guide?.variant)).toEqual([undefined, seed]);
  expect(session.workspaces.current?.guide).toMatchObject({ level: 'first-policy', variant: seed });

  attempt = follow('first-policy', seed);
  await judged();
  expect(attempt.level?.intro).toEqual(intro);
  expect((await attach()).ok).toBe(false);
  const account = session.account;
  for (const { operation, params } of solution) await session.dispatch('iam', operation, params);
  await solved();
  expect([account === '111122223333', attempt.stars.length]).toEqual([false, 3]);
  await attempt.reset();
  await solved(false);
  await attempt.openHint();
  expect(await attempt.watch()).toBeUndefined();
  await solved();
  expect([attempt.hints, attempt.isWatched]).toEqual([1, true]);
});

test('the guesses of a variant are about its own people, and count for the level', async () => {
  const card = findLevel('first-policy');
  if (!card) throw new Error('no level');
  const guesses = new LevelGuesses(session, await loadLevel(card, 'k3f9x2'));
  await guesses.say(false);
  expect(guesses.guesses[0]?.answer).toMatchObject({ isAllowed: false });
  expect(guesses.guesses[0]?.answer.because).not.toMatch(/alice/i);
  expect(Object.keys(session.progress.current.guesses)).toEqual(['first-policy/0']);
});
