/** An expected failure has one shape in the whole house: `Result` of core/model/result.ts, asked by its `ok`. */

import { expect, test } from 'vitest';
import { scriptOf, sourceFiles } from './imports.ts';

const declaring = (declaration: RegExp): string[] =>
  sourceFiles()
    .filter((file) => declaration.test(scriptOf(file)))
    .map(({ path }) => path);

test('only core/model/result.ts declares a type called Result', () => {
  expect(declaring(/\b(type|interface|class) Result\b(?=[<\s=])(?! *[,}])/)).toEqual([
    'core/model/result.ts',
  ]);
});

test('nothing asks isFailure: a result says it by itself', () => {
  expect(declaring(/\bisFailure\b/)).toEqual([]);
});
