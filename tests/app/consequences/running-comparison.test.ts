/** A comparison runs in slices, tells how far it is, and ends when it is cancelled. */

import { expect, test } from 'vitest';
import { RunningComparison } from '../../../src/app/consequences/running-comparison.svelte.ts';
import { createReference } from '../../../src/reference/reference.ts';
import { aWorld, allow } from '../../setup/world.ts';
import { until } from '../test-session.ts';

const reference = createReference();
await reference.loadCommonActions();
const read = () => aWorld().policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*'));
const sides = () => ({
  before: { world: read().user('alice').world(), env: { now: 0 } },
  after: {
    world: read()
      .user('alice', { attach: ['Read'] })
      .world(),
    env: { now: 0 },
  },
});

test('a comparison runs to its end and says what it found', async () => {
  const running = new RunningComparison(sides(), () => Promise.resolve(reference));
  expect(running.status).toBe('running');
  await until(() => running.status === 'done');
  expect(running.found?.consequences.shared).toHaveLength(1);
});

test('a comparison that is cancelled ends without a result, before and after it began', async () => {
  const early = new RunningComparison(sides(), () => Promise.resolve(reference));
  early.cancel();
  const late = new RunningComparison(sides(), () => Promise.resolve(reference));
  await Promise.resolve();
  late.cancel();
  const whole = new RunningComparison(sides(), () => Promise.resolve(reference));
  await until(() => whole.status === 'done');
  expect([early.status, late.status]).toEqual(['cancelled', 'cancelled']);
  expect([early.found, late.found]).toEqual([undefined, undefined]);
});

test('without AWS’s list of actions a comparison fails, and says nothing else', async () => {
  const running = new RunningComparison(sides(), () => Promise.reject(new Error('offline')));
  await until(() => running.status === 'failed');
  expect(running.found).toBeUndefined();
});
