/**
 * The meaning of changes against the engine: requests that it decides differently are in a row, and no other is. `COUNTS=full`
 * looks at 18 edits instead of 12, `COUNTS=most` at 1,000.
 */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import { consequenceFor } from '#core/analysis/consequences/of-principal.ts';
import type { ChangedPermission, Consequence, Side } from '#core/analysis/consequences/consequence.ts';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { needsNoPermission } from '#core/authz/special-cases.ts';
import { Dice } from '../../property/random/dice.ts';
import { asked } from '../soundness/asked.ts';
import { referenceOfWorlds } from '../soundness/reference.ts';
import { viewOf } from '../soundness/regions.ts';
import { fits, holds, isIn, permits } from '../soundness/rows.ts';
import { type Caller, type Made, madeWorld } from '../soundness/world.ts';
import { editedWorld } from './edits.ts';
import { countOf } from '../../../setup/counts.ts';

const edits = countOf({ sample: 12, full: 18, most: 1_000 });
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20261128);
const reference = await referenceOfWorlds();

/** Returns what is false about the rows. */
function fault(before: Side, after: Side, found: Consequence, question: Question): string | undefined {
  const info = reference.action(question.action);
  const [ours, theirs] = [before, after].map(({ world, env: its }) => {
    const view = viewOf({ world, env: its }, question);
    return { view, verdict: authorize(world, question, its).verdict };
  }) as [
    { view: ReturnType<typeof viewOf>; verdict: string },
    { view: ReturnType<typeof viewOf>; verdict: string },
  ];
  if (!info || !fits(info, theirs.view) || needsNoPermission(theirs.view)) return undefined;
  const isGained = theirs.verdict === 'allowed' && ours.verdict === 'denied';
  const isLost = theirs.verdict === 'denied' && ours.verdict === 'allowed';
  const says = (rows: readonly ChangedPermission[], { view }: typeof ours) =>
    rows.filter((row) => permits(row, view));
  const isSame = (row: ChangedPermission) =>
    row.unchanged.some(
      ({ resources, conditions }) =>
        isIn(resources, ours.view) && (holds(conditions, ours.view) || holds(conditions, theirs.view)),
    );
  const gained = says(found.gained, theirs);
  const lost = says(found.lost, ours);
  if (isGained && gained.length === 0 && found.isComplete) return 'newly allowed, and no row says so';
  if (isLost && lost.length === 0 && found.isComplete) return 'no longer allowed, and no row says so';
  // Grants of other accounts' resources have no account in their rows.
  if (theirs.view.resourceAccount !== theirs.view.principal.account) return undefined;
  const extra = isGained ? undefined : gained.find((row) => !isSame(row));
  if (extra) return `not newly allowed: ${JSON.stringify(extra)}`;
  const extraLost = isLost ? undefined : lost.find((row) => !isSame(row));
  return extraLost && `not lost: ${JSON.stringify(extraLost)}`;
}

const verdictsOf = (sides: readonly Side[], question: Question) =>
  sides.map(({ world, env: its }) => authorize(world, question, its).verdict);
const turns = (sides: readonly Side[], question: Question): boolean =>
  new Set(verdictsOf(sides, question)).size > 1;

/** Returns an edit that turns some request of the caller, where one is soon found, and requests. */
function edited(
  dice: Dice,
  made: Made,
  caller: Caller,
): { readonly after: Made; readonly questions: Question[] } {
  let last = { after: made, questions: [] as Question[] };
  for (let tries = 0; tries < 12; tries++) {
    const after = { ...made, world: editedWorld(dice, made.world) };
    const questions = [made, after].flatMap((side) =>
      [...asked(dice, side, caller, 8)].map(({ question }) => question),
    );
    last = { after, questions };
    if (questions.some((question) => turns([made, after], question))) break;
  }
  return last;
}

test(`rows of ${edits} edits say what the engine decides (SEED=${seed})`, { timeout: 600_000 }, () => {
  const wrong: string[] = [];
  const counted = { edits: 0, turning: 0, incomplete: 0 };
  for (let at = 0; counted.edits < edits && wrong.length < 3; at++) {
    const dice = new Dice(seed + at * 104_729);
    const made = madeWorld(dice);
    for (const caller of dice.several(4, 4, () => dice.pick(made.callers))) {
      const { principal, session } = caller;
      const { after, questions } = edited(dice, made, caller);
      const one = { principal, ...(session !== undefined && { session }) };
      const found = consequenceFor(made, after, one, reference);
      counted.edits += 1;
      if (!found.isComplete) counted.incomplete += 1;
      if (questions.some((question) => turns([made, after], question))) counted.turning += 1;
      for (const { witness } of [...found.gained, ...found.lost])
        if (witness && !turns([made, after], witness))
          wrong.push(`world ${at}: no witness: ${JSON.stringify(witness)}`);
      for (const question of questions) {
        const text = fault(made, after, found, question);
        if (text !== undefined && wrong.length < 3)
          wrong.push(`world ${at} of SEED=${seed}: ${JSON.stringify(question)}: ${text}`);
      }
    }
  }
  expect(wrong.join('\n\n')).toBe('');
  expect(counted.turning).toBeGreaterThan(edits / 4);
  expect(counted.incomplete).toBeLessThanOrEqual(Math.ceil(edits / 50));
});
