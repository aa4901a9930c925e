/** Small parts of the page are tested in tables: addresses, sentences for failures, randomness. */

import { expect, test } from 'vitest';
import { problemOfFailure } from '#app/problems/problem.ts';
import { go, goingOn, href, parseHash, type PlaceName, route } from '#app/navigation/routes.svelte.ts';
import { missingFeatures, featureNames } from '#platform/features.ts';
import { newToken, randomFromSeed } from '#platform/random.ts';
import { failureOf } from '#store/dexie/failure.ts';
import { failureCodes } from '#store/store.ts';
import { until } from './test-session.ts';

const arn = 'arn:aws:iam::123456789012:policy/division_abc/Read Payroll?';

test.each<[PlaceName, string[], Record<string, string>]>([
  ['ask', [], { p: arn, a: 's3:GetObject', r: '*' }],
  ['graph', [], {}],
  ['identities', ['user', 'alice@example.com'], {}],
  ['policies', [arn], { tab: 'versions' }],
  ['settings', ['a/b', '100%'], {}],
])('the address of %s %j %j reads back', (place, path, query) => {
  expect(parseHash(href(place, path, query))).toEqual({ place, path, query });
});

test.each([[''], ['#'], ['#/'], ['#/nowhere'], ['#s1.abc'], ['#/%E0%A4%A']])(
  'the address %j names no place',
  (hash) => {
    expect(parseHash(hash)).toBeUndefined();
  },
);

test('a broken escape in an address stays as it is written', () => {
  expect(parseHash('#/policies/%E0%A4%A')?.path).toEqual(['%E0%A4%A']);
});

test('the page goes to a place, goes Back, and resumes where it was', async () => {
  expect(route.bare).toBe(true);
  route.resume('#/graph');
  expect(route.current.place).toBe('graph');
  route.resume('#/settings');
  expect(route.current.place).toBe('graph');
  go('identities', ['user', 'alice']);
  go('identities', ['user', 'bob'], {}, { replace: true });
  expect(route.current.path).toEqual(['user', 'bob']);
  history.back();
  await until(() => route.current.place === 'graph');
});

test('slow work goes on only while the person is still at its place', () => {
  go('workspaces');
  const gone = goingOn();
  const here = goingOn();
  here('identities', ['user', 'alice']);
  expect(route.current.place).toBe('identities');
  location.hash = '#/settings/account';
  gone('ask');
  expect(location.hash).toBe('#/settings/account');
  const searching = goingOn();
  go('settings', ['account'], { q: 'tags' }, { replace: true });
  searching('ask');
  expect(route.current.place).toBe('ask');
});

test.each([
  ['#/rules', '#/help/rules'],
  ['#/rules/E-05', '#/help/rules/E-05'],
  ['#/rules?q=deny', '#/help/rules?q=deny'],
  ['#/settings/words', '#/help/words'],
  ['#/settings/about', '#/help/about'],
  ['#/settings/password-policy', '#/identities/password-policy'],
  ['#/settings/security', '#/identities/reports/security'],
  ['#/settings/report', '#/identities/reports/credential-report'],
  ['#/settings/review?tab=wide', '#/identities/reports/review?tab=wide'],
  ['#/workspaces/lesson', '#/learn/lesson'],
  ['#/workspaces?tab=scenarios', '#/learn/scenarios'],
])('the earlier address %s leads on to %s, and Back does not stop at it', async (earlier, now) => {
  expect(parseHash(earlier)).toEqual(parseHash(now));
  go('graph');
  location.hash = earlier;
  await until(() => location.hash === now);
  expect(route.current).toEqual(parseHash(now));
  history.back();
  await until(() => route.current.place === 'graph');
});

test('an address that only begins like an earlier one stays', () => {
  expect(parseHash('#/settings/reports')).toEqual({ place: 'settings', path: ['reports'], query: {} });
  expect(parseHash('#/settings')).toEqual({ place: 'settings', path: [], query: {} });
});

test('every failure has its sentence, which says that nothing was changed or what to do', () => {
  for (const code of failureCodes) {
    const { title, detail } = problemOfFailure({ code, detail: 'detail' });
    expect([title.length > 5, detail.length > 20]).toEqual([true, true]);
  }
});

test.each([
  [new DOMException('x', 'QuotaExceededError'), 'full'],
  [
    Object.assign(new Error('x'), { name: 'AbortError', inner: new DOMException('x', 'QuotaExceededError') }),
    'full',
  ],
  [new DOMException('x', 'InvalidStateError'), 'closed'],
  [Object.assign(new Error('x'), { name: 'DatabaseClosedError' }), 'closed'],
  [new DOMException('x', 'AbortError'), 'failed'],
  ['text', 'failed'],
])('the error %s is a failure of kind %s', (error, code) => {
  expect(failureOf(error).code).toBe(code);
});

test('this Chromium lacks nothing, and a bare browser lacks everything, with a warning where work is lost', () => {
  expect(missingFeatures()).toEqual([]);
  const bare = { location: { protocol: 'http:' } } as unknown as typeof globalThis;
  expect(missingFeatures(bare).map(({ feature }) => feature)).toEqual(featureNames);
  expect(missingFeatures(bare).flatMap(({ feature, warning }) => (warning ? [feature] : []))).toEqual([
    'indexed-db',
  ]);
});

test('a page that was opened as a file works offline without a service worker', () => {
  const file = { location: { protocol: 'file:' } } as unknown as typeof globalThis;
  expect(missingFeatures(file).map(({ feature }) => feature)).not.toContain('service-worker');
});

test('one seed always gives the same numbers in [0, 1), spread evenly', () => {
  const [a, b, c] = [
    randomFromSeed([1, 2, 3, 4]),
    randomFromSeed([1, 2, 3, 4]),
    randomFromSeed([1, 2, 3, 5]),
  ];
  const numbers = Array.from({ length: 10_000 }, a);
  expect(numbers.slice(0, 5)).toEqual(Array.from({ length: 5 }, b));
  expect(numbers.slice(0, 5)).not.toEqual(Array.from({ length: 5 }, c));
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const tenths = Array.from(
    { length: 10 },
    (_, at) => numbers.filter((n) => Math.floor(n * 10) === at).length,
  );
  expect(tenths.filter((count) => count < 900 || count > 1_100)).toEqual([]);
  expect(new Set(Array.from({ length: 1_000 }, newToken)).size).toBe(1_000);
});
