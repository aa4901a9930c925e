/**
 * Replaces policy variables (C-60 … C-68). A substituted value is literal text: a `*` inside it is no
 * wildcard (C-64). So the result is a list of tokens, never a string that is read again.
 */

import { parseTemplate, type TemplatePart } from '../policy/syntax/variables.ts';
import { tokensOf, type GlobToken } from './glob.ts';

/** Looks up context keys by lower-case name. */
export interface ContextLookup {
  value(key: string): string | readonly string[] | undefined;
}

export interface VariableTemplate {
  readonly parts: readonly TemplatePart[];
  /** The lower-case keys of the variables, in order. */
  readonly keys: readonly string[];
}

/** `undefined` for plain text. With `enabled` false (version 2008-10-17) every text is plain. */
export function compileTemplate(text: string, enabled: boolean): VariableTemplate | undefined {
  if (!enabled || !text.includes('${')) return undefined;
  const parts = parseTemplate(text);
  if (parts.every((part) => part.kind === 'raw')) return undefined;
  return { parts, keys: parts.flatMap((part) => (part.kind === 'variable' ? [part.key] : [])) };
}

/** Returns one variable's text; `undefined` when it does not resolve (C-65). */
function resolve(part: TemplatePart & { kind: 'variable' }, lookup: ContextLookup): string | undefined {
  const value = lookup.value(part.key);
  return value === undefined ? part.otherwise : typeof value === 'string' ? value : undefined;
}

/** Returns tokens with the author's wildcards only; `undefined` when a variable does not resolve. */
export function substituteTokens(template: VariableTemplate, lookup: ContextLookup): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  for (const part of template.parts) {
    if (part.kind === 'raw') tokens.push(...tokensOf(part.text));
    else if (part.kind === 'literal') tokens.push(part.text);
    else {
      const value = resolve(part, lookup);
      if (value === undefined) return undefined;
      tokens.push(value);
    }
  }
  return tokens;
}

/** Returns plain text, for operators without wildcards; `undefined` when a variable does not resolve. */
export function substituteText(template: VariableTemplate, lookup: ContextLookup): string | undefined {
  let text = '';
  for (const part of template.parts) {
    const value = part.kind === 'variable' ? resolve(part, lookup) : part.text;
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}
