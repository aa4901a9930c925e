/** The list of keys in the Keys dialog. Their actions are in keys.svelte.ts. */

import { places } from '../places.ts';

interface KeyHelp {
  readonly keys: readonly string[];
  readonly does: string;
}

export const keyHelp: readonly KeyHelp[] = [
  { keys: ['/'], does: 'Go to the search of this place' },
  { keys: ['?'], does: 'Show this list' },
  ...places.map(({ letter, label }) => ({ keys: ['g', letter], does: `Go to ${label}` })),
  { keys: ['p'], does: 'Begin or end the presenter view, for a projector' },
  { keys: ['b'], does: 'Presenter view: show the QR code, or take it away' },
  { keys: ['n'], does: 'Presenter view: go to the next part of the lesson' },
  { keys: ['Ctrl', 'Z'], does: 'Undo the last change of the account' },
  { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo it' },
  { keys: ['Shift', 'Enter'], does: 'Look closer at a node in the tree of Graph' },
  { keys: ['Esc'], does: 'Close a list, a menu or a dialog, or end the presenter view' },
];
