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

/**
 * Returns the field that waits to be filled where a page, or a step of it, begins with a form (`data-begins`): the first
 * required one that is empty. `undefined` for a finger, under which a field opens the screen's keyboard unasked.
 */
export function fieldToFill(root: Element): HTMLElement | undefined {
  if (isFingerAlone()) return undefined;
  const form = inside(root, 'form[data-begins]').find(isSeen);
  return form && inside(form, typed).find((one) => isEmptyAndRequired(one) && isSeen(one));
}

/** True for a field that would open the screen's keyboard under a finger: no page and no dialog gives it the focus unasked. */
export const opensKeyboard = (element: Element): boolean => element.matches(typed) && isFingerAlone();

/** True where no field may take the focus unasked: a finger is in use, and no keys are. */
export const isFingerAlone = (): boolean => !areKeysInUse() && matchMedia('(pointer: coarse)').matches;

const isEmptyAndRequired = (one: HTMLElement): boolean =>
  'value' in one && one.value === '' && one.matches(':required, [aria-required="true"]');

/** True while a person moves by keys: then a heading with the focus has a ring (base.css), for which this writes `data-keys`. */
const areKeysInUse = (): boolean => document.documentElement.dataset['keys'] !== undefined;

export function noteKeys(areUsed: boolean): void {
  if (areUsed) document.documentElement.dataset['keys'] = '';
  else delete document.documentElement.dataset['keys'];
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
