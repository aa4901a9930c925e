/**
 * A person who holds a phone and has one finger. Its own keyboard types, and its own wheel shows the lists. All that the
 * finger presses or fills is measured before.
 */

import type { Locator, Page } from 'playwright-core';
import { bringRuler, pressFaultsOf } from '../../journey/access/boxes.ts';
import { Hand, type Name, type Role } from './hand.ts';

export class Finger extends Hand {
  readonly #faults = new Set<string>();

  /** The page must stay loaded: what measures is brought into it once. */
  static async at(page: Page): Promise<Finger> {
    await bringRuler(page);
    return new Finger(page);
  }

  /** All that was wrong with what it pressed so far. */
  get faults(): readonly string[] {
    return [...this.#faults];
  }

  async openLearn(): Promise<void> {
    await this.press('button', 'Places');
    await this.#tap(this.find('menuitemradio', 'Learn'));
  }

  press(role: Role, name: Name, within?: Locator): Promise<void> {
    return this.#tap(this.find(role, name, within));
  }

  async fill(role: Role, name: Name, text: string, within?: Locator): Promise<void> {
    await this.press(role, name, within);
    await this.find(role, name, within).fill(text);
  }

  async pick(name: Name, text: string, within?: Locator): Promise<void> {
    await this.fill('combobox', name, text, within);
    // A select of the page has options of its own, which are not visible.
    await this.#tap(this.page.locator('[role="option"]').first());
  }

  async write(document: unknown, within?: Locator): Promise<void> {
    await this.#tap(this.editor(within));
    await this.editor(within).fill(JSON.stringify(document));
  }

  choose(name: Name, within?: Locator): Promise<void> {
    return this.press('radio', name, within);
  }

  async set(name: Name, on: boolean, role: Role = 'checkbox'): Promise<void> {
    const box = this.find(role, name);
    await box.waitFor();
    if ((await box.isChecked()) !== on) await this.#tap(box);
  }

  async select(name: Name, value: string, within?: Locator): Promise<void> {
    const list = this.find('combobox', name, within);
    await this.#measure(list);
    await list.selectOption(value);
  }

  async #tap(target: Locator): Promise<void> {
    await this.#measure(target);
    await target.tap();
  }

  async #measure(target: Locator): Promise<void> {
    await target.waitFor();
    for (const fault of await pressFaultsOf(target)) this.#faults.add(fault);
  }
}
