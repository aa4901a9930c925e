/** Chooses which tools stand in a row of a given width. The others go into the menu at its end. */

import type { Snippet } from 'svelte';

export interface Tool {
  readonly id: string;
  /** Draws the tool, given its id: in the row, or in the menu. */
  readonly draw: Snippet<[string]>;
  /** Stays longer than tools with a smaller number. The default is 0; of equals, the last one goes first. */
  readonly keep?: number;
  /** The least width in em of a tool that takes the width that is left. It never goes into the menu. */
  readonly least?: number;
  /** True for the first tool at the far end of the row. */
  readonly atEnd?: boolean;
}

/** A tool as it was measured, in pixels. */
export interface MeasuredTool {
  readonly id: string;
  readonly width: number;
  readonly keep: number;
  /** True when it never leaves the row. */
  readonly stays: boolean;
}

/** A tool that draws nothing now takes no room, and no gap either. */
const drawnOf = (tools: readonly MeasuredTool[]) => tools.filter(({ width }) => width > 0);

/** Returns the width of a row that holds all of its tools, in pixels. */
export const widthOfRow = (tools: readonly MeasuredTool[], gap: number): number =>
  drawnOf(tools).reduce((sum, { width }) => sum + width + gap, -gap);

/** Returns the ids of the tools that a row has no room for. All widths and the gap between tools are pixels. */
export function toolsInMenu(
  tools: readonly MeasuredTool[],
  room: number,
  gap: number,
  menu: number,
): ReadonlySet<string> {
  const drawn = drawnOf(tools);
  const gone = new Set<string>();
  let needed = widthOfRow(tools, gap);
  if (needed <= room) return gone;
  needed += gap + menu;
  const leaving = drawn
    .filter(({ stays }) => !stays)
    .toReversed()
    .sort((a, b) => a.keep - b.keep);
  for (const { id, width } of leaving) {
    if (needed <= room) break;
    gone.add(id);
    needed -= width + gap;
  }
  return gone;
}
