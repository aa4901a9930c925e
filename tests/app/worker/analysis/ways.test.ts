/** The worker's answer about ways to power: plain rows with the statements that allow each step. */

import { expect, test } from 'vitest';
import { answerInSteps } from '../../../../src/app/worker/analysis/answers.ts';
import type { Asks, AnswerTo } from '../../../../src/app/worker/analysis/messages.ts';
import { ReplicaFeed } from '../../../../src/app/worker/analysis/replica-feed.ts';
import { Replica } from '../../../../src/app/worker/analysis/replica.ts';
import { WaySearch } from '../../../../src/core/analysis/ways/search/way-search.ts';
import { account, allow, anAccount, env, policy, role, trusts, user } from '../../../core/accounts.ts';

const world = anAccount({
  users: { dev: { attached: ['Work'] }, guest: {} },
  roles: {
    Boss: { attached: ['Everything'], trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })] },
  },
  policies: {
    Work: [allow('s3:GetObject'), allow('sts:AssumeRole', role('Boss'), { Sid: 'Up' })],
    Everything: [allow('*')],
  },
});

function filled(): Replica {
  const replica = new Replica();
  for (const changes of new ReplicaFeed(world).everything()) replica.change(structuredClone(changes));
  return replica;
}

/** Answers as a message brings it, with the progress before. */
function answer(replica: Replica, asks: Asks<'ways'>): AnswerTo<'ways'> {
  const steps = answerInSteps(replica, { kind: 'ways', asks, now: env.now });
  for (;;) {
    const step = steps.next();
    if (step.done) return structuredClone(step.value) as AnswerTo<'ways'>;
    expect(step.value).toBeGreaterThanOrEqual(0);
    expect(step.value).toBeLessThanOrEqual(1);
  }
}

test('the ways of everybody are those of the page, each permission with the statement that allows it', () => {
  const { ways, isComplete } = answer(filled(), {});
  expect(isComplete).toBe(true);
  expect(ways.map(({ from, steps }) => [from, steps.map(({ method }) => method.id)])).toEqual(
    new WaySearch(world, env)
      .shortest()
      .map(({ from, steps }) => [from, steps.map(({ method }) => method.id)]),
  );
  const [step] = ways.find(({ from }) => from === user('dev'))?.steps ?? [];
  expect(step).toMatchObject({ from: user('dev'), to: role('Boss'), assumes: [], marks: ['AssumeRole'] });
  expect(step?.permissions[0]).toEqual({
    principal: user('dev'),
    action: 'sts:AssumeRole',
    resource: role('Boss'),
    context: { 'sts:RoleSessionName': 'session' },
    statements: [
      { policy: role('Boss'), statement: 0 },
      { policy: policy('Work'), statement: 1, sid: 'Up' },
    ],
  });
});

test('the ways of one come before and after those of everybody, and none is certain', () => {
  const replica = filled();
  const before = answer(replica, { from: user('dev') });
  expect(before.ways).toHaveLength(1);
  answer(replica, {});
  expect(answer(replica, { from: user('dev') })).toEqual(before);
  expect(answer(replica, { from: user('guest') })).toEqual({ ways: [], isComplete: true });
});
