import type { WorkspaceOrigin as StoredOrigin, WorkspaceRow } from '../store/rows.ts';
import type { ScenarioGuide, ScenarioStart } from '../share/scenario-format.ts';
import type { AccountId } from '../core/model/ids.ts';

/** What the shelf shows of a workspace: one simulated world with its own history, kept apart from all others. */
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
});

const guideOf = ({ guide, start }: WorkspaceRow): Pick<WorkspaceInfo, 'guide'> => {
  if (guide !== undefined) return { guide: guide as ScenarioGuide };
  if (start === undefined) return {};
  return { guide: { purpose: '', notes: [], start: start as ScenarioStart, questions: [], steps: [] } };
};
