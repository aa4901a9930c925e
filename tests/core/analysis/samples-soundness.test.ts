/**
 * Regions, rows and the engine on requests of the sample accounts. `COUNTS=most` asks every caller 100 requests instead of 4;
 * `ACCOUNT=file` asks about an account that `aws iam get-account-authorization-details` printed instead.
 */

import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { beforeAll, expect, test } from 'vitest';
import { effective } from '#core/analysis/effective/effective.ts';
import type { World } from '#core/model/world/world.ts';
import { openAccount } from '#headless.ts';
import { createReference } from '#reference/reference.ts';
import { samples } from '../../share/export/worlds.ts';
import { Dice } from '../property/random/dice.ts';
import { asked } from './soundness/asked.ts';
import { givenWorld } from './soundness/given-world.ts';
import { regionsOf } from './soundness/regions.ts';
import { rowFault } from './soundness/rows.ts';
import { countOf } from '../../setup/counts.ts';

const each = countOf({ sample: 4, full: 6, most: 100 });
const reference = createReference();
beforeAll(() => reference.loadAllActions());

async function worlds(): Promise<World[]> {
  const name = env['ACCOUNT'];
  if (name === undefined) return (await samples()).map(({ world }) => world);
  return [(await openAccount([{ name, text: readFileSync(name, 'utf8') }])).world];
}

test('regions and rows decide as the engine in every sample account', { timeout: 600_000 }, async () => {
  const dice = new Dice(7);
  const wrong: object[] = [];
  const counts = { all: 0, allowed: 0 };
  const actions = (reference.services?.() ?? []).flatMap((service) =>
    (reference.service?.(service)?.actions ?? []).map(({ name }) => name),
  );
  for (const world of await worlds()) {
    const made = givenWorld(world, { now: Date.UTC(2026, 2, 1) }, actions);
    for (const caller of made.callers) {
      const covers = regionsOf(made, caller);
      const found = effective(world, caller, made.env, reference);
      for (const { question, isAllowed } of asked(dice, made, caller, each)) {
        counts.all += 1;
        if (isAllowed) counts.allowed += 1;
        const fault = rowFault(made, found, question, reference);
        if (covers(question) !== isAllowed) wrong.push({ isAllowed, question });
        if (fault !== undefined) wrong.push({ fault, question });
      }
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(counts.allowed).toBeGreaterThan(counts.all * 0.3);
  console.log(JSON.stringify(counts));
});
