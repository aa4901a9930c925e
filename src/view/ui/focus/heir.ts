/** Finds what gets the focus of something that was removed: itself if it was only moved, what replaced it, a neighbour. */

import { fieldIn, fieldToFill, isReachable, reachableIn, takesText } from './focusable.ts';

export interface FocusGap {
  readonly holder: Element;
  readonly removed: Element;
  readonly parent: Node;
  readonly previous: Node | null;
  readonly next: Node | null;
  readonly added: HTMLElement[];
  readonly opener: HTMLElement | undefined;
}

const parts =
  'section, article, aside, fieldset, form, header, nav, dialog, [role="dialog"], [role="tabpanel"], [role="group"]';

export const isLoading = (element: HTMLElement): boolean =>
  element.isConnected && (element.matches('.loading') || element.querySelector('.loading') !== null);

/** Returns the heir in the same part of the page. `toFields` is false where a field would open the screen's keyboard. */
export function heirOf(gap: FocusGap, toFields: boolean): HTMLElement | undefined {
  const { holder, parent } = gap;
  if (holder instanceof HTMLElement && isReachable(holder)) return holder;
  // A thing that hangs on the body is a dialog or a panel: whoever opened it knows better.
  if (!(parent instanceof Element) || !parent.isConnected || parent === document.body) return undefined;
  const isWanted = (one: HTMLElement): boolean => toFields || !takesText(one);
  const opener = gap.opener && isReachable(gap.opener) ? gap.opener : undefined;
  return beginningOf(gap, isWanted) ?? twin(gap) ?? opener ?? button(gap) ?? neighbour(gap, isWanted);
}

type Wanted = (one: HTMLElement) => boolean;

const replacement = ({ parent, added }: FocusGap): HTMLElement | undefined =>
  added.find((one) => one.parentNode === parent);

/** Returns what begins that which was put there: the field that waits to be filled, its heading, or its first field. */
function beginningOf(gap: FocusGap, isWanted: Wanted): HTMLElement | undefined {
  const here = replacement(gap);
  const first = here && (fieldToFill(here) ?? here.querySelector<HTMLElement>('h1, h2, h3') ?? fieldIn(here));
  return first && isWanted(first) ? first : undefined;
}

function button(gap: FocusGap): HTMLElement | undefined {
  const here = replacement(gap);
  return here && reachableIn(here)[0];
}

export const lateHeirOf = (gap: FocusGap): HTMLElement | undefined =>
  gap.added.some(isLoading) ? undefined : (beginningOf(gap, () => true) ?? button(gap));

/** The same button or field in what was put there, else of the next row, else of the row before. */
function twin({ holder, removed, parent, previous, next, added }: FocusGap): HTMLElement | undefined {
  const at = reachableIn(removed).findIndex((one) => one === holder);
  const instead = added.find((one) => one.parentNode === parent && one.tagName === removed.tagName);
  for (const row of [instead, elementFrom(next, 'nextSibling'), elementFrom(previous, 'previousSibling')]) {
    if (row?.tagName !== removed.tagName) continue;
    const found = reachableIn(row)[at];
    if (found) return found;
  }
  return undefined;
}

function elementFrom(node: Node | null, way: 'nextSibling' | 'previousSibling'): Element | undefined {
  let one = node?.isConnected ? node : null;
  while (one && !(one instanceof Element)) one = one[way];
  return one ?? undefined;
}

/** The next thing in the same part of the page, else the last before it; else the same in the part around it. */
function neighbour({ parent, previous, next }: FocusGap, isWanted: Wanted): HTMLElement | undefined {
  const mark = [next, previous].find((one) => one?.isConnected) ?? parent;
  const follows = (one: Node): boolean =>
    one === next || (mark.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  let part = parent instanceof Element ? parent.closest(parts) : null;
  for (; part; part = part.parentElement?.closest(parts) ?? null) {
    const all = reachableIn(part).filter(isWanted);
    const found = all.find(follows) ?? all.at(-1);
    if (found) return found;
  }
  return undefined;
}
