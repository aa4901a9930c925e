/** The worker's answer about ways to power: plain rows with the statements that allow each step. */

import { expect, test } from 'vitest';
import { type AnswerTo, type Asks, answering } from '#app/long-work/kinds.ts';
import { ReplicaFeed } from '#app/long-work/worker/replica-feed.ts';
import { Replica } from '#app/long-work/worker/replica.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { account, allow, anAccount, env, policy, role, trusts, user } from '../../core/accounts.ts';

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
async function answer({ world: its, reference }: Replica, asks: Asks<'ways'>): Promise<AnswerTo<'ways'>> {
  const steps = await answering('ways', { world: its, env: { now: env.now, reference } }, asks);
  for (;;) {
    const step = steps.next();
    if (step.done) return structuredClone(step.value);
    expect(step.value ?? 0).toBeGreaterThanOrEqual(0);
    expect(step.value ?? 0).toBeLessThanOrEqual(1);
  }
}

test('the ways of everybody are those of the page, each permission with the statement that allows it', async () => {
  const { ways, isComplete } = await answer(filled(), {});
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

test('the ways of one come before and after those of everybody, and none is certain', async () => {
  const replica = filled();
  const before = await answer(replica, { from: user('dev') });
  expect(before.ways).toHaveLength(1);
  await answer(replica, {});
  expect(await answer(replica, { from: user('dev') })).toEqual(before);
  expect(await answer(replica, { from: user('guest') })).toEqual({ ways: [], isComplete: true });
});
