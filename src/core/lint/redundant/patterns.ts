/** Patterns of actions and resources that are compared with each other. */

import { compileGlob, globMatches } from '../../eval/glob.ts';

/** A pattern, made once because lists of AWS's own policies have more than a thousand. */
export interface Pattern {
  readonly text: string;
  /** A pattern covers only patterns of its own group; `undefined`: patterns of all groups (`*`). */
  readonly group: string | undefined;
  /** Returns true when this pattern covers the other one. Wildcards of the other count as plain text here. */
  readonly covers: (narrow: string) => boolean;
  readonly isWild: boolean;
}

export function actionPattern(text: string): Pattern {
  const [prefix = '', name] = text.toLowerCase().split(':');
  if (name === undefined || /[*?]/.test(prefix)) {
    const isAll = text === '*' || text === '*:*';
    return { text, group: undefined, covers: (other) => isAll || other === text, isWild: true };
  }
  const glob = compileGlob(name);
  return {
    text,
    group: prefix,
    covers: (other) => globMatches(glob, other.toLowerCase().slice(prefix.length + 1)),
    isWild: /[*?]/.test(name),
  };
}

/** Returns a pattern that covers resources with equal first fields. A star there never matches a colon. */
export function resourcePattern(text: string): Pattern {
  const fields = text.split(':');
  if (text === '*') return { text, group: undefined, covers: () => true, isWild: true };
  if (fields.length < 6 || text.includes('${'))
    return { text, group: text, covers: (other) => other === text, isWild: false };
  const group = fields.slice(0, 5).join(':');
  const rest = fields.slice(5).join(':');
  const glob = compileGlob(rest);
  return {
    text,
    group,
    covers: (other) => globMatches(glob, other.slice(group.length + 1)),
    isWild: /[*?]/.test(rest),
  };
}

export const coversPattern = (wide: Pattern, narrow: Pattern): boolean =>
  wide.text === narrow.text ||
  ((wide.group === undefined || wide.group === narrow.group) && wide.covers(narrow.text));
