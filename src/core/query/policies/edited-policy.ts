/** A policy document that is being written, in its place: what saving it would change, and whether anybody has it. */

import { withPrincipalIds, withTrustedIds } from '../../authz/trust-ids.ts';
import type { GrantingKind } from '../../analysis/grants/kinds.ts';
import type { InlinePolicy, PolicyRecord } from '../../model/records/identities.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import type { ControlPolicyRecord } from '../../model/records/organization.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import { type World, controlPolicyOf, findByArn, holder, usageKey } from '../../model/world/world.ts';

/** Names the place by the ARN of the policy, or of the identity, role or resource that holds it. */
export type EditedPolicy =
  | { readonly kind: 'managed' | 'trust' | 'resource' | 'control'; readonly arn: string }
  | { readonly kind: 'inline'; readonly arn: string; readonly name: string }
  /** It is not saved yet, so nobody has it. */
  | { readonly kind: 'new'; readonly as: GrantingKind };

/** Returns the document that counts now; `undefined` where there is none. */
export function savedDocument(world: World, edited: EditedPolicy): string | undefined {
  switch (edited.kind) {
    case 'managed': {
      const policy = findByArn(world, 'policies', edited.arn);
      return policy && defaultDocument(policy);
    }
    case 'inline':
      return holderOf(world, edited.arn)?.row.inlinePolicies.find(isNamed(edited.name))?.document;
    case 'trust':
      return findByArn(world, 'roles', edited.arn)?.assumeRolePolicyDocument;
    case 'resource':
      return findByArn(world, 'resources', edited.arn)?.policy;
    case 'control':
      return controlPolicyOf(world, edited.arn)?.content;
    case 'new':
      return undefined;
  }
}

/** Returns what saving the document would change; `undefined` where its place is gone or not there yet. */
export function changeBy(world: World, edited: EditedPolicy, document: string): Change | undefined {
  switch (edited.kind) {
    case 'managed': {
      const policy = findByArn(world, 'policies', edited.arn);
      return policy && replaced('policies', policy, withDefault(policy, document));
    }
    case 'inline': {
      const found = holderOf(world, edited.arn);
      if (!found) return undefined;
      const { table, row } = found;
      const inlinePolicies = withInline(row.inlinePolicies, { policyName: edited.name, document });
      return { table, id: row.id, before: row, after: { ...row, inlinePolicies } } as Change;
    }
    case 'trust': {
      const role = findByArn(world, 'roles', edited.arn);
      return role && replaced('roles', role, { ...role, ...withTrustedIds(world, document) });
    }
    case 'resource': {
      const row = findByArn(world, 'resources', edited.arn);
      return row && replaced('resources', row, withPrincipalIds(world, { ...row, policy: document }));
    }
    case 'control': {
      const policy = controlPolicyOf(world, edited.arn);
      return policy && replaced('controlPolicies', policy, { ...policy, content: document });
    }
    case 'new':
      return undefined;
  }
}

/** A group without members gives its policies to nobody. */
export function isHeld(world: World, edited: EditedPolicy): boolean {
  switch (edited.kind) {
    case 'managed': {
      const policy = findByArn(world, 'policies', edited.arn);
      if (!policy) return false;
      const key = usageKey(policy.arn, policy.account);
      const holders = [...(world.index.attachedTo.get(key) ?? [])];
      return (
        [...(world.index.boundaryOf.get(key) ?? [])].length > 0 || holders.some((one) => hasBody(world, one))
      );
    }
    case 'inline': {
      const found = holderOf(world, edited.arn);
      return found !== undefined && hasBody(world, `${found.table}/${found.row.id}`);
    }
    case 'control':
      return isAttached(controlPolicyOf(world, edited.arn));
    case 'trust':
    case 'resource':
      return true;
    case 'new':
      return false;
  }
}

export function comparedAs(world: World, edited: EditedPolicy): GrantingKind {
  switch (edited.kind) {
    case 'managed':
    case 'inline':
      return 'identity';
    case 'control':
      return controlPolicyOf(world, edited.arn)?.type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp';
    case 'new':
      return edited.as;
    case 'trust':
    case 'resource':
      return edited.kind;
  }
}

const isAttached = (policy: ControlPolicyRecord | undefined): boolean => (policy?.targets.length ?? 0) > 0;

const isNamed =
  (name: string) =>
  ({ policyName }: InlinePolicy): boolean =>
    policyName === name;

function withInline(policies: readonly InlinePolicy[], policy: InlinePolicy): readonly InlinePolicy[] {
  const at = policies.findIndex(isNamed(policy.policyName));
  return at < 0 ? [...policies, policy] : policies.with(at, policy);
}

const withDefault = (policy: PolicyRecord, document: string): PolicyRecord => ({
  ...policy,
  versions: policy.versions.map((one) =>
    one.versionId === policy.defaultVersionId ? { ...one, document } : one,
  ),
});

type Key = Parameters<typeof holder>[1];

function holderOf(world: World, arn: string) {
  const ref = world.index.byArn.get(arn);
  if (ref?.table !== 'users' && ref?.table !== 'groups' && ref?.table !== 'roles') return undefined;
  const row = holder(world, `${ref.table}/${ref.id}`);
  return row && { table: ref.table, row };
}

/** A user or a role is somebody, a group is its members. */
function hasBody(world: World, key: Key): boolean {
  if (!key.startsWith('groups/')) return true;
  const members = world.index.members.get(key.slice('groups/'.length));
  return [...(members ?? [])].length > 0;
}

/** Returns whether the text says what is saved, laid out in any way. `text` is valid JSON. */
export function isSavedDocument(world: World, edited: EditedPolicy, text: string): boolean {
  const saved = savedDocument(world, edited);
  return saved !== undefined && isSameDocument(saved, text);
}

/** Returns whether two texts say the same, laid out in any way. */
export const isSameDocument = (left: string, right: string): boolean =>
  left === right || compact(left) === compact(right);

/** Returns the JSON without its blanks; a text that is no JSON unchanged. */
function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
