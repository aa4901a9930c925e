/** Words on a line of a path are left out where the name below a shape is. */

import { expect, test } from 'vitest';
import { areWordsFree } from '#view/graph/scene/free-words.ts';

const name = { x: 100, y: 40, wide: 60, high: 15 };

test.each([
  ['a line above the name', { x: 0, y: 0 }, { x: 200, y: 0 }, 0, true],
  ['a line through the name', { x: 0, y: 20 }, { x: 200, y: 80 }, 0, false],
  ['a line that bows into the name', { x: 0, y: 0 }, { x: 200, y: 0 }, 90, false],
  ['a line that bows away from the name', { x: 0, y: 20 }, { x: 200, y: 80 }, -90, true],
] as const)('words on %s', (_, start, end, bow, free) => {
  expect(areWordsFree([name], { start, end, bow, wide: 70, size: 12 })).toBe(free);
});
