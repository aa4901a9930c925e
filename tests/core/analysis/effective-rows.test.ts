/**
 * The rows of effective permissions, read as a person reads them, against the engine on requests of random worlds.
 * `DEEP=1` asks 20,000 requests instead of 200.
 */

import { env } from 'node:process';
import { beforeAll, expect, test } from 'vitest';
import { type Question, authorize } from '../../../src/core/authz/authorize.ts';
import { needsNoPermission } from '../../../src/core/authz/special-cases.ts';
import { effective } from '../../../src/core/analysis/effective/effective.ts';
import type { EffectivePermissions } from '../../../src/core/analysis/effective/permission.ts';
import { createReference } from '../../../src/reference/reference.ts';
import { Dice } from '../property/random/dice.ts';
import { allow, anAccount, env as at, role, trusts, user } from '../accounts.ts';
import { asked } from './soundness/asked.ts';
import { viewOf } from './soundness/regions.ts';
import { shrunk } from './soundness/report.ts';
import { fits, permits, takes } from './soundness/rows.ts';
import { type Caller, type Made, madeWorld } from './soundness/world.ts';

const deep = env['DEEP'] === '1';
const requests = deep ? 20_000 : 200;
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20260301);
const each = deep ? 60 : 16;

const all = createReference();
beforeAll(() => all.loadAllActions());
/** The services of random worlds. */
const services = ['s3', 'sqs', 'dynamodb', 'kms', 'ec2', 'iam', 'sts', 'sns', 'logs', 'lambda'];
const reference = {
  ...all,
  services: () => services,
  service: (name: string) => all.service?.(name),
  action: (name: string) => all.action(name),
};

/** Returns what is false about the rows: nothing when they say the same as the engine. */
function faultOf(
  made: Pick<Made, 'world' | 'env'>,
  found: EffectivePermissions,
  question: Question,
): string | undefined {
  const view = viewOf(made, question);
  const info = all.action(question.action);
  if (!info || !fits(info, view) || needsNoPermission(view)) return undefined;
  const isAllowed = authorize(made.world, question, made.env).verdict === 'allowed';
  const rows = found.permissions.filter((row) => permits(row, view));
  if (isAllowed && rows.length === 0) return 'no row allows it';
  const isOwn = view.resourceAccount === view.principal.account;
  if (!isAllowed && isOwn && rows.length > 0) return `allowed by ${JSON.stringify(rows[0])}`;
  // No boundary and no session policy limits a grant of a resource to the caller itself.
  const isGranted = rows.some(({ from }) => from.some(({ layer }) => layer === 'resource'));
  const taken = found.taken.find((row) => takes(row, view) && !(isGranted && row.by.kind === 'silent'));
  return isAllowed && taken ? `taken by ${JSON.stringify(taken)}` : undefined;
}

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
          const fault = faultOf(made, found, question);
          if (fault === undefined) continue;
          const kind = fault.slice(0, 8);
          if (wrong.length < 3)
            wrong.push(
              `world ${nth} of SEED=${seed}: ${fault}\n${shrunk(made, question, (its, one) => faultOf(its, rowsOf(its, caller), one)?.slice(0, 8) === kind)}`,
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
  expect(faultOf(made, found, question)).toBeUndefined();
  expect(faultOf(made, found, { ...question, resource: user('bob') })).toBeUndefined();
});
