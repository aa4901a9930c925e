/** The account after changes of a cut, as the door would leave it. Nothing here asks the door. */

import { type Change, deleted, replaced } from '../../model/world/change.ts';
import type { Arn } from '../../model/ids.ts';
import type { PolicyRecord } from '../../model/records/identities.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import {
  type Holder,
  type World,
  attachedIn,
  boundaryIn,
  controlPolicyOf,
  findByArn,
  holder as holderOf,
} from '../../model/world/world.ts';
import type { CutChange } from './change.ts';
import { type CutReference, type Edited, editedPolicies } from './edited.ts';

/** Returns the world after all changes; `undefined` when they cannot be made. */
export function worldAfterCut(
  world: World,
  changes: readonly CutChange[],
  reference: CutReference,
): World | undefined {
  const edited = editedPolicies(world, changes, reference);
  const rows = edited && new Rows(world).after(changes, edited);
  return rows && (rows.length === 0 ? world : overlayWorld(world, rows));
}

/** AWS keeps at most five versions. */
const mostVersions = 5;

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
export function versionsGone({ versions, defaultVersionId }: PolicyRecord): readonly string[] {
  const idle = versions.map(({ versionId }) => versionId).filter((id) => id !== defaultVersionId);
  const oldest = idle.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))[0];
  return [...(versions.length >= mostVersions && oldest !== undefined ? [oldest] : []), defaultVersionId];
}

/** Collects one change for each row. */
class Rows {
  readonly #world: World;
  readonly #holders = new Map<string, { readonly before: Holder; after: Holder }>();
  readonly #changes: Change[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  after(changes: readonly CutChange[], edited: ReadonlyMap<string, Edited>): readonly Change[] | undefined {
    for (const [policy, { document }] of edited) if (!this.#write(policy, document)) return undefined;
    for (const change of changes) this.#take(change);
    for (const [arn, { before, after }] of this.#holders) {
      if (changes.some((one) => one.kind === 'role' && one.role === arn)) continue;
      if ('userName' in before && 'userName' in after) this.#changes.push(replaced('users', before, after));
      else if ('roleName' in before && 'roleName' in after)
        this.#changes.push(replaced('roles', before, after));
      else if ('groupName' in before && 'groupName' in after)
        this.#changes.push(replaced('groups', before, after));
    }
    return this.#changes;
  }

  /** Returns false where nobody can write it so. */
  #write(policy: string, document: string | undefined): boolean {
    const hash = policy.indexOf('#');
    if (hash > 0) {
      const policyName = policy.slice(hash + 1);
      return this.#change(policy.slice(0, hash), (holder) => ({
        ...holder,
        inlinePolicies: [
          ...holder.inlinePolicies.filter((one) => one.policyName !== policyName),
          ...(document === undefined ? [] : [{ policyName, document }]),
        ],
      }));
    }
    const managed = findByArn(this.#world, 'policies', policy);
    if (managed)
      return document === undefined ? this.#detachAll(managed) : this.#newVersion(managed, document);
    const role = findByArn(this.#world, 'roles', policy);
    if (role)
      return this.#change(policy, (holder) => ({
        ...holder,
        assumeRolePolicyDocument: document ?? trustsNobody,
      }));
    if (document === undefined) return false;
    const resource = findByArn(this.#world, 'resources', policy);
    if (resource) this.#changes.push(replaced('resources', resource, { ...resource, policy: document }));
    const control = resource ? undefined : controlPolicyOf(this.#world, policy);
    if (control) this.#changes.push(replaced('controlPolicies', control, { ...control, content: document }));
    return resource !== undefined || control !== undefined;
  }

  #newVersion(policy: PolicyRecord, document: string): boolean {
    const versionId = `v${policy.nextVersion}`;
    const gone = versionsGone(policy);
    const versions = [
      ...policy.versions.filter((one) => !gone.includes(one.versionId)),
      { versionId, document, createDate: policy.updateDate },
    ];
    const after = { ...policy, versions, defaultVersionId: versionId, nextVersion: policy.nextVersion + 1 };
    this.#changes.push(replaced('policies', policy, after));
    return true;
  }

  /** A managed policy cannot be empty, so everybody loses it. */
  #detachAll({ arn, account }: PolicyRecord): boolean {
    if ((boundaryIn(this.#world, arn, account)?.size ?? 0) > 0) return false;
    for (const key of attachedIn(this.#world, arn, account) ?? []) {
      const holder = holderOf(this.#world, key);
      if (holder) this.#detach(holder.arn, arn);
    }
    return true;
  }

  #detach(holder: string, policy: string): void {
    const own = `${holder}#`;
    this.#change(holder, (one) => ({
      ...one,
      attachedPolicies: one.attachedPolicies.filter((arn) => arn !== (policy as Arn)),
      inlinePolicies: one.inlinePolicies.filter(({ policyName }) => policy !== `${own}${policyName}`),
    }));
  }

  #take(change: CutChange): void {
    if (change.kind === 'policy') this.#detach(change.holder, change.policy);
    if (change.kind === 'membership') {
      const group = findByArn(this.#world, 'groups', change.group);
      this.#change(change.user, (one) =>
        'groups' in one ? { ...one, groups: one.groups.filter((id) => id !== group?.id) } : one,
      );
    }
    const role = change.kind === 'role' ? findByArn(this.#world, 'roles', change.role) : undefined;
    if (role) this.#changes.push(deleted('roles', role));
  }

  #change(arn: string, change: (holder: Holder) => Holder): boolean {
    const ref = this.#world.index.byArn.get(arn);
    if (ref?.table !== 'users' && ref?.table !== 'groups' && ref?.table !== 'roles') return false;
    const before = holderOf(this.#world, `${ref.table}/${ref.id}`);
    if (!before) return false;
    const known = this.#holders.get(arn) ?? { before, after: before };
    this.#holders.set(arn, { before, after: change(known.after) });
    return true;
  }
}
