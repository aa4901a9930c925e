/**
 * Joins the entities of account files: names and ARNs become ids, and repeated entries become one row. What
 * the files name but do not hold comes from the reference, or is reported as unknown. Entities are added list
 * by list, then `connect` finishes.
 */

import { copyOfManagedPolicy } from '../../core/api/iam/policies/usable-policies.ts';
import { groupArn } from '../../core/model/arn.ts';
import {
  type AccountId,
  type Arn,
  awsAccount,
  type EntityId,
  type IdPrefix,
  idPrefixes,
  unsafeEntityId,
} from '../../core/model/ids.ts';
import type { GroupRecord, PolicyRecord } from '../../core/model/records/identities.ts';
import type { TableName } from '../../core/model/records/lists.ts';
import type { ManagedPolicy, Reference } from '../../core/model/service-reference.ts';
import { nameKey } from '../../core/model/world/world.ts';
import { type DetailList, noRegion } from '../account-details-format.ts';
import { derivedId } from '../random.ts';
import { readShape, type JsonShape } from '../json/shape.ts';
import { type MutableRecords, noRecords } from '../world-records.ts';
import type { Skip } from './faults.ts';
import { type ReadRole, readGroup, readPolicy, readRole, readUser, type ReadUser } from './entities.ts';
import { Notices } from './notices.ts';

export class Accounts {
  readonly records: MutableRecords = noRecords();
  readonly notices = new Notices();
  /** Accounts whose files name a policy or group but do not hold it. */
  readonly incomplete = new Set<AccountId>();
  /** Accounts with roles whose description and session duration are not in the files. */
  readonly withoutRoleSettings = new Set<AccountId>();
  readonly #reference: Reference;
  readonly #seen = new Map<string, string>();
  readonly #names = new Map<string, EntityId>();
  readonly #ids = new Set<string>();
  readonly #users: ReadUser[] = [];
  readonly #roles: ReadRole[] = [];
  readonly #arns = new Map<Arn, EntityId>();
  /** AWS managed policies that were read, with their positions in `records.policies`. */
  readonly #ofAws = new Map<Arn, number>();

  constructor(reference: Reference) {
    this.#reference = reference;
  }

  /** Throws a ShapeProblem for an entity that cannot be read; a part of one that cannot goes to `skip`. */
  add(list: DetailList, shape: JsonShape, skipPart: Skip): void {
    let isWhole = true;
    const skip: Skip = (fault, subject) => {
      isWhole = false;
      skipPart(fault, subject);
    };
    const account = this.#read(list, shape, skip);
    // A policy that is left out may allow or deny: answers must say so.
    if (!isWhole && account !== undefined) this.incomplete.add(account);
  }

  /** Returns the account of the entity; `undefined` for an AWS managed policy. */
  #read(list: DetailList, shape: JsonShape, skip: Skip): AccountId | undefined {
    switch (list) {
      case 'Policies': {
        const policy = readPolicy(shape, skip);
        if (this.#isKnownOfAws(policy)) return undefined;
        const id = this.#enter('policies', policy, policy.policyName, idPrefixes.policy, shape);
        if (id) this.records.policies.push({ ...policy, id });
        return policy.account === awsAccount ? undefined : policy.account;
      }
      case 'GroupDetailList': {
        const group = readGroup(shape, skip);
        const id = this.#enter('groups', group, group.groupName, idPrefixes.group, shape);
        if (id) this.records.groups.push({ ...group, id });
        return group.account;
      }
      case 'UserDetailList': {
        const user = readUser(shape, skip);
        const id = this.#enter('users', user.row, user.row.userName, idPrefixes.user, shape);
        if (id) this.#users.push({ ...user, row: { ...user.row, id } });
        return user.row.account;
      }
      case 'RoleDetailList': {
        const role = readRole(shape, skip);
        const id = this.#enter('roles', role.row, role.row.roleName, idPrefixes.role, shape);
        if (id) this.#roles.push({ ...role, row: { ...role.row, id } });
        return role.row.account;
      }
    }
  }

  /** Resolves references to other rows. An instance profile that does not fit goes to `skip`. */
  connect(skip: Skip): void {
    for (const { row, groupNames } of this.#users) {
      const groups = [...new Set(groupNames.map((name) => this.#group(row.account, name, row.createDate)))];
      this.records.users.push({ ...row, groups });
    }
    for (const role of this.#roles) {
      const { row, lastUsed } = role;
      this.records.roles.push(row);
      if (!role.settingsKnown) this.withoutRoleSettings.add(row.account);
      if (!lastUsed) continue;
      this.records.usage.push({
        id: unsafeEntityId(`${row.id}/${unknownService}`),
        account: row.account,
        principal: row.id,
        service: unknownService,
        lastUsed: lastUsed.date,
        region: lastUsed.region ?? noRegion,
      });
    }
    for (const role of this.#roles) this.#profiles(role, skip);
    this.#managedPolicies();
  }

  /** Returns the row's key; `undefined` when the same entry was read before. */
  #enter(
    table: TableName,
    row: { readonly id: EntityId; readonly account: AccountId; readonly arn: Arn },
    name: string,
    prefix: IdPrefix,
    shape: JsonShape,
  ): EntityId | undefined {
    const content = JSON.stringify(shape.value);
    const before = this.#seen.get(row.arn);
    if (before === content) {
      this.notices.count('repeated', row.arn);
      return undefined;
    }
    if (before !== undefined) return shape.fail(`\`${row.arn}\` stands there twice, with different content`);
    this.#seen.set(row.arn, content);
    const key = nameKey(table, row.account, name);
    if (this.#names.has(key)) {
      return shape.fail(
        `a second entry named \`${name}\` in account ${row.account}: names are unique ignoring case`,
      );
    }
    const id = this.#freshId(table, row.id, prefix, row.arn);
    if (table !== 'instanceProfiles' && !row.arn.endsWith(`/${name}`)) this.notices.count('odd-arn', row.arn);
    this.#names.set(key, id);
    this.#arns.set(row.arn, id);
    return id;
  }

  /** Users, groups and roles share one set of ids: usage marks and trust policies do not name the kind. */
  #freshId(table: TableName, given: EntityId, prefix: IdPrefix, arn: Arn): EntityId {
    const space = table === 'policies' || table === 'instanceProfiles' ? table : 'principals';
    const taken = this.#ids.has(`${space} ${given}`);
    if (taken) this.notices.count('repeated-id', given);
    const id = taken ? derivedId(prefix, arn) : given;
    this.#ids.add(`${space} ${id}`);
    return id;
  }

  /**
   * True for an AWS managed policy that was read before. Each account that uses it has it in its own file,
   * with its own counts and version. The version that AWS changed last is used for all accounts.
   */
  #isKnownOfAws(policy: PolicyRecord): boolean {
    if (policy.account !== awsAccount) return false;
    const { policies } = this.records;
    const at = this.#ofAws.get(policy.arn);
    if (at === undefined) this.#ofAws.set(policy.arn, policies.length);
    const before = at === undefined ? undefined : policies[at];
    if (at === undefined || !before) return false;
    if (JSON.stringify(before.versions) !== JSON.stringify(policy.versions))
      this.notices.count('aws-versions', policy.policyName);
    if (policy.updateDate > before.updateDate) policies[at] = { ...policy, id: before.id };
    return true;
  }

  #group(account: AccountId, name: string, date: string): EntityId {
    const known = this.#names.get(nameKey('groups', account, name));
    if (known) return known;
    const arn = groupArn(account, '/', name);
    const group: GroupRecord = {
      id: this.#freshId('groups', derivedId(idPrefixes.group, arn), idPrefixes.group, arn),
      account,
      groupName: name,
      path: '/',
      arn,
      createDate: date,
      inlinePolicies: [],
      attachedPolicies: [],
    };
    this.records.groups.push(group);
    this.#names.set(nameKey('groups', account, name), group.id);
    this.incomplete.add(account);
    this.notices.count('missing-group', name);
    return group.id;
  }

  #profiles(role: ReadRole, skip: Skip): void {
    for (const { row, roleArns, shape } of role.profiles) {
      const arns = roleArns.length === 0 ? [role.row.arn] : roleArns;
      const roles = arns.flatMap((arn) => this.#arns.get(arn) ?? []);
      if (this.#seen.has(row.arn)) continue;
      const name = row.instanceProfileName;
      const entered = readShape(() =>
        this.#enter('instanceProfiles', row, name, idPrefixes.instanceProfile, shape),
      );
      if (!entered.ok) skip(entered.error, `instance profile \`${name}\``);
      else if (entered.value) this.records.instanceProfiles.push({ ...row, id: entered.value, roles });
    }
  }

  /** Takes used AWS managed policies that are not in the files from the reference; others stay unknown. */
  #managedPolicies(): void {
    const { users, groups, roles } = this.records;
    const held = new Set<Arn>(this.records.policies.map(({ arn }) => arn));
    for (const row of [...users, ...groups, ...roles]) {
      const boundary = 'permissionsBoundary' in row ? row.permissionsBoundary : undefined;
      for (const arn of boundary === undefined ? row.attachedPolicies : [...row.attachedPolicies, boundary]) {
        if (held.has(arn)) continue;
        const policy = this.#reference.managedPolicy(arn);
        if (policy) this.#take(policy, held);
        else {
          this.incomplete.add(row.account);
          this.notices.count('missing-policy', arn);
        }
      }
    }
  }

  #take(policy: ManagedPolicy, held: Set<Arn>): void {
    const row = copyOfManagedPolicy(policy);
    held.add(row.arn);
    this.records.policies.push(row);
    this.notices.count('from-reference', policy.name);
  }

  accountIds(): AccountId[] {
    const { users, groups, roles, policies } = this.records;
    const ids = new Set([...users, ...groups, ...roles, ...policies].map((row) => row.account));
    ids.delete(awsAccount);
    return [...ids];
  }
}

/** RoleLastUsed has a date and usually a region, but no service. */
const unknownService = 'unknown';
