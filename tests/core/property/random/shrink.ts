/**
 * Makes a failing case small: drops list items and members, unwraps lists of one and parses text documents,
 * as long as the case still fails, until nothing more can go.
 */

type Path = readonly (string | number)[];

/** Members without which an input is none, or a statement means something else. */
const needed = new Set(
  (
    'principal action resource identityPolicies name document Statement ' +
    'Effect Principal NotPrincipal Action NotAction Resource NotResource'
  ).split(' '),
);

export function shrink<T>(value: T, fails: (candidate: T) => boolean): T {
  let smallest = value;
  for (let progress = true; progress;) {
    progress = false;
    for (const candidate of smaller(smallest, smallest, [])) {
      if (!stillFails(candidate, fails)) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}

function stillFails<T>(candidate: T, fails: (candidate: T) => boolean): boolean {
  try {
    return fails(candidate);
  } catch {
    return false; // no longer an input at all
  }
}

function* smaller<T>(whole: T, part: unknown, path: Path): Generator<T> {
  if (typeof part === 'string' && path.at(-1) === 'document') {
    yield replaced(whole, path, JSON.parse(part)) as T;
  }
  if (typeof part !== 'object' || part === null) return;
  if (Array.isArray(part) && part.length === 1 && typeof part[0] === 'string')
    yield replaced(whole, path, part[0]) as T;
  for (const key of Array.isArray(part) ? part.keys() : Object.keys(part)) {
    if (typeof key === 'number' || !needed.has(key)) yield removed(whole, [...path, key]) as T;
  }
  for (const [key, inner] of Object.entries(part)) {
    yield* smaller(whole, inner, [...path, Array.isArray(part) ? Number(key) : key]);
  }
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, by) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

function removed(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== key)
      : value.map((item: unknown, index) => (index === key ? removed(item, rest) : item));
  }
  const object = value as Record<string, unknown>;
  if (rest.length > 0) return { ...object, [key]: removed(object[key], rest) };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
