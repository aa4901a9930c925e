/** A recording that runs, as the session and the screen know it. */

import type { AnswerRef } from '../../learn/level/proof.ts';
import type { ScenarioCall } from '../../share/scenario/format.ts';

export interface RunningRecording {
  readonly answer: AnswerRef;
  /** The workspace of the level is on screen. In another one nothing is recorded. */
  readonly isHere: boolean;
  readonly calls: readonly ScenarioCall[];
  /** Sentences that say what is not recorded. */
  readonly unrecorded: readonly string[];
  /** Opens the workspace of the level again. */
  comeBack(): Promise<void>;
  /** Takes back all changes since the beginning, and keeps their calls as the answer. Returns whether all are back. */
  stop(): Promise<boolean>;
  /** Takes back all changes since the beginning, and keeps nothing. */
  discard(): Promise<boolean>;
}
