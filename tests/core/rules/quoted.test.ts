/** Both ways between the book and what quotes it: no id without its rule, no held rule without its test. */

import { expect, test } from 'vitest';
import { ruleOf, rules } from '#core/rules/book.ts';
import { idsIn } from './ids.ts';
import { type TextFile, textFiles } from './text-files.ts';

const code = textFiles('src', /\.(ts|svelte)$/, /\/(data|generated)\/|^src\/core\/rules\//);
const tests = textFiles(
  'tests',
  /\.(ts|svelte|json|py)$/,
  /\/fixtures\/|^tests\/core\/rules\/|^tests\/view\/places\/help\/rules\.browser\.test/,
);
const texts = textFiles('public', /\.(json|md|txt)$/, /^$/);

const unknown = (files: readonly TextFile[]): string[] =>
  files.flatMap(({ path, text }) =>
    [...new Set(idsIn(text))].filter((id) => !ruleOf(id)).map((id) => `${path}: ${id}`),
  );

test.each([
  ['(E-05, S-30…S-36)', ['E-05', 'S-30', 'S-36']],
  ["it('E-53/E-54 and E-07b.')", ['E-53', 'E-54', 'E-07b']],
  ['`SAML-03`, not SAML-3x1 or OIDC-123', ['SAML-03']],
  ['SHA-256, UTF-8, AES-256-GCM, RS256, A-Z0', []],
  ['M-13-2.2H13 M-8-18H8 M-7 -4 0 M-6 0a3 width: E-12.5', []],
  ['G-61 principal', ['G-61']],
  ['a-E-05 $E-05 E-05% XE-05', []],
])('the ids in %j are %j', (text, ids) => {
  expect(idsIn(text)).toEqual(ids);
});

test('every id that code, tests or public files quote is a rule of the book', () => {
  expect([code, tests, texts].map(({ length }) => length > 10)).toEqual([true, true, true]);
  expect(new Set(code.flatMap(({ text }) => idsIn(text))).size).toBeGreaterThan(100);
  expect(unknown([...code, ...tests, ...texts])).toEqual([]);
});

test('every rule that is held, or refused on purpose, is quoted by a test', () => {
  const quoted = new Set(tests.flatMap(({ text }) => idsIn(text)));
  const held = rules.filter(({ state }) => state === 'held' || state === 'refused').map(({ id }) => id);
  expect(held.length).toBeGreaterThan(200);
  expect(held.filter((id) => !quoted.has(id))).toEqual([]);
});

test('no section number of the earlier numbering stands for a rule', () => {
  // `(8.8)`, `8.8 row 3`, `section 4`: what rules were quoted by before they had ids.
  const old =
    /\((?:\d{1,2}\.\d{1,2}(?:, \d{1,2}\.\d{1,2})*)\)|\b8\.[789]\/\d|\b\d\.\d{1,2},? rows? \d|\b[Ss]ection \d/;
  const keeps = /earlier-rule-ids/;
  const found = [...code, ...tests].filter(
    ({ path, text }) => !keeps.test(path) && old.test(commentsAndTexts(text)),
  );
  expect(found.map(({ path, text }) => `${path}: ${old.exec(commentsAndTexts(text))?.[0] ?? ''}`)).toEqual(
    [],
  );
});

/** Numbers of code (`scale(1.2)`, `min(2.2)`) are no section numbers. */
const commentsAndTexts = (text: string): string => text.replace(/\w\([\d., ]+\)/g, '');
