/**
 * Turns a scenario into rows of a world: resolves it, adds the AWS managed policies that it attaches but does not
 * carry, and makes the secrets and keys that it leaves out. The readers are loaded when the first is asked for.
 */

import type { AccountId } from '../../core/model/ids.ts';
import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import type { recordDamage } from '../../core/model/records/tables.ts';
import { tableNames } from '../../core/model/records/lists.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import type { Scenario } from '../scenario/format/scenario.ts';
import type { ScenarioRecords } from '../scenario/records.ts';
import { type WorldRecords, countRecords } from '../world-records.ts';

export interface StagingMeans {
  readonly random: () => number;
  /** Returns AWS managed policies of the page's catalogue, by ARN. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
}

export interface StagedRecords {
  readonly records: WorldRecords;
  readonly account: AccountId;
}

/** Larger than a full account with AWS's default quotas. */
const maxRecords = 20_000;

/** Returns the scenario as rows, or one sentence that says why they do not fit together. */
export async function stagedRecords(
  scenario: Scenario,
  { random, policiesOf }: StagingMeans,
): Promise<Result<StagedRecords, string>> {
  const [{ scenarioRecords }, { recordDamage: damage }] = await Promise.all([
    import('../scenario/records.ts'),
    import('../../core/model/records/tables.ts'),
  ]);
  const result = scenarioRecords(await withManaged(scenario, policiesOf));
  if (!result.ok) return err(result.error.message);
  const built = result.value;
  const count = countRecords(built.records);
  if (count > maxRecords) return err(`it holds ${count} records; at most ${maxRecords} are opened`);
  const unreadable = unreadableIn(built.records, damage);
  if (unreadable !== undefined) return err(unreadable);
  const account = (scenario.start?.account ?? scenario.accounts[0]?.id) as AccountId;
  if (!built.records.accounts.some(({ id }) => id === account)) {
    return err(`start.account: no account \`${account}\` in this scenario`);
  }
  return ok({ records: await withSecrets(built, random), account });
}

/** Adds the secrets and keys that the file leaves out. Loads that code only if there are credentials. */
async function withSecrets(
  { records, wishes, reissue }: ScenarioRecords,
  random: () => number,
): Promise<WorldRecords> {
  if (wishes.length + reissue.keys.length === 0) return records;
  const { mintSecrets } = await import('../scenario/secrets.ts');
  const secrets = mintSecrets(wishes, random);
  if (reissue.keys.length === 0) return { ...records, secrets };
  const { reissued } = await import('./new-provider-keys.ts');
  return reissued(records, secrets, reissue);
}

/** Describes the first record that could not be read from the disk again, for example an invalid policy. */
function unreadableIn(records: WorldRecords, damage: typeof recordDamage): string | undefined {
  for (const table of tableNames)
    for (const row of records[table]) {
      const reason = damage(table, row.id, row);
      if (reason !== undefined) return `${table} \`${'arn' in row ? row.arn : row.id}\`: ${reason}`;
    }
  return undefined;
}

/** Adds the AWS managed policies that the scenario attaches but does not carry. */
async function withManaged(scenario: Scenario, policiesOf: StagingMeans['policiesOf']): Promise<Scenario> {
  const missing = missingManaged(scenario);
  if (missing.length === 0) return scenario;
  const found = (await policiesOf(missing)).map((policy) => ({
    policyName: policy.name,
    arn: policy.arn,
    path: policy.path,
    createDate: policy.createDate,
    updateDate: policy.updateDate,
    tags: [],
    versions: [{ versionId: policy.versionId, document: policy.document, createDate: policy.updateDate }],
  }));
  return { ...scenario, awsManagedPolicies: [...scenario.awsManagedPolicies, ...found] };
}

/**
 * Returns the AWS managed policies that the scenario attaches but does not hold.
 *
 * @internal
 */
export function missingManaged(scenario: Scenario): string[] {
  const held = new Set(
    scenario.awsManagedPolicies.map(
      ({ arn, path, policyName }) => arn ?? `arn:aws:iam::aws:policy${path ?? '/'}${policyName}`,
    ),
  );
  const named = scenario.accounts.flatMap(({ users, groups, roles }) => [
    ...[...users, ...groups, ...roles].flatMap(({ attachedPolicies }) => attachedPolicies),
    ...[...users, ...roles].flatMap(({ permissionsBoundary }) => permissionsBoundary ?? []),
  ]);
  return [...new Set(named)].filter((arn) => arn.startsWith('arn:aws:iam::aws:policy/') && !held.has(arn));
}
