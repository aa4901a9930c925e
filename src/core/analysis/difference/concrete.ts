/** Makes concrete requests of demands: an action, a resource and the context keys that matter. */

import type { RequestContext } from '../../authz/decision.ts';
import type { ContextLookup } from '../../eval/variables.ts';
import type { KeyTest } from '../cells/key-test.ts';
import { type KeyValue, type SignedTest, solveKey } from '../cells/solve-key.ts';
import { GlobSet } from '../globs/automaton.ts';
import { one, star } from '../../eval/glob.ts';
import { innerStar } from '../../eval/arn.ts';
import { type Demand, sampleAction, canBeNone, resourceOf } from './constraints.ts';

export interface Candidate {
  readonly action: string;
  /** An ARN, or `*` for a call without a resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

/**
 * Returns the resources that an action takes, the best known first; none for a call without one. `region`: the one of the
 * request; absent: us-east-1.
 */
export type NaturalResources = (action: string, region?: string) => readonly GlobSet[] | undefined;

export interface ConcreteOptions {
  readonly derived: ReadonlyMap<string, string>;
  readonly actions?: readonly string[];
  /** Resources that are tried before any other. */
  readonly natural?: NaturalResources | undefined;
}

const mostTries = 400;

/** Yields few requests that meet the demands, the most natural first; none when there is none, or none is found. */
export function* concreteRequests(
  demands: readonly Demand[],
  { derived, actions = [], natural }: ConcreteOptions,
): Generator<Candidate> {
  const texts = actionsOf(demands, actions);
  for (const values of contextsOf(demands, derived)) {
    const lookup: ContextLookup = { value: (key) => valueIn(values, derived, key) };
    const region = regionIn(values);
    for (const action of texts)
      for (const resource of resourcesOf(demands, action, lookup, natural?.(action, region), region))
        yield { action, resource, context: contextOf(values) };
  }
}

function actionsOf(demands: readonly Demand[], known: readonly string[]): string[] {
  const sets = demands.filter((demand) => demand.kind === 'action');
  const fits = (action: string) =>
    sets.every(({ set, isInside }) => (set.set.has(action) === set.isListed) === isInside);
  const found = known.filter(fits).slice(0, 3);
  const other = sampleAction(demands);
  return typeof other === 'object' ? [...found, other.text] : found;
}

function resourcesOf(
  demands: readonly Demand[],
  action: string,
  lookup: ContextLookup,
  natural: readonly GlobSet[] | undefined,
  region: string | undefined,
): string[] {
  const service = action.slice(0, action.indexOf(':'));
  const found: string[] = [];
  if (natural?.length === 0 && canBeNone(demands)) found.push('*');
  const known = (natural ?? []).slice(0, 4).map((set) => [set]);
  const there = region === undefined ? [] : [[ofService(service, region), named]];
  const attempts = [...known, ...there, [ofService(service), named], [ofService(service)], [ofAws], []];
  for (const within of attempts) {
    const arn = resourceOf(demands, lookup, within);
    if (typeof arn !== 'object') continue;
    found.push(arn.text);
    break;
  }
  if (canBeNone(demands) && !found.includes('*')) found.push('*');
  return found;
}

const named = new GlobSet([...'wxab'].map((letter) => [star, letter]));
const ofAws = new GlobSet([['arn:aws:', star]]);
const services = new Map<string, GlobSet>();
function ofService(service: string, region = ''): GlobSet {
  const key = `${service} ${region}`;
  let set = services.get(key);
  if (!set) {
    const place = region === '' ? innerStar : region;
    set = new GlobSet([[`arn:aws:${service}:`, place, ':', innerStar, ':', one, star]]);
    services.set(key, set);
  }
  return set;
}

type Values = ReadonlyMap<string, KeyValue>;

/** A region that a condition asks for: a resource of the example stands there too. */
export function askedRegion(context: RequestContext): string | undefined {
  const [, value] =
    Object.entries(context).find(([key]) => key.toLowerCase() === 'aws:requestedregion') ?? [];
  return typeof value === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value) ? value : undefined;
}
const regionIn = (values: Values): string | undefined => askedRegion(contextOf(values));

const valueIn = (values: Values, derived: ReadonlyMap<string, string>, key: string) =>
  values.get(key) ?? derived.get(key);

const contextOf = (values: Values): RequestContext =>
  Object.fromEntries([...values].flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** Yields values for all keys that are tested; keys in variables come first, because others follow them. */
function* contextsOf(demands: readonly Demand[], derived: ReadonlyMap<string, string>): Generator<Values> {
  const byKey = new Map<string, SignedTest[]>();
  const variables = new Set<string>();
  for (const demand of demands) {
    if (demand.kind === 'resource') for (const key of demand.set.variables) variables.add(key);
    if (demand.kind !== 'test') continue;
    const { test } = demand;
    byKey.set(test.key, [...(byKey.get(test.key) ?? []), demand]);
    for (const key of test.variables) variables.add(key);
  }
  let tried = 0;
  for (const chosen of choices([...variables], byKey, derived)) {
    if ((tried += 1) > mostTries) return;
    const values = followed(chosen, byKey, derived);
    if (values) yield values;
  }
}

function* choices(
  keys: readonly string[],
  byKey: ReadonlyMap<string, readonly SignedTest[]>,
  derived: ReadonlyMap<string, string>,
): Generator<Values> {
  const [key, ...rest] = keys;
  if (key === undefined) {
    yield new Map();
    return;
  }
  for (const others of choices(rest, byKey, derived))
    for (const value of valuesOf(key, byKey, derived)) yield new Map([...others, [key, value]]);
}

function valuesOf(
  key: string,
  byKey: ReadonlyMap<string, readonly SignedTest[]>,
  derived: ReadonlyMap<string, string>,
): Set<KeyValue> {
  const own = byKey.get(key) ?? [];
  const found = new Set<KeyValue>();
  const solved = solveKey(
    own.filter(({ test }) => test.variables.length === 0),
    { value: () => undefined },
    !derived.has(key),
  );
  if (typeof solved === 'object' && solved.value !== undefined) found.add(solved.value);
  const given = derived.get(key);
  if (given !== undefined) found.add(given);
  found.add('w').add('x');
  // A key that is compared with this one may want one of these.
  for (const tests of byKey.values())
    for (const { test } of tests) for (const text of literals(test)) found.add(text);
  if (given === undefined) found.add(undefined);
  return found;
}

const literals = (test: KeyTest): readonly string[] =>
  test.family === 'text' ? test.values().filter((value) => !/[*?]/.test(value)) : [];

function followed(
  chosen: Values,
  byKey: ReadonlyMap<string, readonly SignedTest[]>,
  derived: ReadonlyMap<string, string>,
): Values | undefined {
  const values = new Map(chosen);
  const lookup: ContextLookup = { value: (key) => valueIn(values, derived, key) };
  for (const [key, tests] of byKey) {
    if (chosen.has(key)) continue;
    const solved = solveKey(tests, lookup, !derived.has(key));
    if (typeof solved !== 'object') return undefined;
    values.set(key, solved.value);
  }
  return values;
}
