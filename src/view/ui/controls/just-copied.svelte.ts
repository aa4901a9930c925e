/** Copies a text, and tells for a moment that it was copied. */

import { copyText } from './clipboard.ts';

const shownMilliseconds = 1500;

export class Copying {
  done = $state(false);

  async copy(text: string): Promise<void> {
    this.done = await copyText(text);
    if (this.done) setTimeout(() => (this.done = false), shownMilliseconds);
  }
}
