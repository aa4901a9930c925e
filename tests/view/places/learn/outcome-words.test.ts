/** The words about codes that came in count students where they say students. */

import { expect, test } from 'vitest';
import { collectedWords } from '#view/places/learn/teach/class/outcome-words.ts';

test('several codes of one student are one student', () => {
  const words = collectedWords([
    { kind: 'new', student: 'Ana' },
    { kind: 'newer', student: 'Ana' },
    { kind: 'newer', student: 'ANA' },
    { kind: 'older', student: 'Ana' },
    { kind: 'older', student: 'Ana' },
  ]);
  expect(words).toEqual([
    '1 student is new.',
    '1 student sent a newer result.',
    '2 codes are older than what is here.',
  ]);
});
