/** Remembers whether the tree and the table beside the drawing are folded away. Until a person says it, the room says it. */

import { rememberInBrowser, rememberedInBrowser } from '#platform/browser-memory.ts';

/** Pixels of the Graph place, at the letters of a desk, from which the drawing leaves room for the tree. */
const roomForBoth = 980;

export class FoldedLists {
  #chosen = $state(rememberedInBrowser('graph-lists'));

  isFolded(room: number): boolean {
    return this.#chosen === undefined ? room > 0 && room < roomForBoth : this.#chosen === 'folded';
  }

  fold(isFolded: boolean): void {
    this.#chosen = isFolded ? 'folded' : 'shown';
    rememberInBrowser('graph-lists', this.#chosen);
  }
}
