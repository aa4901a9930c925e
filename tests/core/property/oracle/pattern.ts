/**
 * Patterns as a row of single-character tokens, each either literal or a wildcard, so that a substituted
 * value can never smuggle in a wildcard (C-64); matched by plain recursion over all possibilities.
 */

export interface Token {
  readonly char: string;
  readonly wild: boolean;
}

export type Context = ReadonlyMap<string, string | readonly string[]>;

export const literal = (text: string): Token[] => text.split('').map((char) => ({ char, wild: false }));

const pattern = (text: string): Token[] =>
  text.split('').map((char) => ({ char, wild: char === '*' || char === '?' }));

/**
 * Expands policy variables (C-60 … C-68). Undefined when one of them cannot be resolved (C-65). Without
 * `wildcards` every `*` and `?` is literal (StringEquals).
 */
export function expand(
  text: string,
  variables: boolean,
  wildcards: boolean,
  context: Context,
): Token[] | undefined {
  const plain = wildcards ? pattern : literal;
  const open = variables ? text.indexOf('${') : -1;
  const close = open < 0 ? -1 : text.indexOf('}', open);
  if (close < 0) return plain(text); // C-68: an unclosed variable is literal text
  const value = resolve(text.slice(open + 2, close), context);
  const rest = expand(text.slice(close + 1), variables, wildcards, context);
  if (value === undefined || rest === undefined) return undefined;
  return [...plain(text.slice(0, open)), ...literal(value), ...rest];
}

function resolve(inside: string, context: Context): string | undefined {
  if (inside === '*' || inside === '?' || inside === '$') return inside; // C-63
  const withDefault = /^([^,]*?)\s*,\s*'(.*)'$/s.exec(inside); // C-62
  const key = withDefault?.[1] ?? inside;
  const value = context.get(key.toLowerCase());
  if (value === undefined) return withDefault?.[2];
  return typeof value === 'string' ? value : undefined; // multivalued: unresolvable (C-65)
}

/** Tells whether the whole value fits the whole pattern; `*` also takes line ends (C-14). */
export function fits(tokens: readonly Token[], value: string): boolean {
  return fitsFrom(tokens, value, () => true);
}

/** Does what `fits` does; `mayTake(token, char)` says whether the wildcard at that place may take that character. */
export function fitsFrom(
  tokens: readonly Token[],
  value: string,
  mayTake: (token: number, char: string) => boolean,
  token = 0,
  at = 0,
): boolean {
  const current = tokens[token];
  if (current === undefined) return at === value.length;
  const char = value[at];
  if (current.wild && current.char === '*') {
    if (fitsFrom(tokens, value, mayTake, token + 1, at)) return true;
    return char !== undefined && mayTake(token, char) && fitsFrom(tokens, value, mayTake, token, at + 1);
  }
  if (char === undefined) return false;
  const same = current.wild ? mayTake(token, char) : current.char === char;
  return same && fitsFrom(tokens, value, mayTake, token + 1, at + 1);
}
