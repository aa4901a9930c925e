/** Patterns of actions and resources that are compared with each other. */

import { compileGlob, globMatches } from '../../eval/glob.ts';

/** A pattern, made once because lists of AWS's own policies have more than a thousand. */
export interface Pattern {
  readonly text: string;
  readonly key: string;
  /** A pattern covers only patterns of its own group; `undefined`: patterns of all groups (`*`). */
  readonly group: string | undefined;
  /** Returns true when this pattern covers the other one. Wildcards of the other count as plain text here. */
  readonly covers: (narrow: Pattern) => boolean;
  readonly isWild: boolean;
  readonly fields?: readonly string[];
}

export function actionPattern(text: string): Pattern {
  const key = text.toLowerCase();
  const [prefix = '', name] = key.split(':');
  if (name === undefined || /[*?]/.test(prefix)) {
    const isAll = text === '*' || text === '*:*';
    return { text, key, group: undefined, covers: (other) => isAll || other.key === key, isWild: true };
  }
  const glob = compileGlob(name);
  return {
    text,
    key,
    group: prefix,
    covers: (other) => globMatches(glob, other.key.slice(prefix.length + 1)),
    isWild: /[*?]/.test(name),
  };
}

/**
 * Returns a pattern that covers resources of the same service, field by field: a star never matches the colon between
 * two of them. A variable stands for itself; one whose value is a wildcard character is compared with nothing.
 */
export function resourcePattern(text: string): Pattern {
  if (text === '*') return { text, key: text, group: undefined, covers: () => true, isWild: true };
  const [, partition, service, region, account, rest] = arnFields.exec(text) ?? [];
  if (rest === undefined || /\$\{[*?$]\}/.test(text))
    return { text, key: text, group: text, covers: (other) => other.key === text, isWild: false };
  const fields = [partition, region, account, rest].map((field = '') => field);
  const globs = fields.map(compileGlob);
  return {
    text,
    key: text,
    group: `arn:${service}`,
    covers: ({ fields: own = [] }) => globs.every((glob, at) => globMatches(glob, own[at] ?? '')),
    isWild: /[*?]/.test(text),
    fields,
  };
}

/**
 * Returns a pattern of a whole ARN, as AWS compares the resources of a statement: a star also covers colons. It reports
 * `arn:aws:logs:*:*:log-group:/x*` beside `arn:aws:logs:*:*:/x*` in AmazonSecurityLakeMetastoreManager.
 */
export function arnPattern(text: string): Pattern {
  const pattern = resourcePattern(text);
  if (!pattern.fields) return pattern;
  const glob = compileGlob(text);
  return { ...pattern, covers: (other) => globMatches(glob, other.text) };
}

const arnFields = /^arn:([^:$]*):([^:$]*):([^:$]*):([^:$]*):(.*)$/;

/** A `?` covers one character, so nothing with a `*`. */
const isTooShort = (wide: Pattern, narrow: Pattern): boolean =>
  wide.text.includes('?') && narrow.text.includes('*');

export const coversPattern = (wide: Pattern, narrow: Pattern): boolean =>
  wide.key === narrow.key ||
  (!isTooShort(wide, narrow) &&
    (wide.group === undefined || wide.group === narrow.group) &&
    wide.covers(narrow));
