/**
 * Refusals of a company, one after the other: the first fix opens exactly what was asked, and the door does every fix that is
 * offered. `COUNTS=most` asks 400 instead of 5.
 */

import { env as given } from 'node:process';
import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import { consequenceOf, worldAfterFix } from '#core/plans/fixes/consequence.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
import { worldOf } from '#share/world-records.ts';
import { generateAccount } from '../../../setup/generated.ts';
import { asked } from '../../analysis/soundness/asked.ts';
import { givenWorld } from '../../analysis/soundness/given-world.ts';
import { viewOf } from '../../analysis/soundness/regions.ts';
import { fits } from '../../analysis/soundness/rows.ts';
import { Dice } from '../../property/random/dice.ts';
import { countOf } from '../../../setup/counts.ts';

const most = countOf({ sample: 5, full: 5, most: 400 });
const seed =
  given['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(given['SEED'] ?? 20261128);
const reference = createReference();
await Promise.all([reference.loadAllActions(), reference.loadManagedPolicies()]);
const env = { now: Date.parse('2026-03-01T12:00:00Z'), reference };
const size = { users: 80, groups: 12, roles: 30, policies: 60 };
const world = worldOf(generateAccount({ ...size, seed: 'fixes', reference }));
const account = [...world.accounts.values()][0]?.id;
if (!account) throw new Error('a generated world has an account');
const attempt = attemptBy(
  handle,
  { kind: 'principal', arn: rootArn(account) },
  { ...env, random: () => 0.5 },
);

/** Yields refusals that policies of this account can change, of requests that AWS has. */
function* refusals(dice: Dice): Generator<Question> {
  const services = reference.services?.() ?? [];
  const actions = services.flatMap((one) => reference.service?.(one)?.actions.map(({ name }) => name) ?? []);
  const made = givenWorld(world, env, actions);
  for (;;)
    for (const { question, isAllowed } of asked(dice, made, dice.pick(made.callers), 4)) {
      const info = isAllowed ? undefined : reference.action(question.action);
      const view = viewOf(made, question);
      const isOwn = view.resourceAccount === view.principal.account;
      const isHeld = !/^(kms|sts):/i.test(question.action) || world.index.byArn.has(question.resource);
      if (!info || !isOwn || !isHeld || !fits(info, view) || /[:/]$/.test(question.resource)) continue;
      if (!authorize(world, question, env).isBeyondPolicies) yield question;
    }
}

test(
  'the first fix of a refusal opens exactly this action and resource, and the door does every fix',
  { timeout: 600_000 },
  () => {
    const faults: unknown[] = [];
    const all = refusals(new Dice(seed));
    for (let at = 0; at < most; at += 1) {
      const question = all.next().value as Question;
      const { found } = fixes(world, question, env, attempt);
      const [first] = found;
      const refused = found.filter((fix) => {
        const after = worldAfterFix(world, fix, attempt);
        return !after || authorize(after, question, env).verdict !== 'allowed';
      });
      // No pattern says "all of these but one": a Deny for a pattern of resources loses the action, and the title says so.
      const isWider = first?.kind === 'exception' && first.breadth >= 100;
      const consequence =
        first && !isWider
          ? runToEnd(consequenceOf(world, first, question, { env, attempt, reference }))
          : undefined;
      if (!first || refused.length > 0 || (consequence && !consequence.isExact))
        faults.push({
          question,
          first: first?.title,
          refused,
          own: consequence?.own,
        });
    }
    expect(faults, `seed ${seed}`).toEqual([]);
  },
);
