/** Writes parts as statements of one policy: sorted, without Sids, and read again as regions. */

import { policyPlaces } from '../../authz/applicable-statements.ts';
import { type Condition, type CompiledStatement, compileText } from '../../policy/compile.ts';
import { signs } from '../globs/meet.ts';
import { type FixedKeys, type Region, regionOf } from '../regions/region.ts';
import type { NamePatterns, Part } from './part.ts';
import { resourceOfTokens } from './texts.ts';

type Effect = CompiledStatement['effect'];

export interface EquivalentStatement {
  readonly effect: Effect;
  readonly part: Part;
}

const version = '2012-10-17';

export function equivalentPolicyText(statements: readonly EquivalentStatement[]): string {
  const written = statements.map(statementOf).sort(inOrder);
  return JSON.stringify({ Version: version, Statement: written }, null, 2);
}

/** Returns `undefined` for a statement that applies to no request. */
export function regionOfStatement(statement: EquivalentStatement, fixed: FixedKeys): Region | undefined {
  const { statements } = compileText(
    JSON.stringify({ Version: version, Statement: [statementOf(statement)] }),
  );
  return statements[0] && regionOf(statements[0], policyPlaces.identity, fixed);
}

/** Returns a text that is the same for the same names in any order. */
export const namesText = (names: NamePatterns): string => JSON.stringify([names.isListed, textsOf(names)]);

interface Written {
  readonly Effect: Effect;
}

function statementOf({ effect, part: { actions, resources, conditions } }: EquivalentStatement): Written {
  return {
    Effect: effect,
    [actions.isListed ? 'Action' : 'NotAction']: alone(textsOf(actions)),
    [resources.isListed ? 'Resource' : 'NotResource']: alone(textsOf(resources)),
    ...(conditions.length > 0 && { Condition: blockOf(conditions) }),
  };
}

const textsOf = ({ patterns }: NamePatterns): string[] =>
  [...new Set(patterns.map((each) => resourceOfTokens(each) ?? signs(each)))].sort();

const alone = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 ? (texts[0] as string) : texts;

function blockOf(conditions: readonly Condition[]): object {
  const block: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of [...conditions].sort(byName))
    (block[operator] ??= {})[key] = alone([...new Set(values)].sort());
  return block;
}

const byName = (a: Condition, b: Condition): number =>
  a.operator === b.operator ? compared(a.key, b.key) : compared(a.operator, b.operator);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: Written, b: Written): number => compared(JSON.stringify(a), JSON.stringify(b));
