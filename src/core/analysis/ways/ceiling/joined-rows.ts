/**
 * Models calls so that nobody loses anything by them: what a call takes away stays, beside what it gives. A Deny that it
 * takes from one is gone for all who have that policy, and a tag or a boundary that it sets is whatever helps.
 */

import { defaultDocument } from '#core/model/policy-document.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { Holder, World } from '#core/model/world/world.ts';
import { findByArn, holder as holderByKey } from '#core/model/world/world.ts';
import { quotaNames } from '#core/model/quotas.ts';
import type { PolicyRecord, RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import type { TableName } from '#core/model/records/lists.ts';
import type { TableRecords } from '#core/model/records/tables.ts';
import type { Tag } from '#core/model/records/tag.ts';
import { replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { unsafeArn } from '#core/model/ids.ts';
import { ChangedRows } from '../changed-rows.ts';
import { isMade } from '../changes.ts';
import { type FreeKey, allowsOf, freeing, joinedDocuments } from './joined-documents.ts';

/** Returns the world without quotas: there is room for whatever a way makes. */
export function withoutQuotas(world: World): World {
  const quotas = Object.fromEntries(quotaNames.map((name) => [name, Number.MAX_SAFE_INTEGER]));
  return overlayWorld(
    world,
    [...world.accounts.values()].map((one: AccountRecord) => replaced('accounts', one, { ...one, quotas })),
  );
}

type Inline = Holder['inlinePolicies'];

export class JoinedRows extends ChangedRows {
  override joins(arn: string): boolean {
    const { table, id } = this.before.index.byArn.get(arn) ?? {};
    return (table === 'users' || table === 'roles') && isMade({ id: id ?? '' });
  }

  override create<T extends TableName>(table: T, row: TableRecords[T]): void {
    const before = this.before[table].get(row.id) as TableRecords[T] | undefined;
    if (!before) return super.create(table, row);
    if (table === 'roles') {
      const role = row as RoleRecord;
      this.setTrust(role.arn, role.assumeRolePolicyDocument);
    }
    if (table === 'users' || table === 'roles') this.#merge(before as UserRecord, row as UserRecord);
  }

  /** Two ways to make the same one: it has whatever helps of both. */
  #merge(before: UserRecord | RoleRecord, made: UserRecord | RoleRecord): void {
    if (before.permissionsBoundary !== made.permissionsBoundary) this.deleteBoundary(before.arn);
    const isSame = (one: Tag) => before.tags.some(({ key, value }) => key === one.key && value === one.value);
    for (const one of made.tags) if (!isSame(one)) this.setTag(before.arn, one.key);
  }

  override putInline(holder: string, policyName: string, document: string): boolean {
    return this.#inline(holder, policyName, (before) => joinedDocuments(before, document), document);
  }

  override deleteInline(holder: string, policyName: string | undefined): boolean {
    return policyName !== undefined && this.#inline(holder, policyName, allowsOf);
  }

  #inline(holder: string, name: string, join: (before: string) => string, fresh?: string): boolean {
    return this.changeHolder(holder, (row) => {
      const at = row.inlinePolicies.findIndex((one) => one.policyName === name);
      const before = row.inlinePolicies[at];
      if (!before)
        return fresh === undefined
          ? row
          : { ...row, inlinePolicies: [...row.inlinePolicies, { policyName: name, document: fresh }] };
      const document = join(before.document);
      if (document === before.document) return row;
      return { ...row, inlinePolicies: row.inlinePolicies.with(at, { policyName: name, document }) };
    });
  }

  override attach(holder: string, policy: string): boolean {
    this.#dropDenies(policy);
    return this.changeHolder(holder, (row) =>
      row.attachedPolicies.includes(unsafeArn(policy))
        ? row
        : { ...row, attachedPolicies: [...row.attachedPolicies, unsafeArn(policy)] },
    );
  }

  override detach(_holder: string, policy: string | undefined): boolean {
    return policy !== undefined && this.#dropDenies(policy);
  }

  #dropDenies(policy: string): boolean {
    return this.#default(policy, allowsOf);
  }

  #dropDeniesOfGroup(arn: string): void {
    const group = findByArn(this.before, 'groups', arn);
    for (const policy of group?.attachedPolicies ?? []) this.#dropDenies(policy);
    for (const { policyName } of group?.inlinePolicies ?? []) this.deleteInline(arn, policyName);
  }

  /** Changes the version that counts, in its place. */
  #default(policy: string, change: (document: string) => string): boolean {
    return this.changePolicy(policy, (row) => {
      const before = defaultDocument(row);
      const document = change(before);
      return document === before ? row : withDefault(row, document);
    });
  }

  override putBoundary(holder: string, _policy: string): boolean {
    return this.deleteBoundary(holder);
  }

  override deleteBoundary(holder: string): boolean {
    const isThere = this.changeHolder(holder, (row) => {
      if (row.permissionsBoundary === undefined) return row;
      const { permissionsBoundary: _, ...free } = row;
      return free;
    });
    this.#free('boundary');
    return isThere;
  }

  override join(user: string, group: string): boolean {
    this.#dropDeniesOfGroup(group);
    const { id } = findByArn(this.before, 'groups', group) ?? {};
    return this.change('users', findByArn(this.before, 'users', user), (row) =>
      id === undefined || row.groups.includes(id) ? row : { ...row, groups: [...row.groups, id] },
    );
  }

  override leave(_user: string, group: string): boolean {
    this.#dropDeniesOfGroup(group);
    return true;
  }

  override setTrust(role: string, trust: string): boolean {
    return this.change('roles', findByArn(this.before, 'roles', role), (row) => {
      const joined = joinedDocuments(row.assumeRolePolicyDocument, trust);
      return joined === row.assumeRolePolicyDocument ? row : { ...row, assumeRolePolicyDocument: joined };
    });
  }

  override setResourcePolicy(resource: string, policy: string): boolean {
    return this.#resource(resource, (before) =>
      before === undefined ? policy : joinedDocuments(before, policy),
    );
  }

  override deleteResourcePolicy(resource: string): boolean {
    return this.#resource(resource, (before) => (before === undefined ? undefined : allowsOf(before)));
  }

  #resource(arn: string, change: (policy: string | undefined) => string | undefined): boolean {
    return this.change('resources', findByArn(this.before, 'resources', arn), (row) => {
      const policy = change(row.policy);
      return policy === undefined || policy === row.policy ? row : { ...row, policy };
    });
  }

  override addVersion(policy: string, document: string): boolean {
    return this.#default(policy, (before) => joinedDocuments(before, document));
  }

  override deleteVersion(): boolean {
    return true;
  }

  override setDefaultVersion(policy: string, version: string | undefined): boolean {
    const { versions = [] } = findByArn(this.before, 'policies', policy) ?? {};
    const other = versions.find(({ versionId }) => versionId === version)?.document;
    return other !== undefined && this.addVersion(policy, other);
  }

  override setTag(arn: string, key: string): boolean {
    this.#free({ of: 'resource', tag: key });
    if (/:(user|role)\//.test(arn)) this.#free({ of: 'principal', tag: key });
    return true;
  }

  /** Whatever asks for the key is met from now on, for everybody. */
  #free(key: FreeKey): void {
    const { users, groups, roles, policies, resources, controlPolicies, sessions } = this.before;
    const freed = freeing(key);
    for (const { arn } of policies.values()) this.#default(arn, freed);
    for (const [table, rows] of Object.entries({ users, groups, roles }))
      for (const { id } of rows.values()) {
        const holder = holderByKey(this.before, `${table}/${id}` as Parameters<typeof holderByKey>[1]);
        if (holder) this.#freeInline(holder.arn, freed);
      }
    for (const role of roles.values())
      this.change('roles', role, (row) => {
        const trust = freed(row.assumeRolePolicyDocument);
        return trust === row.assumeRolePolicyDocument ? row : { ...row, assumeRolePolicyDocument: trust };
      });
    for (const { arn, policy } of resources.values())
      if (policy !== undefined) this.#resource(arn, (before) => before && freed(before));
    for (const one of controlPolicies.values())
      this.change('controlPolicies', one, (row) => {
        const content = freed(row.content);
        return content === row.content ? row : { ...row, content };
      });
    for (const one of sessions.values()) {
      const { sessionPolicies = [] } = one;
      if (sessionPolicies.some(({ document }) => freed(document) !== document))
        this.change('sessions', one, (row) => ({
          ...row,
          sessionPolicies: sessionPolicies.map((own) => ({ ...own, document: freed(own.document) })),
        }));
    }
  }

  #freeInline(holder: string, freed: (document: string) => string): void {
    this.changeHolder(holder, (row) => {
      const inlinePolicies: Inline = row.inlinePolicies.map((one) => {
        const document = freed(one.document);
        return document === one.document ? one : { ...one, document };
      });
      return inlinePolicies.every((one, at) => one === row.inlinePolicies[at])
        ? row
        : { ...row, inlinePolicies };
    });
  }
}

const withDefault = (policy: PolicyRecord, document: string): PolicyRecord => ({
  ...policy,
  versions: policy.versions.map((one) =>
    one.versionId === policy.defaultVersionId ? { ...one, document } : one,
  ),
});
