/**
 * Every file says first what it is, before its imports, and no comment begins in the middle of a sentence. Whether the
 * words are good, only a reader can tell.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './imports.ts';

const read = (path: string) => ({ path, text: readFileSync(join(root, path), 'utf8') });
const tests = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read(`tests/${path.replaceAll('\\', '/')}`));
const files = [...sourceFiles().map(({ path, text }) => ({ path: `src/${path}`, text })), ...tests].filter(
  ({ path }) => !/\/(generated|data)\/|\.d\.ts$/.test(path),
);

/** A header: a block comment, then a blank line; in a component the comment that editors show for it. */
const header = /^\/\*\*\s[\s\S]*?\*\/\n\n|^<!--\s*@component\s[\s\S]*?-->\n<script/;

/** Words that a comment begins with when its first half is missing: "What the page shows of a user". */
const fragment =
  /^(?:Who|Whose|Whom|What|Of|By|As|Where|Whether|Which|How|Why|To|From|With|Without|For|In|On|At|Than|Also|But|Or|And)\b|^[a-z]/;
const directive = /^(?:eslint|ts-|vite|svelte-|@)/;

/** Returns the words of every comment, a run of lines as one. */
function commentsOf({ path, text }: { path: string; text: string }): string[] {
  const component = path.endsWith('.svelte')
    ? [/^<!--\s*@component\s+([\s\S]*?)-->/.exec(text)?.[1] ?? '']
    : [];
  const others = [...text.matchAll(/\/\*\*?([\s\S]*?)\*\/|(?<=^|\n)((?:[ \t]*\/\/[^\n]*(?:\n|$))+)/g)];
  return [...component, ...others.map(([, block, lines]) => block ?? lines ?? '')].map((words) =>
    words
      .split('\n')
      .map((line) => line.replace(/^\s*(?:\*|\/\/) ?/, '').trim())
      .join(' ')
      .trim(),
  );
}

test('every file begins with a header, before its imports', () => {
  expect(files.length).toBeGreaterThan(1_000);
  expect(files.filter(({ text }) => !header.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no comment begins in the middle of a sentence', () => {
  const found = files.flatMap((file) =>
    commentsOf(file)
      .filter((words) => fragment.test(words) && !directive.test(words))
      .map((words) => `${file.path}: ${words.slice(0, 60)}`),
  );
  expect(found).toEqual([]);
});
