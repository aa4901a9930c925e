/** The rows that a person chose in a table, by key. Rows that a filter hides stay chosen. */

import { SvelteSet } from 'svelte/reactivity';

export class Selection {
  readonly #keys = new SvelteSet<string>();

  get size(): number {
    return this.#keys.size;
  }

  get keys(): readonly string[] {
    return [...this.#keys];
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  hasAll(keys: readonly string[]): boolean {
    return keys.every((key) => this.#keys.has(key));
  }

  set(key: string, on: boolean): void {
    if (on) this.#keys.add(key);
    else this.#keys.delete(key);
  }

  setAll(keys: readonly string[], on: boolean): void {
    for (const key of keys) this.set(key, on);
  }

  clear(): void {
    this.#keys.clear();
  }
}
