/** Models what calls make of records, for searches that ask more often than the door can answer. */

import { entityOfArn } from '../../authz/principal.ts';
import { type Arn, unsafeArn } from '../../model/ids.ts';
import { oldestVersion } from '../../model/policy-document.ts';
import type { PolicyRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import type { TableName } from '../../model/records/lists.ts';
import type { TableRecords } from '../../model/records/tables.ts';
import type { Tag } from '../../model/records/tag.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import { type Holder, type World, controlPolicyOf, findByArn } from '../../model/world/world.ts';

type Bounded = Holder & { readonly permissionsBoundary?: Arn };

/** One change for each row. Methods return false, and change nothing, where the row is not there. */
export class ChangedRows {
  protected readonly before: World;
  readonly #changes = new Map<string, Change>();

  constructor(world: World) {
    this.before = world;
  }

  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }

  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  get world(): World {
    return this.isChanged ? overlayWorld(this.before, this.changes) : this.before;
  }

  protected row<T extends TableName>(table: T, before: TableRecords[T]): TableRecords[T] {
    return (this.#changes.get(`${table}/${before.id}`)?.after as TableRecords[T] | undefined) ?? before;
  }

  protected change<T extends TableName>(
    table: T,
    before: TableRecords[T] | undefined,
    change: (row: TableRecords[T]) => TableRecords[T] | undefined,
  ): boolean {
    const now = before && this.row(table, before);
    const after = now && change(now);
    if (!before || !after) return false;
    if (after === now) return true;
    const key = `${table}/${before.id}`;
    const earlier = this.#changes.get(key);
    if (!earlier || earlier.after) this.#changes.set(key, replaced(table, before, after));
    return true;
  }

  protected changeHolder(arn: string, change: (holder: Bounded) => Holder): boolean {
    const world = this.before;
    const holder = entityOfArn(world, arn) ?? findByArn(world, 'groups', arn);
    if (!holder) return false;
    if ('groupName' in holder) return this.change('groups', holder, (row) => change(row) as typeof holder);
    return 'userName' in holder
      ? this.change('users', holder, (row) => change(row) as UserRecord)
      : this.change('roles', holder, (row) => change(row) as RoleRecord);
  }

  protected changePolicy(arn: string, change: (policy: PolicyRecord) => PolicyRecord | undefined): boolean {
    return this.change('policies', findByArn(this.before, 'policies', arn), change);
  }

  /** Returns true where a thing of that name is made again, and is then whatever helps of both. */
  joins(_arn: string): boolean {
    return false;
  }

  create<T extends TableName>(table: T, row: TableRecords[T]): void {
    this.#changes.set(`${table}/${row.id}`, created(table, row));
  }

  deleteRole(arn: string): void {
    const role = findByArn(this.before, 'roles', arn);
    if (role) this.#changes.set(`roles/${role.id}`, deleted('roles', role));
  }

  putInline(holder: string, policyName: string, document: string): boolean {
    return this.changeHolder(holder, ({ inlinePolicies: before, ...row }) => {
      const isThere = before.some((one) => one.policyName === policyName);
      const inlinePolicies = isThere
        ? before.map((one) => (one.policyName === policyName ? { ...one, document } : one))
        : [...before, { policyName, document }];
      return { ...row, inlinePolicies };
    });
  }

  deleteInline(holder: string, policyName: string | undefined): boolean {
    return this.changeHolder(holder, (row) => ({
      ...row,
      inlinePolicies: row.inlinePolicies.filter((one) => one.policyName !== policyName),
    }));
  }

  attach(holder: string, policy: string): boolean {
    return this.changeHolder(holder, (row) => ({
      ...row,
      attachedPolicies: [...row.attachedPolicies.filter((arn) => arn !== policy), unsafeArn(policy)],
    }));
  }

  detach(holder: string, policy: string | undefined): boolean {
    return this.changeHolder(holder, (row) => ({
      ...row,
      attachedPolicies: row.attachedPolicies.filter((arn) => arn !== policy),
    }));
  }

  putBoundary(holder: string, policy: string): boolean {
    return this.changeHolder(holder, (row) => ({ ...row, permissionsBoundary: unsafeArn(policy) }));
  }

  deleteBoundary(holder: string): boolean {
    return this.changeHolder(holder, ({ permissionsBoundary: _, ...row }) => row);
  }

  join(user: string, group: string): boolean {
    const { id } = findByArn(this.before, 'groups', group) ?? {};
    return this.change('users', findByArn(this.before, 'users', user), (row) =>
      id === undefined ? undefined : { ...row, groups: [...row.groups.filter((one) => one !== id), id] },
    );
  }

  leave(user: string, group: string): boolean {
    const { id } = findByArn(this.before, 'groups', group) ?? {};
    return this.change('users', findByArn(this.before, 'users', user), (row) => ({
      ...row,
      groups: row.groups.filter((one) => one !== id),
    }));
  }

  setTrust(role: string, assumeRolePolicyDocument: string): boolean {
    const before = findByArn(this.before, 'roles', role);
    return this.change('roles', before, (row) => ({ ...row, assumeRolePolicyDocument }));
  }

  setResourcePolicy(resource: string, policy: string): boolean {
    const before = findByArn(this.before, 'resources', resource);
    return this.change('resources', before, (row) => ({ ...row, policy }));
  }

  deleteResourcePolicy(resource: string): boolean {
    const before = findByArn(this.before, 'resources', resource);
    return this.change('resources', before, ({ policy: _, ...row }) => row);
  }

  setControlPolicy(policy: string, content: string): boolean {
    const before = controlPolicyOf(this.before, policy);
    return this.change('controlPolicies', before, (row) => ({ ...row, content }));
  }

  /** Adds a version, which becomes the default. */
  addVersion(policy: string, document: string): boolean {
    return this.changePolicy(policy, (row) => {
      const versionId = `v${row.nextVersion}`;
      return {
        ...row,
        defaultVersionId: versionId,
        nextVersion: row.nextVersion + 1,
        versions: [...row.versions, { versionId, document, createDate: row.updateDate }],
      };
    });
  }

  /** `versionId`: absent for the oldest. */
  deleteVersion(policy: string, versionId?: string): boolean {
    return this.changePolicy(policy, (row) => {
      const gone = versionId ?? oldestVersion(row);
      return { ...row, versions: row.versions.filter((one) => one.versionId !== gone) };
    });
  }

  setDefaultVersion(policy: string, defaultVersionId: string | undefined): boolean {
    return this.changePolicy(policy, (row) =>
      defaultVersionId !== undefined && row.versions.some(({ versionId }) => versionId === defaultVersionId)
        ? { ...row, defaultVersionId }
        : undefined,
    );
  }

  /** Takes the tag away where there is no value. */
  setTag(arn: string, key: string, value: string | undefined): boolean {
    const changed = <Row extends { readonly tags: readonly Tag[] }>(row: Row): Row => ({
      ...row,
      tags: [...row.tags.filter((tag) => tag.key !== key), ...(value === undefined ? [] : [{ key, value }])],
    });
    return (
      this.changePolicy(arn, changed) ||
      this.change('resources', findByArn(this.before, 'resources', arn), changed) ||
      this.changeHolder(arn, (row) => ('tags' in row ? changed(row) : row))
    );
  }
}
