/**
 * Searches ways to an aim: the shortest of every principal, or all of one. The engine decides each step in the world that
 * the steps before it left. A search stands for the world as it is when it is made.
 */

import type { DecisionEnv } from '#core/authz/authorize.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { indexInSteps, accountStatementsOf } from '../../statements/account-statements.ts';
import { type AttackPath, type WayStep, isAssumed, withProof } from '../attack-path.ts';
import { Ceiling } from '../ceiling/ceiling.ts';
import { type SearchEnv, searchEnv } from '../search-env.ts';
import { type Aim, aimOf, runBy } from './aims.ts';
import { type Counting, Edges, keyOfStep } from './edges.ts';
import { editsBetween } from './kept/edits.ts';
import { Everybody } from './everybody.ts';
import { Forwards } from './from-one/forwards.ts';
import { Backwards } from './backwards.ts';
import { Holders } from './holders.ts';
import { AlikeHolders, AskingOnce } from './kept/asking.ts';
import type { Steps } from '#core/model/steps.ts';
import { forgetGranting } from './granted-besides.ts';
import { withoutNeedless } from './strengthening.ts';
import { entriesOf, isOutsider } from './outsiders.ts';
import { forgetTrusts } from './targets.ts';

export interface WayOptions {
  /** `administrator`, or the ARN of a resource, a user or a role; absent: `administrator`. */
  readonly to?: string;
  /** Only administrators of this account count. */
  readonly account?: string;
  /** Ways count that need an unknown thing to exist; each says which. */
  readonly conditional?: boolean;
  /** Ways count that most accounts allow: another access key of a user who may have two. */
  readonly likely?: boolean;
}

export interface Ways {
  readonly paths: readonly AttackPath[];
  /** False when the search was stopped, so that there may be more ways; without a way, that there may be one. */
  readonly isComplete: boolean;
}

const mostWays = 50;

export class WaySearch {
  readonly #world: World;
  readonly #options: WayOptions;
  readonly #env: SearchEnv;
  readonly #aim: Aim;
  /** Steps that count beside those that assume nothing. */
  readonly #besides: Exclude<Counting, 'sure'> | undefined;
  readonly #sure: Edges;
  #known: Ceiling | undefined;
  #everybody: Everybody | undefined;
  #growing: Everybody | undefined;
  #before: WaySearch | undefined;
  #onlyOne: OnlyOne | undefined;

  #isUnsure = false;

  constructor(world: World, env: DecisionEnv, options: WayOptions = {}) {
    const { to = 'administrator', account, conditional = false, likely = false } = options;
    forgetTrusts(world);
    forgetGranting(world);
    this.#world = world;
    this.#options = options;
    this.#env = searchEnv(env);
    this.#aim = aimOf(world, to, account, this.#env);
    this.#besides = conditional ? 'assumed' : likely ? 'likely' : undefined;
    this.#sure = new Edges(this.#env, 'sure');
  }

  /** The search after edits that only take Allows away or add Denies: it asks anew only where they matter. */
  after(world: World): WaySearch {
    const search = new WaySearch(world, this.#env, this.#options);
    search.#before = this;
    return search;
  }

  /** Returns the shortest way of every user and role that has one, the shortest first. */
  shortest(): AttackPath[] {
    const steps = this.shortestInSteps();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Yields numbers from 0 to 1. */
  *shortestInSteps(): Steps<AttackPath[]> {
    return (yield* this.#everybodyInSteps()).paths().map(withProof);
  }

  /** Returns ways that lead, while `shortestInSteps` is on its way: not of everybody, and maybe not the shortest. */
  get soFar(): readonly AttackPath[] {
    return (this.#growing?.paths() ?? []).map(withProof);
  }

  /** False when somebody may have a way although `shortest` found none. */
  get isComplete(): boolean {
    return this.#everybody?.isComplete ?? false;
  }

  /** True when `someInSteps` found none, and could not look at everything. */
  get isUnsure(): boolean {
    return this.#isUnsure;
  }

  *#everybodyInSteps(): Steps<Everybody> {
    if (this.#everybody) return this.#everybody;
    const before = yield* this.#beforeInSteps();
    if (!before) yield* this.#indexInSteps();
    const everybody = new Everybody(this.#world, this.#env, this.#aim, before);
    this.#growing = everybody;
    yield* everybody.search(this.#sure);
    // A way without assumptions is better, however long it is.
    if (this.#besides) yield* everybody.search(new Edges(this.#env, this.#besides));
    this.#everybody = everybody;
    return everybody;
  }

  *#indexInSteps(): Steps {
    for (const account of this.#world.accounts.keys()) yield* indexed(this.#world, account as AccountId);
  }

  *#beforeInSteps(): Steps<ConstructorParameters<typeof Everybody>[3]> {
    if (!this.#before) return undefined;
    const edits = editsBetween(this.#before.#world, this.#world);
    return edits && { everybody: yield* this.#before.#everybodyInSteps(), edits };
  }

  all(from: string): AttackPath[] {
    return [...this.ways(from).paths];
  }

  /**
   * Returns at most 50 ways, the shortest first. `from`: the ARN of a user, a role, a session, the root user, or of a
   * thing that runs as a role; or an outsider, as outsiders.ts writes it. After `shortest` it takes less time.
   */
  ways(from: string): Ways {
    const steps = this.waysInSteps(from);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Returns some of the ways; none only where there is none, or where it is unsure. Where everybody's are known, it is the shortest. */
  *someInSteps(from: string): Steps<readonly AttackPath[]> {
    return yield* this.#ofStarts(from, (start) => this.#some(start));
  }

  /**
   * Returns one way that needs nothing unknown, if there is any. It takes less time than all ways of one, or the shortest ways of
   * everybody; and several questions to one search, less than each alone.
   */
  *anyInSteps(from: string): Steps<Ways> {
    let isComplete = true;
    const found: AttackPath[] = [];
    for (const { start, entry } of this.#startsOf(from)) {
      const way = yield* this.#any(start);
      if (way === 'stopped') isComplete = false;
      else if (way) found.push(withProof({ ...way, from, steps: entry ? [entry, ...way.steps] : way.steps }));
    }
    const paths = found.toSorted((a, b) => a.steps.length - b.steps.length).slice(0, 1);
    return { paths, isComplete: isComplete || paths.length > 0 };
  }

  *#any(start: string): Steps<AttackPath | 'stopped' | undefined> {
    yield* this.#indexInSteps();
    this.#onlyOne ??= new OnlyOne(this.#world, this.#aim, this.#sure);
    const way = yield* this.#onlyOne.wayOf(start);
    if (way !== 'stopped') return way;
    const below = yield* this.#below(start);
    if (below) return below === 'none' ? undefined : below;
    // Whoever searches from the ends is not stopped by the number of things that one can do.
    const everybody = yield* this.#everybodyInSteps();
    const shortest = everybody.pathOf(start);
    if (shortest || everybody.isDecided(start)) return shortest;
    const { paths, isComplete } = yield* this.#forwards(start, this.#sure);
    return paths[0] ?? (isComplete ? undefined : way);
  }

  /** Returns ways that need nothing unknown, without a look at anybody else; none does not say that there is none. */
  *ownInSteps(from: string): Steps<readonly AttackPath[]> {
    return yield* this.#ofStarts(from, (start) => this.#sureOf(start));
  }

  *#ofStarts(
    from: string,
    pathsOf: (start: string) => Steps<readonly AttackPath[]>,
  ): Steps<readonly AttackPath[]> {
    const found: AttackPath[] = [];
    for (const { start, entry } of this.#startsOf(from))
      for (const path of yield* pathsOf(start))
        found.push(withProof({ ...path, from, steps: entry ? [entry, ...path.steps] : path.steps }));
    return found;
  }

  *#sureOf(start: string): Steps<readonly AttackPath[]> {
    return (yield* this.#forwards(start, this.#sure)).paths;
  }

  *#some(start: string): Steps<readonly AttackPath[]> {
    const below = yield* this.#below(start);
    if (below === 'none') return [];
    if (below) return [below];
    if (!this.#knowsEverybody) {
      const { paths, isComplete } = yield* this.#onwards(start);
      if (isComplete || paths.length > 0) return paths;
    }
    const everybody = yield* this.#everybodyInSteps();
    const shortest = everybody.pathOf(start);
    if (shortest) return [shortest];
    if (everybody.isDecided(start)) return [];
    const { paths, isComplete } = yield* this.#onwards(start);
    if (paths.length === 0 && !isComplete) this.#isUnsure = true;
    return paths;
  }

  get #knowsEverybody(): boolean {
    return (
      this.#everybody !== undefined || (this.#before !== undefined && this.#before.#everybody !== undefined)
    );
  }

  *waysInSteps(from: string): Steps<Ways> {
    const found: AttackPath[] = [];
    let isComplete = true;
    for (const { start, entry } of this.#startsOf(from)) {
      const ways = yield* this.#from(start);
      if (!ways.isComplete) isComplete = false;
      for (const path of ways.paths) found.push(entry ? { ...path, steps: [entry, ...path.steps] } : path);
    }
    const paths = withoutNeedless(found)
      .toSorted((a, b) => Number(isAssumed(a)) - Number(isAssumed(b)) || a.steps.length - b.steps.length)
      .slice(0, mostWays)
      .toSorted((a, b) => a.steps.length - b.steps.length)
      .map((path) => withProof({ ...path, from }));
    return { paths, isComplete };
  }

  /** Returns a way that the ceiling shows, and `none` where it proves that there is none; `undefined`: nobody knows yet. */
  *#below(start: string): Steps<AttackPath | 'none' | undefined> {
    yield* this.#indexInSteps();
    return yield* this.ceiling.wayOf(start);
  }

  /** Tells the most that somebody could ever gain in this world. */
  get ceiling(): Ceiling {
    this.#known ??= new Ceiling(this.#world, this.#aim, this.#env, this.#besides ?? 'sure');
    return this.#known;
  }

  /** True where it is proved that none of the starts has a way, not even all of them together. */
  *provedInSteps(froms: readonly string[]): Steps<boolean> {
    yield* this.#indexInSteps();
    const starts = froms.flatMap((from) => this.#startsOf(from).map(({ start }) => start));
    if (starts.length === 0 || (yield* this.ceiling.above(starts)).met === undefined) return true;
    for (const start of starts) if ((yield* this.ceiling.above([start])).met !== undefined) return false;
    return true;
  }

  *#from(start: string): Steps<Ways> {
    const below = yield* this.#below(start);
    if (below === 'none') return { paths: [], isComplete: true };
    const ways = yield* this.#all(start);
    return ways.paths.length === 0 && below ? { paths: [below], isComplete: ways.isComplete } : ways;
  }

  *#all(start: string): Steps<Ways> {
    if (!this.#knowsEverybody) {
      const ways = yield* this.#onwards(start);
      if (ways.isComplete || ways.paths.length >= mostWays) return ways;
    }
    const everybody = yield* this.#everybodyInSteps();
    if (!everybody.mayLead(start)) return { paths: [], isComplete: true };
    const { paths, isComplete } = yield* this.#onwards(start);
    const shortest = everybody.pathOf(start);
    const key = shortest && keyOf(shortest);
    if (shortest && paths.every((path) => keyOf(path) !== key))
      return { paths: [shortest, ...paths.slice(0, mostWays - 1)], isComplete };
    return { paths, isComplete: isComplete || (paths.length === 0 && everybody.isDecided(start)) };
  }

  /** Searches forwards, with what everybody's ways tell where they are known. */
  *#onwards(start: string): Steps<Ways> {
    const sure = yield* this.#forwards(start, this.#sure);
    if (!this.#besides) return sure;
    const assumed = yield* this.#forwards(start, new Edges(this.#env, this.#besides));
    return {
      paths: [...sure.paths, ...assumed.paths.filter(isAssumed)],
      isComplete: sure.isComplete && assumed.isComplete,
    };
  }

  *#forwards(start: string, edges: Edges): Steps<Ways> {
    const everybody = this.#everybody;
    const search = new Forwards(this.#world, this.#aim, edges, {
      most: mostWays,
      ...(everybody && { mayLead: (arn: string) => everybody.mayLead(arn) }),
    });
    const paths = yield* search.fromInSteps(start);
    return { paths, isComplete: !search.isStopped };
  }

  #startsOf(from: string): readonly { readonly start: string; readonly entry?: WayStep }[] {
    if (isOutsider(from))
      return entriesOf(this.#world, from, this.#env).map((entry) => ({ start: entry.to, entry }));
    const isThing = this.#world.index.byArn.get(from)?.table === 'resources';
    return (isThing ? runBy(this.#world, from) : [from]).map((start) => ({ start }));
  }
}

/** Returns the same text for the same ways. */
const keyOf = ({ steps }: AttackPath): string => steps.map(keyOfStep).join('\n');

/** Makes the index of an account, where it is not there. */
export function* indexed(world: World, account: AccountId): Steps {
  yield* indexInSteps(world, account);
  accountStatementsOf(world, account).holdings();
  yield;
}

/** Tells if one principal has a way: strengthening somebody is searched from this one alone. */
class OnlyOne {
  readonly #world: World;
  readonly #aim: Aim;
  readonly #edges: Edges;
  #backwards: Backwards | undefined;

  constructor(world: World, aim: Aim, edges: Edges) {
    this.#world = world;
    this.#aim = aim;
    this.#edges = edges;
  }

  /** Returns a way; `undefined` where there is none, and `stopped` where nobody knows. Yields numbers from 0 to 1. */
  *wayOf(arn: string): Steps<AttackPath | 'stopped' | undefined> {
    const backwards = (this.#backwards ??= yield* this.#fromTheEnds());
    const known = backwards.pathOf(arn);
    if (known) return known;
    const search = new Forwards(this.#world, this.#aim, this.#edges, {
      most: 1,
      rest: (one) => backwards.pathOf(one, arn),
    });
    const [path] = yield* search.fromInSteps(arn);
    return path ?? (search.isStopped ? 'stopped' : undefined);
  }

  *#fromTheEnds(): Steps<Backwards> {
    const holders = new Holders(this.#world, this.#edges.env);
    const backwards = new Backwards(holders, this.#aim);
    const alike = new AlikeHolders(this.#world, holders);
    yield* backwards.levels(new AskingOnce(this.#world, holders, this.#aim, this.#edges, alike));
    return backwards;
  }
}
