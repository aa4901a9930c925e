/**
 * A person who has a keyboard and no mouse. The focus gets to a thing by Tab alone, so that a thing which Tab passes by
 * fails the test that wants it.
 */

import type { CDPSession, Locator, Page } from 'playwright-core';
import { Hand, type Name, type Role } from './hand.ts';

/** Tab stops at these, where the page shows them. The page's own `focusable.ts` is not asked. */
const stops =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), ' +
  'summary, [tabindex], [contenteditable="true"]';

/** Returns how often Tab must be pressed to get to the element, below 0 for Shift and Tab; `null` where it never gets. */
function presses(wanted: Element, selector: string): number | null {
  const now = document.activeElement ?? document.body;
  const dialogs = [...document.querySelectorAll('dialog, [role="dialog"]')].filter((one) =>
    one.checkVisibility(),
  );
  const inside = dialogs.at(-1) ?? document;
  const isStop = (one: Element): boolean => {
    if (!(one instanceof HTMLElement) || one.tabIndex < 0 || one.closest('[inert]')) return false;
    if (!one.checkVisibility({ visibilityProperty: true })) return false;
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio' || one.checked) return true;
    // Tab stops at one radio of a group: the chosen one.
    const group = document.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(one.name)}"]`);
    return [...group].every(({ checked }) => !checked);
  };
  const order = [...inside.querySelectorAll(selector)].filter(isStop);
  const at = order.indexOf(wanted);
  if (wanted === now) return 0;
  if (at < 0) return null;
  const from = order.indexOf(now);
  if (from >= 0) return at - from;
  const before = order.filter((one) => now.compareDocumentPosition(one) & 2).length;
  return at < before ? at - before : at - before + 1;
}

export class Keyboard extends Hand {
  readonly #devtools: CDPSession;

  private constructor(page: Page, devtools: CDPSession) {
    super(page);
    this.#devtools = devtools;
  }

  static async at(page: Page): Promise<Keyboard> {
    return new Keyboard(page, await page.context().newCDPSession(page));
  }

  async openLearn(): Promise<void> {
    await this.#keys('g', 'l');
  }

  /** Leads the focus to a thing. */
  async to(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let round = 0; round < 200; round += 1) {
      const count = await wanted.evaluate(presses, stops);
      if (count === 0) return;
      if (count === null) await this.#frame();
      else await this.#tab(count);
    }
    throw new Error(`Tab does not get to ${String(wanted)}`);
  }

  async press(role: Role, name: Name, within?: Locator): Promise<void> {
    await this.to(this.find(role, name, within));
    await this.#keys('Enter');
  }

  async fill(role: Role, name: Name, text: string, within?: Locator): Promise<void> {
    await this.to(this.find(role, name, within));
    await this.#replace(text);
  }

  async pick(name: Name, text: string, within?: Locator): Promise<void> {
    await this.fill('combobox', name, text, within);
    // A select of the page has options of its own, which are not visible.
    await this.page.locator('[role="option"]').first().waitFor();
    await this.#keys('Enter');
  }

  async write(document: unknown, within?: Locator): Promise<void> {
    await this.to(this.editor(within));
    await this.#replace(JSON.stringify(document));
  }

  /** Chooses a radio with the arrows. */
  async choose(name: Name, within?: Locator): Promise<void> {
    const wanted = this.find('radio', name, within);
    await wanted.waitFor();
    const group = wanted.locator('xpath=ancestor::*[@role="radiogroup"]').getByRole('radio');
    const chosen = await group.evaluateAll((all) =>
      all.findIndex((one) => (one as HTMLInputElement).checked),
    );
    await this.to(group.nth(Math.max(0, chosen)));
    for (let step = await group.count(); step > 0 && !(await wanted.isChecked()); step -= 1)
      await this.#keys('ArrowDown');
  }

  async set(name: Name, on: boolean, role: Role = 'checkbox'): Promise<void> {
    const box = this.find(role, name);
    await this.to(box);
    if ((await box.isChecked()) !== on) await this.#keys('Space');
  }

  async select(name: Name, value: string, within?: Locator): Promise<void> {
    const list = this.find('combobox', name, within);
    await this.to(list);
    const steps = await list.evaluate((element, wanted) => {
      const { options, selectedIndex } = element as HTMLSelectElement;
      return [...options].findIndex((one) => one.value === wanted) - selectedIndex;
    }, value);
    await this.#keys('Space');
    for (let step = 0; step < Math.abs(steps); step += 1)
      await this.#keys(steps < 0 ? 'ArrowUp' : 'ArrowDown');
    await this.#keys('Enter');
  }

  async #keys(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types at once: letter by letter, a long document would be read anew with each. */
  async #replace(text: string): Promise<void> {
    await this.#keys('Control+a');
    await this.page.keyboard.insertText(text);
  }

  /** Presses Tab that many times, without waiting for an answer to each. */
  async #tab(count: number): Promise<void> {
    const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9, modifiers: count < 0 ? 8 : 0 };
    const sent: Promise<unknown>[] = [];
    for (let step = 0; step < Math.abs(count); step += 1)
      for (const type of ['rawKeyDown', 'keyUp'] as const)
        sent.push(this.#devtools.send('Input.dispatchKeyEvent', { type, ...key }));
    await Promise.all(sent);
  }

  /** A thing that has just come may not be open to Tab yet. */
  #frame(): Promise<unknown> {
    return this.page.evaluate(() => new Promise(requestAnimationFrame));
  }
}
