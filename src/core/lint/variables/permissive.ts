/** Finds wildcards and variables in values that name whom to trust: accounts, organizations, networks, tokens. */

import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { isTenantKey } from '../../policy/shared-issuers.ts';
import { parseTemplate } from '../../policy/syntax/variables.ts';
import { type Found, found } from '../finding.ts';
import type { At } from '../conditions/at.ts';

/** Keys whose values are ids, so that a pattern means those of strangers too (K-01). In lower case. */
const sensitiveKeys: ReadonlySet<string> = new Set([
  ...['aws:principalaccount', 'aws:principalorgid', 'aws:resourceaccount', 'aws:resourceorgid'],
  ...['aws:sourceaccount', 'aws:sourceorgid', 'aws:sourcevpc', 'aws:sourcevpce'],
  ...['aws:vpceaccount', 'aws:vpceorgid'],
]);

/** Keys whose values AWS sets, so that a variable of them chooses nothing: `${aws:ResourceOrgID}`. */
const setByAws: ReadonlySet<string> = sensitiveKeys;

/** Plain characters that AWS asks for right before a wildcard or variable. */
const enough = 6;

export function permissiveValues({ test: { operator, key, values } }: At): Found[] {
  const { base } = parseOperator(operator.value);
  const name = key.value.toLowerCase();
  if (!isOperatorBase(base) || !base.startsWith('string')) return [];
  if (!sensitiveKeys.has(name) && !isTenantKey(name)) return [];
  const isPattern = base.endsWith('like');
  return values.items.flatMap(({ value, span }) => {
    const { wildcard, variable } = shortest(value, isPattern);
    if (wildcard !== undefined)
      return [
        found(
          'short-text-before-wildcard',
          span,
          `Only ${count(wildcard)} before the wildcard in “${value}”: it matches ids of strangers. AWS asks for ${enough}.`,
        ),
      ];
    if (variable !== undefined)
      return [
        found(
          'short-text-before-variable',
          span,
          `Only ${count(variable)} before the variable in “${value}”: whoever sets it chooses the value. AWS asks for ${enough}.`,
        ),
      ];
    return [];
  });
}

const count = (characters: number): string => (characters === 1 ? '1 character' : `${characters} characters`);

/** Returns how many plain characters stand right before a wildcard and a variable; absent: enough, or there is none. */
function shortest(value: string, isPattern: boolean): { wildcard?: number; variable?: number } {
  let run = 0;
  let wildcard: number | undefined;
  let variable: number | undefined;
  for (const part of parseTemplate(value)) {
    if (part.kind === 'literal') run += part.text.length;
    else if (part.kind === 'variable') {
      if (run < enough && !setByAws.has(part.key)) variable = Math.min(variable ?? run, run);
      run = 0;
    } else
      for (const character of part.text) {
        if (!isPattern || (character !== '*' && character !== '?')) run++;
        else {
          if (run < enough) wildcard = Math.min(wildcard ?? run, run);
          run = 0;
        }
      }
  }
  return { ...(wildcard !== undefined && { wildcard }), ...(variable !== undefined && { variable }) };
}
