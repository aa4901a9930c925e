/**
 * The seed of a run, as it stands in links. A word alone makes ten questions by itself: `k3f9x2`. The link of a run that
 * was played names its questions too, because they followed a person: `k3f9x2~deny-wins~first-policy.2`.
 */

export interface Seed {
  readonly word: string;
  /** Keys of the questions; absent: the word chooses them. */
  readonly keys?: readonly string[];
}

/** Returns the seed that is written in a link. Any text is one. */
export function readSeed(text: string): Seed {
  const [word = '', ...parts] = text.slice(0, 1000).split('~');
  const keys = parts.filter((part) => part !== '').map(keyOf);
  return { word: word.slice(0, 40), ...(keys.length === 0 ? {} : { keys }) };
}

/** Returns the seed of exactly these questions. */
export const writeSeed = (word: string, keys: readonly string[]): string =>
  [word, ...keys.map(partOf)].join('~');

const templatePrefix = 'arcade/';
const keyOf = (part: string): string => (part.includes('.') ? part.replace('.', '/') : templatePrefix + part);
const partOf = (key: string): string =>
  key.startsWith(templatePrefix) ? key.slice(templatePrefix.length) : key.replace('/', '.');

/** Returns a word for a new run. `random`: uniform in [0, 1). */
export const newWord = (random: () => number): string =>
  Array.from({ length: 6 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(Math.floor(random() * 31))).join(
    '',
  );
