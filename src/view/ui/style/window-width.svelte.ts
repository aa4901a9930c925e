/**
 * Tells if the window is at least so wide. Svelte's own MediaQuery would bring the maps and sets of its package into the
 * first screen's script.
 */

export class WindowWidth {
  #holds = $state(false);

  /** `pixels`: one of the widths of tokens.css. */
  constructor(pixels: number) {
    const query = matchMedia(`(min-width: ${pixels}px)`);
    this.#holds = query.matches;
    query.addEventListener('change', ({ matches }) => (this.#holds = matches));
  }

  get holds(): boolean {
    return this.#holds;
  }
}
