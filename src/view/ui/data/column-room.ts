/** Measures the room that the texts of a column need, and finds the columns for which a table has room. */

import { textRuler } from '../style/text-ruler.ts';
import { type Column, columnsFor } from './table.ts';

/** What a column needs to show its texts whole. */
interface ColumnNeed {
  /** In pixels of a desk, its padding included. */
  readonly width: number;
  /** True when all rows have the same text: it tells no row from another. */
  readonly isDull: boolean;
}
type ColumnNeeds = ReadonlyMap<string, ColumnNeed>;

/** The longest text by letters need not be the widest: so many of them are measured. */
const measuredTexts = 24;
const padding = 26;
/** The icon of a name, or the arrow of a heading. */
const mark = 20;
const boxColumn = 40;
/** A column without a width that is not measured. */
const leastColumn = 80;

/**
 * Returns what the columns need whose texts stay whole (`whole`) or which give way (`gives`), measured in the letters of
 * a drawn table. `scale`: how much larger they are than on a desk.
 */
export function measuredNeeds<Row>(
  table: Element | undefined,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  scale: number,
): ColumnNeeds {
  const needs = new Map<string, ColumnNeed>();
  if (!table || !columns.some(({ whole }) => whole !== undefined)) return needs;
  const ruler = textRuler(table);
  const widthOf = (text: string) => ruler(text) / scale;
  for (const { id, label, text, cell, whole, gives } of columns) {
    if (whole === undefined && gives === undefined) continue;
    const texts = new Set(rows.map((row) => text?.(row) ?? ''));
    const longest = [...texts].sort((a, b) => b.length - a.length).slice(0, measuredTexts);
    const widest = Math.max(0, ...longest.map((one) => widthOf(one))) + (cell ? mark : 0);
    const width = Math.ceil(Math.max(widthOf(label) + mark, Math.min(widest, whole ?? widest)) + padding);
    needs.set(id, { width, isDull: rows.length > 1 && texts.size < 2 });
  }
  return needs;
}

/**
 * Returns the columns that a table of a width (in pixels of a desk) shows. Where a text that should stay whole has no
 * room, the columns that give way go: first those that tell no row from another, then by their number.
 */
export function columnsByRoom<Row>(
  columns: readonly Column<Row>[],
  width: number,
  needs: ColumnNeeds,
  hasBoxes: boolean,
): readonly Column<Row>[] {
  let shown = columnsFor(columns, width);
  if (!shown.some(({ whole }) => whole !== undefined)) return shown;
  const room = width - (hasBoxes ? boxColumn : 0);
  const rank = ({ id, gives = 0 }: Column<Row>) => gives - (needs.get(id)?.isDull ? 100 : 0);
  const least = (column: Column<Row>) => {
    const fixed = column.width?.endsWith('px') ? Number.parseFloat(column.width) : 0;
    return Math.max(fixed, needs.get(column.id)?.width ?? (fixed === 0 ? leastColumn : 0));
  };
  const taken = () => shown.reduce((sum, column) => sum + least(column), 0);
  for (const one of shown.filter(({ gives }) => gives !== undefined).sort((a, b) => rank(a) - rank(b))) {
    if (taken() <= room || shown.length <= 2) break;
    shown = shown.filter(({ id }) => id !== one.id);
  }
  // Whole texts get what they need, and the rest is shared in these proportions.
  return taken() > room ? shown : shown.map((column) => ({ ...column, width: `${least(column)}px` }));
}
