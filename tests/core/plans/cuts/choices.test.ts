/** A person chooses among the changes of a cut: others in the place of one, and whole policies rather than parts. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { foundWays } from '#core/plans/cuts/found-ways.ts';
import { handle } from '#core/api/door.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { rootArn } from '#core/model/arn.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { type CutQuestion, offeredCut } from '#core/plans/cuts/offered-cut.ts';
import { runToEnd } from '#core/model/steps.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const lambda = trusts({ Service: 'lambda.amazonaws.com' });
const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);

function offer(spec: AccountSpec, from: readonly string[], more: Partial<CutQuestion> = {}) {
  const world = anAccount(spec);
  const ways = foundWays(world, { from: from.map(user) }, env);
  const asked = { env, pinned: [], daily: [], calls: askedCall, attempt, administrators: [role('Boss')] };
  const found = runToEnd(offeredCut(world, ways, { ...asked, ...more }));
  if (found.kind !== 'cut') throw new Error(`expected a cut, got ${found.kind}`);
  const isClosed = (after = found.after) => [...ways.search(after)].filter(Boolean).length === 0;
  return { found, isClosed };
}

const maker: AccountSpec = {
  users: { ann: { attached: ['Make'] } },
  roles: { Boss: { attached: ['Everything'], trust: [lambda] } },
  policies: {
    Make: [allow(['lambda:CreateFunction', 'lambda:InvokeFunction', 's3:GetObject']), allow('iam:PassRole')],
    Everything: [allow('*')],
  },
};

test('another change closes the same way, and the cut that is searched with it has it', () => {
  const { found, isClosed } = offer(maker, ['ann']);
  const [change] = found.changes;
  if (!change) throw new Error('no change');
  const others = runToEnd(found.others(change));
  const titles = others.map(found.titleOf);
  expect(titles).toContain('Take lambda:CreateFunction out of Make, and delete its version v1');
  expect(titles).not.toContain(found.titles[0]);
  for (const by of others) {
    const next = runToEnd(found.instead(change, by));
    if (next.kind !== 'cut') throw new Error(`no cut with ${found.titleOf(by)}`);
    expect(next.titles).toEqual([found.titleOf(by)]);
    expect(isClosed(next.after)).toBe(true);
  }
});

test('what was chosen stays when another change is replaced, and what was replaced does not come back', () => {
  const two: AccountSpec = {
    ...maker,
    users: { ann: { attached: ['Make', 'Name'] } },
    policies: { ...maker.policies, Name: [allow(['iam:PutUserPolicy', 's3:ListBucket'])] },
  };
  const { found, isClosed } = offer(two, ['ann']);
  expect(found.titles).toHaveLength(2);
  const [first, second] = found.changes;
  if (!first || !second) throw new Error('too few changes');
  const [by] = runToEnd(found.others(first));
  if (!by) throw new Error('nothing else closes it');
  const next = runToEnd(found.instead(first, by));
  if (next.kind !== 'cut') throw new Error('no cut');
  const [bySecond] = runToEnd(next.others(second));
  if (!bySecond) throw new Error('nothing else closes the second');
  const last = runToEnd(next.instead(second, bySecond));
  if (last.kind !== 'cut') throw new Error('no cut');
  expect(new Set(last.changes)).toEqual(new Set([by, bySecond]));
  expect(isClosed(last.after)).toBe(true);
});

test('a change that leaves a known way open is no other change', () => {
  const twice: AccountSpec = {
    users: { ann: { attached: ['One', 'Two'] } },
    policies: {
      One: [allow(['iam:PutUserPolicy', 's3:GetObject'])],
      Two: [allow(['iam:PutUserPolicy', 's3:ListBucket'])],
    },
  };
  const { found } = offer(twice, ['ann']);
  expect(found.titles).toEqual(['Deny iam:PutUserPolicy on user ann in Deny-ways-to-power of ann']);
  const [change] = found.changes;
  const titles = change ? runToEnd(found.others(change)).map(found.titleOf) : [];
  expect(titles).toContain('Deny iam:PutUserPolicy in Deny-ways-to-power of ann');
  expect(titles.filter((title) => title.startsWith('Take'))).toEqual([]);
});

const many: AccountSpec = {
  users: { ann: { attached: ['Work'] }, ben: { attached: ['Work'] } },
  policies: {
    Work: [allow(['iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:CreatePolicyVersion', 's3:GetObject'])],
  },
};

test('whole policies are fewer changes, and go only where that is asked for', () => {
  const least = offer(many, ['ann']).found;
  expect(least.titles.length).toBeGreaterThan(1);
  expect(least.titles.join()).not.toMatch(/Detach/);
  expect(offer(many, ['ann'], { withWhole: true }).found.titles).toEqual(['Detach Work from ann']);
});

test('a whole policy does not go where a part of it is as few changes', () => {
  const { found } = offer(maker, ['ann'], { withWhole: true });
  expect(found.titles).toHaveLength(1);
  expect(found.titles.join()).not.toMatch(/Detach/);
});

test('a policy with a Deny stays, because without it others would be allowed more', () => {
  const denies: AccountSpec = {
    ...many,
    policies: { Work: [...(many.policies?.['Work'] ?? []), deny('s3:DeleteBucket')] },
  };
  const { found } = offer(denies, ['ann'], { withWhole: true });
  expect(found.titles.length).toBeGreaterThan(1);
  expect(found.titles.join()).not.toMatch(/Detach/);
});

test('answers that stay are named, and each change has requests of its own', () => {
  const daily = [{ principal: user('ann'), action: 's3:GetObject', resource: 'arn:aws:s3:::photos/a' }];
  const { found } = offer(many, ['ann'], { daily });
  expect(found.kept).toHaveLength(1);
  expect(found.kept.join()).toMatch(/ann, s3:GetObject on .*: allowed/);
  for (const change of found.changes) expect(found.requestsOf(change).length).toBeGreaterThan(0);
});

test('wider changes are offered where the search cannot look at everything after narrow ones, if any are sure', () => {
  const world = anAccount({
    users: { ann: { attached: ['Attach'] } },
    policies: { Attach: [allow(['iam:AttachUserPolicy', 's3:GetObject'])] },
  });
  const ways = foundWays(world, { from: [user('ann')] }, env);
  const asked = { env, pinned: [], daily: [], calls: askedCall, attempt, administrators: [] };
  const searched = (isSure: () => boolean, wantsSure: boolean) => {
    const found = runToEnd(offeredCut(world, { ...ways, isSure }, { ...asked, wantsSure }));
    if (found.kind !== 'cut') throw new Error('no cut');
    return { titles: found.titles, isSure: found.isSure, isSmallest: found.isSmallest };
  };
  const narrow = ['Take iam:AttachUserPolicy on user ann out of Attach, and delete its version v1'];
  const wide = ['Take iam:AttachUserPolicy out of Attach, and delete its version v1'];
  expect(searched(() => true, true)).toEqual({ titles: narrow, isSure: true, isSmallest: true });
  expect(searched(() => false, false)).toEqual({ titles: narrow, isSure: false, isSmallest: false });
  let asks = 0;
  expect(searched(() => (asks += 1) > 1, true)).toEqual({ titles: wide, isSure: true, isSmallest: false });
  expect(searched(() => false, true)).toEqual({ titles: narrow, isSure: false, isSmallest: false });
});
