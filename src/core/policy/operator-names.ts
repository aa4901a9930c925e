/** The names of condition operators (C-08) and their form (C-05), for save-time checks and the engine. */

export type SetOperator = 'ForAllValues' | 'ForAnyValue';

export interface OperatorName {
  readonly set: SetOperator | undefined;
  /** Lower-case, without the set operator and IfExists. */
  readonly base: string;
  readonly ifExists: boolean;
}

/** The operators in AWS's spelling, as an editor offers them. */
export const conditionOperators = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
] as const;

const bases: ReadonlySet<string> = new Set(conditionOperators.map((name) => name.toLowerCase()));

/** Returns true for the lower-case name of an operator of AWS, without set operator and IfExists. */
export const isOperatorBase = (base: string): boolean => bases.has(base);

/** Reads `[ForAllValues:|ForAnyValue:]Base[IfExists]`, ignoring case (C-05). */
export function parseOperator(text: string): OperatorName {
  let base = text.toLowerCase();
  let set: SetOperator | undefined;
  if (base.startsWith('forallvalues:')) set = 'ForAllValues';
  else if (base.startsWith('foranyvalue:')) set = 'ForAnyValue';
  if (set) base = base.slice(set.length + 1);
  const ifExists = base.endsWith('ifexists');
  if (ifExists) base = base.slice(0, -'ifexists'.length);
  return { set, base, ifExists };
}

/** Returns true when AWS knows the operator; `NullIfExists` does not exist (C-11). */
export function isConditionOperator(text: string): boolean {
  const { base, ifExists } = parseOperator(text);
  return bases.has(base) && !(base === 'null' && ifExists);
}
