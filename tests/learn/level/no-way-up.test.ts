/** A goal that nobody finds a way to administrator says the first step of a way that is open. */

import { expect, test } from 'vitest';
import { findLevel, loadLevel } from '../../../src/learn/path/list.ts';
import type { LevelCall } from '../../../src/learn/level/format.ts';
import { administratorCall } from '../../../src/learn/level/proof.ts';
import { begin } from './replay.ts';

async function whyOpen(id: string, goal: string, calls: readonly LevelCall[] = []) {
  const card = findLevel(id);
  if (!card) throw new Error(`no level \`${id}\``);
  const { goals } = await (await begin(await loadLevel(card))).after(calls);
  const found = goals.find((one) => one.goal.id === goal);
  return [found?.reached, found?.why];
}

test('an open way is told with the names of its first step', async () => {
  expect(await whyOpen('passrole-way-up', 'dara-way')).toEqual([
    false,
    'The way to `OpsAutomation`: `dara` creates a function that runs with the role, and invokes it.',
  ]);
  expect(await whyOpen('self-service-escalation', 'omar-way')).toEqual([
    false,
    '`omar` saves a wider version of a policy that it has, and makes it the default version.',
  ]);
});

test('an administrator has no way to go', async () => {
  const calls = [administratorCall('arn:aws:iam::151515151515:user/dara')];
  expect(await whyOpen('passrole-way-up', 'dara-way', calls)).toEqual([false, '`dara` is an administrator.']);
});
