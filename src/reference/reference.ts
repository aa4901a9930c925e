/**
 * AWS's service reference and managed policies, loaded piece by piece by dynamic import, in a single file and
 * in Node too. Look-ups are synchronous; "not loaded" and "not existing" are both undefined.
 */

import { once } from '../core/model/once.ts';
import type { ManagedPolicy, Reference } from '../core/model/service-reference.ts';
import type { ExpandedActions } from './actions.ts';
import type { CompactPolicy, CompactService } from './compact.ts';
import { aboutReference } from './data/about.ts';

export const referenceSources = aboutReference;
/** Sizes of the complete catalogue, known before it is loaded. */
export const referenceCounts = {
  services: aboutReference.actions.services,
  actions: aboutReference.actions.count,
  managedPolicies: aboutReference.policies.count,
} as const;

export interface LoadableReference extends Reference {
  /** Loads the actions of the 40 services that most accounts use (48 kB gzip). */
  loadCommonActions(): Promise<void>;
  /** Loads the actions of all services (another 149 kB gzip). */
  loadAllActions(): Promise<void>;
  /** Loads all AWS managed policies in their newest version (465 kB gzip). */
  loadManagedPolicies(): Promise<void>;
  /** Returns the names of all loaded actions in AWS's spelling, sorted: `s3:GetObject`. */
  actionNames(): readonly string[];
}

export function createReference(): LoadableReference {
  let actions: ExpandedActions | undefined;
  let policies: ReadonlyMap<string, ManagedPolicy> = new Map();
  let policyList: readonly ManagedPolicy[] = [];
  const loadCommonActions = once(async () => {
    const [{ read }, { ExpandedActions: Actions }] = await Promise.all([
      import('./data/common-actions.ts'),
      import('./actions.ts'),
    ]);
    actions = new Actions(parsed(await read()));
  });
  return {
    date: aboutReference.actions.date,
    loadCommonActions,
    loadAllActions: once(async () => {
      const [{ read }] = await Promise.all([import('./data/other-actions.ts'), loadCommonActions()]);
      actions?.add(parsed(await read()));
    }),
    loadManagedPolicies: once(async () => {
      const [{ read }, { expandPolicy }] = await Promise.all([
        import('./data/managed-policies.ts'),
        import('./compact.ts'),
      ]);
      policyList = (JSON.parse(await read()) as CompactPolicy[]).map(expandPolicy);
      policies = new Map(policyList.map((policy) => [policy.arn, policy]));
    }),
    action: (name) => actions?.find(name),
    actionNames: () => actions?.names() ?? [],
    services: () => actions?.services() ?? [],
    service: (prefix) => actions?.service(prefix),
    managedPolicy: (arn) => policies.get(arn),
    managedPolicies: () => policyList,
  };
}

const parsed = (text: string) => JSON.parse(text) as CompactService[];
