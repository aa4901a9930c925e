/** Whatever was thrown is put into words, as each engine gives it. */

import { expect, test } from 'vitest';
import { describeThrown, messageOfThrown, nameThrown, thrownPartsOf } from '#core/model/thrown.ts';

const atLine = 'read@page.js:1:2\nwrite@page.js:3:4';
const cyclic: Record<string, unknown> = {};
cyclic['itself'] = cyclic;

const thrown: readonly (readonly [value: unknown, name: string, message: string])[] = [
  [new TypeError('no such thing'), 'TypeError: no such thing', 'no such thing'],
  [new DOMException('no room', 'QuotaExceededError'), 'QuotaExceededError: no room', 'no room'],
  [new DOMException('', 'AbortError'), 'AbortError', 'AbortError'],
  [{ name: 'DataError', message: 'a bad key' }, 'DataError: a bad key', 'a bad key'],
  [{ message: 'only a message' }, 'only a message', 'only a message'],
  [{ code: 7 }, 'Error: {"code":7}', '{"code":7}'],
  [cyclic, 'Error: [object Object]', '[object Object]'],
  ['a text', 'a text', 'a text'],
  ['', 'nothing', 'nothing'],
  [undefined, 'undefined', 'undefined'],
  [null, 'null', 'null'],
];

test.each(thrown)('what was thrown has a name and a message for a sentence: %o', (value, name, message) => {
  expect([nameThrown(value), messageOfThrown(value)]).toEqual([name, message]);
});

test.each([
  ['with the message before it', `Error: broken\n${atLine}`],
  ['without the message, as two engines give it', atLine],
])('the description of an error says its name, its message once, and its stack %s', (_how, stack) => {
  expect(describeThrown({ name: 'Error', message: 'broken', stack })).toBe(`Error: broken\n${atLine}`);
});

test('the description of an error says what caused it, and ends when a cause is its own', () => {
  const cause = {
    name: 'AbortError',
    message: '',
    inner: { name: 'QuotaExceededError', message: 'no room' },
  };
  expect(describeThrown({ name: 'Error', message: 'not saved', cause })).toBe(
    'Error: not saved\ncaused by AbortError\ncaused by QuotaExceededError: no room',
  );
  const own: { name: string; message: string; cause?: unknown } = { name: 'Error', message: 'mine' };
  own.cause = own;
  expect(describeThrown(own)).toBe('Error: mine');
});

test('the parts of an error are the same after a copy for another thread', () => {
  for (const [value, name] of thrown) {
    const copy = structuredClone(thrownPartsOf(value));
    expect(nameThrown(copy)).toBe(name);
  }
});
