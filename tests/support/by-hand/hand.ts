/**
 * A person's hand at the page: a keyboard or a finger. A level is solved by the same acts with either, and each of them
 * waits until the thing that it wants is there.
 */

import type { Locator, Page } from 'playwright-core';

export type Role = Parameters<Page['getByRole']>[0];
/** A text is the whole name. */
export type Name = string | RegExp;

export abstract class Hand {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  find(role: Role, name: Name, within: Locator | Page = this.page): Locator {
    return within.getByRole(role, { name, exact: typeof name === 'string' }).first();
  }

  /** The editor of a document: a plain field stands there until it has loaded. */
  protected editor(within: Locator | Page = this.page): Locator {
    return within.locator('.cm-content[contenteditable="true"]').first();
  }

  /** Presses a tool of a row, which may be in the menu at its end. */
  async pressTool(row: string, name: Name): Promise<void> {
    const tools = this.find('group', row);
    const tool = this.find('button', name, tools);
    await tool
      .or(this.find('button', 'More tools', tools))
      .first()
      .waitFor();
    if (!(await tool.isVisible())) await this.press('button', 'More tools', tools);
    await this.press('button', name, tools);
  }

  /** Goes to the place Learn from any other. */
  abstract openLearn(): Promise<void>;
  /** Presses a button, or follows a link. */
  abstract press(role: 'button' | 'link', name: Name, within?: Locator): Promise<void>;
  /** Replaces the text of a field. */
  abstract fill(role: Role, name: Name, text: string, within?: Locator): Promise<void>;
  /** Takes a suggestion of a field that has some. */
  abstract pick(name: Name, text: string, within?: Locator): Promise<void>;
  /** Replaces a document. */
  abstract write(document: unknown, within?: Locator): Promise<void>;
  /** Chooses a radio. */
  abstract choose(name: Name, within?: Locator): Promise<void>;
  /** Switches a box on or off. */
  abstract set(name: Name, on: boolean, role?: Role): Promise<void>;
  /** Takes the option of that value from a list of the browser. */
  abstract select(name: Name, value: string, within?: Locator): Promise<void>;
}
