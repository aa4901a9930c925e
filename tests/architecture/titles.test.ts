/**
 * The titles of all tests, as the report of a failed run shows them: each is a sentence that can be read without its
 * file, and no two are the same. Tests are flat, so that a title is the whole name of its test.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from './imports.ts';

/** One call that makes a test, or a group of tests: `test.each` of `test.each(rows)('…', …)`. */
interface TestCall {
  readonly at: string;
  readonly name: string;
  /** The title as it stands in the source, with its placeholders; `undefined` where it is computed. */
  readonly title: string | undefined;
}

/** The name of what is called, without the arguments between: `test.each(rows)` is `test.each`. */
function nameOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node))
    return nameOf(ts.isCallExpression(node) ? node.expression : node.tag);
  if (ts.isPropertyAccessExpression(node)) return `${nameOf(node.expression)}.${node.name.text}`;
  return '';
}

function titleOf(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}

function callsIn(path: string, text: string): TestCall[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const found: TestCall[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    // The first calls of `test.skipIf(condition).each(rows)('…', …)` have no title; the last one has.
    const { parent } = node;
    const goesOn =
      (ts.isCallExpression(parent) || ts.isPropertyAccessExpression(parent)) && parent.expression === node;
    const name = nameOf(node.expression);
    if (goesOn || !/^(it|test|describe)(\.\w+)*$/.test(name)) return;
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ at: `${path}:${line}`, name, title: titleOf(node.arguments[0]) });
  };
  visit(file);
  return found;
}

const files = readdirSync(join(root, 'tests'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();
const calls = files.flatMap((path) => callsIn(path, readFileSync(join(root, path), 'utf8')));

const faults = (isWrong: (call: TestCall, title: string) => boolean): string[] =>
  calls
    .filter((call) => isWrong(call, call.title ?? ''))
    .map(({ at, name, title }) => `${at} ${name} ${title}`);

/** The sentence behind the ids of the rules that it proves: `E-01, E-03: a Deny wins` says `a Deny wins`. */
const sentence = (title: string): string => title.replace(/^([A-Z]{1,4}-\d+[a-z]?[\s,:…]*)+/, '');

test('the parser finds the titles of all tests', () => {
  const [one, two] = callsIn('x.test.ts', "test('a is b', f); it.each`x`(`${a} is b`, f);");
  expect(one).toEqual({ at: 'x.test.ts:1', name: 'test', title: 'a is b' });
  expect(two).toEqual({ at: 'x.test.ts:1', name: 'it.each', title: '${a} is b' });
  expect(calls.length).toBeGreaterThan(1500);
});

test('a test is made with `test`, is flat, and runs unless a condition of `skipIf` holds', () => {
  expect(faults(({ name }) => !/^test(\.(each|for|skipIf|runIf|extend|concurrent))*$/.test(name))).toEqual(
    [],
  );
});

test('a title is written where its test is, and stands once in all tests', () => {
  expect(faults(({ title }) => title === undefined)).toEqual([]);
  const first = new Map<string, TestCall>();
  for (const call of calls) if (!first.has(call.title ?? '')) first.set(call.title ?? '', call);
  expect(faults((call, title) => first.get(title) !== call)).toEqual([]);
});

test('a title is a sentence of three words or more that says what holds', () => {
  expect(faults((_, title) => sentence(title).trim().split(/\s+/).length < 3)).toEqual([]);
  expect(faults((_, title) => /^(should|works)\b/i.test(sentence(title)))).toEqual([]);
  expect(faults((_, title) => /[.?!]$/.test(title))).toEqual([]);
});

test('a title of a table has a placeholder, so that each row has a name of its own', () => {
  expect(faults(({ name }, title) => /\.(each|for)$/.test(name) && !/%[sdifjo#$]|\$\w/.test(title))).toEqual(
    [],
  );
});
