/**
 * The rows of effective permissions, read as a person reads them, against the engine on requests of random worlds.
 * `COUNTS=most` asks 20,000 requests instead of 200.
 */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import { effective } from '#core/analysis/effective/effective.ts';
import type { EffectivePermissions } from '#core/analysis/effective/permission.ts';
import { Dice } from '../property/random/dice.ts';
import { allow, anAccount, env as at, role, trusts, user } from '../accounts.ts';
import { asked } from './soundness/asked.ts';
import { referenceOfWorlds } from './soundness/reference.ts';
import { shrunk } from './soundness/report.ts';
import { rowFault } from './soundness/rows.ts';
import { type Caller, type Made, madeWorld } from './soundness/world.ts';
import { countOf } from '../../setup/counts.ts';

const requests = countOf({ sample: 200, full: 400, most: 20_000 });
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20260301);
const each = countOf({ sample: 16, full: 24, most: 60 });

const reference = await referenceOfWorlds();

const rowsOf = (made: Made, { principal, session }: Caller): EffectivePermissions =>
  effective(made.world, { principal, ...(session !== undefined && { session }) }, made.env, reference);

test(
  `rows of effective permissions decide ${requests} requests as the engine does (SEED=${seed})`,
  { timeout: 600_000 },
  () => {
    const wrong: string[] = [];
    let count = 0;
    for (let nth = 0; count < requests && wrong.length < 3; nth++) {
      const dice = new Dice(seed + nth * 7_919);
      const made = madeWorld(dice);
      for (const caller of made.callers) {
        const found = rowsOf(made, caller);
        for (const { question } of asked(dice, made, caller, each)) {
          count += 1;
          const fault = rowFault(made, found, question, reference);
          if (fault === undefined) continue;
          const kind = fault.slice(0, 8);
          if (wrong.length < 3)
            wrong.push(
              `world ${nth} of SEED=${seed}: ${fault}\n${shrunk(made, question, (its, one) => rowFault(its, rowsOf(its, caller), one, reference)?.slice(0, 8) === kind)}`,
            );
        }
      }
    }
    expect(wrong.join('\n\n')).toBe('');
  },
);

test('a permission on everything leaves out the roles that have to trust the caller', () => {
  const world = anAccount({
    users: { bob: { inline: { all: allow('sts:*') } } },
    roles: { dev: { trust: [trusts('*')] } },
  });
  const question = { principal: user('bob'), action: 'sts:TagSession', resource: role('dev') };
  const made = { world, env: at };
  const found = effective(world, question, at, reference);
  expect(rowFault(made, found, question, reference)).toBeUndefined();
  expect(rowFault(made, found, { ...question, resource: user('bob') }, reference)).toBeUndefined();
});
