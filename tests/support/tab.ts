/**
 * The little that a test needs of a browser, the same from every engine: in-chromium.ts, in-firefox.ts and
 * in-webkit.ts each give it by their own protocol. Tests use person.ts, which stands on it.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The keys that a test presses by name. */
export type Key = 'Enter' | 'Escape' | 'Tab' | 'ArrowDown' | 'Delete';

/** An element of the page, for real input. */
export interface Target {
  click(): Promise<void>;
  /** Types at the place of the cursor. */
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Chooses files, in an `input` of files that may be hidden. */
  upload(paths: readonly string[]): Promise<void>;
}

export interface Tab {
  /** Opens an address, and comes back when the page has loaded. */
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Goes back in the history of the tab; the page before may still be on its way afterwards. */
  back(): Promise<void>;
  /** The address of what is shown. No script runs for it, so a page that is being left is not disturbed. */
  address(): Promise<string>;
  /** Runs the text of a function in the page and returns its result, a promise's too. */
  run(script: string, args: readonly Json[]): Promise<unknown>;
  /** Runs the text of a function that returns an element. */
  find(script: string, args: readonly Json[]): Promise<Target | undefined>;
  /** The version of the engine, as numbers with dots. */
  version(): Promise<string>;
  /** Takes a picture of what is in sight, as a PNG. */
  picture(): Promise<Uint8Array>;
  /** Closes the tab; nothing that the page had stored is left. */
  close(): Promise<void>;
}

/** The window of a tab, in CSS pixels, and what its system prefers. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  /** Device pixels of a CSS pixel. */
  readonly scale?: 2;
  readonly dark?: boolean;
}

export interface Engine {
  /** Opens a tab with empty storage. `first` runs in every document before the page's own scripts. */
  newTab(first: string, screen?: Screen): Promise<Tab>;
  close(): Promise<void>;
}

/** The window of a person at a desk. */
export const desk: Screen = { width: 1440, height: 900 };

/** Returns the text that calls the text of a function. */
export const called = (script: string, args: readonly Json[]): string =>
  `(${script})(...${JSON.stringify(args)})`;

/** A page that is just leaving answers nothing; the next one is asked. */
export function unlessLeaving(error: unknown): undefined {
  if (!/context was destroyed|no such (execution )?context|navigat/i.test(String(error))) throw error;
}
