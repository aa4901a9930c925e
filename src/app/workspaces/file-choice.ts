/** The choices of a person about a file of workspaces, and the file that is written. */

import type { Extent } from '../../store/store.ts';
import type { SecretsKept } from './file-secrets.ts';

export type { KnownRevisions } from '../../store/store.ts';

export interface FileChoice extends Extent {
  readonly secrets: SecretsKept;
  readonly progress: boolean;
  /** The classes of a teacher and the class of a student go with the file: never with one for others. */
  readonly classes: boolean;
}

export const wholeWorkspace: FileChoice = {
  history: true,
  trail: true,
  secrets: 'all',
  progress: true,
  classes: true,
};

/** A file of workspaces in pieces: one text may be larger than a browser allows. */
export interface WrittenFile {
  readonly parts: string[];
  /** The ids of the workspaces in the file, with their revisions. */
  readonly holds: ReadonlyMap<string, number>;
}
