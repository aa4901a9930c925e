/** The principals that a change can touch. Records are replaced and never change, so tables are compared. */

import type { NamedPolicy } from '../../authz/decision.ts';
import { inlinePolicies, managedPolicy } from '../../authz/gather.ts';
import { standing } from '../../authz/organization.ts';
import { programOf } from '../../eval/program.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import { arnAccount, arnService, rootArn } from '../../model/arn.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '../../model/records/organization.ts';
import { controlPolicyTypes } from '../../model/records/lists.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { type Holder, type World, findByArn } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import { withHeld } from '../effective/governed.ts';
import { comparedText } from './compared-statements.ts';
import { tagReaders } from './tag-readers.ts';
import type { Steps } from '../../model/steps.ts';

export interface Touched {
  /** Users and roles whose own policies differ, or all where a policy of many does. Both sides have them. */
  readonly principals: readonly string[];
  /** Statements that only one side has, each once for all who hold it. `any`: more than statements differ. */
  readonly statements: readonly ChangedStatement[] | 'any';
}

export interface ChangedStatement {
  readonly statement: StatementMatcher;
  readonly resource?: string | undefined;
}

/** Works in short steps: of worlds that were read from files, every record is compared. */
export function* touchedBy(before: World, after: World): Steps<Touched> {
  const found = new Comparing(before, after);
  yield* found.inSteps();
  return { principals: found.principals(), statements: found.statements() };
}

type Row = { readonly id: string };
type Side = 'before' | 'after';
const sides = ['before', 'after'] as const;

/** Tables whose rows count for every principal. */
const ofAll = ['resources', 'controlPolicies', 'accounts', 'organizations', 'organizationalUnits'] as const;

class Comparing {
  readonly #worlds: Readonly<Record<Side, World>>;
  readonly #texts: Record<Side, Map<string, ChangedStatement>> = { before: new Map(), after: new Map() };
  #isAny = false;
  #isForAll = false;
  readonly #own = new Set<string>();
  readonly #groups = new Set<string>();
  readonly #policies = new Set<string>();
  /** Roots, organizational units and accounts whose SCPs (`callers`) or RCPs (`resources`) differ. */
  readonly #nodes = { callers: new Set<string>(), resources: new Set<string>() };
  /** Tells if a user, role or policy has other tags, which conditions of others can read. */
  #isTagged = false;

  constructor(before: World, after: World) {
    this.#worlds = { before, after };
  }

  *inSteps(): Steps {
    for (const pair of this.#pairs('policies')) {
      yield;
      if (!pair) continue;
      const [one, other] = pair;
      for (const row of [one, other]) if (row) this.#policies.add(row.arn);
      this.#compareTags(one, other);
      this.#count('before', one ? this.#managed('before', one.arn) : [], one?.arn);
      this.#count('after', other ? this.#managed('after', other.arn) : [], other?.arn);
    }
    for (const pair of this.#pairs('groups')) {
      yield;
      if (!pair) continue;
      const [one, other] = pair;
      this.#groups.add((one ?? other)?.id ?? '');
      this.#countHolders(one, other);
    }
    for (const table of ['users', 'roles'] as const)
      for (const pair of this.#pairs(table)) {
        yield;
        if (pair) this.#ofPrincipal(pair[0], pair[1]);
      }
    for (const table of ofAll) {
      yield;
      this.#ofAll(table);
    }
  }

  principals(): string[] {
    const { before, after } = this.#worlds;
    const all = [...after.users.values(), ...after.roles.values()];
    const ids = [...after.accounts.values()].map(({ id }) => id);
    const isForAll = this.#isForAll || ids.some((id) => this.#isBelow(id, this.#nodes.resources));
    const accounts = new Set(ids.filter((id) => isForAll || this.#isBelow(id, this.#nodes.callers)));
    const readers = new Set(this.#isTagged ? [before, after].flatMap(tagReaders) : []);
    const touched = all.filter(
      (row) => accounts.has(row.account) || this.#touches(row) || readers.has(row.arn),
    );
    return [...[...accounts].map((id) => rootArn(id)), ...touched.map(({ arn }) => arn)].filter((arn) =>
      isIn(before, arn),
    );
  }

  statements(): Touched['statements'] {
    if (this.#isAny) return 'any';
    const { before, after } = this.#texts;
    const changed = [
      ...[...before].flatMap(([text, one]) => (after.has(text) ? [] : [one])),
      ...[...after].flatMap(([text, one]) => (before.has(text) ? [] : [one])),
    ];
    return [
      ...new Map(changed.map((one) => [`${one.resource ?? ''} ${wordsOf(one.statement)}`, one])).values(),
    ];
  }

  /** Control policies bind no management account (E-54). */
  #isBelow(account: string, nodes: ReadonlySet<string>): boolean {
    if (nodes.size === 0) return false;
    const place = standing(this.#worlds.after, account);
    return (
      place !== undefined &&
      place.organization.account !== account &&
      place.nodes.some((node) => nodes.has(node))
    );
  }

  #touches(row: UserRecord | RoleRecord): boolean {
    if (this.#own.has(row.id)) return true;
    if (this.#groups.size + this.#policies.size === 0) return false;
    const groups = 'groups' in row ? row.groups : [];
    if (groups.some((id) => this.#groups.has(id))) return true;
    const { permissionsBoundary } = row;
    if (permissionsBoundary !== undefined && this.#policies.has(permissionsBoundary)) return true;
    return [row, ...groups.flatMap((id) => this.#worlds.after.groups.get(id) ?? [])].some((holder) =>
      holder.attachedPolicies.some((arn) => this.#policies.has(arn)),
    );
  }

  #ofPrincipal(
    before: UserRecord | RoleRecord | undefined,
    after: UserRecord | RoleRecord | undefined,
  ): void {
    this.#countHolders(before, after);
    const row = after ?? before;
    if (row) this.#own.add(row.id);
    if (before?.permissionsBoundary !== after?.permissionsBoundary) this.#isAny = true;
    this.#compareTags(before, after);
    const trust = (one: typeof before) =>
      one && 'roleName' in one ? one.assumeRolePolicyDocument : undefined;
    if (trust(before) === trust(after)) return;
    this.#isForAll = true;
    for (const [side, one] of [
      ['before', before],
      ['after', after],
    ] as const) {
      const document = trust(one);
      if (document !== undefined) this.#count(side, statementsOf(document), one?.arn, one?.arn);
    }
  }

  #compareTags(before: Tagged | undefined, after: Tagged | undefined): void {
    if (tagsOf(before) !== tagsOf(after)) this.#isAny = this.#isTagged = true;
  }

  #countHolders(before: Holder | undefined, after: Holder | undefined): void {
    const groups = (side: Side, row: Holder | undefined): GroupRecord[] =>
      row && 'groups' in row ? row.groups.flatMap((id) => this.#worlds[side].groups.get(id) ?? []) : [];
    for (const [side, row] of [
      ['before', before],
      ['after', after],
    ] as const)
      for (const holder of row ? [row, ...groups(side, row)] : []) {
        this.#count(
          side,
          inlinePolicies(holder).flatMap(({ document }) => statementsOf(document)),
          row?.arn,
        );
        for (const arn of holder.attachedPolicies) this.#count(side, this.#managed(side, arn), row?.arn);
      }
  }

  #ofAll(table: (typeof ofAll)[number]): void {
    for (const pair of this.#pairs(table)) {
      if (!pair) continue;
      const [before, after] = pair;
      if (table === 'accounts' && sameAccount(before, after)) continue;
      const limited = limitedBy(before, after);
      if (limited) for (const node of limited.nodes) this.#nodes[limited.of].add(node);
      else this.#isForAll = true;
      if (table !== 'resources' && table !== 'controlPolicies') {
        this.#isAny = true;
        continue;
      }
      for (const [side, row] of [
        ['before', before],
        ['after', after],
      ] as const)
        this.#count(
          side,
          documentIn(row).flatMap(statementsOf),
          targetsOf(row),
          row && 'policy' in row ? row.arn : undefined,
        );
      if (table === 'resources') this.#ofOwners(before, after);
    }
  }

  /** Counts other tags, which conditions can read. An ARN without an account belongs to whoever holds it, or else to the account that asks. */
  #ofOwners(before: Row | undefined, after: Row | undefined): void {
    for (const [side, row, other] of [
      ['before', before, after],
      ['after', after, before],
    ] as const) {
      if (!isResource(row)) continue;
      const tags = tagsOf(row);
      if (tags !== tagsOf(isResource(other) ? other : undefined))
        this.#count(side, statementsOf(aboutAll(row.arn)), `${side} ${tags}`);
      if (arnAccount(row.arn) !== '') continue;
      if (isResource(other) && other.account === row.account) continue;
      this.#count(side, statementsOf(aboutAll(row.arn)), row.account);
    }
  }

  #managed(side: Side, arn: string): readonly StatementMatcher[] {
    const policy = managedPolicy(this.#worlds[side], arn);
    return policy ? programOf(compile(policy.document)).statements : [];
  }

  /** `at`: what makes the same statement another one. */
  #count(side: Side, statements: readonly StatementMatcher[], at = '', resource?: string): void {
    for (const statement of statements)
      this.#texts[side].set(`${at} ${wordsOf(statement)}`, { statement, resource });
  }

  /** Yields the rows that differ; one of the two can be missing. `undefined` for two that were compared and say the same. */
  *#pairs<T extends 'policies' | 'groups' | 'users' | 'roles' | (typeof ofAll)[number]>(table: T) {
    const [before, after] = sides.map((side) => this.#worlds[side][table]) as [
      ReadonlyMap<string, RowOf<T>>,
      ReadonlyMap<string, RowOf<T>>,
    ];
    if (before === after) return;
    for (const [id, row] of before) {
      const other = after.get(id);
      if (other !== row) yield isSame(row, other) ? undefined : ([row, other] as const);
    }
    for (const [id, row] of after) if (!before.has(id)) yield [undefined, row] as const;
  }
}

type Tagged = Pick<UserRecord, 'tags'>;
const tagsOf = (row: Tagged | undefined): string => JSON.stringify(row?.tags ?? []);

type RowOf<T extends keyof World> = World[T] extends ReadonlyMap<string, infer R> ? R : never;

const wordsOf = ({ source }: StatementMatcher): string =>
  `${JSON.stringify([source.principals ?? 0, source.notPrincipals ?? 0])} ${comparedText(source)}`;

/** Worlds that were read from files have rows of their own. */
const isSame = (row: unknown, other: unknown): boolean =>
  other !== undefined && JSON.stringify(row) === JSON.stringify(other);

const statementsOf = (document: NamedPolicy['document']): readonly StatementMatcher[] =>
  programOf(compile(document)).statements;

const isResource = (row: object | undefined): row is ResourceRecord =>
  row !== undefined && 'account' in row && 'arn' in row;

const aboutAll = (arn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: `${arnService(arn)}:*`, Resource: withHeld(arn) }],
  });

const documentIn = (row: object | undefined): string[] => {
  const found = row && ('content' in row ? row.content : 'policy' in row ? row.policy : undefined);
  return typeof found === 'string' ? [found] : [];
};

interface Limited {
  readonly of: 'callers' | 'resources';
  readonly nodes: readonly string[];
}
const limits = { SERVICE_CONTROL_POLICY: 'callers', RESOURCE_CONTROL_POLICY: 'resources' } as const;

/** Returns the places where control policies differ; `undefined` for anything else. */
function limitedBy(before: object | undefined, after: object | undefined): Limited | undefined {
  const switched = switchedType(before, after);
  if (switched) return switched;
  const rows = [before, after].flatMap((row) =>
    row && 'targets' in row ? [row as ControlPolicyRecord] : [],
  );
  const [first] = rows;
  if (!first) return undefined;
  const [ours = [], theirs = []] = [before, after].map(
    (row) => (row as ControlPolicyRecord | undefined)?.targets,
  );
  const all = [...new Set([...ours, ...theirs])];
  const isSame = rows.length === 2 && rows[0]?.content === rows[1]?.content;
  return {
    of: limits[first.type],
    nodes: isSame ? all.filter((node) => ours.includes(node) !== theirs.includes(node)) : all,
  };
}

/** Returns the root where only one type of control policies was switched on or off. */
function switchedType(before: object | undefined, after: object | undefined): Limited | undefined {
  if (!isOrganization(before) || !isOrganization(after)) return undefined;
  const { enabledPolicyTypes: ours, ...rest } = before;
  const { enabledPolicyTypes: theirs, ...others } = after;
  const [type, ...more] = controlPolicyTypes.filter((one) => ours.includes(one) !== theirs.includes(one));
  if (!type || more.length > 0 || JSON.stringify(rest) !== JSON.stringify(others)) return undefined;
  return { of: limits[type], nodes: [after.rootId] };
}

const isOrganization = (row: object | undefined): row is OrganizationRecord =>
  row !== undefined && 'enabledPolicyTypes' in row;

const targetsOf = (row: object | undefined): string =>
  row && 'targets' in row ? JSON.stringify(row.targets) : row && 'arn' in row ? String(row.arn) : '';

/** The settings of an account decide nothing but whether users may change their passwords. */
const sameAccount = (before: Row | undefined, after: Row | undefined): boolean => {
  const read = (row: object | undefined) =>
    row &&
    JSON.stringify(['membership' in row && row.membership, 'passwordPolicy' in row && row.passwordPolicy]);
  return read(before) === read(after);
};

const isIn = (world: World, arn: string): boolean =>
  arn.endsWith(':root')
    ? world.accounts.has(arnAccount(arn))
    : findByArn(world, 'users', arn) !== undefined || findByArn(world, 'roles', arn) !== undefined;
