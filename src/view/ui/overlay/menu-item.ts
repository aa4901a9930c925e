/** One line of a menu: what it says, and what happens when it is chosen. */

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
