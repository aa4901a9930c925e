/** One region that is allowed after every limit: requests in all of its parts and none of its exceptions. */

import { isOtherPartition } from '../../authz/special-cases.ts';
import { testHolds } from '../../eval/condition.ts';
import type { RequestView } from '../../eval/request.ts';
import type { KeyTest } from '../cells/key-test.ts';
import { type Demand, Feasibility, canBeNone, opposite } from '../difference/constraints.ts';
import type { StatementSource } from '../layers/principal-layers.ts';
import type { SourcedRegion } from '../layers/principal-layers.ts';
import type { ResourceSet } from '../regions/region.ts';

export interface Reach {
  /** The account of the resources. Absent: of any, because AWS asks for no permission. */
  readonly owner?: string;
  /** The resource is in each of them; in no part that a Deny or NotResource takes out. */
  readonly resources: readonly ResourceSet[];
  /** The resource whose policy grants: it, or what it holds. */
  readonly only?: Governed;
  /** The resource is of this kind, which nobody has to write. */
  readonly kind?: ResourceSet;
  /** Resources that decide for themselves, or that AWS keeps to itself. */
  readonly apart: readonly ResourceSet[];
  readonly tests: readonly KeyTest[];
  readonly except: readonly ExceptedRegion[];
  readonly from: readonly StatementSource[];
  readonly limits: readonly StatementSource[];
  /** The regions of which this is what they share: those of `from` and `limits`. */
  readonly regions: readonly SourcedRegion[];
}

/** A Deny; `only`: that of a resource's policy. */
export type ExceptedRegion = SourcedRegion & { readonly only?: Governed };

/** Resources whose policies say the same, and all that they hold that has no policy of its own. */
export interface Governed {
  readonly arns: readonly string[];
  readonly set: ResourceSet;
  readonly but?: ResourceSet;
}

/** @internal Says whether the region has the request, whose action is the region's. */
export const reachCovers = (reach: Reach, view: RequestView): boolean =>
  hasResource(reach, view) &&
  reach.tests.every(({ test }) => testHolds(test, view)) &&
  !reach.except.some(
    (region) => isOnResource(region, view) && region.tests.every(({ test }) => testHolds(test, view)),
  );

export const hasResource = (reach: Reach, view: RequestView): boolean =>
  (reach.owner === undefined || (reach.owner === view.resourceAccount && !isOtherPartition(view))) &&
  isInAll(reach, view) &&
  (reach.kind === undefined || isIn(reach.kind, view)) &&
  !reach.apart.some((set) => isIn(set, view));

export const isOnResource = ({ resources, only }: ExceptedRegion, view: RequestView): boolean =>
  isInAll({ resources: [resources], ...(only && { only }) }, view);

const isInAll = ({ resources, only }: Pick<Reach, 'resources' | 'only'>, view: RequestView): boolean =>
  resources.every((set) => isIn(set, view)) &&
  (only === undefined || (isIn(only.set, view) && !(only.but && isIn(only.but, view))));

function isIn(set: ResourceSet, view: RequestView): boolean {
  const has = view.matched === '*' ? set.hasAll : set.hasAll || set.with(view).has(view.matched);
  return has === set.isListed;
}

export interface Form {
  readonly set: ResourceSet;
  readonly but?: ResourceSet;
}

export interface Forms {
  /** Each form of ARN, without what looks like it and is something else. */
  readonly arns: readonly Form[];
  /** It may be called without a resource. */
  readonly canBeNone: boolean;
}

export class Fitting {
  readonly #feasibility: Feasibility;
  readonly #ofOwner: Demand;

  /** `derived`: lower-case keys that every request has. `ofOwner`: the resources of the account that is asked about. */
  constructor(derived: ReadonlySet<string>, ofOwner: ResourceSet) {
    this.#feasibility = new Feasibility(derived);
    this.#ofOwner = { kind: 'resource', set: ofOwner, isInside: true };
  }

  /** Some request is in all of the sets, in none of `apart`, and meets the tests. */
  canBe(reach: Reach, forms?: Forms): boolean {
    return this.isPossible(reach, [], forms);
  }

  meets(reach: Reach, region: ExceptedRegion, forms?: Forms): boolean {
    return this.isPossible(reach, demandsOfExcepted(region), forms);
  }

  isWithin(reach: Reach, region: ExceptedRegion, forms?: Forms): boolean {
    if (region.only?.but) return false;
    return demandsOfExcepted(region)
      .map(opposite)
      .every((way) => !this.isPossible(reach, [way], forms));
  }

  /** Some request of the reach meets `more`. `forms`: absent where nobody knows what the action takes. */
  isPossible(reach: Reach, more: readonly Demand[], forms?: Forms): boolean {
    const demands = [...demandsOfReach(reach), ...more];
    if (!this.#fits([], demands)) return false;
    if (!demands.some(({ kind }) => kind === 'resource')) return true;
    if (canBeNone(demands) && (forms?.canBeNone ?? true)) return true;
    const ofOwner: readonly Demand[] = reach.owner === undefined ? [] : [this.#ofOwner];
    if (!forms) return this.#fits(demands, ofOwner);
    return forms.arns.some(({ set, but }) =>
      this.#fits(demands, [
        ...ofOwner,
        { kind: 'resource', set, isInside: true },
        ...(but ? [{ kind: 'resource' as const, set: but, isInside: false }] : []),
      ]),
    );
  }

  /** Every request of the reach, whatever is taken out of it, is one of the other reach. */
  isPartOf(reach: Reach, other: Reach): boolean {
    if (reach.owner !== other.owner) return false;
    const demands = demandsOfReach(reach);
    return demandsOfReach(other)
      .map(opposite)
      .every((way) => !this.#feasibility.allows(demands, way));
  }

  #fits(given: readonly Demand[], more: readonly Demand[]): boolean {
    const demands = [...given];
    for (const demand of more) {
      if (!this.#feasibility.allows(demands, demand)) return false;
      demands.push(demand);
    }
    return true;
  }
}

export const demandsOfReach = ({
  resources,
  only,
  kind,
  apart,
  tests,
}: Pick<Reach, 'resources' | 'only' | 'kind' | 'apart' | 'tests'>): Demand[] => [
  ...resources.map((set): Demand => ({ kind: 'resource', set, isInside: true })),
  ...demandsOfGoverned(only),
  ...(kind ? [{ kind: 'resource' as const, set: kind, isInside: true }] : []),
  ...apart.map((set): Demand => ({ kind: 'resource', set, isInside: false })),
  ...tests.map((test): Demand => ({ kind: 'test', test, holds: true })),
];

export const demandsOfExcepted = ({ resources, only, tests }: ExceptedRegion): Demand[] => [
  { kind: 'resource', set: resources, isInside: true },
  ...demandsOfGoverned(only),
  ...tests.map((test): Demand => ({ kind: 'test', test, holds: true })),
];

const demandsOfGoverned = (only: Governed | undefined): Demand[] =>
  only === undefined
    ? []
    : [
        { kind: 'resource', set: only.set, isInside: true },
        ...(only.but ? [{ kind: 'resource' as const, set: only.but, isInside: false }] : []),
      ];
