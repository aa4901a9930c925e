import type { AccountId } from '../core/model/ids.ts';

/** What the shelf shows of a workspace: one simulated world with its own history, kept apart from all others. */
export const workspaceOrigins = ['example', 'import', 'new'] as const;
export type WorkspaceOrigin = (typeof workspaceOrigins)[number];

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
}
