/**
 * Every text that stands in the sources is plain English. What is not yet so stands in still-wrong.json, a list that only
 * shrinks: what is new is refused, and so is an entry that nothing says any more.
 */

import { expect, test } from 'vitest';
import { longSentences, offences } from './rules.ts';
import { sourceTexts } from './sources.ts';
import { stateNames } from './states.ts';
import { stillWrong } from './still-wrong.ts';

/** Only what hangs is stopped: all sources are parsed, which takes a minute on a busy machine. */
const limit = 300_000;

test(
  'every text of the sources is in plain English, with one name for each thing',
  { timeout: limit },
  async () => {
    const states = await stateNames();
    expect([...states]).toContain('notExchanged');
    const texts = sourceTexts();
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
