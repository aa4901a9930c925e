/**
 * Regions and the engine on the same requests of random worlds: half of them are one change away from a
 * request inside a statement. `SEED` chooses the worlds, `COUNTS=most` asks 200,000 requests instead of 1,500.
 */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { Dice } from '../property/random/dice.ts';
import { asked } from './soundness/asked.ts';
import { regionsOf } from './soundness/regions.ts';
import { shrunk } from './soundness/report.ts';
import { type Caller, type Made, madeWorld } from './soundness/world.ts';
import { countOf } from '../../setup/counts.ts';

const requests = countOf({ sample: 1_500, full: 4_000, most: 200_000 });
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20260301);
/** Requests of one caller. */
const each = countOf({ sample: 24, full: 48, most: 96 });
const most = 3;

const disagree = (made: Made, caller: Caller, question: Question): boolean =>
  regionsOf(made, caller)(question) !== (authorize(made.world, question, made.env).verdict === 'allowed');

test(`regions and the engine agree on ${requests} requests (SEED=${seed})`, { timeout: 600_000 }, () => {
  const wrong: string[] = [];
  const counts = { all: 0, near: 0, allowed: 0, nearAllowed: 0 };
  for (let at = 0; counts.all < requests && wrong.length < most; at++) {
    const dice = new Dice(seed + at * 7_919);
    const made = madeWorld(dice);
    for (const caller of made.callers) {
      const covers = regionsOf(made, caller);
      for (const { question, isNear, isAllowed } of asked(dice, made, caller, each)) {
        counts.all += 1;
        if (isNear) counts.near += 1;
        if (isAllowed) counts.allowed += 1;
        if (isAllowed && isNear) counts.nearAllowed += 1;
        if (covers(question) !== isAllowed && wrong.length < most)
          wrong.push(
            `world ${at} of SEED=${seed}, allowed: ${isAllowed}\n${shrunk(made, question, (its, one) => disagree(its, caller, one))}`,
          );
      }
    }
  }
  console.log(`SEED=${seed}: ${JSON.stringify(counts)}`);
  expect(wrong.join('\n\n')).toBe('');
  expect(counts.allowed).toBeGreaterThan(counts.all * 0.3);
  expect(counts.near).toBeGreaterThanOrEqual(counts.all * 0.5);
});
