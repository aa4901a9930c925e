/**
 * "Who can" against the engine, principal by principal, on requests of random worlds. `COUNTS=most` asks 5,000 questions
 * instead of 300.
 */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { arnAccount } from '#core/model/arn.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { Dice } from '../property/random/dice.ts';
import { asked } from './soundness/asked.ts';
import { shrunk } from './soundness/report.ts';
import { type Made, madeWorld } from './soundness/world.ts';
import { countOf } from '../../setup/counts.ts';

const questions = countOf({ sample: 300, full: 600, most: 5_000 });
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20260301);

/** Returns the rows that decide otherwise than the engine. */
function wrongRows(made: Made, account: string, question: Question): string[] {
  const { action, resource, context = {} } = question;
  const rows = whoCan(made.world, unsafeAccountId(account), { action, resource, context }, made.env);
  return rows.flatMap(({ arn, verdict }) => {
    const decided = authorize(made.world, { principal: arn, action, resource, context }, made.env).verdict;
    return verdict === decided || verdict === 'depends' ? [] : [`${arn}: ${verdict}, not ${decided}`];
  });
}

test(
  `who can agrees with the engine about each principal for ${questions} questions (SEED=${seed})`,
  { timeout: 600_000 },
  () => {
    const wrong: string[] = [];
    let count = 0;
    for (let at = 0; count < questions && wrong.length < 3; at++) {
      const dice = new Dice(seed + at * 104_729);
      const made = madeWorld(dice);
      for (const caller of made.callers)
        for (const { question } of asked(dice, made, caller, 8)) {
          count += 1;
          const account = arnAccount(caller.principal);
          const rows = wrongRows(made, account, question);
          if (rows.length > 0 && wrong.length < 3)
            wrong.push(
              `world ${at} of SEED=${seed}: ${rows.join()}\n${shrunk(made, question, (its, one) => wrongRows(its, account, one).length > 0)}`,
            );
        }
    }
    expect(wrong.join('\n\n')).toBe('');
  },
);
