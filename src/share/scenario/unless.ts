/** Leaves out of a scenario what reading would fill in. */

/** Returns `{ [key]: value }`, or `{}` when reading would fill in the value. */
export const unless = <K extends string, T>(value: T, usual: T, key: K): { [Key in K]?: T } =>
  value === usual ? {} : ({ [key]: value } as { [Key in K]: T });
