/** The styles of the one file: those of its first moment stand plain in it, the others are packed. */

import { expect, test } from 'vitest';
import { firstStyles } from '#build/single-file.ts';

test('the styles of the first moment end before the first rule of a component, also inside of a query', () => {
  const first = ':root{--a:1}@media print{a{color:red}}.starting{display:flex}';
  const components = '@media screen{.line.svelte-ta24wa{color:red}}.card{color:red}';
  expect(firstStyles(first + components)).toEqual([first, components]);
});

test('styles without a component all stand plain in the one file', () => {
  expect(firstStyles('.a{b:c}')).toEqual(['.a{b:c}', '']);
});
