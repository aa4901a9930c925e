/**
 * A person at the site in any engine: one tab with empty storage. The person sees what has a role, a name or a text,
 * clicks and types; each call waits until what it wants is there, and says what was on screen when that never came.
 */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Sought, type Wanted, selectAll, standsStill, withSought } from './in-page.ts';
import { type Json, type Key, type Tab, type Target, unlessLeaving } from './tab.ts';

/** An element as a person would describe it; a string or a regular expression is a text on screen. */
export type Thing = string | RegExp | Description;

interface Description {
  /** A role of ARIA; with it, `name` is the accessible name. */
  readonly role?: string;
  readonly name?: string | RegExp;
  /** The whole text of the element, or a part of it as a regular expression. */
  readonly text?: string | RegExp;
  readonly css?: string;
  readonly within?: Thing;
}

/** Milliseconds after which what a person waits for will not come. */
const patience = 20_000;

export class Person {
  readonly #tab: Tab;
  readonly #offences: string[] = [];

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  async open(address: string): Promise<void> {
    await this.#keepOffences();
    await this.#tab.open(address);
  }

  async reload(): Promise<void> {
    await this.#keepOffences();
    await this.#tab.reload();
  }

  async back(): Promise<void> {
    await this.#keepOffences();
    await this.#tab.back();
  }

  /** The address of what is shown; asked of the browser, not of the page, which may be on its way out. */
  address(): Promise<string> {
    return this.#tab.address();
  }

  /** Follows an address inside the page (`#/workspaces`), as a link would. */
  async goTo(hash: string): Promise<void> {
    await this.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  /** Runs a function in the page; it sees only what it is given. */
  async evaluate<A extends Json[], R>(work: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
    return (await this.#tab.run(work.toString(), args)) as R;
  }

  /** Waits until it is on screen, and returns its text. */
  see(thing: Thing): Promise<string> {
    return this.#until(thing, async (wanted) => {
      const texts = await this.#texts(wanted);
      return texts[0];
    });
  }

  /** Waits until nothing like it is on screen. */
  async seeGone(thing: Thing): Promise<void> {
    await this.#until(thing, async (wanted) => ((await this.#texts(wanted)).length === 0 ? true : undefined));
  }

  /** Returns the texts of all that are on screen now. */
  texts(thing: Thing): Promise<readonly string[]> {
    return this.#texts(wantedOf(thing));
  }

  async click(thing: Thing): Promise<void> {
    await (await this.#target(thing, standsStill)).click();
  }

  /** Replaces the text of a field or an editor. */
  async fill(thing: Thing, text: string): Promise<void> {
    const field = await this.#target(thing, selectAll);
    await (text === '' ? field.press('Delete') : field.type(text));
  }

  /** Returns what stands in a field. */
  async value(thing: Thing): Promise<string> {
    return this.#until(thing, async (wanted) => {
      const value = await this.#tab.run(withSought('(found) => found[0]?.value'), [json(wanted)]);
      return typeof value === 'string' && value !== '' ? value : undefined;
    });
  }

  async press(thing: Thing, key: Key): Promise<void> {
    await (await this.#target(thing)).press(key);
  }

  /** Gives files to an `input` of files, which may be hidden. */
  async upload(css: string, paths: readonly string[]): Promise<void> {
    const input = await this.#until({ css }, () =>
      this.#tab.find('(css) => document.querySelector(css)', [css]),
    );
    await input.upload(paths);
  }

  /** Replaces the text of an editor at once. A long text that is typed is read anew with each letter. */
  async paste(thing: Thing, text: string): Promise<void> {
    await this.#target(thing, selectAll);
    await this.evaluate((pasted) => {
      document.execCommand('insertText', false, pasted);
    }, text);
  }

  /** Lets files fall on the page. No driver has a hand that drags files, so the page gets the events of one. */
  async drop(paths: readonly string[]): Promise<void> {
    const files = paths.map((path) => ({ name: basename(path), text: readFileSync(path, 'utf8') }));
    await this.evaluate((given) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of given) dataTransfer.items.add(new File([text], name));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
    }, files);
  }

  /** Takes a picture of what is in sight, as a PNG. */
  picture(): Promise<Uint8Array> {
    return this.#tab.picture();
  }

  /** Returns the version of the engine. */
  version(): Promise<string> {
    return this.#tab.version();
  }

  /**
   * Returns what went wrong since the last call: errors, console errors and violations of the page's policy. A test that
   * leaves any of them is a failed one (tests.ts).
   */
  async takeOffences(): Promise<readonly string[]> {
    await this.#keepOffences();
    return this.#offences.splice(0);
  }

  /** A document that goes takes its notes along. */
  async #keepOffences(): Promise<void> {
    const found = await this.#tab.run('() => (window.offences ?? []).splice(0)', []);
    this.#offences.push(...(found as string[]));
  }

  async #texts(wanted: Wanted): Promise<readonly string[]> {
    const texts = withSought('(found) => found.map((element) => element.innerText.trim())');
    return (await this.#tab.run(texts, [json(wanted)])) as string[];
  }

  #target(thing: Thing, choose = '(found) => found[0]'): Promise<Target> {
    return this.#until(thing, (wanted) => this.#tab.find(withSought(choose), [json(wanted)]));
  }

  async #until<T>(thing: Thing, look: (wanted: Wanted) => Promise<T | undefined>): Promise<T> {
    const wanted = wantedOf(thing);
    for (const end = performance.now() + patience; ;) {
      const found = await look(wanted).catch(unlessLeaving);
      if (found !== undefined) return found;
      if (performance.now() > end) throw new Error(await this.#stuck(wanted));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #stuck(wanted: Wanted): Promise<string> {
    const screen = await this.#tab.run('() => document.body.innerText', []);
    const wrong = (await this.takeOffences()).join('\n');
    return `waited for ${JSON.stringify(wanted)}\nOn screen:\n${String(screen)}\nWrong:\n${wrong}`;
  }
}

const json = (wanted: Wanted): Json => JSON.parse(JSON.stringify(wanted)) as Json;

const soughtOf = (text: string | RegExp): Sought =>
  typeof text === 'string' ? text : { source: text.source, flags: text.flags };

function wantedOf(thing: Thing): Wanted {
  if (typeof thing === 'string' || thing instanceof RegExp) return { text: soughtOf(thing) };
  const { role, name, text, css, within } = thing;
  return {
    ...(role === undefined ? {} : { role }),
    ...(css === undefined ? {} : { css }),
    ...(name === undefined ? {} : { name: soughtOf(name) }),
    ...(text === undefined ? {} : { text: soughtOf(text) }),
    ...(within === undefined ? {} : { within: wantedOf(within) }),
  };
}
