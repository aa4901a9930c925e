/** The words at the end of a level fit what the learner did. */

import { expect, test } from 'vitest';
import { type MadeCall, wayWords } from '#learn/level/way.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';

const firstLevel = async () => {
  const card = levelCards.find(({ id }) => id === 'first-policy');
  if (!card) throw new Error('no such level');
  return loadLevel(card);
};
const attached: MadeCall = { operation: 'AttachUserPolicy', params: { userName: 'alice' } };
const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

test('who wrote a Deny does not read that a policy was taken away, but that it is another way', async () => {
  const { solution, alternatives } = await firstLevel();
  const denied = { operation: 'PutUserPolicy', params: { userName: 'mallory', policyDocument: document } };
  expect(wayWords([attached, denied], solution, alternatives)).toEqual({
    done: 'Your policy has a Deny. A Deny wins over every Allow.',
    other: 'take the permission away.',
  });
});

test('who did what the solution does reads that, and another way only where the level knows one', async () => {
  const { solution } = await firstLevel();
  expect(wayWords([attached, { operation: 'DetachUserPolicy', params: {} }], solution, [])).toEqual({
    done: 'You took the permission away.',
  });
});

test('who gave a smaller policy in the place of the old one did not take the permission away', () => {
  const taken = {
    operation: 'DetachRolePolicy',
    params: { roleName: 'deploy', policyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
  };
  const given = (roleName: string): MadeCall => ({
    operation: 'PutRolePolicy',
    params: { RoleName: roleName, PolicyName: 'Deploy', PolicyDocument: '{}' },
  });
  expect(wayWords([taken, given('deploy')], [], [])).toEqual({});
  expect(wayWords([taken, given('other')], [], [])).toEqual({ done: 'You took the permission away.' });
  expect(wayWords([taken, { operation: 'CreatePolicyVersion', params: {} }], [], [])).toEqual({
    done: 'You edited a policy. The change is for all who have it.',
  });
});

test('a way that has no words is not told', () => {
  expect(wayWords([{ operation: 'TagUser', params: null }], [], [])).toEqual({});
});
