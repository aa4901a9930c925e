/** Splits a sentence at its marked AWS words. */

import type { AwsWord } from './glossary.ts';

/** Splits `All [groups|group] here` into `All `, `groups` (of the word `group`) and ` here`. */
export const explained = (text: string): { readonly text: string; readonly word?: AwsWord }[] =>
  text
    .split(/(\[[^\]]+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, shown, word] = /^\[([^|\]]+)(?:\|([^\]]+))?\]$/.exec(part) ?? [];
      return shown === undefined ? { text: part } : { text: shown, word: (word ?? shown) as AwsWord };
    });
