/**
 * Keeps policies, groups and boundary of each user and role of an account as numbers. A question about all of them adds
 * up small arrays instead of looking up thousands of texts. They are made once for all questions about the same records.
 */

import type { AccountId, EntityId } from '../../model/ids.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../model/records/tables.ts';
import { type World, ownedBy } from '../../model/world/world.ts';

export type PrincipalKind = 'user' | 'role' | 'service-linked role';

/** Something that brings statements; its number is its place in `sources`. */
export type Source =
  /** The inline policies of a holder. */
  | { readonly of: 'inline' | 'policy'; readonly arn: string }
  | { readonly of: 'group'; readonly group: GroupRecord | undefined; readonly parts: readonly number[] };

export interface Holding {
  readonly principal: UserRecord | RoleRecord;
  readonly kind: PrincipalKind;
  /** Numbers of sources. */
  readonly parts: readonly number[];
  readonly boundary: number | undefined;
}

export class Holdings {
  readonly sources: Source[] = [];
  readonly byArn: ReadonlyMap<string, Holding>;
  readonly #world: World;
  readonly #policies = new Map<string, number>();
  readonly #groups = new Map<EntityId, number>();

  constructor(world: World, account: AccountId) {
    this.#world = world;
    const principals = [...ownedBy(world, 'users', account), ...ownedBy(world, 'roles', account)];
    this.byArn = new Map(principals.map((principal) => [principal.arn, this.#holdingOf(principal)]));
  }

  /** Returns the ARN of some principal of the kind. */
  oneOf(kind: PrincipalKind): string | undefined {
    for (const [arn, holding] of this.byArn) if (holding.kind === kind) return arn;
    return undefined;
  }

  #holdingOf(principal: UserRecord | RoleRecord): Holding {
    const { permissionsBoundary } = principal;
    const groups = 'groups' in principal ? principal.groups : [];
    return {
      principal,
      kind: kindOf(principal),
      parts: [...this.#partsOf(principal), ...groups.map((id) => this.#groupOf(id))],
      boundary: permissionsBoundary === undefined ? undefined : this.#policyOf(permissionsBoundary),
    };
  }

  #partsOf({ arn, inlinePolicies, attachedPolicies }: UserRecord | RoleRecord | GroupRecord): number[] {
    const own = inlinePolicies.length > 0 ? [this.#add({ of: 'inline', arn })] : [];
    return [...own, ...attachedPolicies.map((policy) => this.#policyOf(policy))];
  }

  #policyOf(arn: string): number {
    let number = this.#policies.get(arn);
    if (number === undefined) this.#policies.set(arn, (number = this.#add({ of: 'policy', arn })));
    return number;
  }

  #groupOf(id: EntityId): number {
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group = this.#world.groups.get(id);
    const number = this.#add({ of: 'group', group, parts: group ? this.#partsOf(group) : [] });
    this.#groups.set(id, number);
    return number;
  }

  #add(source: Source): number {
    return this.sources.push(source) - 1;
  }
}

const kindOf = (principal: UserRecord | RoleRecord): PrincipalKind =>
  'userName' in principal
    ? 'user'
    : principal.path.startsWith('/aws-service-role/')
      ? 'service-linked role'
      : 'role';
