/**
 * Finds the bends of lines, so that they run beside names and not over them: between two nodes of a column an arc on the
 * side without names, and other lines through the gaps between names. It measures pixels at zoom 1 and draws nothing.
 */

import { isWay, type ProjectedEdge } from '#core/graph/view.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A drawn node with its name. */
export interface NamedShape extends Point {
  readonly id: string;
  /** Half of the shape's width. */
  readonly half: number;
  /** The side on which the name is. */
  readonly side: 'left' | 'right';
  /** Width of the name, 0 where it is not drawn, and its height. */
  readonly wide: number;
  readonly high: number;
}

interface Box {
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface LineRoute {
  readonly kind: 'arc' | 'routed';
  readonly via: readonly Point[];
}

/** More lines than this are straight, but for ways and arcs: nobody could follow their bends. */
const mostRouted = 450;
/** Two shapes that are less apart than this stand in one column. */
export const sameColumn = 60;
/** Pixels between a shape and its name, and around a name that a line leaves free. */
const gap = 7;
const free = 3;
/** Pixels that an arc stands off: at least, and at most, where the names of the column before may end. */
const leastArc = 34;
const mostArc = 54;
/** Pixels above and below its ends at which an arc is on its lane. */
const turn = 30;
/** Pixels before and after a name at which a line turns. */
const bend = 16;

/**
 * Returns the box of the name.
 *
 * @internal
 */
export function nameBox({ id, x, y, half, side, wide, high }: NamedShape): Box {
  const near = half + gap;
  return {
    id,
    left: side === 'left' ? x - near - wide : x + near,
    right: side === 'left' ? x - near : x + near + wide,
    top: y - high / 2,
    bottom: y + high / 2,
  };
}

/** Returns the bends of the lines that need some, by the line's id. `shapes` are all that are drawn. */
export function routesOf(
  edges: readonly ProjectedEdge[],
  shapes: ReadonlyMap<string, NamedShape>,
): ReadonlyMap<string, LineRoute> {
  const routes = new Map<string, LineRoute>();
  const columns = columnsOf([...shapes.values()]);
  const areFew = edges.length <= mostRouted;
  for (const { id, from, to, kind } of edges) {
    const [start, end] = [shapes.get(from), shapes.get(to)];
    if (!start || !end || start === end) continue;
    if (Math.abs(start.x - end.x) < sameColumn) routes.set(id, arcOf(start, end, columns));
    else if (isWay(kind) || areFew) {
      const via = throughGaps(start, end, columns);
      if (via.length > 0) routes.set(id, { kind: 'routed', via });
    }
  }
  return routes;
}

/** Returns the two points that bend an arc out to its lane and back: before the names of the next column. */
function arcOf(start: NamedShape, end: NamedShape, columns: readonly ShapeColumn[]): LineRoute {
  const away = start.side === 'left' ? 1 : -1;
  const height = Math.abs(end.y - start.y);
  const off = Math.min(mostArc, leastArc + height * 0.03);
  const [least, most] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
  const next =
    away > 0 ? columns.find((one) => one.x > most + 1) : columns.findLast((one) => one.x < least - 1);
  const x =
    away > 0
      ? Math.min(most + off, (next?.left ?? Infinity) - 2 * free)
      : Math.max(least - off, (next?.right ?? -Infinity) + 2 * free);
  const inset = Math.min(turn, height / 3) * (end.y >= start.y ? 1 : -1);
  return {
    kind: 'arc',
    via: [
      { x, y: start.y + inset },
      { x, y: end.y - inset },
    ],
  };
}

/** The names and shapes that stand above each other, from left to right. */
interface ShapeColumn {
  readonly left: number;
  readonly right: number;
  readonly x: number;
  readonly boxes: readonly Box[];
  /** The x at which lines turn left and right of it: at most in the middle between two columns. */
  readonly turns: readonly [left: number, right: number];
}

function columnsOf(shapes: readonly NamedShape[]): ShapeColumn[] {
  const byX = new Map<number, NamedShape[]>();
  for (const shape of shapes) {
    const x = Math.round(shape.x);
    byX.set(x, [...(byX.get(x) ?? []), shape]);
  }
  const columns = [...byX.values()]
    .map((column) => {
      const boxes = column.map((shape) => {
        const name = nameBox(shape);
        return {
          id: shape.id,
          left: Math.min(name.left, shape.x - shape.half),
          right: Math.max(name.right, shape.x + shape.half),
          top: Math.min(name.top, shape.y - 20),
          bottom: Math.max(name.bottom, shape.y + 20),
        };
      });
      return {
        left: Math.min(...boxes.map(({ left }) => left)),
        right: Math.max(...boxes.map(({ right }) => right)),
        x: column[0]?.x ?? 0,
        boxes: boxes.toSorted((a, b) => a.top - b.top),
      };
    })
    .sort((a, b) => a.x - b.x);
  return columns.map((column, at): ShapeColumn => {
    const [before, after] = [columns[at - 1], columns[at + 1]];
    const left = before ? Math.max(column.left - bend, (before.right + column.left) / 2) : column.left - bend;
    const right = after
      ? Math.min(column.right + bend, (column.right + after.left) / 2)
      : column.right + bend;
    return { ...column, turns: [left, right] };
  });
}

/** Returns the points through which a line passes the columns on its way, also those of its ends. */
function throughGaps(start: NamedShape, end: NamedShape, columns: readonly ShapeColumn[]): Point[] {
  const isForward = end.x > start.x;
  const onWay = isForward ? columns : columns.toReversed();
  const at = (shape: NamedShape) => onWay.findIndex(({ x }) => Math.round(x) === Math.round(shape.x));
  const [first, last] = [at(start), at(end)];
  const leavesByName = (start.side === 'right') === isForward;
  const arrivesByName = (end.side === 'left') === isForward;
  const via: Point[] = [];
  let from = leaveOf(start, isForward);
  for (let position = first; position <= last; position += 1) {
    const column = onWay[position];
    if (!column || (position === first && !leavesByName) || (position === last && !arrivesByName)) continue;
    const [near, beyond] = isForward ? column.turns : [column.turns[1], column.turns[0]];
    const far = position === last ? end.x : beyond;
    const others = column.boxes.filter(({ id }) => id !== start.id);
    const straight = (x: number) => from.y + ((end.y - from.y) * (x - from.x)) / (end.x - from.x || 1);
    if (position === first) {
      if (!others.some((box) => crosses(box, from, { x: far, y: straight(far) }))) continue;
      via.push((from = { x: far, y: start.y }));
    } else {
      const [enter, leave] = [straight(near), straight(far)];
      if (!others.some((box) => crosses(box, { x: near, y: enter }, { x: far, y: leave }))) continue;
      const y = freeHeight(column.boxes, position === last ? end.y : (enter + leave) / 2);
      via.push({ x: near, y }, (from = { x: far, y }));
    }
  }
  return via;
}

/**
 * Returns the point at which a line begins: to the right it leaves behind the name of its shape.
 *
 * @internal
 */
export function leaveOf(shape: NamedShape, isForward: boolean): Point {
  const isBehind = isForward && shape.side === 'right' && shape.wide > 0;
  return isBehind ? { x: nameBox(shape).right + free, y: shape.y } : shape;
}

function crosses(box: Box, a: Point, b: Point): boolean {
  const [left, right] = a.x < b.x ? [a, b] : [b, a];
  const at = (x: number) => left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x || 1);
  const [one, other] = [at(Math.max(left.x, box.left)), at(Math.min(right.x, box.right))];
  return Math.max(one, other) > box.top - free && Math.min(one, other) < box.bottom + free;
}

/** Returns the height nearest to the wish at which nothing of the column stands: in the middle of a gap. */
function freeHeight(boxes: readonly Box[], wish: number): number {
  const heights: number[] = [];
  let above: Box | undefined;
  for (const box of boxes) {
    if (!above) heights.push(box.top - 2 * free);
    else if (box.top - above.bottom >= 2 * free || above.bottom <= box.top)
      heights.push((above.bottom + box.top) / 2);
    above = box;
  }
  if (above) heights.push(above.bottom + 2 * free);
  return heights.reduce(
    (best, one) => (Math.abs(one - wish) < Math.abs(best - wish) ? one : best),
    heights[0] ?? wish,
  );
}

/** The place of each bend: its share of the way from one end to the other, and its pixels across. */
export interface Bends {
  readonly weights: readonly number[];
  readonly distances: readonly number[];
}

/** Returns points as Cytoscape wants them, measured along the straight line between the ends and across it. */
export function bendsOf(start: Point, end: Point, via: readonly Point[]): Bends {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    weights: via.map(({ x, y }) => round(((x - start.x) * dx + (y - start.y) * dy) / length ** 2, 4)),
    distances: via.map(({ x, y }) => round(((y - start.y) * dx - (x - start.x) * dy) / length, 1)),
  };
}
