import { type Failure, fail } from './errors.ts';
import { unverifiedTexts } from './texts.ts';

/**
 * Paging of List calls (5.2): `MaxItems` 1–1,000, default 100; `Marker` is opaque. It carries the key of
 * the last item shown, so that rows created or deleted between two pages neither repeat nor hide others.
 */
export interface PageParams {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** To be spread into the response. */
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const defaultPage = 100;

/** The page after `Marker` of items in the order of their keys; keys are unique. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { Marker, MaxItems = defaultPage }: PageParams,
): Page<Item> | Failure {
  const after = Marker === undefined ? undefined : readMarker(Marker);
  if (Marker !== undefined && after === undefined) return fail('InvalidInput', unverifiedTexts.badMarker);
  const keyed = items.map((item) => ({ key: keyOf(item), item }));
  const rest = after === undefined ? keyed : keyed.filter(({ key }) => key > after);
  rest.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const shown = rest.slice(0, MaxItems);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    more:
      rest.length > shown.length && last
        ? { IsTruncated: true, Marker: marker(last.key) }
        : { IsTruncated: false },
  };
}

const prefix = 'after:';
const marker = (key: string): string => prefix + encodeURIComponent(key);

function readMarker(text: string): string | undefined {
  if (!text.startsWith(prefix)) return undefined;
  try {
    return decodeURIComponent(text.slice(prefix.length));
  } catch {
    return undefined;
  }
}
