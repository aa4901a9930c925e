/** Every template is made with some seeds, with a hundred at full counts: the engine decides each question, and no answer is rare. */

import { expect, test } from 'vitest';
import { playableMethods } from '#learn/arcade/escalation.ts';
import { type ArcadeQuestion, makeQuestion } from '#learn/arcade/question.ts';
import { findLevel } from '#learn/level/path.ts';
import { templates } from '#learn/arcade/keys.ts';
import { countOf, sampleOf } from '../../setup/counts.ts';

const count = countOf({ sample: 25, full: 30, most: 100 });
/** So many questions tell every method. */
const ofMethods = countOf({ sample: 200, full: 300 });
const seeds = Array.from({ length: count }, (_, at) => `seed-${at}`);
const made = new Map(templates.map((one) => [one.id, seeds.map((seed) => makeQuestion(one, seed))]));
const questionsOf = (id: string): readonly ArcadeQuestion[] => made.get(id) ?? [];

/** Sentences of a text. A name between backticks counts as one word. */
const sentences = (text: string): string[] =>
  text
    .replaceAll(/`[^`]*`/g, 'name')
    .split(/(?<=[.?!])\s+/)
    .filter((one) => one !== '');

test('there are at least 25 templates of all difficulties, each with an id of its own', () => {
  expect(templates.length).toBeGreaterThanOrEqual(25);
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  expect(new Set(templates.map(({ title }) => title)).size).toBe(templates.length);
  expect(new Set(templates.map(({ difficulty }) => difficulty)).size).toBe(5);
});

test('each level that a template names is on the path', () => {
  const missing = templates.flatMap(({ level }) => (level === undefined || findLevel(level) ? [] : [level]));
  expect(missing).toEqual([]);
});

test.each(templates)('both answers of $id are frequent', ({ id }) => {
  const yes = questionsOf(id).filter(({ answer }) => answer).length;
  expect(yes).toBeGreaterThanOrEqual(count * 0.2);
  expect(yes).toBeLessThanOrEqual(count * 0.8);
});

test.each(templates)('the texts of $id are complete and short', ({ id }) => {
  for (const { text, asked, facts, policies, because, key } of questionsOf(id)) {
    expect(key).toBe(`arcade/${id}`);
    expect(text).toMatch(/^(?:Can |`).*\?$/);
    const rows = asked.map(({ label }) => label).join(' ');
    expect(rows).toMatch(/^Who (?:Action Resource|How Needs|Aim)$/);
    expect(policies.length).toBeGreaterThanOrEqual(1);
    expect(policies.length).toBeLessThanOrEqual(4);
    expect(because.length).toBeGreaterThanOrEqual(1);
    for (const one of because) expect(one).toMatch(/^(?:Allowed|Denied) because .+\.$/);
    for (const said of [text, ...facts]) {
      expect(said).not.toMatch(/undefined|NaN|\s{2}/);
      for (const sentence of sentences(said)) expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(18);
    }
    for (const { label, text: document } of policies) {
      expect(label).not.toMatch(/undefined/);
      expect(JSON.parse(document)).toHaveProperty('Statement');
      expect(document.split('\n').length).toBeLessThanOrEqual(22);
    }
  }
});

test.each(templates)('$id marks a statement where one decides, and a layer where none does', ({ id }) => {
  for (const { answer, policies, because } of questionsOf(id)) {
    const marks = policies.flatMap((one) => one.marks);
    const isStopped = because.some((one) => one.startsWith('Denied'));
    expect(isStopped).toBe(id.startsWith('defence-') ? answer : !answer);
    if (!isStopped) expect(marks.every(({ tone }) => tone === 'allow')).toBe(true);
    else if (because.join(' ').includes('explicitly den')) {
      expect(marks.map(({ tone }) => tone)).toContain('deny');
    } else expect(marks).toEqual([]);
  }
});

test.each(templates)('a request of $id goes to the region of its resource', ({ id }) => {
  for (const { asked, facts } of questionsOf(id)) {
    const [, , resource] = asked;
    const own = /:([a-z]{2}-[a-z]+-\d):/.exec(resource?.text ?? '')?.[1];
    const named = facts.flatMap((fact) => fact.match(/\b[a-z]{2}-[a-z]+-\d\b/g) ?? []);
    if (own !== undefined) expect(named.filter((region) => region !== own)).toEqual([]);
  }
});

test('every method of escalation that a small account can have is played in attack and in defence', () => {
  const texts = (kind: string) =>
    new Set(
      templates
        .filter(({ id }) => id.startsWith(kind))
        .flatMap((one) =>
          Array.from({ length: ofMethods }, (_, at) => makeQuestion(one, `m${at}`).asked[1]?.text),
        ),
    );
  const wanted = new Set(playableMethods.map(({ how }) => how));
  expect(wanted.size).toBeGreaterThanOrEqual(20);
  expect(texts('attack-')).toEqual(wanted);
  expect(texts('defence-')).toEqual(wanted);
});

test.each(templates)('different seeds of $id make different questions', ({ id }) => {
  const texts = questionsOf(id).map((one) => JSON.stringify(one));
  expect(new Set(texts).size).toBeGreaterThanOrEqual(count * 0.7);
});

test.each(templates)('one seed of $id makes the same question byte for byte', (template) => {
  const again = sampleOf(seeds, 5).map((seed) => makeQuestion(template, seed));
  expect(JSON.stringify(again)).toBe(JSON.stringify(sampleOf(questionsOf(template.id), 5)));
});

const accountsIn = (text: string): Set<string> => new Set(text.match(/(?<!\d)\d{12}(?!\d)/g));
const rowOf = ({ asked }: ArcadeQuestion, label: string): string =>
  asked.find((one) => one.label === label)?.text ?? '';

const ofSeveralAccounts = templates.filter(({ id }) =>
  questionsOf(id).some((one) => accountsIn(JSON.stringify(one)).size > 1),
);

test.each(ofSeveralAccounts)('$id says in which account its user or role is', ({ id }) => {
  for (const question of questionsOf(id)) {
    const who = rowOf(question, 'Who');
    if (/^the (?:user|role|root user)/.test(who)) expect(who).toMatch(/ of the account `\d{12}`$/);
  }
});

test.each(templates)('$id says whose bucket it is where a bucket policy decides', ({ id }) => {
  for (const question of questionsOf(id)) {
    const hasPolicy = question.policies.some(({ label }) => label.startsWith('Bucket policy'));
    if (hasPolicy) expect(question.facts.join(' ')).toMatch(/The bucket is in the (?:same )?account/);
  }
});

test.each(templates)('$id says that Block Public Access is off where a policy opens a bucket', ({ id }) => {
  for (const { policies, facts } of questionsOf(id)) {
    const isOpen = policies.some(
      ({ label, text }) =>
        label.startsWith('Bucket policy') && /"Effect": "Allow",\s+"Principal": "\*"/.test(text),
    );
    if (isOpen) expect(facts).toContain('Block Public Access is off for this bucket.');
  }
});

test.each(templates)(
  '$id asks for no secret of another account, whose key nobody there can use',
  ({ id }) => {
    for (const question of questionsOf(id)) {
      const [home] = accountsIn(rowOf(question, 'Who'));
      const [owner] = accountsIn(rowOf(question, 'Resource'));
      if (rowOf(question, 'Resource').includes(':secretsmanager:') && home) expect(owner).toBe(home);
    }
  },
);
