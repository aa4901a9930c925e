/** The rows that a first visit opens are those of the first scenario's file. */

import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { firstExample, loadExample, staged } from '#app/share/load-scenario.ts';
import { findExample } from '#content/gallery/examples.ts';
import { loadShipped } from '#share/scenario/file.ts';

const file = resolve(import.meta.dirname, '../../../src/share/gallery/first-workspace.json');
const means = { random: () => 0, policiesOf: () => Promise.resolve([]) };

async function fromItsFile() {
  const card = findExample(firstExample);
  const scenario = card && (await loadShipped(card));
  const result = scenario && (await staged(scenario, 'example', means));
  if (!result?.ok) throw new Error(`\`${firstExample}\` does not load`);
  return result.value;
}

// After a change of the scenario: `npx vitest run --project unit tests/share/gallery/first-workspace.test.ts -u`.
test('the rows of the first workspace are those of its scenario, and `vitest -u` writes them anew', async () => {
  const { about, records } = await fromItsFile();
  const filled = Object.fromEntries(Object.entries(records).filter(([, rows]) => rows.length > 0));
  await expect(`${JSON.stringify({ about, records: filled }, undefined, 2)}\n`).toMatchFileSnapshot(file);
});

test('the first scenario opens from its rows as from its file, and it is level 1', async () => {
  const { about, records } = await fromItsFile();
  const guide = { ...(about.guide as object), level: 'first-policy' };
  expect(await loadExample(firstExample, means)).toEqual({ about: { ...about, guide }, records });
});
