/** A cut comes to its end, however long a search for ways would run, and works in short steps. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import { foundWays } from '#core/plans/cuts/found-ways.ts';
import type { WaysToCut } from '#core/plans/cuts/cut.ts';
import { handle } from '#core/api/door.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { rootArn } from '#core/model/arn.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { type CutQuestion, offeredCut } from '#core/plans/cuts/offered-cut.ts';
import { runToEnd } from '#core/model/steps.ts';
import { account, allow, anAccount, env, user } from '../../accounts.ts';

const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);
const asked: CutQuestion = { env, pinned: [], daily: [], calls: askedCall, attempt, administrators: [] };

const world = anAccount({
  users: { ann: { attached: ['Attach'] }, ben: { attached: ['Name'] } },
  policies: {
    Attach: [allow(['iam:AttachUserPolicy', 's3:GetObject'])],
    Name: [allow(['iam:PutUserPolicy', 's3:ListBucket'])],
  },
});
const ways = foundWays(world, { from: [user('ann'), user('ben')] }, env);

/** Pauses more often than anybody would wait. */
function* endless(): Generator<undefined, void, undefined> {
  for (let at = 0; at < 100_000; at += 1) yield undefined;
  throw new Error('the search went on too long');
}

test('changes that are sure are searched for a while, then those that are known are offered', () => {
  let isKnown = false;
  const unsure: WaysToCut<AttackPath> = {
    ...ways,
    search: (after) => (isKnown ? endless() : ways.search(after)),
    isSure: () => {
      isKnown = true;
      return false;
    },
  };
  const found = runToEnd(offeredCut(world, unsure, { ...asked, wantsSure: true }));
  if (found.kind !== 'cut') throw new Error('no cut');
  expect(found.isSure).toBe(false);
  expect(found.titles).toEqual([
    expect.stringMatching(/^Take iam:AttachUserPolicy on user ann /),
    expect.stringMatching(/^Take iam:PutUserPolicy on user ben /),
  ]);
});

test('after the most steps, the changes close what is known by then, and are not called sure', () => {
  const known = [...ways.search(world)].flatMap((way) => way ?? []);
  const slow = { ...ways, search: endless, soFar: () => known, isSure: () => true };
  const found = runToEnd(offeredCut(world, slow, { ...asked, mostSteps: 50 }));
  if (found.kind !== 'cut') throw new Error('no cut');
  expect(found).toMatchObject({ isSure: false, isSmallest: false });
  expect(known.length).toBeGreaterThan(1);
  for (const way of known) expect(ways.again(found.after, way)).toBeUndefined();
});

test('after the most steps, nothing is offered where no way is known', () =>
  expect(runToEnd(offeredCut(world, { ...ways, search: endless }, { ...asked, mostSteps: 50 }))).toEqual({
    kind: 'unfinished',
    ways: [],
    isOver: true,
  }));

test('ways of everybody are known before the search of the shortest ends', () => {
  const all = foundWays(world, { except: new Set() }, env);
  const seen = new Set<string>();
  for (const way of all.search(world)) if (!way) for (const one of all.soFar?.() ?? []) seen.add(one.from);
  expect([...seen].sort()).toEqual([user('ann'), user('ben')]);
});

test('no step sends more than one request', () => {
  let sent = 0;
  const counted: CutQuestion['attempt'] = (...one) => {
    sent += 1;
    return attempt(...one);
  };
  const steps = offeredCut(world, ways, { ...asked, attempt: counted });
  let most = 0;
  for (let done = false; !done;) {
    const before = sent;
    done = steps.next().done === true;
    most = Math.max(most, sent - before);
  }
  expect(sent).toBeGreaterThan(2);
  expect(most).toBe(1);
});
