/**
 * What goes into a file of workspaces, as a person chooses it, and the file that comes of it.
 */

import type { Extent } from '../../store/store.ts';
import type { SecretsKept } from './file-secrets.ts';

export type { Known } from '../../store/store.ts';

export interface FileChoice extends Extent {
  readonly secrets: SecretsKept;
}

/** Everything: what a backup for oneself holds. */
export const everything: FileChoice = { history: true, trail: true, secrets: 'all' };

/** The text of a file of workspaces, in pieces: one text of all may be larger than a browser makes texts. */
export interface WrittenFile {
  readonly parts: string[];
  /** The workspaces that are in it, by id, and their revisions. */
  readonly holds: ReadonlyMap<string, number>;
}
