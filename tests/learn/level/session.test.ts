/** A goal about temporary credentials is judged before there are any: nothing is allowed with them yet. */

import { expect, test } from 'vitest';
import { judgeGoals } from '../../../src/learn/level/judge.ts';
import { findLevel, loadLevel } from '../../../src/learn/path/list.ts';
import { placeOf } from './replay.ts';

test('without credentials a goal is reached when it wants No, and open when it wants Yes', async () => {
  const card = findLevel('session-policy');
  if (!card) throw new Error('no level');
  const level = await loadLevel(card);
  const goals = level.goals.filter(({ check }) => check.kind === 'answer' && check.session);
  const judged = await judgeGoals(goals, await placeOf(level));
  expect(judged.map(({ now, reached }) => ({ now, reached }))).toEqual([
    { now: false, reached: false },
    { now: false, reached: true },
  ]);
});
