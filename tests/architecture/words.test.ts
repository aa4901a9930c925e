/** The glossary: what every page says it explains is explained, in sentences that a newcomer reads at a glance. */

import { expect, test } from 'vitest';
import { explained } from '#view/ui/words/explained.ts';
import { glossary } from '#view/ui/words/glossary.ts';
import { sourceFiles } from './imports.ts';

const entries = Object.entries(glossary);
const pages = sourceFiles().filter(({ path }) => path.startsWith('view/'));

test('every word marked in a sentence of the pages is in the glossary', () => {
  const marks = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\btext(?:=|: )(["'`])((?:(?!\1).)*)\1/g)].flatMap(([, , sentence = '']) =>
      explained(sentence).flatMap(({ word }) => (word === undefined ? [] : [{ path, word: `${word}` }])),
    ),
  );
  expect(marks.length).toBeGreaterThan(5);
  expect(marks.filter(({ word }) => !Object.hasOwn(glossary, word))).toEqual([]);
});

test('each meaning in the glossary is one to three short sentences and does not begin with its own word', () => {
  const bad = entries.filter(
    ([word, meaning]) =>
      !/^[A-Z*].*[.]$/.test(meaning) ||
      meaning.length > 160 ||
      meaning.toLowerCase().startsWith(`${word.toLowerCase()} is `),
  );
  expect(bad).toEqual([]);
});

test('a marked word of AWS is looked up by itself or by the word after the bar', () => {
  expect(explained('All [groups|group] and [SCP]s.')).toEqual([
    { text: 'All ' },
    { text: 'groups', word: 'group' },
    { text: ' and ' },
    { text: 'SCP', word: 'SCP' },
    { text: 's.' },
  ]);
  expect(explained('')).toEqual([]);
});
