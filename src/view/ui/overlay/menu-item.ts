/** One line of a menu: what it says, and what happens when it is chosen. The keys go from line to line. */

import type { IconName } from '../glyphs.ts';

export interface MenuItem {
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  readonly checked?: boolean;
  /** Draws a line above this item. */
  readonly apart?: boolean;
  readonly onselect: () => void;
}

/** Handles arrows, Home, End and first letters in an open menu. Returns true when the focus moved. */
export function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const target = targetOf(items, at, key);
  target?.focus();
  return target !== undefined;
}

function targetOf(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return key.length === 1 && key !== ' ' ? byLetter(items, at, key) : undefined;
  }
}

function byLetter(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const letter = key.toLowerCase();
  const turned = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return turned.find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
}
