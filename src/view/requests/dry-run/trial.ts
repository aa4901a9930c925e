/** An act that can be tried before it is done. */

import { describeRequest } from '../../../core/words/request.ts';
import type { Call } from '../act.svelte.ts';

export interface Trial {
  readonly calls: readonly Call[];
  /** The message when it was done. */
  readonly done: string;
  /** The act's line in the history, where its calls do not say it. */
  readonly label?: string;
  /** Its name in the list of trials. The default describes the first call. */
  readonly title?: string;
}

export function titleOf({ title, label, calls: [call] }: Trial): string {
  return title ?? label ?? (call ? describeRequest(call) : 'No change');
}
