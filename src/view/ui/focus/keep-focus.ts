/**
 * Keeps the focus on the page. A browser drops it when the focused thing is removed, and a person without a pointer
 * begins at the top again. Here it goes on to what stands there now, or to the neighbour. A pressed button that makes
 * a field appear leads into the field.
 */

import { type FocusGap, heirOf, isLoading, lateHeirOf } from './heir.ts';
import { fieldIn, focusOn, isReachable, noteKeys } from './focusable.ts';

/** Buttons that show and hide something keep the focus, and a menu or a dialog moves it itself. */
const staying = '[aria-expanded], [aria-pressed], [aria-haspopup], [role="tab"], [role^="menuitem"]';
/** A combobox that adds what is chosen, as a button does. */
const adding = '[data-adds]';
const remembered = 40;
/** A letter is typed, or a shortcut: `p` moves nothing, and `g` with a letter notes by itself that it does. */
const moving = /^(?:Tab|Enter| |Arrow\w+|Home|End|Page\w+|F6)$/;

export const keepFocus = (): (() => void) => new FocusKeeper().start(document);

class FocusKeeper {
  /** The element that has the focus, or lost it without the person's doing. */
  #current: HTMLElement | undefined;
  /** The elements that had the focus, newest first. */
  #trail: readonly HTMLElement[] = [];
  #gap: FocusGap | undefined;
  /** The heir of a gap in which something may still appear: its code is being loaded. */
  #settled: { readonly gap: FocusGap; readonly heir: Element | null } | undefined;
  #pressed: HTMLElement | undefined;
  /** The things that pressed buttons made appear, newest first. */
  #openers: readonly { readonly opened: HTMLElement; readonly by: HTMLElement }[] = [];
  #appeared: HTMLElement | undefined;
  /** True when the element with the focus was disabled or enabled, itself or with all of its form. */
  #isBack = false;
  #byTouch = false;
  #frame = 0;

  start(page: Document): () => void {
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    page.addEventListener('focusin', ({ target }) => this.#arrive(target), options);
    page.addEventListener('pointerdown', (event) => this.#point(event), options);
    page.addEventListener('keydown', (event) => this.#key(event), options);
    page.addEventListener('click', ({ target }) => this.#press(target), options);
    const observer = new MutationObserver((records) => this.#follow(records));
    observer.observe(page.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      observer.disconnect();
      listening.abort();
      noteKeys(false);
      cancelAnimationFrame(this.#frame);
    };
  }

  #arrive(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    if (target !== this.#pressed) this.#pressed = undefined;
    this.#gap = undefined;
    this.#current = target;
    this.#trail = [target, ...this.#trail.filter((one) => one !== target)].slice(0, remembered);
  }

  #point({ target, pointerType }: PointerEvent): void {
    this.#byTouch = pointerType === 'touch';
    noteKeys(false);
    this.#settled = undefined;
    this.#pressed = undefined;
    if (target instanceof Node && !this.#current?.contains(target)) this.#current = undefined;
  }

  #key({ key, target, ctrlKey, metaKey }: KeyboardEvent): void {
    this.#byTouch = false;
    if (!ctrlKey && !metaKey && moving.test(key)) noteKeys(true);
    this.#settled = undefined;
    const adds = key === 'Enter' && target instanceof HTMLElement && target.matches(adding);
    this.#pressed = adds ? target : undefined;
  }

  #press(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('button') : null;
    if (button) this.#pressed = button.matches(staying) ? undefined : button;
    else if (this.#current?.matches(adding)) this.#pressed = this.#current;
  }

  #follow(records: readonly MutationRecord[]): void {
    // A replacement is often added before the thing itself is removed.
    for (const record of records) for (const removed of record.removedNodes) this.#remove(removed, record);
    for (const record of records) {
      for (const added of record.addedNodes) this.#add(added);
      if (record.type === 'attributes') this.#isBack ||= record.target.contains(this.#current ?? null);
    }
    if (this.#gap || this.#settled || this.#appeared || this.#isBack) this.#wait();
  }

  #remove(
    removed: Node,
    { target: parent, previousSibling: previous, nextSibling: next }: MutationRecord,
  ): void {
    const lost = this.#gap?.parent ?? this.#current;
    if (!lost || !(removed instanceof Element) || !removed.contains(lost)) return;
    const holder = this.#current ?? removed;
    const opener = this.#openers.find(({ opened }) => removed.contains(opened))?.by ?? this.#gap?.opener;
    this.#gap = { holder, removed, parent, previous, next, added: this.#gap?.added ?? [], opener };
  }

  #add(added: Node): void {
    if (!(added instanceof HTMLElement)) return;
    this.#gap?.added.push(added);
    this.#settled?.gap.added.push(added);
    const pressed = this.#pressed;
    if (!pressed?.isConnected || added.contains(pressed)) return;
    const part = pressed.closest('section, article, aside, fieldset, form, dialog, [role="dialog"], main');
    if (part?.contains(added) && fieldIn(added)) this.#appeared ??= added;
  }

  /** Waits for the next picture: whoever moves the focus on purpose has done so by then. */
  #wait(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#settle());
  }

  #settle(): void {
    const appeared = this.#appeared;
    this.#appeared = undefined;
    const now = document.activeElement ?? document.body;
    if (appeared?.isConnected && this.#pressed && now === this.#pressed)
      return this.#open(appeared, this.#pressed);
    const settled = this.#settled;
    if (settled?.heir === now) return this.#goOn(settled.gap);
    const gap = this.#gap;
    if (now !== document.body) return;
    if (this.#isBack && this.#current && isReachable(this.#current)) this.#current.focus();
    this.#isBack = false;
    if (!gap) return;
    // The replacement is still being loaded: the next change decides.
    if (gap.added.some(isLoading)) return;
    this.#gap = undefined;
    const heir = heirOf(gap, !this.#byTouch) ?? this.#trail.find(isReachable);
    focusOn(heir ?? document.querySelector<HTMLElement>('main h1') ?? document.querySelector('main'));
    this.#settled = { gap, heir: document.activeElement };
  }

  /** The thing that was loaded for the place of the removed one gets the focus after all, unless a person did something since. */
  #goOn(gap: FocusGap): void {
    const late = lateHeirOf(gap);
    if (!late || late === document.activeElement) return;
    this.#settled = undefined;
    focusOn(late);
  }

  #open(opened: HTMLElement, by: HTMLElement): void {
    this.#openers = [{ opened, by }, ...this.#openers].slice(0, remembered);
    fieldIn(opened)?.focus();
  }
}
