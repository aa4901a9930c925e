/** The one way to leave a member out of an object when it has no value, as records and requests want it. */

type MayBeAbsent<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The same members, of which those that may be `undefined` may be absent instead. */
type Defined<T> = Omit<T, MayBeAbsent<T>> & { [K in MayBeAbsent<T>]?: Exclude<T[K], undefined> };

/** Returns a copy without the members that are `undefined`, for an object or to be spread into one. */
export function defined<const T extends object>(members: T): Defined<T> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(members)) if (value !== undefined) copy[key] = value;
  return copy as Defined<T>;
}
