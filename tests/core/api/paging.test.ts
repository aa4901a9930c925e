/** The pages of lists and their markers. */

import { expect, test } from 'vitest';
import { pageOf } from '#core/api/paging.ts';
import { TestAccount, allow, expectOk, seeded } from './door.ts';

const itself = (item: string) => item;

/** All pages of `items`, as somebody gets them who asks page by page. */
function pages(items: readonly string[], size: number): string[][] {
  const found: string[][] = [];
  let Marker: string | undefined;
  do {
    const page = pageOf(items, itself, { MaxItems: size, ...(Marker === undefined ? {} : { Marker }) });
    if (!page.ok) expect.fail(page.error.message);
    found.push([...page.value.items]);
    Marker = page.value.more.Marker;
    expect(page.value.more.IsTruncated).toBe(Marker !== undefined);
  } while (Marker !== undefined);
  return found;
}

test('Q-04 the pages of a list put together are the sorted list, whatever size and order', () => {
  const random = seeded(11);
  for (let round = 0; round < 200; round += 1) {
    const items = [
      ...new Set(
        Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 500).toString(36)),
      ),
    ];
    const size = 1 + Math.floor(random() * 12);
    const found = pages(items, size);
    expect(found.flat()).toEqual(items.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(found.slice(0, -1).every((page) => page.length === size)).toBe(true);
  }
});

test('Q-04 markers have at most 320 characters, however long the keys are, and lead on from the same row', () => {
  const path = 'p/'.repeat(256);
  const items = [
    'a',
    'b',
    'é'.repeat(400),
    ...['x', 'y', 'z'].flatMap((end) => [path + end, `${path}${end}+`]),
  ].sort();
  for (const size of [1, 2, 3, 4]) expect(pages(items, size).flat()).toEqual(items);
  const first = pageOf(items, itself, { MaxItems: 4 });
  if (!first.ok) expect.fail(first.error.message);
  const { Marker = '' } = first.value.more;
  expect(Marker.length).toBeLessThanOrEqual(320);
  expect(Marker).toMatch(/^[\u0020-\u00FF]+$/);
  // The row that the marker means is deleted meanwhile: rows may come twice, none is left out.
  const rest = items.filter((item) => item !== first.value.items.at(-1));
  const next = pageOf(rest, itself, { Marker });
  if (!next.ok) expect.fail(next.error.message);
  expect(next.value.items).toEqual(expect.arrayContaining(items.slice(4)));
});

test('Q-04 a page of the longest paths leads to the next (ListPolicies, ListVirtualMFADevices)', () => {
  const t = new TestAccount();
  const Path = `/${'p'.repeat(510)}/`;
  for (const name of ['one', 'two', 'three']) {
    t.given(
      ['CreatePolicy', { PolicyName: name, Path, PolicyDocument: allow('s3:*') }],
      ['CreateVirtualMFADevice', { VirtualMFADeviceName: name, Path }],
    );
  }
  const all = (operation: string, list: string, params: Record<string, unknown> = {}) => {
    const found: unknown[] = [];
    for (let Marker: unknown, more = true; more;) {
      const page = expectOk(t.call(operation, { ...params, MaxItems: 1, ...(Marker ? { Marker } : {}) }));
      found.push(...(page[list] as unknown[]));
      [Marker, more] = [page['Marker'], page['IsTruncated'] === true];
    }
    return found;
  };
  expect(all('ListPolicies', 'Policies', { Scope: 'Local' })).toMatchObject([
    { PolicyName: 'one' },
    { PolicyName: 'three' },
    { PolicyName: 'two' },
  ]);
  expect(all('ListVirtualMFADevices', 'VirtualMFADevices')).toHaveLength(3);
  expect(all('GetAccountAuthorizationDetails', 'Policies')).toHaveLength(3);
});

test('Q-04 a page has 100 rows where MaxItems is absent, and the last page has no marker', () => {
  const items = Array.from({ length: 250 }, (_, i) => `u${String(i).padStart(3, '0')}`);
  const page = pageOf(items, itself, {});
  expect(page.ok ? page.value.items.length : 0).toBe(100);
  expect(pages(items, 1000)).toEqual([items]);
});

test('Q-04 a row deleted between two pages hides no other', () => {
  const first = pageOf(['a', 'b', 'c', 'd'], itself, { MaxItems: 2 });
  const Marker = first.ok ? (first.value.more.Marker ?? '') : '';
  expect(pageOf(['a', 'c', 'd'], itself, { Marker })).toEqual({
    ok: true,
    value: { items: ['c', 'd'], more: { IsTruncated: false } },
  });
});

test.each(['x', 'after:%', ''])('Q-04 a list call refuses the marker %j', (Marker) => {
  expect(pageOf([], itself, { Marker })).toMatchObject({
    ok: false,
    error: { code: 'InvalidInput', status: 400 },
  });
});
