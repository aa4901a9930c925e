/** The rules C-01…C-35 as they read, with the set rules before Null (C-14). */

import { holds } from './compare.ts';
import type { Context } from './pattern.ts';
import { type Statement, closedBy, recordOf, textsOf } from './read.ts';

export function conditionHolds(statement: Statement, context: Context): boolean {
  for (const [operator, keys] of Object.entries(recordOf(statement.raw['Condition']))) {
    for (const [key, values] of Object.entries(recordOf(keys))) {
      const wanted = textsOf(values);
      if (!isOperator(operator.toLowerCase())) {
        if (closedBy(statement)) continue; // E-08
        return false;
      }
      if (!testHolds(operator.toLowerCase(), key.toLowerCase(), wanted, statement.variables, context))
        return false;
    }
  }
  return true;
}

function testHolds(
  operator: string,
  key: string,
  wanted: readonly string[],
  variables: boolean,
  context: Context,
): boolean {
  const { set, base, ifExists } = readOperator(operator);
  const found = context.get(key);
  if (base === 'null') return nullHolds(set, wanted, found);
  if (found === undefined) {
    if (ifExists) return true; // C-11, C-34
    if (set === 'forallvalues') return true;
    if (set === 'foranyvalue') return false;
    return isNegated(base);
  }
  const one = (value: string): boolean => {
    const any = wanted.some((policyValue) =>
      holds(base.replace('not', ''), value, policyValue, variables, context),
    );
    return isNegated(base) ? !any : any; // C-02
  };
  if (set === 'forallvalues') return valuesOf(found).every(one);
  if (set === 'foranyvalue') return valuesOf(found).some(one);
  return typeof found === 'string' ? one(found) : false; // C-32
}

/** C-20, C-21; C-14 for the set forms. */
function nullHolds(
  set: string,
  wanted: readonly string[],
  found: string | readonly string[] | undefined,
): boolean {
  const values = found === undefined ? [] : valuesOf(found);
  if (set === 'forallvalues')
    return values.every(() => wanted.some((value) => value.toLowerCase() !== 'true'));
  if (set === 'foranyvalue') return values.some(() => wanted.some((value) => value.toLowerCase() !== 'true'));
  const absent = values.length === 0;
  return wanted.some((value) => (value.toLowerCase() === 'true') === absent);
}

function readOperator(operator: string): { set: string; base: string; ifExists: boolean } {
  const [first = '', second] = operator.split(':');
  const rest = second ?? first;
  const ifExists = rest.endsWith('ifexists');
  return { set: second === undefined ? '' : first, base: ifExists ? rest.slice(0, -8) : rest, ifExists };
}

const bases = (
  'stringequals stringnotequals stringequalsignorecase stringnotequalsignorecase stringlike stringnotlike ' +
  'numericequals numericnotequals numericlessthan numericlessthanequals numericgreaterthan ' +
  'numericgreaterthanequals dateequals datenotequals datelessthan datelessthanequals dategreaterthan ' +
  'dategreaterthanequals bool binaryequals ipaddress notipaddress arnequals arnlike arnnotequals arnnotlike null'
).split(' ');

function isOperator(operator: string): boolean {
  const { set, base, ifExists } = readOperator(operator);
  return (
    ['', 'forallvalues', 'foranyvalue'].includes(set) &&
    bases.includes(base) &&
    !(base === 'null' && ifExists)
  );
}

const isNegated = (base: string): boolean => base.includes('not');

const valuesOf = (found: string | readonly string[]): readonly string[] =>
  typeof found === 'string' ? [found] : found;
