/** A goal about temporary credentials is judged before there are any: nothing is allowed with them yet. */

import { expect, test } from 'vitest';
import { judgeLevel } from '#learn/level/judge.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { cloneWorld } from '#core/model/world/apply.ts';
import { makeCalls } from '#learn/level/calls.ts';
import type { LevelCall } from '#learn/level/format.ts';
import { placeOf } from './replay.ts';

test('without credentials a goal is reached when it wants No, and open when it wants Yes', async () => {
  const card = findLevel('session-policy');
  if (!card) throw new Error('no level');
  const level = await loadLevel(card);
  const goals = level.goals.filter(({ check }) => check.kind === 'answer' && check.session);
  const judged = await judgeLevel({ goals, hidden: [] }, await placeOf(level));
  expect(judged.goals.map(({ now, reached }) => ({ now, reached }))).toEqual([
    { now: false, reached: false },
    { now: false, reached: true },
  ]);
});

test('credentials of the root user do not count as those of a role that is deleted', async () => {
  const begun = await placeOf({ id: 'hospital', scenario: 'saml-sign-in' });
  const place = { ...begun, world: cloneWorld(begun.world) };
  const role = 'arn:aws:iam::800080008000:role/Gone';
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const calls: readonly LevelCall[] = [
    {
      operation: 'CreateRole',
      params: {
        RoleName: 'Gone',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      },
    },
    { operation: 'DeleteRole', params: { RoleName: 'Gone' } },
    { service: 'sts', operation: 'GetSessionToken', params: {} },
  ];
  expect(makeCalls(place.world, calls, place).map(({ ok }) => ok)).toEqual([true, true, true]);
  const question = { principal: role, action: 's3:GetObject', resource: 'arn:aws:s3:::any/file' };
  const check = { kind: 'answer', question, wanted: 'allowed', session: true } as const;
  const goals = [{ id: 'gone', text: 'The role can read', check }];
  expect(await judgeLevel({ goals, hidden: [] }, place)).toMatchObject({
    goals: [{ now: false, reached: false, why: 'Nobody has temporary credentials of `Gone` yet.' }],
  });
});
