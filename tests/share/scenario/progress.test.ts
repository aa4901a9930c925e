/** Answers alone, and what the person called done, tell how far a guide was followed. */

import { expect, test } from 'vitest';
import type { ScenarioGuide } from '#share/scenario/format/scenario.ts';
import type { ScenarioQuestion } from '#share/scenario/format/parts.ts';
import type { ScenarioVerdict } from '#share/scenario/format/guide.ts';
import { aheadOf, progressOf, sameQuestion } from '#share/scenario/progress.ts';

const ask = (principal: string, context?: ScenarioQuestion['context']): ScenarioQuestion => ({
  principal,
  action: 's3:GetObject',
  resource: '*',
  ...(context ? { context } : {}),
});
const answers =
  (...allowed: string[]) =>
  ({ principal }: ScenarioQuestion): ScenarioVerdict =>
    allowed.includes(principal) ? 'allowed' : 'denied';
const call = { operation: 'GetUser', params: {} };
const guide: ScenarioGuide = {
  purpose: '',
  notes: [],
  start: {
    account: '111122223333',
    question: ask('ada'),
    next: [{ text: 'Stop bo: now', question: ask('bo') }],
  },
  goals: [
    { id: 'ada', text: 'Ada reads', question: ask('ada'), wanted: 'allowed' },
    { id: 'bo', text: 'Bo must not read', question: ask('bo'), wanted: 'denied' },
    { id: 'cy', text: 'Cy reads', question: ask('cy'), wanted: 'allowed' },
  ],
  questions: [{ id: 'dee', text: 'Dee reads', question: ask('dee'), expected: 'allowed' }],
  steps: [
    { text: 'Read.' },
    { text: 'Let ada in.', solution: { calls: [call], turns: ['ada', 'dee'] } },
    { text: 'Stop bo.', done: { bo: 'denied', dee: 'allowed' }, solution: { calls: [call], turns: ['bo'] } },
    { text: 'Try.', solution: { calls: [call], turns: [] } },
  ],
};
const done = (allowed: string[], ticked: string[] = []) =>
  progressOf(guide, answers(...allowed), ticked).steps.map((step) => step.done);

test('a step is done by its answers, else by what it turns, else by the word of the person', () => {
  expect(done(['bo', 'dee'])).toEqual([false, false, false, false]);
  expect(done(['bo', 'dee'], ['Read.', 'Try.', 'Stop bo.'])).toEqual([true, false, false, true]);
  expect(done(['ada', 'bo'])).toEqual([false, true, false, false]);
  expect(done(['ada', 'dee'])).toEqual([false, false, true, false]);
});

test('a guide is finished when all goals are reached and all steps are done, and never when it has none', () => {
  const end = (allowed: string[], ticked: string[]) =>
    progressOf({ ...guide, steps: guide.steps.slice(0, 1) }, answers(...allowed), ticked).finished;
  expect([end(['ada', 'cy'], ['Read.']), end(['ada', 'cy'], []), end(['ada'], ['Read.'])]).toEqual([
    true,
    false,
    false,
  ]);
  expect(progressOf({ purpose: '', notes: [], questions: [], steps: [] }, answers(), []).finished).toBe(
    false,
  );
});

const ahead = (asked: string, allowed: string[], about: ScenarioGuide = guide, changed = false) => {
  const { next, reached } = aheadOf(about, ask(asked), answers(...allowed), changed);
  return [next?.text, reached];
};

test('an open goal leads nowhere; a reached one leads along the walk, then to the next open goal', () => {
  expect(ahead('ada', ['bo'])).toEqual([undefined, false]);
  expect(ahead('ada', ['ada', 'bo'])).toEqual(['Stop bo: now', false]);
  expect(ahead('ada', ['ada']), 'bo is stopped already').toEqual(['Cy reads', false]);
  expect(ahead('bo', [])).toEqual(['Ada reads', false]);
  expect(ahead('cy', ['ada', 'cy'])).toEqual([undefined, true]);
  expect(ahead('dee', ['ada'])).toEqual([undefined, false]);
});

test('a guide of an earlier format, without goals, leads on once a change made the first answer a Yes', () => {
  const { goals: _, ...old } = guide;
  expect(ahead('ada', ['ada'], old, false)).toEqual([undefined, false]);
  expect(ahead('ada', [], old, true)).toEqual([undefined, false]);
  expect(ahead('ada', ['ada'], old, true)).toEqual(['Stop bo: now', false]);
});

test('a question is the same with its context, whatever the region of the top bar', () => {
  const own = ask('ada', { 'sts:ExternalId': ['a', 'b'] });
  const same = (context?: ScenarioQuestion['context']) => sameQuestion(own, ask('ada', context));
  expect(same({ 'sts:ExternalId': 'a,b', 'aws:RequestedRegion': 'eu-west-1' })).toBe(true);
  expect(same({ 'sts:ExternalId': 'a' })).toBe(false);
  expect(same()).toBe(false);
  expect(sameQuestion(ask('ada'), own)).toBe(false);
  expect(sameQuestion(ask('ada'), ask('bo'))).toBe(false);
});
