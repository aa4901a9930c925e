/** Collects the regions that are allowed and those that limits take away, for one action on one account's resources. */

import type { KeyTest } from '../cells/key-test.ts';
import type { LayerRegions, SourcedRegion } from '../layers/principal-layers.ts';
import type { ResourceSet } from '../regions/region.ts';
import type { ExceptedRegion, Fitting, Forms, Reach } from './reach.ts';

export interface TakenReach {
  readonly reach: Reach;
  readonly by: ExceptedRegion | LayerRegions;
}

export interface Reaches {
  readonly allowed: readonly Reach[];
  readonly taken: readonly TakenReach[];
  /** Keys, or roles to assume, on which it is allowed as soon as their own policies allow it too. */
  readonly open: readonly Reach[];
}

export type Granting = Pick<Reach, 'resources' | 'only' | 'kind' | 'tests' | 'from' | 'apart' | 'regions'>;

interface Ways {
  readonly grants: readonly Granting[];
  readonly limits: readonly LayerRegions[];
  readonly denies: readonly ExceptedRegion[];
}

/** More ways to combine statements of several layers are not told apart; nobody writes so many. */
const mostCombinations = 4000;

export const reachPartsOf = (regions: readonly SourcedRegion[]): Pick<Reach, 'resources' | 'tests'> => ({
  resources: setsOf(regions),
  tests: testsOf(regions),
});

/** Returns the sets of the regions, without those of everything. */
const setsOf = (regions: readonly SourcedRegion[]): ResourceSet[] =>
  regions.flatMap(({ resources }) => (resources.isListed && resources.hasAll ? [] : [resources]));

const testsOf = (regions: readonly SourcedRegion[]): KeyTest[] => {
  const found = new Map<string, KeyTest>();
  for (const { tests } of regions) for (const test of tests) found.set(identityOf(test), test);
  return [...found.values()];
};

const identityOf = (test: KeyTest): string =>
  test.variables.length > 0 ? JSON.stringify(test.source) : test.signature;

const isWhole = ({ resources, tests }: SourcedRegion): boolean =>
  resources.isListed && resources.hasAll && tests.length === 0;

export class CollectedRegions {
  readonly #fitting: Fitting;
  readonly #owner: string;
  readonly #forms: Forms | undefined;
  readonly #allowed: Reach[] = [];
  readonly #taken: TakenReach[] = [];

  constructor(fitting: Fitting, owner: string, forms: Forms | undefined) {
    this.#fitting = fitting;
    this.#owner = owner;
    this.#forms = forms;
  }

  add({ grants, limits, denies }: Ways): void {
    const binding = limits.filter(({ allow }) => !allow.some(isWhole));
    let left = mostCombinations;
    for (const grant of grants) {
      const granted: Reach = { ...grant, owner: this.#owner, except: [], limits: [] };
      if (!this.#fitting.canBe(granted, this.#forms)) continue;
      let isLeft = false;
      for (const chosen of choices(binding.map(({ allow }) => allow))) {
        if ((left -= 1) < 0) break;
        const reach = limited(granted, chosen);
        if (chosen.length > 0 && !this.#fitting.canBe(reach, this.#forms)) continue;
        isLeft = true;
        this.#without(reach, denies);
      }
      if (isLeft) continue;
      const silent = binding.find(
        ({ allow }) => !allow.some((one) => this.#fitting.canBe(limited(granted, [one]), this.#forms)),
      );
      if (silent ?? binding[0])
        this.#taken.push({ reach: granted, by: (silent ?? binding[0]) as LayerRegions });
    }
  }

  #without(reach: Reach, denies: readonly ExceptedRegion[]): void {
    const except: ExceptedRegion[] = [];
    for (const region of denies) {
      if (!this.#fitting.meets(reach, region, this.#forms)) continue;
      if (this.#fitting.isWithin(reach, region, this.#forms)) {
        this.#taken.push({ reach, by: region });
        return;
      }
      except.push(region);
    }
    this.#allowed.push({ ...reach, except });
  }

  result(): Omit<Reaches, 'open'> {
    return { allowed: this.#widest(), taken: this.#taken };
  }

  /** Leaves out parts of others; of two that are the same, the first stays. */
  #widest(): Reach[] {
    if (this.#allowed.length > 60) return this.#allowed;
    const left = [...this.#allowed];
    for (let at = left.length - 1; at >= 0; at--) {
      const reach = left[at] as Reach;
      const place = left.findIndex((other, where) => where !== at && this.#fitting.isPartOf(reach, other));
      const other = left[place];
      if (!other) continue;
      if (this.#fitting.isPartOf(other, reach)) left[place] = bothOf(other, reach);
      left.splice(at, 1);
    }
    return left;
  }
}

const bothOf = (one: Reach, other: Reach): Reach => ({
  ...one,
  from: [...one.from, ...other.from],
  limits: [...one.limits, ...other.limits],
});

const limited = (reach: Reach, regions: readonly SourcedRegion[]): Reach => {
  const tests = [...reach.tests];
  for (const test of testsOf(regions))
    if (!tests.some((one) => identityOf(one) === identityOf(test))) tests.push(test);
  return {
    ...reach,
    resources: [...reach.resources, ...setsOf(regions)],
    tests,
    limits: regions.map(({ source }) => source),
    regions: [...reach.regions, ...regions],
  };
};

function* choices(layers: readonly (readonly SourcedRegion[])[]): Generator<readonly SourcedRegion[]> {
  const [first, ...rest] = layers;
  if (!first) {
    yield [];
    return;
  }
  for (const region of first) for (const others of choices(rest)) yield [region, ...others];
}
