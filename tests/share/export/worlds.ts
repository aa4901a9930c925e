/**
 * Exports are tried on these accounts: the examples of the page, and one with everything in it that can go
 * wrong.
 */

import { loadExample } from '#app/share/load-scenario.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { seededRandom } from '#share/random.ts';
import { worldOf } from '#share/world-records.ts';
import { buildHostileAccount } from '../../bridge/hostile-account.ts';
import { Bridge, bridgeAccount } from '../../bridge/server.ts';

export interface Sample {
  readonly name: string;
  readonly world: World;
  readonly account: AccountId;
}

const policiesOf = async (arns: readonly string[]) => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  return arns.flatMap((arn) => reference.managedPolicy(arn) ?? []);
};

async function sampleOf(name: string): Promise<Sample> {
  const example = await loadExample(name, { random: seededRandom(1), policiesOf });
  if (!example) throw new Error(`no example ${name}`);
  return { name, world: worldOf(example.records), account: example.about.account };
}

async function hostile(): Promise<Sample> {
  const bridge = new Bridge();
  await bridge.start();
  buildHostileAccount(bridge);
  await bridge.stop();
  return { name: 'hostile', world: bridge.world, account: bridgeAccount };
}

export const samples = (): Promise<Sample[]> =>
  Promise.all([...['first-minutes', 'small-company', 'hospital'].map(sampleOf), hostile()]);
