/**
 * An id of a rule stands on screen only as a link (RuleLink), whose id comes from data. So the pages hold no id in
 * their texts, and no sentence of any other layer has one in it: a sentence cannot hold a link.
 */

import ts from 'typescript';
import { expect, test } from 'vitest';
import { idsIn } from '../core/rules/ids.ts';
import { type SourceFile, parse, sourceFiles } from './imports.ts';

const files = sourceFiles().filter(({ path }) => !/(^|\/)(generated|data)\/|^content\/rules\//.test(path));
const quoting = files.filter(({ text }) => idsIn(text).length > 0);

/** Returns what a component shows by itself: its markup without script, style and comments. */
const markupOf = ({ path, text }: SourceFile): string =>
  path.endsWith('.svelte')
    ? text.replace(/<script\b[^>]*>[\s\S]*?<\/script>|<style\b[^>]*>[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
    : '';

/** The texts of a file that stand between quotes or in a template. */
function textsOf(file: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

const named = (path: string, texts: readonly string[]): string[] =>
  texts.flatMap((text) => idsIn(text).map((id) => `${path}: ${id}`));

const pages = quoting.filter(({ path }) => path.startsWith('view/'));

test('no page has the id of a rule in its markup', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(pages.flatMap((file) => named(file.path, [markupOf(file)]))).toEqual([]);
});

test('no page has the id of a rule in a text of its code', () => {
  expect(pages.flatMap((file) => named(file.path, textsOf(file)))).toEqual([]);
});

test('no sentence of another layer has the id of a rule', () => {
  const others = quoting.filter(({ path }) => !path.startsWith('view/'));
  const ids = others.flatMap((file) => named(file.path, textsOf(file)));
  expect(ids.length, 'ids as data are seen').toBeGreaterThan(50);
  const sentences = others.flatMap((file) =>
    named(
      file.path,
      textsOf(file).filter((text) => /\S\s+\S+\s+\S/.test(text)),
    ),
  );
  expect(sentences).toEqual([]);
});
