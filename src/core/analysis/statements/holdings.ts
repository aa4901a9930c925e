/**
 * Keeps policies, groups and boundary of each user and role of an account as numbers, so that a question about all of them
 * looks up no thousands of texts. They are made once for all questions about the same records.
 */

import type { AccountId, EntityId } from '../../model/ids.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { type World, findByArn, ownedBy } from '../../model/world/world.ts';
import { ownNames } from './own-reads.ts';

export const principalKinds = ['user', 'role', 'service-linked role'] as const;
export type PrincipalKind = (typeof principalKinds)[number];

export type HoldingSource =
  /** `inline`: all inline policies of a holder. */
  | { readonly of: 'inline' | 'policy'; readonly arn: string; readonly isOpen: boolean }
  | { readonly of: 'group'; readonly parts: readonly number[]; readonly isOpen: boolean };

export interface Holding {
  /** Its place in `all`. */
  readonly number: number;
  readonly principal: UserRecord | RoleRecord;
  readonly kind: PrincipalKind;
  /** Numbers of sources: what many have stands first. */
  readonly parts: readonly number[];
  readonly boundary: number | undefined;
  /** True when this world lacks a policy of it. */
  readonly isOpen: boolean;
  /** True when a group of it has no policies. */
  readonly hasEmptyGroup: boolean;
}

export class Holdings {
  readonly sources: HoldingSource[] = [];
  readonly byArn: ReadonlyMap<string, Holding>;
  readonly #world: World;
  readonly #policies = new Map<string, number>();
  readonly #groups = new Map<EntityId, number>();
  #byName: Map<string, Holding> | undefined;

  constructor(world: World, account: AccountId) {
    this.#world = world;
    const principals = [...ownedBy(world, 'users', account), ...ownedBy(world, 'roles', account)];
    this.byArn = new Map(principals.map((one, at) => [one.arn, this.#holdingOf(one, at)]));
  }

  named(names: Iterable<string>): Set<Holding> {
    this.#byName ??= new Map(
      [...this.byArn.values()].flatMap((one) => ownNames(one.principal).map((name) => [name, one])),
    );
    return new Set([...names].flatMap((name) => this.#byName?.get(name) ?? []));
  }

  #holdingOf(principal: UserRecord | RoleRecord, number: number): Holding {
    const { permissionsBoundary } = principal;
    const groups = ('groups' in principal ? principal.groups : []).map((id) => this.#groupOf(id));
    const parts = [...groups, ...this.#partsOf(principal)];
    const boundary = permissionsBoundary === undefined ? undefined : this.#policyOf(permissionsBoundary);
    return {
      number,
      principal,
      kind: kindOf(principal),
      parts,
      boundary,
      isOpen: this.#isOpen(boundary === undefined ? parts : [...parts, boundary]),
      hasEmptyGroup: groups.some((group) => {
        const source = this.sources[group];
        return source?.of === 'group' && source.parts.length === 0;
      }),
    };
  }

  #isOpen(parts: readonly number[]): boolean {
    return parts.some((part) => this.sources[part]?.isOpen);
  }

  #partsOf({ arn, inlinePolicies, attachedPolicies }: UserRecord | RoleRecord | GroupRecord): number[] {
    const attached = attachedPolicies.map((policy) => this.#policyOf(policy));
    return inlinePolicies.length > 0
      ? [...attached, this.#add({ of: 'inline', arn, isOpen: false })]
      : attached;
  }

  #policyOf(arn: string): number {
    let number = this.#policies.get(arn);
    if (number === undefined) {
      const isOpen = findByArn(this.#world, 'policies', arn) === undefined;
      this.#policies.set(arn, (number = this.#add({ of: 'policy', arn, isOpen })));
    }
    return number;
  }

  #groupOf(id: EntityId): number {
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group = this.#world.groups.get(id);
    const parts = group ? this.#partsOf(group) : [];
    const number = this.#add({ of: 'group', parts, isOpen: this.#isOpen(parts) });
    this.#groups.set(id, number);
    return number;
  }

  #add(source: HoldingSource): number {
    return this.sources.push(source) - 1;
  }
}

const kindOf = (principal: UserRecord | RoleRecord): PrincipalKind =>
  'userName' in principal
    ? 'user'
    : principal.path.startsWith('/aws-service-role/')
      ? 'service-linked role'
      : 'role';
