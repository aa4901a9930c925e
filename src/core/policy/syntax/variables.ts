/**
 * Policy variables as the grammar writes them (C-60 … C-63, C-68). A value is split into raw text, escaped
 * literals and `${key, 'default'}` variables; eval/variables.ts replaces the variables.
 */

export type TemplatePart =
  /** Wildcards in it are wildcards, if the element of the policy accepts wildcards. */
  | { readonly kind: 'raw'; readonly text: string }
  /** `${*}`, `${?}`, `${$}`: never a wildcard. */
  | { readonly kind: 'literal'; readonly text: string }
  /** `key` is lower-cased, because key names ignore case (C-61). `name` is as written. */
  | { readonly kind: 'variable'; readonly key: string; readonly name: string; readonly otherwise?: string };

/** Returns the parts of a value. An unclosed `${` is literal text (C-68). */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf('${', from);
    const close = open < 0 ? -1 : closing(text, open + 2);
    if (close < 0) break;
    if (open > from) parts.push({ kind: 'raw', text: text.slice(from, open) });
    parts.push(variableOf(text.slice(open + 2, close)));
    from = close + 1;
  }
  if (from < text.length || parts.length === 0) parts.push({ kind: 'raw', text: text.slice(from) });
  return parts;
}

/** Returns the position of the `}` that ends a variable. A default in single quotes may itself hold one. */
function closing(text: string, from: number): number {
  const brace = text.indexOf('}', from);
  const quoted = /^[^,'}]+,\s*'[^']*'\s*\}/.exec(text.slice(from, from + 2048));
  return quoted ? from + quoted[0].length - 1 : brace;
}

function variableOf(content: string): TemplatePart {
  if (content === '*' || content === '?' || content === '$') return { kind: 'literal', text: content };
  const comma = content.indexOf(',');
  const quoted = comma < 0 ? '' : content.slice(comma + 1).trim();
  if (quoted.length < 2 || !quoted.startsWith("'") || quoted.indexOf("'", 1) !== quoted.length - 1) {
    return { kind: 'variable', key: content.toLowerCase(), name: content };
  }
  const name = content.slice(0, comma).trimEnd();
  return { kind: 'variable', key: name.toLowerCase(), name, otherwise: quoted.slice(1, -1) };
}
