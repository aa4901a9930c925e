/** Splits a sentence at its marked AWS words. */

import type { AwsWord } from './glossary.ts';

/** A part of a sentence. With `word` the glossary explains it. */
export interface ExplainedPart {
  readonly text: string;
  readonly word?: AwsWord;
}

/** Splits `All [groups|group] here` into `All `, `groups` (of the word `group`) and ` here`. */
export const explained = (text: string): ExplainedPart[] =>
  text
    .split(/(\[[^\]]+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, shown, word] = /^\[([^|\]]+)(?:\|([^\]]+))?\]$/.exec(part) ?? [];
      return shown === undefined ? { text: part } : { text: shown, word: (word ?? shown) as AwsWord };
    });
