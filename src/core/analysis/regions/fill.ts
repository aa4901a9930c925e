/** Fills variables in whose values are the same in all requests that are asked about. */

import type { ContextLookup } from '../../eval/variables.ts';
import { parseTemplate } from '../../policy/syntax/variables.ts';

interface Known extends ContextLookup {
  /** `key`: in lower case. Such a key is absent when it has no value. */
  readonly isFixed: (key: string) => boolean;
}

/** The text with the known variables filled in. `undefined`: one has no value, so it matches nothing. */
export function filled(text: string, substitutes: boolean, fixed: Known): string | undefined {
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
