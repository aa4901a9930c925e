/** Finds what a person can reach with Tab, and the field in which typing begins. */

const reachable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), ' +
  'summary, [tabindex]:not([tabindex^="-"]), [contenteditable="true"]';
const typed =
  'input:not([type="checkbox"], [type="radio"], [type="file"], [type="range"], [type="hidden"], :disabled), ' +
  'textarea:not(:disabled)';
const field = `${typed}, select:not(:disabled), [contenteditable="true"]`;

const inside = (root: Element, selector: string): HTMLElement[] => [
  ...(root instanceof HTMLElement && root.matches(selector) ? [root] : []),
  ...root.querySelectorAll<HTMLElement>(selector),
];
const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

/** Returns what can be reached in `root`, itself included, in its order. A removed `root` still knows what it held. */
export const reachableIn = (root: Element): HTMLElement[] =>
  inside(root, reachable).filter((one) => !root.isConnected || isSeen(one));

export const isReachable = (element: HTMLElement): boolean =>
  element.isConnected && element.matches(reachable) && isSeen(element);

/** Returns the first empty field to type into, else the first field. `undefined` when there is none. */
export function fieldIn(root: Element): HTMLElement | undefined {
  const fields = inside(root, field).filter(isSeen);
  return fields.find((one) => one.matches(typed) && 'value' in one && one.value === '') ?? fields[0];
}

/** True for what takes letters: a key that is typed there belongs to it. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(field));

/** Gives the focus to an element, also to one that Tab passes by, such as a heading. */
export function focusOn(element: HTMLElement | null | undefined, options?: FocusOptions): void {
  if (!element) return;
  if (!element.matches(reachable) && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus(options);
}
