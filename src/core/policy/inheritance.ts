/**
 * Merges the management policies of an organization for one account (Y-12): policies from the root down are
 * joined by their inheritance operators `@@assign`, `@@append` and `@@remove`, and a level may forbid the
 * levels below to use some of them. Not simulated: limits of a service on its own values, and which of two
 * policies of one level wins; here it is the one that was attached later.
 */

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

const operators = ['@@assign', '@@append', '@@remove'] as const;
type Operator = (typeof operators)[number];
const control = '@@operators_allowed_for_child_policies';

/** A place in the merged policy: a value, or the places below it. */
interface Place {
  value?: Json;
  readonly below: Map<string, Place>;
  /** The operators that levels so far leave to those below; absent: all. */
  allowed?: ReadonlySet<string>;
  /** The operators that this level leaves; it counts from the next level on. */
  next?: ReadonlySet<string>;
}

/** Returns the merged policy; `undefined` when nothing is left. `levels` are policy texts, the root's first. */
export function effectivePolicy(levels: readonly (readonly string[])[]): JsonObject | undefined {
  const top: Place = { below: new Map() };
  for (const level of levels) {
    for (const text of level) merge(top, JSON.parse(text) as JsonObject);
    settle(top);
  }
  const written = plain(top);
  return isObject(written) && Object.keys(written).length > 0 ? written : undefined;
}

function merge(place: Place, policy: JsonObject): void {
  const may = (operator: string) => place.allowed?.has(operator) ?? true;
  const limit = policy[control];
  if (limit !== undefined) place.next = allowedBy(listOf(limit));
  for (const operator of operators) {
    const value = policy[operator];
    if (value !== undefined && may(operator)) place.value = changed(place.value, operator, value);
  }
  for (const [name, value] of Object.entries(policy)) {
    if (name.startsWith('@@')) continue;
    let inner = place.below.get(name);
    if (!inner) {
      // A level that forbids every operator also forbids new members.
      if (!may('@@assign')) continue;
      inner = { below: new Map() };
      place.below.set(name, inner);
    }
    merge(inner, isObject(value) ? value : { '@@assign': value });
  }
}

function changed(before: Json | undefined, operator: Operator, value: Json): Json {
  if (operator === '@@assign') return value;
  const old = before === undefined ? [] : listOf(before);
  const given = listOf(value).map((one) => JSON.stringify(one));
  if (operator === '@@remove') return old.filter((one) => !given.includes(JSON.stringify(one)));
  const held = old.map((one) => JSON.stringify(one));
  return [...old, ...listOf(value).filter((one) => !held.includes(JSON.stringify(one)))];
}

/** Ends a level: its limits join those of the levels above. */
function settle(place: Place): void {
  const { allowed, next } = place;
  if (next) {
    place.allowed = allowed ? new Set([...next].filter((one) => allowed.has(one))) : next;
    delete place.next;
  }
  for (const inner of place.below.values()) settle(inner);
}

function allowedBy(limit: readonly Json[]): ReadonlySet<string> {
  if (limit.includes('@@all')) return new Set(operators);
  return new Set(limit.filter((one) => typeof one === 'string'));
}

function plain({ value, below }: Place): Json | undefined {
  if (value !== undefined) return value;
  const members = [...below].flatMap(([name, place]) => {
    const written = plain(place);
    return written === undefined ? [] : [[name, written] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

const listOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [value];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
