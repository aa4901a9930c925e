/** Lists of Organizations: `MaxResults` and `NextToken`, at most 20 at once. */

import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { pageOf } from '../paging.ts';

export interface Paged {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export function resultsOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { NextToken, MaxResults = 20 }: Paged,
): Result<{ readonly items: readonly Item[]; readonly more: { readonly NextToken?: string } }, AwsError> {
  const page = pageOf(items, keyOf, {
    MaxItems: MaxResults,
    ...(NextToken === undefined ? {} : { Marker: NextToken }),
  });
  if (!page.ok) return page;
  const { Marker } = page.value.more;
  return ok({ items: page.value.items, more: Marker === undefined ? {} : { NextToken: Marker } });
}
