/**
 * The sentences of the sources that conclude, and why each may stand: the lists in `conclusions/`. A list holds, by file
 * and then by ground, the sentences of that file. The grounds are the keys of `grounds`; `search` has its condition behind
 * a colon, such as `search: isComplete`.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Shown, sentencesOf } from './rules.ts';

const folder = join(import.meta.dirname, 'conclusions');

/** The proofs of sentences that conclude. */
const grounds = {
  search: 'a search that ended, shown under the condition behind the colon',
  account: 'records of the account, of a workspace or of a list that are all read before it is shown',
  aws: 'a fact of AWS, held by the rules that the page tells with their sources',
  reference: 'the reference of AWS’s actions, with its date beside the sentence',
  input: 'the one document, file or question that it speaks about, read to its end',
  scenario: 'a prepared account whose goals and solution the tests play',
  own: 'what this program does or cannot do',
  control: 'nothing: it names a control, a column or a choice, or tells what to do',
  unproved: 'nothing yet',
} as const;

const concluding =
  /\b(nobody|nothing|none|no (one|other|way|such|longer)|only|all|every(body|one|thing)?|always|never|close[sd]?|completely?|smallest|cannot|fully)\b|^No /i;

export const concludes = (sentence: string): boolean => concluding.test(sentence);

/** Every sentence that concludes, once for each file, as `file: sentence`. */
export const concludingSentences = (texts: readonly Shown[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap(({ place, text }) =>
      sentencesOf(text)
        .filter(concludes)
        .map((sentence) => `${place}: ${sentence}`),
    ),
  );

/** A file's sentences by their ground. */
type OfFile = Readonly<Record<string, readonly string[]>>;

export interface ListedSentence {
  /** The file and its sentence: `file: sentence`. */
  readonly said: string;
  readonly ground: string;
}

export const listedConclusions = (): ListedSentence[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) =>
      Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, OfFile>).flatMap(
        ([place, byGround]) =>
          Object.entries(byGround).flatMap(([ground, sentences]) =>
            sentences.map((sentence) => ({ said: `${place}: ${sentence}`, ground })),
          ),
      ),
    );

/** Tells that a ground is one of `grounds`, and that a search has its condition. */
export const isGround = (ground: string): boolean => {
  const [name = '', condition] = ground.split(': ');
  return name in grounds && (name === 'search') === (condition !== undefined);
};
