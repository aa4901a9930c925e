/** A question with its answer and the graph of the very world that gave it. They are drawn together. */

import type { Question } from '../../../core/authz/authorize.ts';
import type { Decision } from '../../../core/authz/decision.ts';
import type { Indexed } from './account-graph.svelte.ts';

export interface AskedGraph {
  readonly question: Question;
  readonly decision: Decision;
  /** Says what the answer depends on: then nothing is known to stop the request. */
  readonly note?: string | undefined;
  readonly indexed: Indexed;
  /** The key of remembered positions: workspace, account and this place. */
  readonly scope: string;
}
