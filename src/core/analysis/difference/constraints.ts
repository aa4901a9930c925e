/**
 * Demands of the request that is searched for: it is in some sets of actions and resources and out of others, with some
 * tests of context keys that hold and others that do not. It grows and shrinks with the search.
 */

import { one, star } from '../../eval/glob.ts';
import { innerOne, innerStar, type ResourceToken } from '../../eval/arn.ts';
import type { ContextLookup } from '../../eval/variables.ts';
import type { KeyTest } from '../cells/key-test.ts';
import { type SignedTest, solveKey } from '../cells/solve-key.ts';
import { GlobSet } from '../globs/automaton.ts';
import { type Sample, sample } from '../globs/sample.ts';
import type { ActionSet, Region, ResourceSet } from '../regions/region.ts';
import { memoBy } from '../../model/memo.ts';

export type Demand =
  | { readonly kind: 'action'; readonly set: ActionSet; readonly isInside: boolean }
  | { readonly kind: 'resource'; readonly set: ResourceSet; readonly isInside: boolean }
  | { readonly kind: 'test'; readonly test: KeyTest; readonly holds: boolean };

export const demandsOf = (region: Region): Demand[] => [
  { kind: 'action', set: region.actions, isInside: true },
  { kind: 'resource', set: region.resources, isInside: true },
  ...region.tests.map((test) => ({ kind: 'test' as const, test, holds: true })),
];

export const opposite = (demand: Demand): Demand =>
  demand.kind === 'test' ? { ...demand, holds: !demand.holds } : { ...demand, isInside: !demand.isInside };

const arn = (partition: readonly ResourceToken[]): readonly ResourceToken[] => [
  'arn:',
  ...partition,
  ':',
  innerOne,
  innerStar,
  ':',
  innerStar,
  ':',
  innerStar,
  ':',
  one,
  star,
];
const anyArn = new GlobSet([arn([innerOne, innerStar])]);
const anyAction = new GlobSet([[innerOne, innerStar, ':', one, star]], { ignoresCase: true });
const nothingKnown: ContextLookup = { value: () => undefined };

/** Sets are kept with their statements, so what is known of them serves every principal. */
const ofSets = new Map<string, boolean>();
const mostCachedSets = 200_000;

let next = 0;
const numberOf = memoBy((_: object) => next++);

const nameOf = (demand: Demand): string =>
  demand.kind === 'test'
    ? `${demand.holds ? '+' : '-'}${numberOf(demand.test)}`
    : `${demand.isInside ? '+' : '-'}${numberOf(demand.set)}`;

/** Says whether demands can hold together. Variables count as any value, so `true` may still be wrong. */
export class Feasibility {
  readonly #known = new Map<string, boolean>();
  readonly #derived: ReadonlySet<string>;

  /** `derived`: lower-case keys that every request has. */
  constructor(derived: ReadonlySet<string>) {
    this.#derived = derived;
  }

  /** Returns true when a request can meet the demands, of which only `last` is new. */
  allows(demands: readonly Demand[], last: Demand): boolean {
    const alike = demands.filter((demand) =>
      last.kind === 'test'
        ? demand.kind === 'test' && demand.test.key === last.test.key
        : demand.kind === last.kind,
    );
    const key = `${last.kind} ${[...alike, last].map(nameOf).sort().join(' ')}`;
    // Only tests depend on the keys that every request has.
    const known = last.kind === 'test' ? this.#known : ofSets;
    let can = known.get(key);
    if (can === undefined) {
      can = this.#can([...alike, last], last.kind);
      if (known.size >= mostCachedSets) known.clear();
      known.set(key, can);
    }
    return can;
  }

  /** Returns true when a request can meet the demands and all of `more`, which are of one kind. */
  allowsAll(demands: readonly Demand[], more: readonly Demand[]): boolean {
    const kind = more[0]?.kind;
    return (
      kind === undefined || this.#can([...demands.filter((demand) => demand.kind === kind), ...more], kind)
    );
  }

  #can(demands: readonly Demand[], kind: Demand['kind']): boolean {
    if (kind === 'action') return sampleAction(demands) !== 'none';
    if (kind === 'resource') return canBeResource(demands);
    return this.#canBeKey(demands.filter((demand) => demand.kind === 'test'));
  }

  #canBeKey(tests: readonly Extract<Demand, { kind: 'test' }>[]): boolean {
    const wanted = new Map<string, boolean>();
    for (const { test, holds } of tests) {
      if ((wanted.get(test.signature) ?? holds) !== holds) return false;
      wanted.set(test.signature, holds);
    }
    const fixed: SignedTest[] = tests.filter(({ test }) => test.variables.length === 0);
    if (fixed.length === 0) return true;
    const key = fixed[0]?.test.key ?? '';
    return solveKey(fixed, nothingKnown, !this.#derived.has(key)) !== 'none';
  }
}

/** Returns an action that meets the demands. `within`: a set that it has to be in besides. */
export function sampleAction(demands: readonly Demand[], within: GlobSet = anyAction): Sample {
  const inside = [within];
  const outside: GlobSet[] = [];
  for (const demand of demands) {
    if (demand.kind !== 'action') continue;
    (demand.isInside === demand.set.isListed ? inside : outside).push(demand.set.set);
  }
  return sample(inside, outside);
}

function canBeResource(demands: readonly Demand[]): boolean {
  if (canBeNone(demands)) return true;
  const within: ResourceSet[] = [];
  const without: ResourceSet[] = [];
  for (const demand of demands)
    if (demand.kind === 'resource')
      (demand.isInside === demand.set.isListed ? within : without).push(demand.set);
  const excluded = new Set(without.flatMap(({ open }) => open));
  const inside = within.map((set) => set.possible(excluded));
  return (
    sample(
      [anyArn, ...inside],
      without.map(({ sure }) => sure),
    ) !== 'none'
  );
}

/** Returns true when a call without a resource meets the demands: only `*` covers it. */
export function canBeNone(demands: readonly Demand[]): boolean {
  return demands.every(
    (demand) => demand.kind !== 'resource' || (demand.set.isListed === demand.set.hasAll) === demand.isInside,
  );
}

export function resourceOf(
  demands: readonly Demand[],
  lookup: ContextLookup,
  within: readonly GlobSet[],
): Sample {
  const inside = [anyArn, ...within];
  const outside: GlobSet[] = [];
  for (const demand of demands) {
    if (demand.kind !== 'resource') continue;
    const set = demand.set.with(lookup);
    (demand.isInside === demand.set.isListed ? inside : outside).push(set);
  }
  return sample(inside, outside);
}
