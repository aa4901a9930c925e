/** 1,000 calls in `npm test`, 50,000 with COUNTS=most; a seed that fails becomes a case of its own. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { apply } from '#core/model/world/apply.ts';
import { deleted, reverseChanges } from '#core/model/world/change.ts';
import { TestAccount, awsAdministrator, seeded } from '../door.ts';
import { brokenInvariants, rowsOf } from './invariants.ts';
import { randomCall } from './calls.ts';
import { countOf } from '../../../setup/counts.ts';

const runs = countOf({ sample: 4, full: 10, most: 50 });
const callsPerRun = countOf({ sample: 250, full: 500, most: 1000 });

test.each(Array.from({ length: runs }, (_, seed) => seed))(
  'random calls never throw and never break an invariant (seed %i)',
  (seed) => {
    const t = new TestAccount(seed);
    t.play('SetQuota', { Name: 'UsersPerAccount', Value: 5 });
    t.play('SetQuota', { Name: 'PoliciesPerUser', Value: 2 });
    const random = seeded(seed * 7919 + 1);
    let succeeded = 0;
    for (let i = 0; i < callsPerRun; i += 1) {
      const ids = [...t.world.accessKeys.keys(), ...t.world.userCredentials.keys()];
      const { caller, operation, params } = randomCall(random, ids);
      const before = rowsOf(t.world);
      const request = {
        service: 'iam',
        operation,
        params,
        caller: { kind: 'principal', arn: caller },
      } as const;
      const outcome = handle(t.world, request, t.env);
      const said = `call ${i}: ${JSON.stringify(request)}`;
      expect(rowsOf(t.world), `${said} wrote into the world`).toBe(before);
      apply(t.world, outcome.changes);
      if (outcome.ok) succeeded += 1;
      else expect(outcome.error.message, said).not.toBe('');
      if (i % 10 === 0) expect(brokenInvariants(t.world), said).toEqual([]);
      if (outcome.changes.length > 0) {
        const after = rowsOf(t.world);
        apply(t.world, reverseChanges(outcome.changes));
        expect(rowsOf(t.world), `${said} cannot be undone`).toBe(before);
        apply(t.world, outcome.changes);
        expect(rowsOf(t.world), `${said} cannot be redone`).toBe(after);
      }
      apply(t.world, outcome.marks);
    }
    // A mixture: neither all refused nor all allowed, or the test would show nothing.
    expect(succeeded).toBeGreaterThan(callsPerRun * 0.15);
    expect(succeeded).toBeLessThan(callsPerRun * 0.9);
  },
);

test('the invariants notice a world that is broken', () => {
  const t = new TestAccount().given(
    ['CreateGroup', { GroupName: 'g' }],
    ['CreateUser', { UserName: 'u' }],
    ['AddUserToGroup', { UserName: 'u', GroupName: 'g' }],
    ['AttachUserPolicy', { UserName: 'u', PolicyArn: awsAdministrator.arn }],
  );
  expect(brokenInvariants(t.world)).toEqual([]);
  const [group] = t.world.groups.values();
  const [policy] = t.world.policies.values();
  if (!group || !policy) expect.fail('the setting has a group and a policy');
  apply(t.world, [deleted('groups', group), deleted('policies', policy)]);
  expect(brokenInvariants(t.world)).toHaveLength(2);
  (t.world.index.byName as unknown as Map<string, string>).clear();
  expect(brokenInvariants(t.world)).toContain('index byName differs from a rebuilt one');
});

test('undoing every batch of a run, newest first, leads back to the empty account', () => {
  const t = new TestAccount(3);
  const start = rowsOf(t.world);
  const random = seeded(99);
  const batches = Array.from({ length: 200 }, () => {
    const { caller, operation, params } = randomCall(random);
    const { changes } = handle(
      t.world,
      { service: 'iam', operation, params, caller: { kind: 'principal', arn: caller } },
      t.env,
    );
    apply(t.world, changes);
    return changes;
  });
  expect(rowsOf(t.world)).not.toBe(start);
  for (const changes of batches.toReversed()) apply(t.world, reverseChanges(changes));
  expect(rowsOf(t.world)).toBe(start);
  expect(brokenInvariants(t.world)).toEqual([]);
});
