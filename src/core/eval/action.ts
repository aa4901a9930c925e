/**
 * Action patterns (G-30 … G-33): `service:Name` with wildcards in the name, both parts ignoring case. They
 * are compared as texts, because most differ in their first letters and need no compilation.
 */

import { compileGlob, globMatches } from './glob.ts';

export interface ActionName {
  readonly text: string;
  /** Lower-case. */
  readonly full: string;
  readonly service: string;
  readonly name: string;
}

const names = new Map<string, ActionName>();
const namesKept = 20_000;

/** Returns the parts of an action from a cache, because a session asks about the same few thousand often. */
export function actionName(text: string): ActionName {
  const known = names.get(text);
  if (known) return known;
  const full = text.toLowerCase();
  const colon = full.indexOf(':');
  const action = {
    text,
    full,
    service: colon < 0 ? '' : full.slice(0, colon),
    name: full.slice(colon + 1),
  };
  if (names.size >= namesKept) names.clear();
  names.set(text, action);
  return action;
}

export function actionMatches(pattern: string, action: ActionName): boolean {
  const { full } = action;
  const agreed = agreedLength(pattern, full);
  if (agreed < 0) return false;
  if (agreed === pattern.length) return true;
  if (agreed === pattern.length - 1 && pattern.charCodeAt(agreed) === star) return true;
  return globMatches(compileGlob(pattern.toLowerCase()), full);
}

const star = 42;
const question = 63;

/**
 * Returns the number of equal letters at the start of a pattern and a lower-case text, ignoring case. It
 * stops at a wildcard, at a letter beyond ASCII or at the end of the text; -1 when they differ before.
 */
function agreedLength(pattern: string, text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = pattern.charCodeAt(at);
    if (code === star || code === question || code > 127) return at;
    const wanted = text.charCodeAt(at);
    if (code !== wanted && !(code >= 65 && code <= 90 && code + 32 === wanted)) return -1;
  }
  return text.length;
}
