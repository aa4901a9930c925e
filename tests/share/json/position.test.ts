/** The line and column of a fault or of a value are found in the text of a JSON file. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSyntaxFault, offsetOf, pathAt, placeAt } from '#share/json/position.ts';
import { type Path, pathText } from '#core/model/schema/fault.ts';
import { countOf } from '../../setup/counts.ts';

const runs = countOf({ sample: 2_000, full: 3_000, most: 20_000 });

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function expectFault(text: string, expected: string): void {
  const fault = findSyntaxFault(text);
  if (!fault) throw new Error('no fault');
  const { line, column } = placeAt(text, fault.offset);
  expect(`${line}:${column} ${pathText(fault.path)}: ${fault.message}`).toBe(expected);
}

const cases: [string, string][] = [
  ['', '1:1 the file: the file is cut off'],
  ['{', '1:2 the file: the file is cut off'],
  ['{"a', '1:4 the file: the file is cut off'],
  ['{"a":"b\\', '1:9 a: the file is cut off'],
  ['{"a":"b\\u00', '1:12 a: the file is cut off'],
  ['{"a":tr', '1:8 a: the file is cut off'],
  ['[1,2', '1:5 [1]: the file is cut off'],
  ['[-', '1:3 [0]: the file is cut off'],
  ['[1 2]', '1:4 [0]: expected `,` or `]`, found `2`'],
  ['[1,]', '1:4 [1]: expected a value, found `]`'],
  ['[01]', '1:2 [0]: expected a value, found `0`'],
  ['[truex]', '1:2 [0]: expected a value, found `t`'],
  ['{"a":1,}', "1:8 the file: expected a member's name in double quotes, found `}`"],
  ["{'a':1}", "1:2 the file: expected a member's name in double quotes, found `'`"],
  ['{"a" 1}', '1:6 a: expected `:`, found `1`'],
  ['{"a":{"b":[0,{"c":nope}]}}', '1:19 a.b[1].c: expected a value, found `n`'],
  ['{"a":"x\ny"}', '1:8 a: bad character in a text, found `\n`'],
  ['{"a":"\\x"}', '1:7 a: bad escape in a text, found `\\`'],
  ['{}\n{}', '2:1 the file: expected the end of the file, found `{`'],
];
test.each(cases)('findSyntaxFault finds the place of the fault in %j', (text, expected) => {
  expectFault(text, expected);
});

test('findSyntaxFault finds a fault exactly where JSON.parse refuses: any value, with one character changed', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '\\', '0', 'e', '.', '-', '\n', 't'),
      (json, at, character) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + character + json.slice(place + 1);
        expect(findSyntaxFault(text) === undefined, text).toBe(parses(text));
      },
    ),
    { seed: 20260302, numRuns: runs },
  );
});

test('findSyntaxFault says that a text is cut off, wherever it is cut', () => {
  fc.assert(
    fc.property(fc.object(), fc.nat(), (value, at) => {
      const whole = JSON.stringify(value, null, 1);
      const fault = findSyntaxFault(whole.slice(0, at % whole.length));
      expect(fault?.cutOff).toBe(true);
    }),
    { seed: 20260303, numRuns: runs },
  );
});

const pathsOf = (value: unknown, path: Path = []): [Path, unknown][] => [
  [path, value],
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
        pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
];

test('offsetOf and pathAt find every value where it stands', () => {
  fc.assert(
    fc.property(fc.object({ withNullPrototype: false }), fc.nat({ max: 4 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const parsed: unknown = JSON.parse(text);
      for (const [path, part] of pathsOf(parsed)) {
        const offset = offsetOf(text, path);
        const printed = text.slice(offset);
        expect(printed.startsWith(JSON.stringify(part)[0] ?? '')).toBe(true);
        expect(pathAt(text, offset)).toEqual(path);
      }
    }),
    { seed: 20260304, numRuns: runs / 10 },
  );
});

test('a missing member gets the place of its object', () => {
  const text = '{\n "a": {\n  "b": 1 } }';
  expect(placeAt(text, offsetOf(text, ['a', 'c']))).toEqual({ line: 2, column: 7 });
  expect(placeAt(text, offsetOf(text, ['x', 'y']))).toEqual({ line: 1, column: 1 });
});
