/** Says changes of a cut, and what stands against one, in plain sentences. */

import { labelsIn } from '../../model/labels.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { versionsGone } from './applied.ts';
import { type CutChange, denyPolicyName } from './change.ts';
import { type CutReference, editedPolicies } from './edited.ts';
import type { Against } from './problem.ts';

/** Returns a sentence for each change of a cut. The first of a managed policy says which of its versions go. */
export function titlesOf(world: World, changes: readonly CutChange[], reference: CutReference): string[] {
  const edited = editedPolicies(world, changes, reference);
  const said = new Set<string>();
  return changes.map((change) => {
    const words = cutWords(world, change);
    const policy = 'statement' in change || change.kind === 'deny-all' ? change.policy : undefined;
    if (policy === undefined || said.has(policy) || !edited?.get(policy)?.document) return words;
    said.add(policy);
    const managed = findByArn(world, 'policies', policy);
    if (!managed) return words;
    const gone = versionsGone(managed);
    return `${words}, and delete its version${gone.length > 1 ? 's' : ''} ${gone.join(' and ')}`;
  });
}

/** Returns `Take iam:PassRole on role Boss out of Deploy`, for example. */
function cutWords(world: World, change: CutChange): string {
  const labels = labelsIn(world);
  const on = (resource: string) => (resource === '*' ? '' : ` on ${labels.resource(resource)}`);
  switch (change.kind) {
    case 'action':
      return `Take ${change.action} out of ${labels.policy(change.policy)}`;
    case 'resource':
      return `Take ${labels.resource(change.resource)} out of the resources in ${labels.policy(change.policy)}`;
    case 'pair':
      return `Take ${change.action}${on(change.resource)} out of ${labels.policy(change.policy)}`;
    case 'principal':
      return `Take ${labels.principal(change.value)} out of ${labels.policy(change.policy)}`;
    case 'policy':
      return change.policy.startsWith(`${change.holder}#`)
        ? `Delete ${labels.policy(change.policy)}`
        : `Detach ${labels.policy(change.policy)} from ${labels.principal(change.holder)}`;
    case 'membership':
      return `Remove ${labels.principal(change.user)} from ${labels.principal(change.group)}`;
    case 'deny':
      return `Deny ${change.action}${on(change.resource)} in ${denyPolicyName} of ${labels.principal(change.holder)}`;
    case 'deny-all': {
      const kind = change.layer === 'permissions-boundary' ? 'the boundary' : 'the SCP';
      return `Deny ${change.action}${on(change.resource)} in ${kind} ${labels.policy(change.policy)}`;
    }
    case 'role':
      return `Delete ${labels.principal(change.role)}`;
  }
}

/** Returns one sentence: why the change is no part of a cut. */
export const againstWords = (world: World, { change, kept }: Against): string =>
  kept === undefined
    ? `Nobody here can do this: ${cutWords(world, change)}.`
    : `${cutWords(world, change)} would change an answer that has to stay: ${kept.text}.`;
