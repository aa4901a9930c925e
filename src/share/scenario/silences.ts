/** Silenced findings in a scenario. Identities are named by ARN, because ids may be others there. */

import { unless } from '../../core/model/schema/members.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import { type PolicyKey, inlineKey, silenceId } from '../../core/model/world/row-ids.ts';
import type { SilenceRecord } from '../../core/model/records/notes.ts';
import { holderTables } from '../../core/model/records/lists.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Path } from '../../core/model/schema/fault.ts';
import { ShapeProblem } from '../json/shape.ts';
import type { WorldRecords } from '../world-records.ts';
import type { ScenarioSilence } from './format/account.ts';

const rootOf = (account: AccountId): string => `arn:aws:iam::${account}:root`;

export function silenceRecord(
  silence: ScenarioSilence,
  account: AccountId,
  accountDate: string,
  records: WorldRecords,
  path: Path,
): SilenceRecord {
  const { policy: of, inlinePolicy, check, text, place, reason, until } = silence;
  const policy = policyKey(silence, records);
  if (policy === undefined) {
    const what =
      inlinePolicy === undefined ? `policy \`${of}\`` : `inline policy \`${inlinePolicy}\` of \`${of}\``;
    throw new ShapeProblem(`no ${what} in this scenario`, path);
  }
  const named = { account, policy, check, text, ...(place && { place }) };
  return {
    id: silenceId(named),
    ...named,
    reason,
    date: silence.date ?? accountDate,
    by: silence.by ?? rootOf(account),
    ...(until !== undefined && { until }),
  };
}

const ofAws = /^arn:[\w-]+:iam::aws:policy\//;

function policyKey({ policy, inlinePolicy }: ScenarioSilence, records: WorldRecords): PolicyKey | undefined {
  const isIt = (row: { readonly arn: string }) => row.arn === policy;
  if (inlinePolicy !== undefined) {
    for (const table of holderTables) {
      const holder = records[table].find(isIt);
      if (holder?.inlinePolicies.some(({ policyName }) => policyName === inlinePolicy))
        return inlineKey(holder.id, inlinePolicy);
    }
    return undefined;
  }
  if (ofAws.test(policy)) return policy;
  const found = [records.policies, records.resources, records.controlPolicies].some((rows) =>
    rows.some(isIt),
  );
  return found ? policy : records.roles.find(isIt)?.id;
}

export function writtenSilence(world: World, silence: SilenceRecord, accountDate: string): ScenarioSilence {
  const { account, policy, check, text, place, reason, date: made, by, until } = silence;
  return {
    ...writtenPolicy(world, policy),
    check,
    text,
    ...(place && { place }),
    reason,
    ...unless(made, accountDate, 'date'),
    ...unless(by, rootOf(unsafeAccountId(account)), 'by'),
    ...(until !== undefined && { until }),
  };
}

function writtenPolicy(world: World, key: PolicyKey): Pick<ScenarioSilence, 'policy' | 'inlinePolicy'> {
  const role = world.roles.get(key);
  if (role) return { policy: role.arn };
  const cut = key.lastIndexOf('/');
  const id = key.slice(0, cut);
  const holder = world.users.get(id) ?? world.groups.get(id) ?? world.roles.get(id);
  return holder ? { policy: holder.arn, inlinePolicy: key.slice(cut + 1) } : { policy: key };
}
