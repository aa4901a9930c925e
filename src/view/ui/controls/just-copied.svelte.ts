/** How long the glyph says that it was copied. */

import { copyText } from './clipboard.ts';

const shownMilliseconds = 1500;

/** Copying a text, and a moment in which that is said. */
export class Copying {
  done = $state(false);

  async copy(text: string): Promise<void> {
    this.done = await copyText(text);
    if (this.done) setTimeout(() => (this.done = false), shownMilliseconds);
  }
}
