/** Tells whether the words on a line of a path run over the name below a shape. */

import type { Point } from './routes.ts';

/** The name below a shape: its upper middle, its width and height, in pixels at zoom 1. */
export interface NameBelow extends Point {
  readonly wide: number;
  readonly high: number;
}

interface WordsOnLine {
  readonly start: Point;
  readonly end: Point;
  /** Pixels that the middle of the line stands off, to the right of its direction. */
  readonly bow: number;
  readonly wide: number;
  readonly size: number;
}

const samples = 12;

/** Words stand in the middle of the line, along it. */
export function areWordsFree(
  names: readonly NameBelow[],
  { start, end, bow, wide, size }: WordsOnLine,
): boolean {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  const middle = {
    x: (start.x + end.x - along.y * bow) / 2,
    y: (start.y + end.y + along.x * bow) / 2,
  };
  const half = size * 0.6;
  return Array.from({ length: samples + 1 }, (_, at) => (at / samples - 0.5) * wide).every((off) => {
    const [x, y] = [middle.x + along.x * off, middle.y + along.y * off];
    return names.every(
      (name) =>
        x + half < name.x - name.wide / 2 ||
        x - half > name.x + name.wide / 2 ||
        y + half < name.y ||
        y - half > name.y + name.high,
    );
  });
}
