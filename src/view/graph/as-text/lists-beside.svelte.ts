/** Remembers whether the tree and the table beside the drawing are folded away. Until a person says it, the room says it. */

import { rememberInBrowser, rememberedInBrowser } from '#platform/browser-memory.ts';

/** Widths of the Graph place in em: up to the first one the lists stand below the drawing and take nothing from it. */
const below = 57;
/** The least width that has room for both beside each other. */
const both = 70;
const key = 'graph-lists';

export class ListsBeside {
  /** The list that is shown: it stays the same when it is folded away and back. */
  shown = $state('tree');
  #chosen = $state(rememberedInBrowser(key));

  /** `room`: the width of the place in em; 0 while it is not known. */
  isFolded(room: number): boolean {
    return this.#chosen === undefined ? room > below && room < both : this.#chosen === 'folded';
  }

  fold(isFolded: boolean): void {
    this.#chosen = isFolded ? 'folded' : 'shown';
    rememberInBrowser(key, this.#chosen);
  }
}
