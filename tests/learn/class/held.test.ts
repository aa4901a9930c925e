/** A class holds many codes, and what the reader takes is never left by a change. */

import { expect, test } from 'vitest';
import { writeCode } from '#learn/class/code.ts';
import { heldFile, mergedHeld, readHeld, withCodes } from '#learn/class/held.ts';
import { plan, result } from './sample.ts';

const codeAt = (student: string, at: number) =>
  writeCode(result(student, { at: `${new Date(at * 1000).toISOString().slice(0, 19)}Z`, levels: [] }), plan);

test('over the most codes, a student who sent many loses the oldest, and nobody loses the newest', () => {
  const many = Array.from({ length: 4 }, (_, at) => codeAt('Ada', at));
  const others = ['Ben', 'Cleo', 'Dora'].map((student) => codeAt(student, 1));
  const { codes } = withCodes({ plan, codes: others }, many, 6);
  expect(codes).toEqual([...others, ...many.slice(1)]);
  expect(withCodes({ plan, codes: others }, many, 2).codes).toEqual([...others, ...many.slice(3)]);
  expect(readHeld(heldFile([{ plan, codes }]))).toMatchObject({ ok: true });
});

test('two copies of a class are one with the codes of both', () => {
  const [ada, ben] = [codeAt('Ada', 1), codeAt('Ben', 1)];
  const merged = mergedHeld([{ plan, codes: [ada] }], [{ plan, codes: [ben, ada] }]);
  expect(merged).toEqual([{ plan, codes: [ada, ben] }]);
});
