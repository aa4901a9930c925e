/** Makes the scenario that a person shares, with what they chose to include, and its shortest link. */

import type { Reference } from '../../core/model/service-reference.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Anonymised, anonymised } from './anonymise.ts';
import { likelyBases, loadLinkBase } from '../link/base-scenarios.ts';
import { encodeLink } from '../link/codec.ts';
import type { Scenario } from './format/scenario.ts';
import type { ScenarioPolicy } from './format/identities.ts';
import { playSecrets } from './secrets.ts';
import { type ScenarioHead, scenarioOfWorld } from './write.ts';

export interface ShareChoice extends Omit<ScenarioHead, 'secrets'> {
  readonly withSecrets: boolean;
  readonly anonymous: boolean;
}

/** `kept`: names that had to stay although the person chose to share without names. */
export function sharedScenario(
  world: World,
  { withSecrets, anonymous, ...head }: ShareChoice,
  reference: Reference,
): Anonymised {
  const scenario = scenarioOfWorld(world, withSecrets ? { ...head, secrets: playSecrets(world) } : head);
  const lean = {
    ...scenario,
    awsManagedPolicies: scenario.awsManagedPolicies.filter(notInCatalogue(reference)),
  };
  return anonymous ? anonymised(lean) : { scenario: lean, kept: [] };
}

/** Leaves out AWS's policies that every copy of the page has; the scenario only names them. */
const notInCatalogue =
  (reference: Reference) =>
  (policy: ScenarioPolicy): boolean => {
    const arn = policy.arn ?? `arn:aws:iam::aws:policy${policy.path ?? '/'}${policy.policyName}`;
    const known = reference.managedPolicy(arn);
    const document = policy.document ?? policy.versions?.at(-1)?.document;
    return known === undefined || normal(document) !== normal(known.document);
  };

const normal = (document: unknown): string => {
  try {
    return JSON.stringify(typeof document === 'string' ? JSON.parse(document) : document);
  } catch {
    return String(document);
  }
};

/** Tries the whole scenario, and the difference from each shipped example with the same accounts. */
export async function shortestLink(scenario: Scenario): Promise<string> {
  let shortest = encodeLink(scenario);
  for (const name of likelyBases(scenario.accounts.map(({ id }) => id))) {
    const base = await loadLinkBase(name);
    if (!base) continue;
    const link = encodeLink(scenario, base);
    if (link.length < shortest.length) shortest = link;
  }
  return shortest;
}

/** The number of characters that the usual ways of sharing a link accept. */
export const carriers = [
  { name: 'QR code', limit: 600 },
  { name: 'Discord', limit: 2000 },
  { name: 'Slack', limit: 4000 },
  { name: 'mail and most chats', limit: 8000 },
] as const;
