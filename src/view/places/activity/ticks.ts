/**
 * Places the ticks of the time slider: one for each change, and one for several where there is no room for each, so
 * that thousands of changes draw no more ticks than the slider has room for.
 */

import type { HistorySpan } from '#app/history/history.svelte.ts';

export interface Tick {
  /** The distance from the left end, 0 to 1. */
  readonly at: number;
  readonly changes: number;
  readonly isUndone: boolean;
}

/** The least distance of two ticks, in pixels. */
const least = 4;

export const tickPlaceOf = ({ from, to }: HistorySpan, position: number): number =>
  to === from ? 1 : (position - from) / (to - from);

export const positionAt = ({ from, to }: HistorySpan, place: number): number =>
  from + Math.round(Math.min(Math.max(place, 0), 1) * (to - from));

/** Returns the ticks for a slider of `width` pixels, from the left. Changes that were undone share no tick with others. */
export function ticksOf(span: HistorySpan, width: number): Tick[] {
  const { from, to, now } = span;
  const step = Math.max(1, Math.ceil(((to - from) * least) / Math.max(width, 1)));
  const ticks: Tick[] = [];
  for (let first = from + 1; first <= to;) {
    const end = first <= now ? now : to;
    const last = Math.min(first + step - 1, end);
    ticks.push({ at: tickPlaceOf(span, last), changes: last - first + 1, isUndone: first > now });
    first = last + 1;
  }
  return ticks;
}

/** Returns the ticks as one path of an SVG of `width` by `height` pixels. A tick for several changes is taller. */
export function pathOf(ticks: readonly Tick[], width: number, height: number): string {
  return ticks
    .map(({ at, changes }) => {
      const tall = changes > 1 ? height : height / 2;
      return `M${(at * width).toFixed(1)} ${(height - tall) / 2}v${tall}`;
    })
    .join('');
}
