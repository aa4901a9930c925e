/** A workspace as the list of workspaces shows it: one simulated world with its own history. */

import { type WorkspaceOrigin, type WorkspaceRow, type WorkspaceSize, keptEvents } from '../../store/rows.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { ScenarioStart } from '../../share/scenario/format/guide.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { defined } from '../../core/model/defined.ts';

export interface WorkspaceInfo {
  readonly id: string;
  readonly name: string;
  readonly account: AccountId;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly origin: WorkspaceOrigin;
  /** Things that a person has to know: what an imported file did not hold, which quotas were raised. */
  readonly notices: readonly string[];
  /** The guide of the scenario that the workspace came from, with later edits. */
  readonly guide?: ScenarioGuide;
  readonly size: WorkspaceSize & {
    /** Bytes of the history. */
    readonly history: number;
    readonly batches: number;
    readonly events: number;
  };
  /** ISO 8601. The workspace is archived since then. */
  readonly archived?: string;
}

export const infoOf = (row: WorkspaceRow): WorkspaceInfo => ({
  id: row.id,
  name: row.name,
  account: row.account,
  createdAt: row.createdAt,
  changedAt: row.changedAt,
  origin: row.origin,
  notices: row.notices,
  ...guideOf(row),
  size: {
    ...row.size,
    history: row.history.reduce((sum, bytes) => sum + bytes, 0),
    batches: row.history.length,
    events: Math.min(row.trail, keptEvents),
  },
  ...defined({ archived: row.archived }),
});

/** Returns `name`, or `name (2)` and so on when another workspace has that name. */
export function freeWorkspaceName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count += 1) free = `${name} (${count})`;
  return free;
}

/** Returns the guide of a row, whichever version wrote it. */
export const guideOf = ({
  guide,
  start,
}: Pick<WorkspaceRow, 'guide' | 'start'>): Pick<WorkspaceInfo, 'guide'> => {
  if (guide !== undefined) return { guide: guide as ScenarioGuide };
  if (start === undefined) return {};
  return { guide: { purpose: '', notes: [], start: start as ScenarioStart, questions: [], steps: [] } };
};
