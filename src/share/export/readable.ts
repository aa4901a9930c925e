/**
 * Leaves out of an export what no tool could read. A world may hold a document that is no policy, because
 * AWS and older files are more lenient than a template is; `unreadable` names each one that stays behind.
 */

import type { InlinePolicy, PolicyRecord } from '../../core/model/records/identities.ts';
import type { ControlPolicyRecord } from '../../core/model/records/organization.ts';
import type { World } from '../../core/model/world/world.ts';
import { parsePolicy } from '../../core/policy/syntax/parse.ts';

export class Readable {
  readonly unreadable: string[] = [];

  /** Returns whether the document is a policy. `what` names one that is not. */
  reads(document: string, what: string): boolean {
    if (parsePolicy(document).ok) return true;
    this.unreadable.push(what);
    return false;
  }

  holder<T extends { readonly inlinePolicies: readonly InlinePolicy[] }>(row: T, name: string): T {
    const inlinePolicies = row.inlinePolicies.filter(({ policyName, document }) =>
      this.reads(document, `inline policy ${policyName} of ${name}`),
    );
    return inlinePolicies.length < row.inlinePolicies.length ? { ...row, inlinePolicies } : row;
  }

  /** Returns the policy with the versions that can be read; `undefined` when its default one cannot. */
  policy(policy: PolicyRecord): PolicyRecord | undefined {
    const versions = policy.versions.filter(({ versionId, document }) =>
      this.reads(document, `version ${versionId} of policy ${policy.policyName}`),
    );
    if (versions.length === policy.versions.length) return policy;
    const left = versions.some(({ versionId }) => versionId === policy.defaultVersionId);
    return left ? { ...policy, versions } : undefined;
  }
}

export const readableControls = (world: World, organization: string): ControlPolicyRecord[] =>
  controlsOf(world, organization).filter(({ content }) => parsePolicy(content).ok);

export const unreadableControls = (world: World, organization: string): string[] =>
  controlsOf(world, organization)
    .filter(({ content }) => !parsePolicy(content).ok)
    .map(({ name }) => `control policy ${name}`);

const controlsOf = (world: World, organization: string): ControlPolicyRecord[] =>
  [...world.controlPolicies.values()].filter((policy) => policy.organization === organization);
