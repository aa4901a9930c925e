/** Calls of others open the goal of an attacker again, until they are undone. */

import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LevelAttempt } from '#app/learn/attempt.svelte.ts';
import { openLevel } from '#app/learn/open-level.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession, until } from '../test-session.ts';

const mallory = 'arn:aws:iam::366300000003:user/mallory';
let session: Session;
let attempt: LevelAttempt;
let stop: () => void = () => undefined;

async function follow(id: string): Promise<void> {
  stop();
  session = newSession(new MemoryStore());
  await openLevel(session, id);
  stop = $effect.root(() => {
    attempt = new LevelAttempt(session, id);
  });
  await until(() => (flushSync(), attempt.now !== undefined));
}
const goal = () => attempt.now?.goals[0];
const says = (why: string) => until(() => (flushSync(), goal()?.why === why));
const solved = (is = true) => until(() => (flushSync(), attempt.now?.solved === is));
const join = (GroupName: string) =>
  session.dispatch('iam', 'AddUserToGroup', { GroupName, UserName: 'mallory' });

beforeEach(() => follow('join-the-group'));
afterEach(() => stop());

test('the level begins as the attacker, and her own call solves it', async () => {
  expect(session.identity.arn).toBe(mallory);
  await join('owners');
  await solved();
  expect(attempt.stars).toEqual(['solved', 'least-privilege', 'few-steps']);
});

test('the same call by the root user opens the goal until it is undone, and Reset goes back to the attacker', async () => {
  session.identity.actAsRoot();
  await join('owners');
  await says('`AddUserToGroup` was called by the root user, not by `mallory`. Undo that call.');
  await session.undo();
  await says('`mallory` is not an administrator yet.');
  await attempt.reset();
  expect(session.identity.arn).toBe(mallory);
  await join('owners');
  await solved();
  await session.undo();
  await solved(false);
  await session.redo();
  await solved();
});

test('the solution that is shown is made by the attacker, and calls that change nothing count', async () => {
  await follow('code-of-a-function');
  expect(await attempt.watch()).toBeUndefined();
  await solved();
  expect(attempt.stars).toEqual([]);
  await session.undo();
  await solved(false);
});
