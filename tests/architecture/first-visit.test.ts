/** A first visit loads what it shows. Learn comes when a person asks for it, so nothing of it is loaded with the page. */

import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './imports.ts';

const imports = new Map(sourceFiles().map((file) => [file.path, importsOf(file)]));

/** All that comes with these files before any `import()`. */
function loadedWith(...starts: readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const path of reached)
    for (const one of imports.get(path) ?? [])
      if (!one.package && !one.typeOnly && !one.dynamic) reached.add(one.to);
  return reached;
}

test('the page and its first question come without the reader and the merge of progress', () => {
  const loaded = loadedWith('main.ts', 'view/places/ask/Ask.svelte');
  expect(loaded).toContain('app/learn/progress.svelte.ts');
  const learn = [...loaded].filter((path) => path.startsWith('learn/') || path.includes('/stored-progress'));
  expect(learn).toEqual(['learn/progress/none.ts']);
});

test('the page and its first question come without any content', () => {
  const loaded = loadedWith('main.ts', 'view/places/ask/Ask.svelte');
  expect([...loaded].filter((path) => path.startsWith('content/'))).toEqual([]);
});
