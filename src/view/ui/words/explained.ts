/** Part of a sentence; with `word` it is explained by the glossary. */

import type { AwsWord } from './glossary.ts';

export interface ExplainedPart {
  readonly text: string;
  readonly word?: AwsWord;
}

/**
 * `All [groups|group] here` → `All `, `groups` (of the word `group`), ` here`; `[group]` stands for itself. A test
 * holds every mark of the pages against the glossary.
 */
export const explained = (text: string): ExplainedPart[] =>
  text
    .split(/(\[[^\]]+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, shown, word] = /^\[([^|\]]+)(?:\|([^\]]+))?\]$/.exec(part) ?? [];
      return shown === undefined ? { text: part } : { text: shown, word: (word ?? shown) as AwsWord };
    });
