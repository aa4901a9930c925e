/** The queries of a full-quota account, the names of a variant, and the results of a class, headless. */

import { since } from '#app/history/since.ts';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { effective } from '#core/analysis/effective/effective.ts';
import { handle } from '#core/api/door.ts';
import { authorize } from '#core/authz/authorize.ts';
import { accountStatementsOf } from '#core/analysis/statements/account-statements.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { project } from '#core/graph/projection.ts';
import type { PolicyRecord, UserRecord } from '#core/model/records/identities.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import { type Change, replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { type World, attachedIn } from '#core/model/world/world.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { rootArn } from '#core/model/arn.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { Reference } from '#core/model/service-reference.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { readCodes } from '#learn/class/code.ts';
import { newPlan } from '#learn/class/read.ts';
import { tableOf } from '#learn/class/table.ts';
import { variantOfLevel } from '#learn/level/variant.ts';
import { scenarioOfLevel } from '#learn/level/world.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { createReference } from '#reference/reference.ts';
import { codesOf } from '../support/class-results.ts';
import { worldOf } from '#share/world-records.ts';
import { type HistoryRow, keptBatches } from '#store/rows.ts';
import { aheadFigures } from './analysis/ahead-figures.ts';
import { dryRunFigures } from './analysis/dry-run-figures.ts';
import { wayFigures } from './analysis/way-figures.ts';
import { checkFigures } from './analysis/check-figures.ts';
import { measureMatrix } from './analysis/matrix-figures.ts';
import type { Form } from './form.ts';
import { accountRecords } from './generated-account.ts';
import type { Figures } from './measurement.ts';
import { median, medianMilliseconds } from './median.ts';

export async function queryFigures(form: Form): Promise<Figures> {
  const reference = createReference();
  await Promise.all([reference.loadManagedPolicies(), reference.loadAllActions()]);
  const records = accountRecords(form, reference);
  const world = worldOf(records);
  const account = records.accounts[0]?.id;
  if (!account) throw new Error('a generated world has an account');
  const env = { now: Date.parse('2026-03-01T12:00:00Z') };
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::reports/2026.csv' };
  const began = performance.now();
  accountStatementsOf(world, account);
  const indexed = performance.now() - began;
  const edit = editsOf(world);
  return {
    'full quota: index of all statements, ms': indexed,
    'full quota: index of all statements after an edit, ms': medianMilliseconds(form.turns(9), () => {
      edit();
      accountStatementsOf(world, account);
    }),
    'full quota: effective permissions of a principal, ms': median(
      someUsers(world, form).map(({ arn }) =>
        medianMilliseconds(1, () => effective(world, { principal: arn }, env, reference)),
      ),
    ),
    'full quota: graph index, projection and columns, ms': medianMilliseconds(form.turns(9), () =>
      project(accountGraph(world, account, env), { layout: 'columns' }),
    ),
    'full quota: who can, 6,001 principals, ms': medianMilliseconds(form.turns(9), () =>
      whoCan(world, account, question, env),
    ),
    'full quota: fixes of a refusal, ms': measureFixes(world, account, reference, form),
    ...wayFigures(world, form),
    'since when in 1,000 changes, ms': await measureSince(world, form),
    ...(await dryRunFigures(world, account, reference, form)),
    ...(await aheadFigures(form)),
    ...checkFigures(world, account, reference, form),
    ...measureMatrix(world, account, { ...env, reference }, form),
    'the dearest level as a variant, ms': await measureVariants(form),
    'a class of thirty, from codes to the table, ms': measureClass(form),
  };
}

/** Returns each hundredth user; of a small account, four. */
const someUsers = (world: World, form: Form): UserRecord[] =>
  [...world.users.values()].filter((_, at) => at % form.either(100, 70) === 0);

/** Asks for each of some users whom no policy lets write a table, or whom one denies it. */
function measureFixes(world: World, account: AccountId, reference: Reference, form: Form): number {
  const env = { now: Date.parse('2026-03-01T12:00:00Z'), reference, random: () => 0.5 };
  const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, env);
  const asked = {
    action: 'dynamodb:PutItem',
    resource: `arn:aws:dynamodb:us-east-1:${account}:table/orders`,
  };
  const refused = someUsers(world, form)
    .map(({ arn: principal }) => ({ principal, ...asked }))
    .filter((question) => authorize(world, question, env).verdict === 'denied');
  return median(refused.map((question) => medianMilliseconds(1, () => fixes(world, question, env, attempt))));
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

/** Each change gives or takes a policy of a user, and each tenth turns the answer that is asked about. */
async function measureSince(world: World, form: Form): Promise<number> {
  const present = cloneWorld(world);
  const reading: UserRecord['inlinePolicies'] = [{ policyName: 'reading', document: reads }];
  const env = { now: Date.parse('2026-03-01T12:00:00Z') };
  const resource = 'arn:aws:s3:::reports/2026.csv';
  const verdict = (then: World, principal: string) =>
    answerCall(then, { principal, action: 's3:GetObject', resource }, env, askedCall).answer.decision.verdict;
  const turned = (user: UserRecord): Change[] => [
    replaced('users', user, { ...user, inlinePolicies: user.inlinePolicies === reading ? [] : reading }),
  ];
  const users = [...world.users.values()];
  const { id, arn } =
    users.find((user) => {
      const read = overlayWorld(world, turned(user));
      const not = overlayWorld(read, turned(read.users.get(user.id) ?? user));
      return verdict(read, user.arn) !== verdict(not, user.arn);
    }) ?? {};
  if (arn === undefined) throw new Error('a policy helps some user of a generated world');
  const batches = Array.from({ length: keptBatches }, (_, at): HistoryRow => {
    const before = present.users.get((at % 10 === 0 ? id : users[at]?.id) ?? '');
    const changes = before ? turned(before) : [];
    apply(present, changes);
    const position = at + 1;
    const entry = { position, revision: position, label: '', operation: '', at: '', by: '', size: 1 };
    return { workspace: '', position, entry, changes };
  });
  const times: number[] = [];
  for (let run = 0; run < form.turns(5); run += 1) {
    let turns = 0;
    const began = performance.now();
    await since({ from: 0, now: keptBatches }, (low, high) => Promise.resolve(batches.slice(low - 1, high)), {
      present,
      ask: (then) => verdict(then, arn),
      isSame: (one, other) => one === other,
      onTurn: () => (turns += 1),
      report: () => undefined,
      signal: new AbortController().signal,
      isSameWorld: () => true,
    });
    times.push(performance.now() - began);
    if (turns < keptBatches / 11) throw new Error(`only ${turns} turns were found`);
  }
  return median(times);
}

const reads =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

function measureClass(form: Form): number {
  const levels = levelCards.slice(0, 10).map(({ id }) => id);
  const plan = newPlan({ title: 'Class', levels, own: [], madeAt: '2026-11-27T10:00:00Z' }, Math.random);
  const text = codesOf(plan).join('\n');
  return medianMilliseconds(form.turns(9), () =>
    tableOf(
      plan,
      readCodes(text, plan).flatMap((one) => (one.kind === 'ok' ? [one.result] : [])),
    ),
  );
}

async function measureVariants(form: Form): Promise<number> {
  const times = levelCards.map(async (card) => {
    const level = await loadLevel(card);
    const scenario = await scenarioOfLevel(level);
    return medianMilliseconds(form.turns(5), () => variantOfLevel(level, scenario, 'k3f9x2'));
  });
  return Math.max(...(await Promise.all(times)));
}
