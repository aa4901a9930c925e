/** A person who holds a phone and has one finger. Its own keyboard types, and its own wheel shows the lists. */

import type { Locator } from 'playwright-core';
import { Hand, type Name, type Role } from './hand.ts';

export class Finger extends Hand {
  async openLearn(): Promise<void> {
    await this.press('button', 'Places');
    await this.find('menuitemradio', 'Learn').tap();
  }

  press(role: Role, name: Name, within?: Locator): Promise<void> {
    return this.find(role, name, within).tap();
  }

  async fill(role: Role, name: Name, text: string, within?: Locator): Promise<void> {
    await this.press(role, name, within);
    await this.find(role, name, within).fill(text);
  }

  async pick(name: Name, text: string, within?: Locator): Promise<void> {
    await this.fill('combobox', name, text, within);
    // A select of the page has options of its own, which are not visible.
    await this.page.locator('[role="option"]').first().tap();
  }

  async write(document: unknown, within?: Locator): Promise<void> {
    await this.editor(within).tap();
    await this.editor(within).fill(JSON.stringify(document));
  }

  choose(name: Name, within?: Locator): Promise<void> {
    return this.press('radio', name, within);
  }

  async set(name: Name, on: boolean, role: Role = 'checkbox'): Promise<void> {
    const box = this.find(role, name);
    await box.waitFor();
    if ((await box.isChecked()) !== on) await box.tap();
  }

  async select(name: Name, value: string, within?: Locator): Promise<void> {
    await this.find('combobox', name, within).selectOption(value);
  }
}
