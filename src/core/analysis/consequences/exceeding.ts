/**
 * The parts of what one side allows that the other does not: each region is searched for a request outside all regions of
 * the other side, and for one in each of its Denies. The engine decides whatever is found, on both sides.
 */

import { tokensOf } from '../../eval/glob.ts';
import { type Area, type SearchResult, Search } from '../difference/search.ts';
import { type Demand, canBeNone } from '../difference/constraints.ts';
import type { Candidate, NaturalResources } from '../difference/concrete.ts';
import {
  type ExceptedRegion,
  type Fitting,
  type Forms,
  type Reach,
  demandsOfExcepted,
  demandsOfReach,
} from '../effective/reach.ts';
import { GlobSet } from '../globs/automaton.ts';
import type { ResourceSet } from '../regions/region.ts';
import { memoBy } from '../../model/memo.ts';

export interface Exceeding {
  readonly reach: Reach;
  readonly candidate: Candidate;
  readonly shared: readonly Reach[];
  readonly movedTo?: string;
}

/** Resources that one side takes for the principal's own, and the other holds in another account. */
export interface Moved {
  readonly owner: string;
  /** The first side does not hold them, so nobody knows whose they are there: nothing is said of them. */
  readonly isGone: boolean;
  readonly set: ResourceSet;
}

export interface Comparing {
  readonly fitting: Fitting;
  /** Sets of resources that may be an account's, the most natural first. */
  readonly ofOwner: (account: string) => readonly ResourceSet[];
  readonly home: string;
  readonly moved: (service: string) => readonly Moved[];
  readonly derived: ReadonlyMap<string, string>;
  readonly natural: NaturalResources;
  readonly isNew: (candidate: Candidate) => boolean;
  readonly isOver: () => boolean;
}

export interface ExceedingReaches {
  readonly more: readonly Reach[];
  readonly less: readonly Reach[];
  readonly action: string;
  /** Absent where nobody knows what the action takes. */
  readonly forms: Forms | undefined;
}

export interface Exceeded {
  readonly found: readonly Exceeding[];
  /** False: a search gave up. */
  readonly isCertain: boolean;
}

export function exceeding({ more, less, action, forms }: ExceedingReaches, comparing: Comparing): Exceeded {
  const found: Exceeding[] = [];
  let isCertain = true;
  const known = new Set(less.map(identityOf));
  const finding = new Finding(action, forms, comparing);
  const away = comparing.moved(action.slice(0, action.indexOf(':')));
  for (const reach of more) {
    if (known.has(identityOf(reach))) continue;
    const others = less.filter(({ owner }) => owner === undefined || owner === reach.owner);
    const denied = reach.except.map(demandsOfExcepted);
    const moved = reach.owner === comparing.home ? away : [];
    const ask = (part: Area, outside: readonly Area[]) => {
      const one = finding.find(reach, part, [...denied, ...outside]);
      if (one === 'unknown') isCertain = false;
      return typeof one === 'object' ? one.found : undefined;
    };
    const outside = ask([], [...moved.map(demandsOfMoved), ...others.map(demandsOfReach)]);
    if (outside)
      found.push({
        reach,
        candidate: outside,
        shared: others.filter((other) => finding.meets(reach, other)),
      });
    for (const one of moved) {
      if (one.isGone) continue;
      const candidate = ask(demandsOfMoved(one), []);
      const part = { ...reach, resources: [...reach.resources, one.set] };
      if (candidate) found.push({ reach: part, candidate, shared: [], movedTo: one.owner });
    }
    for (const deny of deniesOf(others)) {
      const inDeny = ask(demandsOfExcepted(deny), []);
      if (inDeny) found.push({ reach: within(reach, deny), candidate: inDeny, shared: [] });
    }
  }
  return { found, isCertain };
}

const demandsOfMoved = ({ set }: Moved): Area => [{ kind: 'resource', set, isInside: true }];

/** A Deny of a principal takes away of all its regions. */
const deniesOf = (reaches: readonly Reach[]): ExceptedRegion[] => [
  ...new Set(reaches.flatMap(({ except }) => except)),
];

const within = (reach: Reach, { resources, only, tests, ...rest }: ExceptedRegion): Reach => ({
  ...reach,
  resources: [...reach.resources, resources, ...(only ? [only.set] : [])],
  tests: [...reach.tests, ...tests],
  regions: [...reach.regions, { ...rest, resources, tests }],
});

let next = 0;
const numberOf = memoBy((_: object) => (next += 1));

/** Returns the same text only for regions with the same requests. Sets without variables are kept with their statements. */
function identityOf({ owner, resources, only, kind, apart, tests, except }: Reach): string {
  const sets = [resources, kind ? [kind] : [], apart].map((all) => all.map(numberOf).join());
  const out = except.map(
    (region) => `${numberOf(region.resources)}/${region.only?.arns.join() ?? ''}/${testsOf(region.tests)}`,
  );
  return [owner, ...sets, only?.arns.join(), testsOf(tests), ...out.sort()].join('|');
}

const testsOf = (tests: Reach['tests']): string =>
  tests
    .map(({ source }) => JSON.stringify(source))
    .sort()
    .join();

class Finding {
  readonly #action: string;
  readonly #base: Demand;
  readonly #forms: Forms | undefined;
  readonly #comparing: Comparing;

  constructor(action: string, forms: Forms | undefined, comparing: Comparing) {
    this.#action = action;
    this.#base = { kind: 'action', set: actionSet(action), isInside: true };
    this.#forms = forms;
    this.#comparing = comparing;
  }

  find(reach: Reach, part: Area, outside: readonly Area[]): SearchResult<Candidate> {
    const inside = [this.#base, ...demandsOfReach(reach), ...part];
    const takesNone = this.#comparing.natural(this.#action)?.length === 0;
    if (!this.#forms && takesNone && canBeNone(inside)) {
      const found = this.#withoutResource(inside, outside);
      if (typeof found === 'object') return found;
    }
    let isCertain = true;
    for (const form of this.#formDemands())
      for (const owned of this.#owned(reach)) {
        const found = this.#search().findIn([...inside, ...owned, ...form], outside);
        if (typeof found === 'object') return found;
        if (found === 'unknown') isCertain = false;
      }
    const canLack = canBeNone(inside) && (this.#forms?.canBeNone ?? true);
    const found = canLack ? this.#withoutResource(inside, outside) : 'none';
    return found === 'none' && !isCertain ? 'unknown' : found;
  }

  meets(reach: Reach, other: Reach): boolean {
    return this.#comparing.fitting.isPossible(reach, demandsOfReach(other), this.#forms);
  }

  #owned({ owner }: Reach): readonly Area[] {
    if (owner === undefined) return [[]];
    return this.#comparing.ofOwner(owner).map((set) => [{ kind: 'resource', set, isInside: true }]);
  }

  *#formDemands(): Generator<Area> {
    if (!this.#forms) yield [];
    for (const { set, but } of this.#forms?.arns ?? [])
      yield [
        { kind: 'resource', set, isInside: true },
        ...(but ? [{ kind: 'resource', set: but, isInside: false } as const] : []),
      ];
  }

  /** Only a request that was made and decided otherwise leaves a doubt: others are requests with a resource. */
  #withoutResource(inside: Area, outside: readonly Area[]): SearchResult<Candidate> {
    let isRefused = false;
    const found = this.#search((candidate) => {
      if (candidate.resource !== '*') return false;
      const isNew = this.#comparing.isNew(candidate);
      isRefused ||= !isNew;
      return isNew;
    }).findIn(inside, outside);
    return found === 'unknown' && !isRefused && !this.#comparing.isOver() ? 'none' : found;
  }

  #search(isNew = this.#comparing.isNew): Search<Candidate> {
    const { derived, natural, isOver } = this.#comparing;
    return new Search({
      derived,
      natural,
      isOver,
      actions: [this.#action],
      confirm: (candidate) => (isNew(candidate) ? candidate : undefined),
    });
  }
}

const actions = new Map<string, { readonly set: GlobSet; readonly isListed: true }>();
const mostCachedRegions = 30_000;

function actionSet(action: string) {
  let found = actions.get(action);
  if (!found) {
    if (actions.size >= mostCachedRegions) actions.clear();
    found = { set: new GlobSet([tokensOf(action)], { ignoresCase: true }), isListed: true };
    actions.set(action, found);
  }
  return found;
}
