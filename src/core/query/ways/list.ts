/** A list of who can reach an aim: one line for each principal, with its shortest way, and the same as CSV. */

import type { WayRow } from '../../analysis/ways/rows.ts';
import { csvForSpreadsheets } from '../../words/csv.ts';

export interface ReachRow {
  /** The ARN of the principal. */
  readonly principal: string;
  /** Number of steps; 0 for one that is there already. */
  readonly steps: number;
  /** The names of the methods in their order, each once. */
  readonly methods: readonly string[];
  /** One sentence for each thing that must exist and that nobody knows of; else empty. */
  readonly assumes: readonly string[];
}

const eachOnce = (texts: readonly string[]): string[] => [...new Set(texts)];

export const reachRow = ({ from, steps }: WayRow): ReachRow => ({
  principal: from,
  steps: steps.length,
  methods: eachOnce(steps.map(({ method }) => method.name)),
  assumes: eachOnce(steps.flatMap(({ assumes }) => assumes)),
});

const head = ['Principal', 'Steps', 'Conditional', 'Method ids', 'Methods', 'Through', 'Depends on'];

/** Writes a line for each way. */
export function waysCsv(ways: readonly WayRow[]): string {
  const lines = ways.map((way) => {
    const { principal, steps, methods, assumes } = reachRow(way);
    return [
      principal,
      steps,
      assumes.length > 0 ? 'yes' : 'no',
      way.steps.map(({ method }) => method.id).join(' '),
      methods.join('; '),
      way.steps.map(({ to }) => to).join(' '),
      assumes.join(' '),
    ];
  });
  return csvForSpreadsheets([head, ...lines]);
}
