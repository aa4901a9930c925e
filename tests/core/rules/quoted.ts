import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../src/core/rules/book.ts';

/**
 * Ids of rules as code, tests and texts quote them. The prefixes are those of the book, so that `SHA-256` and
 * `UTF-8` are none, nor are the moves of a drawn path (`M-7 -4`).
 */
const prefixes = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('-'))))].toSorted(
  (a, b) => b.length - a.length,
);
const pattern = new RegExp(`(?<![\\w$.%-])(?:${prefixes.join('|')})-\\d{1,2}[a-z]?(?![\\w.%-]*[\\w%]| -?\\d)`, 'g');

export const idsIn = (text: string): string[] => [...text.matchAll(pattern)].map(([id]) => id);

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The files below a folder with one of these endings, but for what `leave` matches. */
export function textFiles(folder: string, endings: RegExp, leave: RegExp): TextFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .filter((path) => !leave.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
