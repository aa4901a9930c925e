/** Principals for whom a change means the same: the same statements about it count for them, on both sides. */

import { inlinePolicies, managedPolicy } from '../../authz/gather.ts';
import type { NamedPolicy } from '../../authz/decision.ts';
import { policyPlaces } from '../../authz/applicable-statements.ts';
import { programOf } from '../../eval/program.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { type Holder, type World, findByArn } from '../../model/world/world.ts';
import { type CompiledStatement, compile } from '../../policy/compile.ts';
import type { LayerConcern } from '../layers/principal-layers.ts';
import { listed, withHeld } from '../effective/governed.ts';
import { sample } from '../globs/sample.ts';
import { type Region, regionOf } from '../regions/region.ts';
import { type OwnReads, noReads, ownNames, ownReadsOf, seenOf, together } from '../statements/own-reads.ts';
import { comparedText } from './compared-statements.ts';
import type { Touched } from './touched.ts';
import type { Steps } from '../../model/steps.ts';
import { memoBy } from '../../model/memo.ts';

interface Counted {
  readonly numbers: readonly number[];
  readonly reads: OwnReads;
}
const nothing: Counted = { numbers: [], reads: noReads };

const atOnce = 5;

export class Relevant {
  readonly #world: World;
  readonly #changed: readonly Part[] | 'any';
  readonly #numbers: Map<string, number>;
  readonly #about: LayerConcern = { concerns: (statement) => this.#isRelevant(statement) };
  readonly #statements = new Map<number, StatementMatcher>();
  readonly #whole = new Set<number>();
  readonly #holders = new Map<string, Counted>();
  #shared = noReads;
  /** Names in policies of resources: those principals are like nobody else. */
  #named: ReadonlySet<string> = new Set();

  /** `numbers`: shared by both sides, so that the same statement has the same number. */
  constructor(world: World, changed: Touched['statements'], numbers: Map<string, number>) {
    this.#world = world;
    this.#numbers = numbers;
    this.#changed =
      changed === 'any'
        ? 'any'
        : changed.flatMap(({ statement, resource }) => {
            const region = wholeOf(statement);
            if (!region) return [];
            return resource === undefined ? [region] : [{ ...region, resources: listed(withHeld(resource)) }];
          });
  }

  *read(): Steps {
    const world = this.#world;
    const documents = [
      ...[...world.controlPolicies.values()].map(({ content }) => content),
      ...[...world.resources.values()].flatMap(({ policy }) => policy ?? []),
      ...[...world.roles.values()].map(({ assumeRolePolicyDocument }) => assumeRolePolicyDocument),
    ];
    const shared: StatementMatcher[] = [];
    for (const [at, document] of [...new Set(documents)].entries()) {
      if (at % atOnce === 0) yield;
      shared.push(...programOf(compile(document)).statements.filter((one) => this.#isRelevant(one)));
    }
    this.#shared = ownReadsOf(shared);
    this.#named = new Set(
      shared.flatMap(({ source: { principals = [], notPrincipals = [] } }) =>
        [...principals, ...notPrincipals].flatMap(({ type, value }) => (type === 'AWS' ? [value] : [])),
      ),
    );
  }

  /** Returns the same text for principals for whom the change means the same. */
  textOf(arn: string): string {
    const principal = findByArn(this.#world, 'users', arn) ?? findByArn(this.#world, 'roles', arn);
    if (!principal || ownNames(principal).some((name) => this.#named.has(name))) return arn;
    const own = this.#needed(this.#ofPrincipal(principal));
    const { permissionsBoundary: boundary } = principal;
    const limit = boundary === undefined ? undefined : this.#needed(this.#ofPolicy(boundary));
    const reads = together([own.reads, limit?.reads ?? noReads, this.#shared]);
    const isLinked = principal.path.startsWith('/aws-service-role/');
    const kind = `${'userName' in principal ? 'user' : 'role'} ${isLinked ? principal.path : ''}`;
    const seen = reads === noReads ? '' : seenOf(principal, reads);
    return `${principal.account} ${kind} ${own.numbers.join()} ${limit?.numbers.join() ?? '-'} ${seen}`;
  }

  /** Leaves out what one statement allows whole: all such principals are allowed the same of the change. */
  #needed(counted: Counted): Counted {
    if (!counted.numbers.some((number) => this.#whole.has(number))) return counted;
    const numbers = counted.numbers.filter((number) => this.#statements.get(number)?.isDeny);
    const denies = numbers.flatMap((number) => this.#statements.get(number) ?? []);
    return { numbers: [-1, ...numbers], reads: ownReadsOf(denies) };
  }

  statementsOf(arn: string): StatementMatcher[] {
    const principal = findByArn(this.#world, 'users', arn) ?? findByArn(this.#world, 'roles', arn);
    const numbers = principal ? this.#ofPrincipal(principal).numbers : [];
    return numbers.flatMap((number) => {
      const statement = this.#statements.get(number);
      return statement ? [statement] : [];
    });
  }

  #ofPrincipal(principal: UserRecord | RoleRecord): Counted {
    const groups =
      'groups' in principal ? principal.groups.flatMap((id) => this.#world.groups.get(id) ?? []) : [];
    return joined([this.#ofHolder(principal), ...groups.map((group) => this.#kept(group.arn, group))]);
  }

  #kept(arn: string, holder: Holder): Counted {
    let found = this.#holders.get(arn);
    if (!found) this.#holders.set(arn, (found = this.#ofHolder(holder)));
    return found;
  }

  #ofHolder(holder: Holder): Counted {
    const inline = inlinePolicies(holder).map(({ document }) => this.#ofDocument(document));
    return joined([...inline, ...holder.attachedPolicies.map((arn) => this.#ofPolicy(arn))]);
  }

  #ofPolicy(arn: string): Counted {
    let found = this.#holders.get(arn);
    if (!found) {
      const policy = managedPolicy(this.#world, arn);
      this.#holders.set(arn, (found = policy ? this.#ofDocument(policy.document) : nothing));
    }
    return found;
  }

  #ofDocument(document: NamedPolicy['document']): Counted {
    const statements = programOf(compile(document)).statements.filter((one) => this.#isRelevant(one));
    if (statements.length === 0) return nothing;
    return { numbers: statements.map((one) => this.#numberOf(one)), reads: ownReadsOf(statements) };
  }

  #numberOf(statement: StatementMatcher): number {
    const text = comparedText(statement.source);
    let number = this.#numbers.get(text);
    if (number === undefined) this.#numbers.set(text, (number = this.#numbers.size));
    if (!this.#statements.has(number)) {
      this.#statements.set(number, statement);
      if (this.#allowsWhole(statement)) this.#whole.add(number);
    }
    return number;
  }

  get denies(): StatementMatcher[] {
    return [...this.#statements.values()].filter(({ isDeny }) => isDeny);
  }

  #allowsWhole(statement: StatementMatcher): boolean {
    const { source, isDeny } = statement;
    if (this.#changed === 'any' || isDeny || source.conditions || !source.resources?.includes('*'))
      return false;
    const region = wholeOf(statement);
    return (
      region !== undefined &&
      this.#changed.every(
        ({ actions }) =>
          actions.isListed &&
          region.actions.isListed &&
          sample([actions.set], [region.actions.set]) === 'none',
      )
    );
  }

  /** Absent where every statement may matter. */
  get about(): LayerConcern | undefined {
    return this.#changed === 'any' ? undefined : this.#about;
  }

  #isRelevant(statement: StatementMatcher): boolean {
    if (this.#changed === 'any') return true;
    return this.#canMeetChanged(statement.source, statement, this.#changed);
  }

  readonly #canMeetChanged = memoBy(
    (_: CompiledStatement, statement: StatementMatcher, changed: readonly Part[]) => {
      const region = wholeOf(statement);
      return region !== undefined && changed.some((one) => canMeet(one, region));
    },
  );
}

const joined = (all: readonly Counted[]): Counted => {
  const some = all.filter((one) => one !== nothing);
  if (some.length < 2) return some[0] ?? nothing;
  const numbers = new Set(some.flatMap((one) => one.numbers));
  return { numbers: [...numbers].sort((a, b) => a - b), reads: together(some.map(({ reads }) => reads)) };
};

type Part = Pick<Region, 'actions' | 'resources'>;

export const wholeOf = ({ source }: StatementMatcher): Region | undefined =>
  regionOf(
    source,
    (source.principals ?? source.notPrincipals) ? policyPlaces.resource : policyPlaces.identity,
  );

/** Conditions are not compared. */
const canMeet = (one: Part, other: Part): boolean =>
  sets(one.actions, other.actions) &&
  (one.resources.open.length + other.resources.open.length > 0 ||
    sets(
      { set: one.resources.sure, isListed: one.resources.isListed },
      { set: other.resources.sure, isListed: other.resources.isListed },
    ));

function sets(one: Region['actions'], other: Region['actions']): boolean {
  const both = [one, other];
  return (
    sample(
      both.flatMap(({ set, isListed }) => (isListed ? [set] : [])),
      both.flatMap(({ set, isListed }) => (isListed ? [] : [set])),
    ) !== 'none'
  );
}
