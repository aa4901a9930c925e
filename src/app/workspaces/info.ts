/**
 * What the list of workspaces shows of a workspace: one simulated world with its own history, kept apart from all
 * others.
 */

import {
  type WorkspaceOrigin as StoredOrigin,
  type WorkspaceRow,
  type WorkspaceSize,
  keptEvents,
} from '../../store/rows.ts';
import type { ScenarioGuide, ScenarioStart } from '../../share/scenario/format.ts';
import type { AccountId } from '../../core/model/ids.ts';

export type WorkspaceOrigin = StoredOrigin;

export interface WorkspaceInfo {
  readonly id: string;
  readonly name: string;
  /** The account that the workspace opens on. */
  readonly account: AccountId;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly origin: WorkspaceOrigin;
  /** What a person has to know about it: what an imported file did not hold, which quotas were raised. */
  readonly notices: readonly string[];
  /** What the scenario that it came from says, and what a person wrote since. */
  readonly guide?: ScenarioGuide;
  readonly size: WorkspaceSize & {
    /** Bytes of history and number of its batches. */
    readonly history: number;
    readonly batches: number;
    /** Trail events that are kept. */
    readonly events: number;
  };
  /** ISO 8601: folded away since then. */
  readonly archived?: string;
}

/** The face of a stored workspace. */
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
  ...(row.archived === undefined ? {} : { archived: row.archived }),
});

/** `name`, or `name (2)` and so on where another workspace has it. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count += 1) free = `${name} (${count})`;
  return free;
}

/** What a row says about itself, whichever version wrote it. */
export const guideOf = ({
  guide,
  start,
}: Pick<WorkspaceRow, 'guide' | 'start'>): Pick<WorkspaceInfo, 'guide'> => {
  if (guide !== undefined) return { guide: guide as ScenarioGuide };
  if (start === undefined) return {};
  return { guide: { purpose: '', notes: [], start: start as ScenarioStart, questions: [], steps: [] } };
};
