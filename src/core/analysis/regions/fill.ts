/** Fills variables in whose values are the same in all requests that are asked about. */

import type { ContextLookup } from '../../eval/variables.ts';
import { parseTemplate } from '../../policy/syntax/variables.ts';

interface Known extends ContextLookup {
  /** `key`: in lower case. Such a key is absent when it has no value. */
  readonly isFixed: (key: string) => boolean;
}

/**
 * Returns the text with the values of the variables that are known, as a policy of version 2012-10-17 writes it.
 * `undefined`: a variable never has a value, so the text matches nothing.
 */
export function filledKeys(text: string, substitutes: boolean, fixed: Known): string | undefined {
  if (!text.includes('${')) return text;
  if (!substitutes) return text.replaceAll('${', '${$}{');
  let found = '';
  for (const part of parseTemplate(text)) {
    if (part.kind === 'raw') found += part.text;
    else if (part.kind === 'literal') found += `\${${part.text}}`;
    else if (!fixed.isFixed(part.key))
      found += part.otherwise === undefined ? `\${${part.name}}` : `\${${part.name}, '${part.otherwise}'}`;
    else {
      const value = fixed.value(part.key) ?? part.otherwise;
      if (typeof value !== 'string') return undefined;
      found += value.replaceAll(/[*?$]/g, (sign) => `\${${sign}}`);
    }
  }
  return found;
}
