/** Leaves members out of an object that have no value, as records do. */

type MayBeAbsent<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The same members, of which those that may be `undefined` may be absent instead. */
export type Defined<T> = Omit<T, MayBeAbsent<T>> & { [K in MayBeAbsent<T>]?: Exclude<T[K], undefined> };

/** Returns a copy without the members that are `undefined`: a record has no such members. */
export const defined = <T extends object>(members: T): Defined<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
