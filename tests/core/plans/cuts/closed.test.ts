/**
 * A cut that claims to close all ways does: in the account as its requests leave it, neither the search of methods nor one
 * that knows none finds a way of those whom it is for.
 */

import { beforeAll, expect, test } from 'vitest';
import { attackPaths, cutPaths } from '#headless.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { foundWays } from '#core/plans/cuts/found-ways.ts';
import { offeredCut } from '#core/plans/cuts/offered-cut.ts';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { handle } from '#core/api/door.ts';
import { rootArn } from '#core/model/arn.ts';
import { runToEnd } from '#core/model/steps.ts';
import type { World } from '#core/model/world/world.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { countOf } from '../../../setup/counts.ts';
import { blindSearch } from '../../analysis/ways/play/blind-search.ts';
import { richAccount } from '../../analysis/ways/play/rich-accounts.ts';
import { smallAccount } from '../../analysis/ways/play/small-accounts.ts';
import { openWorld, randomWorld } from '../../analysis/ways/seeded-account.ts';
import { account, allow, anAccount, env, trusts, user } from '../../accounts.ts';

const reference = createReference();
beforeAll(async () => {
  await reference.loadManagedPolicies();
  await reference.loadAllActions();
});

const doorEnv = { ...env, random: randomFromSeed([1, 2, 3, 4]), reference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);

function cutOf(world: World, from: readonly string[]) {
  return runToEnd(
    offeredCut(world, foundWays(world, { from, likely: true }, env), {
      ...{ env: { ...env, reference }, pinned: [], daily: [], calls: askedCall, attempt, wantsSure: true },
      administrators: [],
      mostSteps: 20_000,
    }),
  );
}

const insiders = (world: World): string[] =>
  [...world.users.values(), ...world.roles.values()].map(({ arn }) => arn);

/** Cuts the ways of each principal alone. Returns what is left after those that claim to close, and how many do. */
function leftAfterCuts(worlds: Iterable<World>, withForms = false) {
  const left: string[] = [];
  let [closed, stopped, none] = [0, 0, 0];
  for (const world of worlds)
    for (const arn of insiders(world)) {
      const cut = cutOf(world, [arn]);
      if (cut.kind === 'none') none += 1;
      else if (cut.kind !== 'cut' || !cut.isSure) stopped += 1;
      if (cut.kind !== 'cut' || !cut.isSure) continue;
      closed += cut.changes.length > 0 ? 1 : 0;
      const { after } = cut;
      const found = new WaySearch(after, env, { likely: true }).ways(arn);
      const [way] = found.paths;
      if (way) left.push(`${arn}: ${way.steps.map(({ method }) => method.id).join(', ')}`);
      if (!found.isComplete) left.push(`${arn}: not complete`);
      // Things that nobody knows of are not there for the door.
      const isKnown = [...after.accounts.values()].every(({ unknown }) => unknown === undefined);
      const blind = isKnown ? blindSearch(after, arn, doorEnv, 3, withForms) : undefined;
      if (blind) left.push(`${arn}: ${blind.join('; ')} after ${cut.titles.join('; ')}`);
    }
  return { left, closed, stopped, none };
}

const seeded = (make: (next: () => number) => World, count: number, first = 1): World[] =>
  Array.from({ length: count }, (_, at) => {
    const random = randomFromSeed([first + at, 2, 3, 4]);
    for (let warm = 0; warm < 20; warm += 1) random();
    return make(random);
  });

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

test.each([
  ['small accounts', () => seeded(smallAccount, countOf({ sample: 2, full: 10, most: 100 })), false],
  ['rich accounts', () => seeded(richAccount, countOf({ sample: 1, full: 2, most: 50 })), true],
  ['random accounts', () => numbers(countOf({ sample: 3, full: 15, most: 75 })).map(randomWorld), false],
  ['open accounts', () => numbers(countOf({ sample: 2, full: 15, most: 75 })).map(openWorld), false],
])('after a cut that claims to close all ways of one, nobody finds a way in %s', (_, worlds, withForms) => {
  const found = leftAfterCuts(worlds(), withForms);
  expect(found.left).toEqual([]);
  expect(found.stopped).toBe(0);
});

/** Many beside one who may do all of IAM under a boundary that allows it. */
const company = anAccount({
  users: {
    holed: { inline: { All: allow('iam:*') }, attached: ['Base'], boundary: 'Edge' },
    boss: { attached: ['Everything'] },
    ...Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`dev${at + 1}`, { attached: ['Base'], groups: ['Crew'] }]),
    ),
  },
  groups: { Crew: { attached: ['Base'] }, Ops: { inline: { Run: allow('ec2:*') } } },
  roles: {
    Build: { attached: ['Everything'], trust: [trusts({ Service: 'lambda.amazonaws.com' })] },
    Any: { attached: ['Base'], trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })] },
  },
  policies: {
    Base: [allow(['s3:GetObject', 's3:ListBucket'])],
    Edge: [allow(['iam:*', 's3:*', 'sts:AssumeRole'])],
    Everything: [allow('*')],
  },
});

test('the ways of one who may do all of IAM under a boundary are closed, and nothing is left', () => {
  const from = user('holed');
  const cut = cutOf(company, [from]);
  if (cut.kind !== 'cut') throw new Error('there is no cut');
  expect(cut.isSure).toBe(true);
  const rows = attackPaths(cut.after, { from });
  expect({ rows, isComplete: rows.isComplete }).toEqual({ rows: [], isComplete: true });
});

test('a cut whose time is over says that it was stopped, and claims nothing', async () => {
  const late = await cutPaths(company, { from: [user('holed')], within: 0 });
  expect(late).toMatchObject({ closed: false, stopped: true });
});

test('a key of another user counts as likely where nobody knows how many keys that one has', async () => {
  const unknown = anAccount({
    users: { ann: { inline: { Keys: allow('iam:CreateAccessKey') } }, boss: { attached: ['Everything'] } },
    policies: { Everything: [allow('*')] },
    unknown: ['access-keys', 'passwords'],
  });
  const found = await cutPaths(unknown, { from: [user('ann')] });
  if (!found.closed) throw new Error('there is no cut');
  expect(found.changes).toHaveLength(1);
  expect(attackPaths(unknown, { from: user('ann') })).toEqual([]);
  expect(attackPaths(unknown, { from: user('ann'), conditional: true })).toHaveLength(1);
});

test('a function that takes the role of an administrator is a way, without any call of IAM', async () => {
  const world = anAccount({
    users: { ann: { inline: { Run: allow(['iam:PassRole', 'lambda:*']) } } },
    roles: { Build: { attached: ['Everything'], trust: [trusts({ Service: 'lambda.amazonaws.com' })] } },
    policies: { Everything: [allow('*')] },
  });
  const found = await cutPaths(world, { from: [user('ann')] });
  if (!found.closed) throw new Error('there is no cut');
  expect(found.changes.join()).toMatch(/PassRole|lambda/);
});
