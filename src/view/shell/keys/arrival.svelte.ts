/** Leads the focus to the heading of a new page, or to the field that its form begins with; Back leads to the link that was followed. */

import { onMount, tick, untrack } from 'svelte';
import { href, route } from '#app/navigation/routes.svelte.ts';
import { fieldToFill, focusOn, takesText } from '../../ui/focus/focusable.ts';
import { keepFocus } from '../../ui/focus/keep-focus.ts';

/** Called once by the frame of the page. A changed query is no other page: tabs, filters and questions are in it. */
export function followFocus(): void {
  onMount(keepFocus);
  const page = $derived(href(route.current.place, route.current.path));
  let before = untrack(() => page);
  let step = stepOf();
  $effect(() => {
    if (page === before) return;
    const left = before;
    before = page;
    const now = stepOf(step + 1);
    const back = now < step ? left : undefined;
    step = now;
    return arrive(back);
  });
}

/** Returns the number of the browser's history entry, and gives a new one `next`. */
function stepOf(next = 0): number {
  const state: unknown = history.state;
  if (typeof state === 'object' && state !== null && 'step' in state && typeof state.step === 'number')
    return state.step;
  history.replaceState({ step: next }, '');
  return next;
}

/** Waits for the page's heading and gives it the focus, or to the field its form begins with. Returns what ends the wait. */
function arrive(back: string | undefined): () => void {
  const from = document.activeElement;
  const main = document.querySelector('main');
  let isOver = false;
  let arrivedAt: HTMLElement | undefined;
  const observer = new MutationObserver(look);
  function look(): void {
    const heading = main?.querySelector<HTMLElement>('h1');
    const isLoading = main?.querySelector('.loading');
    if (isOver || (isLoading && !heading)) return;
    const begin = main && fieldToFill(main);
    if (arrivedAt) {
      // The form may come later than the heading. A person who has gone on meanwhile stays there.
      if (begin && document.activeElement === arrivedAt) focusOn(begin, { preventScroll: true });
      if (begin || !isLoading) end();
      return;
    }
    if (isTaken(from)) return end();
    const link = back && main?.querySelector<HTMLElement>(`a[href="${CSS.escape(back)}"]`);
    if (!isLoading || begin || link) end();
    if (link) return link.focus();
    scrollTo(0, 0);
    arrivedAt = begin ?? heading ?? main?.querySelector<HTMLElement>('h2') ?? main ?? undefined;
    focusOn(arrivedAt, { preventScroll: true });
  }
  function end(): void {
    isOver = true;
    observer.disconnect();
  }
  void tick().then(() => {
    if (!isOver && main) observer.observe(main, { childList: true, subtree: true });
    look();
  });
  return end;
}

/** The new page gave the focus to something, a dialog has it, or it stays in the field that led here. */
function isTaken(from: Element | null): boolean {
  const now = document.activeElement;
  if (now?.closest('dialog, [role="dialog"]')) return true;
  return now === from ? takesText(now) : now?.closest('main') !== null && now?.matches('main') === false;
}
