/** The whole book: what every rule must have, and how a rule is found. */

import { expect, test } from 'vitest';
import { chapterOf, neighboursOf, ruleOf, rules, searchRules } from '#core/rules/book.ts';
import { chapters } from '#content/rules/chapters.ts';
import { type Rule, ruleStates } from '#core/rules/rule.ts';
import { emulators, observed, ourChoice, unconfirmed } from '#content/rules/sources.ts';

const faults = (isWrong: (rule: Rule) => boolean): string[] => rules.filter(isWrong).map(({ id }) => id);
const twice = (texts: readonly string[]): string[] => texts.filter((text, at) => texts.indexOf(text) < at);
const words = (text: string): number => text.trim().split(/\s+/).length;

test('the book has at least four hundred rules, in chapters that each have some', () => {
  expect(rules.length).toBeGreaterThanOrEqual(400);
  expect(chapters.filter((chapter) => chapter.rules.length === 0)).toEqual([]);
});

test('every rule has an id of its own: letters, a dash, a number', () => {
  expect(faults(({ id }) => !/^[A-Z]{1,4}-\d{1,2}[a-z]?$/.test(id))).toEqual([]);
  expect(twice(rules.map(({ id }) => id))).toEqual([]);
});

test('every rule has a title to search for, which no other rule of its chapter has', () => {
  expect(faults(({ title }) => !/^[A-Z`a-z0-9]/.test(title) || /[.`]$/.test(title))).toEqual([]);
  expect(faults(({ title }) => title.length > 60 || words(title) > 9)).toEqual([]);
  for (const chapter of chapters)
    expect(twice(chapter.rules.map(({ title }) => title.toLowerCase())), chapter.id).toEqual([]);
});

test('every rule says what holds in sentences, of at most about ninety words', () => {
  expect(faults(({ rule }) => words(rule) < 8 || rule.length < 60)).toEqual([]);
  expect(faults(({ rule }) => words(rule) > 90)).toEqual([]);
  expect(faults(({ rule }) => !/[.!?]`?$/.test(rule))).toEqual([]);
  expect(faults(({ rule }) => rule.split('`').length % 2 === 0)).toEqual([]);
  expect(twice(rules.map(({ rule }) => rule))).toEqual([]);
});

test('every rule has a page of AWS’s documentation as its source, or one of the named grounds', () => {
  const grounds = [observed, emulators, ourChoice, unconfirmed];
  expect(
    faults(({ source }) =>
      source.url === undefined
        ? !grounds.includes(source)
        : !/^https:\/\/docs\.aws\.amazon\.com\/[A-Za-z0-9_./-]+\.html(#[\w.:-]+)?$/.test(source.url),
    ),
  ).toEqual([]);
  expect(faults(({ source }) => source.title.trim() === '')).toEqual([]);
});

test('every rule has a state, and no rule that AWS does not define is held as AWS’s', () => {
  expect(faults(({ state }) => !ruleStates.includes(state))).toEqual([]);
  expect(faults(({ state, source }) => source === ourChoice && state === 'held')).toEqual([]);
});

test('every rule quotes in its text only rules that exist', () => {
  const quoted = rules.flatMap(({ id, title, rule }) =>
    [...`${title} ${rule}`.matchAll(/(?<![\w-])[A-Z]{1,4}-\d{1,2}[a-z]?(?![\w-])/g)]
      .map(([other]) => other)
      .filter((other) => !/^(SHA|UTF|HMAC)-/.test(other) && !ruleOf(other))
      .map((other) => `${id}: ${other}`),
  );
  expect(quoted).toEqual([]);
});

test('each chapter has an id for the address, a title and a sentence of its own', () => {
  expect(chapters.filter(({ id }) => !/^[a-z][a-z-]*$/.test(id))).toEqual([]);
  expect(chapters.filter(({ about }) => !about.endsWith('.') || words(about) < 5)).toEqual([]);
  for (const member of ['id', 'title', 'about'] as const)
    expect(twice(chapters.map((chapter) => chapter[member]))).toEqual([]);
});

test('each chapter holds each of its rules once, and knows it', () => {
  for (const chapter of chapters) for (const { id } of chapter.rules) expect(chapterOf(id), id).toBe(chapter);
  expect(chapterOf('E-99')).toBeUndefined();
});

test('a rule is found by its id', () => {
  expect(ruleOf('E-05')?.id).toBe('E-05');
  expect(ruleOf('E-99')).toBeUndefined();
  expect(ruleOf('constructor')).toBeUndefined();
});

test.each(['E-05', 'e-05', 'e05', 'E 05'])('a search for `%s` finds the rule first', (query) => {
  expect(searchRules(query)[0]?.id).toBe('E-05');
});

test('every word of a search counts, in id, title or text, whatever its case, and hits in the title come first', () => {
  const [first, second] = [rule('X-01', 'Cats', 'Dogs are `not` cats.'), rule('X-02', 'Not Dogs', 'Cats.')];
  const birds = rule('X-03', 'Birds', 'They fly.');
  const among = [first, second, birds];
  expect(searchRules('NOT dogs', among)).toEqual([second, first]);
  expect(searchRules('x cats', among)).toEqual([first, second]);
  expect(searchRules('  fly  ', among)).toEqual([birds]);
  expect(searchRules('dogs fly', among)).toEqual([]);
  expect(searchRules('  ', among)).toEqual(among);
  expect(searchRules('(', among)).toEqual([]);
});

test('each rule is found by its title', () => {
  expect(faults((one) => !searchRules(one.title).includes(one))).toEqual([]);
});

test('previous and next lead through the whole book', () => {
  const walked: string[] = [];
  for (let at = rules[0]; at; at = neighboursOf(at.id).next) {
    walked.push(at.id);
    if (walked.length > 1) expect(neighboursOf(at.id).previous?.id).toBe(walked.at(-2));
  }
  expect(walked).toEqual(rules.map(({ id }) => id));
  expect(neighboursOf('E-99')).toEqual({});
});

const rule = (id: string, title: string, text: string): Rule => ({
  id,
  title,
  rule: text,
  source: observed,
  state: 'held',
});
