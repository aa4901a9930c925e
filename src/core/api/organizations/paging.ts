/** Lists of Organizations: `MaxResults` and `NextToken`, at most 20 at once. */

import type { Failure } from '../errors/codes.ts';
import { isFailure } from '../operation.ts';
import { pageOf } from '../paging.ts';

export interface Paged {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export function resultsOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { NextToken, MaxResults = 20 }: Paged,
): { readonly items: readonly Item[]; readonly more: { readonly NextToken?: string } } | Failure {
  const page = pageOf(items, keyOf, {
    MaxItems: MaxResults,
    ...(NextToken === undefined ? {} : { Marker: NextToken }),
  });
  if (isFailure(page)) return page;
  const { Marker } = page.more;
  return { items: page.items, more: Marker === undefined ? {} : { NextToken: Marker } };
}
