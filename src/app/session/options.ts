/** The adapters of this browser that `main.ts` (or a test) builds a session from. */

import type { Clock } from '../../platform/clock.ts';
import type { MissingFeature } from '../../platform/features.ts';
import type { TabMemory } from '../../platform/browser-memory.ts';
import type { Store } from '../../store/store.ts';
import type { Catalogue } from '../dispatch/catalogue.svelte.ts';
import type { QuestionWorkerMaker } from '../long-work/worker/page-side.ts';
import type { ImportWorkerMaker } from '../import/worker/run.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';

export interface SessionOptions {
  readonly store: Store;
  readonly features: readonly MissingFeature[];
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly random: () => number;
  /** Remembers over a reload, for this tab alone. */
  readonly tab: TabMemory;
  /** Resolves after so many milliseconds, for what a browser may never answer. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Asks the browser to keep the data; called once, with the first change. */
  readonly persist?: () => Promise<boolean>;
  /** Makes the import worker; absent: files are read on the main thread. */
  readonly importWorker?: ImportWorkerMaker;
  /** Makes the worker of long questions; absent: they are answered on the main thread, in steps. */
  readonly questionWorker?: QuestionWorkerMaker;
  readonly onOpen?: (workspace: WorkspaceInfo) => void;
  readonly onWiped?: () => void;
  readonly channel?: string;
  readonly freeze?: boolean;
}
