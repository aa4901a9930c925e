/** Leaves members out of an object: those without a value, as records do, and those that a reader would fill in. */

type MayBeAbsent<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The same members, of which those that may be `undefined` may be absent instead. */
export type Defined<T> = Omit<T, MayBeAbsent<T>> & { [K in MayBeAbsent<T>]?: Exclude<T[K], undefined> };

/** Returns a copy without the members that are `undefined`: a record has no such members. */
export const defined = <T extends object>(members: T): Defined<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;

/** Returns `{ [key]: value }`, or `{}` when reading would fill in the value. */
export const unless = <K extends string, T>(value: T, usual: T, key: K): { [Key in K]?: T } =>
  value === usual ? {} : ({ [key]: value } as { [Key in K]: T });
