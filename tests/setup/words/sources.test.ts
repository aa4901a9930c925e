/**
 * Every text that stands in the sources is plain English. What is not yet so stands in still-wrong.json, a list that only
 * shrinks: what is new is refused, and so is an entry that nothing says any more. A sentence that concludes stands in the
 * lists of `conclusions/` with what proves it.
 */

import { expect, test } from 'vitest';
import { concludes, concludingSentences, isGround, listedConclusions } from './conclusions.ts';
import { longSentences, offences } from './rules.ts';
import { sourceTexts } from './sources.ts';
import { stateNames } from './states.ts';
import { stillWrong } from './still-wrong.ts';

/** Only what hangs is stopped: all sources are parsed, which takes a minute on a busy machine. */
const limit = 300_000;
const texts = sourceTexts();

test(
  'every text of the sources is in plain English, with one name for each thing',
  { timeout: limit },
  async () => {
    const states = await stateNames();
    expect([...states]).toContain('notExchanged');
    expect(texts.length).toBeGreaterThan(5_000);
    const found = new Map<string, string>(
      texts.flatMap(({ place, kind, text }) => [
        ...offences({ kind, text }, states).map((offence) => [`${offence}, in: ${text}`, place] as const),
        ...longSentences(text).map((sentence) => [`too long: ${sentence}`, place] as const),
      ]),
    );
    const fresh = [...found].filter(([fault]) => !stillWrong.includes(fault));
    expect(fresh.map(([fault, place]) => `${place}: ${fault}`)).toEqual([]);
    expect(stillWrong.filter((fault) => !found.has(fault))).toEqual([]);
  },
);

test('every sentence that concludes is listed with what proves it, and none is unproved', () => {
  const said = concludingSentences(texts);
  const listed = listedConclusions();
  const known = new Set(listed.map((one) => one.said));
  expect(said.size).toBeGreaterThan(2_000);
  expect([...said].filter((sentence) => !known.has(sentence)).map((one) => `not listed: ${one}`)).toEqual([]);
  expect([...known].filter((sentence) => !said.has(sentence)).map((one) => `not said: ${one}`)).toEqual([]);
  expect(listed.length).toBe(known.size);
  expect(listed.filter(({ ground }) => ground === 'unproved' || !isGround(ground))).toEqual([]);
});

test('a sentence concludes by its words, a name that contains one of them does not', () => {
  for (const sentence of [
    'Nobody can.',
    'No way is left',
    'It closes the way.',
    'Allowed only here',
    'All of it',
  ])
    expect(concludes(sentence), sentence).toBe(true);
  for (const sentence of ['AllowAlways', 'Another way', 'It may not', 'The call is allowed'])
    expect(concludes(sentence), sentence).toBe(false);
});
