/**
 * Format 4 carries goals, checks of steps, what was learnt and what comes next; format 5 also the level; format 6 also
 * its variant and the exercise; format 7 also silenced findings. All refuse what does not fit.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { anonymised } from '#share/scenario/anonymise.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { readScenario, writeScenario } from '#share/scenario/file.ts';
import { goalFact } from '#share/scenario/goal-fact.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { scenarioOfWorld } from '#share/scenario/write.ts';
import { worldOf } from '#share/world-records.ts';
import { schemaFaults } from './json-schema.ts';
import schema from '../../../public/scenario.schema.json' with { type: 'json' };

const text = readFileSync('tests/share/fixtures/version-4.json', 'utf8');
const withLevel = readFileSync('tests/share/fixtures/version-5.json', 'utf8');
const withExercise = readFileSync('tests/share/fixtures/version-6.json', 'utf8');
const withSilences = readFileSync('tests/share/fixtures/version-7.json', 'utf8');

function opened(file: string): Scenario {
  const result = readScenario(file);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

test.each([
  ['4', text],
  ['5', withLevel],
  ['6', withExercise],
  ['7', withSilences],
])('a file of version %s comes back whole through a world, and satisfies the schema', (_, file) => {
  const scenario = opened(file);
  const built = scenarioRecords(scenario);
  if (!built.ok) throw new Error(built.error.message);
  const again = writeScenario(scenarioOfWorld(worldOf(built.value.records), scenario));
  expect(JSON.parse(again)).toEqual(JSON.parse(file));
  expect(schemaFaults(JSON.parse(again), schema)).toEqual([]);
});

const withoutUses = [{ id: '111122223333', name: 'Newsroom', users: [{ userName: 'ines' }] }];

test.each([
  ['a level', { level: undefined }, 5],
  ['a level and an account with used keys', { level: undefined, accounts: withoutUses }, 1],
])('a file that loses %s has the version that the rest needs', (_, without, version) => {
  const file = { ...(JSON.parse(withLevel) as object), ...without };
  expect(writeScenario(opened(JSON.stringify(file)))).toContain(`"version": ${version},`);
});

test.each([
  ['an address', '#/learn'],
  ['a long id', 'a'.repeat(41)],
  ['a number', 5],
])('a level that is %s is refused', (_, level) => {
  const result = readScenario(JSON.stringify({ ...(JSON.parse(withLevel) as object), level }));
  expect(result.ok ? 'was not refused' : result.error.message).toContain(
    'level: expected an id like `first-policy`',
  );
});

test.each([
  ['a variant of nothing', { exercise: undefined }, 'variant: a variant needs `level` or `exercise`'],
  ['a variant of two letters', { variant: 'ab' }, 'variant: expected six of a-z and 2-9'],
  ['an exercise without an id', { exercise: { minutes: 5 } }, 'exercise: `id` is missing'],
  [
    'four hints',
    { exercise: { id: 'x', minutes: 5, hints: ['', '', '', ''] } },
    'expected up to three hints',
  ],
  ['no time', { exercise: { id: 'x', minutes: 0 } }, 'exercise.minutes: expected a whole number'],
  [
    'a solution by a call of the page',
    { exercise: { id: 'x', minutes: 5, solution: [{ service: 'playground', operation: 'A', params: {} }] } },
    'exercise.solution[0].service: expected',
  ],
  [
    'a wrong answer that fails at no goal',
    { exercise: { id: 'x', minutes: 5, wrong: [{ text: '', fails: 'ines-writes' }] } },
    'exercise.wrong[0].fails: no goal `ines-writes`',
  ],
])('a scenario of version 6 is refused with %s', (_, members, words) => {
  const result = readScenario(JSON.stringify({ ...(JSON.parse(withExercise) as object), ...members }));
  expect(result.ok ? 'was not refused' : result.error.message).toContain(words);
});

test('an anonymised scenario has no exercise and no variant, which name people', () => {
  const { scenario } = anonymised(opened(withExercise));
  expect(writeScenario(scenario)).not.toMatch(/ReadDrafts|read-the-drafts|k3f9x2|ines/);
  expect(scenario.goals).toHaveLength(1);
});

test('an anonymised scenario no longer says from which level it comes', () => {
  const { scenario } = anonymised(opened(withLevel));
  expect(scenario.level).toBeUndefined();
  expect(writeScenario(scenario)).not.toContain('first-policy');
});

test.each([
  ['goals', { goals: undefined, steps: undefined, learnt: undefined, next: undefined }, 3],
  ['a check of a step', { goals: undefined, steps: [{ text: 'Read.', done: {} }] }, 4],
  ['what was learnt', { goals: undefined, steps: undefined, next: undefined }, 4],
  ['what comes next', { goals: undefined, steps: undefined, learnt: undefined }, 4],
] as const)(
  'the oldest version that can hold a file is written, with or without %s',
  (_, members, version) => {
    const file = { ...(JSON.parse(text) as object), ...members };
    expect(writeScenario(opened(JSON.stringify(file)))).toContain(`"version": ${version},`);
  },
);

const asked = { principal: '*', action: 's3:GetObject', resource: '*' };
test.each([
  ['a goal without an id', { goals: [{ text: '', question: {}, wanted: 'denied' }] }, '`id` is missing'],
  [
    'a goal with the id of a pinned answer',
    { goals: [{ id: 'ines-writes', text: '', question: asked, wanted: 'denied' }] },
    'goals[0].id: `ines-writes` stands there twice',
  ],
  [
    'a check of an answer that is not there',
    { steps: [{ text: 'Read.', done: { nobody: 'allowed' } }] },
    'steps[0].done.nobody: no goal and no pinned answer `nobody`',
  ],
  [
    'a check that is no answer',
    { steps: [{ text: 'Read.', done: { 'ines-reads': 'maybe' } }] },
    'expected `allowed` or `denied`',
  ],
  ['an address as what comes next', { next: '#/ask' }, 'next: expected an id like `deny-wins`'],
])('a scenario of version 4 is refused with %s', (_, members, words) => {
  const result = readScenario(JSON.stringify({ ...(JSON.parse(text) as object), ...members }));
  expect(result.ok ? 'was not refused' : result.error.message).toContain(words);
});

test('goals of an anonymised scenario keep what is wanted and lose their words', () => {
  const { scenario } = anonymised(opened(text));
  expect(scenario.goals).toMatchObject([{ id: 'goal-1', text: '', wanted: 'allowed' }]);
  expect(JSON.stringify(scenario)).not.toMatch(/ines|Nothing is allowed|groups-add-up/);
  expect(opened(writeScenario(scenario)).goals).toEqual(scenario.goals);
});

const reads = {
  principal: 'arn:aws:iam::111122223333:user/mallory',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::payroll/2026.csv',
};

test.each([
  ['Mallory can read the payroll', 'denied', 'Mallory cannot read the payroll'],
  ['Mallory can read the payroll', 'allowed', 'Mallory can read the payroll'],
  ['Mallory cannot read the payroll', 'denied', 'Mallory cannot read the payroll'],
  [
    'Gita, who has no policy, can look at the bills',
    'denied',
    'Gita, who has no policy, cannot look at the bills',
  ],
  ['Nobody can read it', 'denied', 'Nobody can read it'],
  [
    'The jump role must no longer go to production',
    'denied',
    'The jump role must no longer go to production',
  ],
  ['Mallory does not read it', 'denied', 'Mallory does not read it'],
  ['Mallory reads the payroll', 'denied', 'Mallory reads the payroll: No'],
  [' ', 'denied', '`mallory` cannot call `s3:GetObject` on `payroll/2026.csv`'],
  ['', 'allowed', '`mallory` can call `s3:GetObject` on `payroll/2026.csv`'],
] as const)('the goal %j that wants %s is the fact %j', (text, wanted, fact) => {
  expect(goalFact({ text, question: reads, wanted })).toBe(fact);
});
