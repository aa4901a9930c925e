/** Looks for what an edit means after a short pause in typing; a newer text ends the search for an older one. */

import type { EditMeaning, EditedText } from '../../../app/consequences/of-edit.ts';
import { LongTask } from '../../../app/long-work/task.svelte.ts';
import type { Session } from '../../../app/session/session.svelte.ts';

export class EditSearch extends LongTask<EditMeaning> {
  /** Returns what ends the search. `pause`: milliseconds. */
  look(session: Session, text: EditedText, pause: number): () => void {
    return this.run(async (watch) => {
      await new Promise((resolve) => setTimeout(resolve, pause));
      watch.signal.throwIfAborted();
      const { meaningOfEdit } = await import('../../../app/consequences/of-edit.ts');
      return meaningOfEdit(session, text, watch);
    });
  }
}
