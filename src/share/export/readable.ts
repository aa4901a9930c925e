/**
 * Leaves out of an export what no tool could read. A world may hold a document that is no policy, because
 * AWS and older files are more lenient than a template is; `unreadable` names each one that stays behind.
 */

import type { InlinePolicy, PolicyRecord } from '../../core/model/records/identities.ts';
import type { ResourceDetails } from '../../core/model/records/tables.ts';
import type { ControlPolicyRecord } from '../../core/model/records/organization.ts';
import { type World } from '../../core/model/world/world.ts';
import { parsePolicy } from '../../core/policy/syntax/parse.ts';

export class Readable {
  readonly unreadable: string[] = [];

  /** Returns whether the document is a policy. `what` names one that is not. */
  reads(document: string, what: string): boolean {
    if (parsePolicy(document).ok) return true;
    this.unreadable.push(what);
    return false;
  }

  /** Returns the holder with those inline policies that can be read. */
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

/** Returns the control policies of an organization whose content is a policy. */
export const readableControls = (world: World, organization: string): ControlPolicyRecord[] =>
  controlsOf(world, organization).filter(({ content }) => parsePolicy(content).ok);

/** Returns the names of the control policies that an export leaves out. */
export const unreadableControls = (world: World, organization: string): string[] =>
  controlsOf(world, organization)
    .filter(({ content }) => !parsePolicy(content).ok)
    .map(({ name }) => `control policy ${name}`);

const controlsOf = (world: World, organization: string): ControlPolicyRecord[] =>
  [...world.controlPolicies.values()].filter((policy) => policy.organization === organization);

export interface TableKeys {
  readonly keySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly attributes: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
}

/** Returns the keys of a DynamoDB table; `undefined` when its facts do not tell them. */
export function tableKeys({ keySchema, attributeDefinitions = '[]' }: ResourceDetails = {}):
  | TableKeys
  | undefined {
  const keys = listOf(keySchema, 'KeyType');
  const attributes = listOf(attributeDefinitions, 'AttributeType');
  return keys && attributes && { keySchema: keys, attributes };
}

function listOf<M extends string>(
  text: string | undefined,
  member: M,
): { readonly [name in 'AttributeName' | M]: string }[] | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const fits = (item: unknown): item is { readonly [name in 'AttributeName' | M]: string } =>
    typeof item === 'object' &&
    item !== null &&
    typeof (item as Record<string, unknown>)['AttributeName'] === 'string' &&
    typeof (item as Record<string, unknown>)[member] === 'string';
  return Array.isArray(value) && value.every(fits) ? value : undefined;
}
