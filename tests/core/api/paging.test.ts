import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../src/core/api/operation.ts';
import { pageOf } from '../../../src/core/api/paging.ts';
import { seeded } from './door.ts';

const itself = (item: string) => item;

/** All pages of `items`, as somebody gets them who asks page by page. */
function pages(items: readonly string[], size: number): string[][] {
  const found: string[][] = [];
  let Marker: string | undefined;
  do {
    const page = pageOf(items, itself, { MaxItems: size, ...(Marker === undefined ? {} : { Marker }) });
    if (isFailure(page)) expect.fail(page.error.message);
    found.push([...page.items]);
    Marker = page.more.Marker;
    expect(page.more.IsTruncated).toBe(Marker !== undefined);
  } while (Marker !== undefined);
  return found;
}

describe('paging (5.2)', () => {
  it('put together, the pages are the sorted list, whatever size and order', () => {
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

  it('shows 100 where MaxItems is absent, and the last page without a marker', () => {
    const items = Array.from({ length: 250 }, (_, i) => `u${String(i).padStart(3, '0')}`);
    const page = pageOf(items, itself, {});
    expect(isFailure(page) ? 0 : page.items.length).toBe(100);
    expect(pages(items, 1000)).toEqual([items]);
  });

  it('a row deleted between two pages hides no other', () => {
    const first = pageOf(['a', 'b', 'c', 'd'], itself, { MaxItems: 2 });
    const Marker = isFailure(first) ? '' : (first.more.Marker ?? '');
    expect(pageOf(['a', 'c', 'd'], itself, { Marker })).toEqual({
      items: ['c', 'd'],
      more: { IsTruncated: false },
    });
  });

  it.each(['x', 'after:%', ''])('refuses the marker %j', (Marker) => {
    expect(pageOf([], itself, { Marker })).toMatchObject({
      ok: false,
      error: { code: 'InvalidInput', status: 400 },
    });
  });
});
