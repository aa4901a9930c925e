/** Finds which of many equal pieces are to be drawn, along one side, and where the keys lead among them. */

export interface DrawnSpan {
  readonly first: number;
  /** The first that is not drawn. */
  readonly last: number;
}

/** Pieces beyond the edge that are drawn too, for fast scrolling. */
const margin = 3;

export function spanOf(count: number, size: number, scrolled: number, extent: number): DrawnSpan {
  const first = Math.max(0, Math.floor(scrolled / size) - margin);
  return {
    first: Math.min(first, count),
    last: Math.min(count, Math.ceil((scrolled + extent) / size) + margin),
  };
}

/** Returns how far to scroll so that a piece is seen whole behind a heading of some width. */
export function scrolledTo(at: number, size: number, scrolled: number, room: number): number {
  const start = at * size;
  if (start < scrolled) return start;
  return Math.max(scrolled, start + size - room);
}

interface Place {
  readonly row: number;
  readonly column: number;
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** Returns where a key leads, with Ctrl to the edge; `undefined` for a key that leads nowhere. */
export function moved(
  from: Place,
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  counts: { readonly rows: number; readonly columns: number },
): Place | undefined {
  const step = altKey || metaKey ? undefined : steps[key];
  if (!step) return undefined;
  const to = (start: number, by: number, count: number) =>
    by === 0
      ? start
      : Math.max(0, Math.min(count - 1, start + by * (ctrlKey ? Number.POSITIVE_INFINITY : 1)));
  return { row: to(from.row, step[0], counts.rows), column: to(from.column, step[1], counts.columns) };
}
