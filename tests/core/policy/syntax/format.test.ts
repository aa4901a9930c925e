/** JSON laid out for reading keeps every letter that is not a blank. */

import { expect, test } from 'vitest';
import { formatJson } from '#core/policy/syntax/format.ts';
import { gallery } from '#content/gallery/cards.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { worldOfScenario } from '../../../share/gallery/replay.ts';

test.each([
  ['{"a":1}', '{\n  "a": 1\n}'],
  ['[ ]', '[]'],
  [' { } ', '{}'],
  ['{"a":[1,{"b":null}]}', '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ]\n}'],
  ['{"\\u0041":1.50,"n":12345678901234567890}', '{\n  "\\u0041": 1.50,\n  "n": 12345678901234567890\n}'],
  ['{"a b" : " c  d "}', '{\n  "a b": " c  d "\n}'],
])('the JSON %j is laid out as %j', (text, wanted) => expect(formatJson(text)).toBe(wanted));

test.each(['', '{', '{"a":1,}', '{"a":1} {}'])('the text %j is no JSON and is not laid out', (text) =>
  expect(formatJson(text)).toBeUndefined(),
);

test('every policy of the gallery is laid out as JSON.stringify would, and once more changes nothing', async () => {
  for (const card of gallery)
    for (const { document } of [...worldOfScenario(await loadShipped(card)).policies.values()].flatMap(
      ({ versions }) => versions,
    )) {
      const squeezed = JSON.stringify(JSON.parse(document));
      const text = formatJson(squeezed) ?? '';
      expect(text).toBe(JSON.stringify(JSON.parse(document), null, 2));
      expect(formatJson(text)).toBe(text);
    }
});
