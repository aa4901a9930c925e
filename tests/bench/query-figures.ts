/** The queries of a full-quota account, the names of a variant, and the results of a class, headless. */

import { effective } from '../../src/core/analysis/effective/effective.ts';
import { statementsOf } from '../../src/core/analysis/statements/account-statements.ts';
import { accountGraph } from '../../src/core/graph/nodes-and-edges.ts';
import { project } from '../../src/core/graph/projection.ts';
import type { PolicyRecord } from '../../src/core/model/records/tables.ts';
import { apply } from '../../src/core/model/world/apply.ts';
import { replaced } from '../../src/core/model/world/change.ts';
import { type World, attachedIn } from '../../src/core/model/world/world.ts';
import { whoCan } from '../../src/core/query/ask/who-can.ts';
import { readCodes } from '../../src/learn/class/code.ts';
import { newPlan } from '../../src/learn/class/plan.ts';
import { tableOf } from '../../src/learn/class/table.ts';
import { variantOfLevel } from '../../src/learn/level/variant.ts';
import { scenarioOfLevel } from '../../src/learn/level/world.ts';
import { levelCards, loadLevel } from '../../src/learn/path/list.ts';
import { createReference } from '../../src/reference/reference.ts';
import { codesOf } from '../support/class-results.ts';
import { fullQuota, generateAccount } from '../setup/generated.ts';
import { worldOf } from '../../src/share/world-records.ts';
import { median, medianMilliseconds } from './median.ts';
import type { Figures } from './run.ts';

export async function queryFigures(): Promise<Figures> {
  const reference = createReference();
  await Promise.all([reference.loadManagedPolicies(), reference.loadAllActions()]);
  const records = generateAccount({ ...fullQuota, seed: 'bench', reference });
  const world = worldOf(records);
  const account = records.accounts[0]?.id;
  if (!account) throw new Error('a generated world has an account');
  const env = { now: Date.parse('2026-03-01T12:00:00Z') };
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv' };
  const began = performance.now();
  statementsOf(world, account);
  const indexed = performance.now() - began;
  const edit = editsOf(world);
  return {
    'full quota: index of all statements, ms': indexed,
    'full quota: index of all statements after an edit, ms': medianMilliseconds(9, () => {
      edit();
      statementsOf(world, account);
    }),
    'full quota: effective permissions of a principal, ms': median(
      [...world.users.values()]
        .filter((_, at) => at % 100 === 0)
        .map(({ arn }) => medianMilliseconds(1, () => effective(world, { principal: arn }, env, reference))),
    ),
    'full quota: graph index, projection and columns, ms': medianMilliseconds(9, () =>
      project(accountGraph(world, account, env), { layout: 'columns' }),
    ),
    'full quota: who can, 6,001 principals, ms': medianMilliseconds(9, () =>
      whoCan(world, account, question, env),
    ),
    'the dearest level as a variant, ms': await measureVariants(),
    'a class of thirty, from codes to the table, ms': measureClass(),
  };
}

/** Returns what gives the policy that most principals have another document. */
function editsOf(world: World): () => void {
  const uses = ({ arn, account }: PolicyRecord) => attachedIn(world, arn, account)?.size ?? 0;
  const id = [...world.policies.values()].sort((a, b) => uses(b) - uses(a))[0]?.id ?? '';
  return () => {
    const policy = world.policies.get(id);
    if (!policy) throw new Error('a generated world has policies');
    const versions = policy.versions.map((version) => ({ ...version, document: `${version.document} ` }));
    apply(world, [replaced('policies', policy, { ...policy, versions })]);
  };
}

function measureClass(): number {
  const levels = levelCards.slice(0, 10).map(({ id }) => id);
  const plan = newPlan({ title: 'Class', levels, own: [], madeAt: '2026-11-27T10:00:00Z' }, Math.random);
  const text = codesOf(plan).join('\n');
  return medianMilliseconds(9, () =>
    tableOf(
      plan,
      readCodes(text, plan).flatMap((one) => (one.kind === 'ok' ? [one.result] : [])),
    ),
  );
}

async function measureVariants(): Promise<number> {
  const times = levelCards.map(async (card) => {
    const level = await loadLevel(card);
    const scenario = await scenarioOfLevel(level);
    return medianMilliseconds(5, () => variantOfLevel(level, scenario, 'k3f9x2'));
  });
  return Math.max(...(await Promise.all(times)));
}
