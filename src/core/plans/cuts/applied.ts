/** The account after changes of a cut, as the door would leave it. Nothing here asks the door. */

import { ChangedRows } from '../../analysis/ways/changed-rows.ts';
import { inlinePolicyName } from '../../authz/gather.ts';
import { versionToDelete } from '../../model/policy-document.ts';
import type { PolicyRecord } from '../../model/records/identities.ts';
import {
  type World,
  attachedIn,
  boundaryIn,
  findByArn,
  holder as holderOf,
} from '../../model/world/world.ts';
import type { CutChange, CutReference } from './cut.ts';
import { editedPolicies } from './edited.ts';

/** Returns the world after all changes; `undefined` when they cannot be made. */
export function worldAfterCut(
  world: World,
  changes: readonly CutChange[],
  reference: CutReference,
): World | undefined {
  const edited = editedPolicies(world, changes, reference);
  if (!edited) return undefined;
  const rows = new ChangedRows(world);
  for (const [policy, { document }] of edited) if (!write(rows, world, policy, document)) return undefined;
  for (const change of changes) {
    if (change.kind === 'policy') take(rows, change.holder, change.policy);
    if (change.kind === 'membership') rows.leave(change.user, change.group);
    if (change.kind === 'role') rows.deleteRole(change.role);
  }
  return rows.world;
}

/** A trust policy needs a statement, even when it trusts nobody any more. */
export const trustsNobody = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  },
  null,
  2,
);

/**
 * Returns the versions that have to go when another becomes the default: the oldest where there is no room, and the
 * default before, because whoever may choose the version would take it back.
 */
export const versionsGone = (world: World, policy: PolicyRecord): readonly string[] => [
  ...[versionToDelete(world, policy) ?? []].flat(),
  policy.defaultVersionId,
];

/** Returns false where nobody can write it so. */
function write(rows: ChangedRows, world: World, policy: string, document: string | undefined): boolean {
  const hash = policy.indexOf('#');
  if (hash > 0) {
    const [holder, name] = [policy.slice(0, hash), policy.slice(hash + 1)];
    return document === undefined ? rows.deleteInline(holder, name) : rows.putInline(holder, name, document);
  }
  const managed = findByArn(world, 'policies', policy);
  if (managed && document === undefined) return detachAll(rows, world, managed);
  if (managed && document !== undefined) {
    rows.addVersion(policy, document);
    for (const version of versionsGone(world, managed)) rows.deleteVersion(policy, version);
    return true;
  }
  if (findByArn(world, 'roles', policy)) return rows.setTrust(policy, document ?? trustsNobody);
  if (document === undefined) return false;
  return rows.setResourcePolicy(policy, document) || rows.setControlPolicy(policy, document);
}

/** A managed policy cannot be empty, so everybody loses it. */
function detachAll(rows: ChangedRows, world: World, { arn, account }: PolicyRecord): boolean {
  if ((boundaryIn(world, arn, account)?.size ?? 0) > 0) return false;
  for (const key of attachedIn(world, arn, account) ?? []) {
    const holder = holderOf(world, key);
    if (holder) rows.detach(holder.arn, arn);
  }
  return true;
}

/** `policy`: the name of a managed or inline policy (authz/gather.ts). */
function take(rows: ChangedRows, holder: string, policy: string): void {
  const own = inlinePolicyName({ arn: holder }, '');
  if (policy.startsWith(own)) rows.deleteInline(holder, policy.slice(own.length));
  else rows.detach(holder, policy);
}
