/**
 * The second window, with the teacher's notes. It is an empty page of this one, so it has the same memory: what is shown
 * there follows without any message, on a page opened from a disk too. It ends with the page.
 */

import { mount, unmount } from 'svelte';
import type { Session } from '../../app/session/session.svelte.ts';
import { sessionContext } from '../../app/session/context.ts';
import { lessonRun } from '../../app/lesson/run.svelte.ts';
import { presenting } from '../../app/presenter/presenting.svelte.ts';
import { characterOf, ownsKeys } from '../shell/keys/keys.svelte.ts';
import { takesText } from '../ui/focus/focusable.ts';
import { openPart } from './parts.ts';

class NotesWindow {
  #window: Window | undefined;
  /** True once the browser did not open a window; then the notes are in the page, where the class sees them. */
  isRefused = $state(false);

  async open(session: Session): Promise<void> {
    if (this.#window && !this.#window.closed) return this.#window.focus();
    // Before anything is waited for: a browser opens a window only in answer to a press.
    const opened = window.open('', 'lesson-notes', 'popup,width=620,height=860');
    this.isRefused = !opened;
    if (!opened) return;
    this.#window = opened;
    const loaded = await import('./Notes.svelte').catch((error: unknown) => {
      opened.close();
      this.#window = undefined;
      throw error;
    });
    if (opened.closed) return;
    const { document: page } = opened;
    page.title = 'Notes of the lesson · IAM Playground';
    page.documentElement.lang = 'en';
    page.body.replaceChildren();
    const stopCopying = copyStyles(page);
    const notes = mount(loaded.default, { target: page.body, context: sessionContext(session) });
    opened.addEventListener('keydown', (event) => pressed(event, session));
    const end = () => {
      stopCopying();
      void unmount(notes);
      window.removeEventListener('pagehide', close);
      this.#window = undefined;
    };
    const close = () => opened.close();
    opened.addEventListener('pagehide', end, { once: true });
    window.addEventListener('pagehide', close, { once: true });
  }
}

export const notesWindow = new NotesWindow();

/** Gives a page the styles of this one, those that load later too, until the returned function is called. */
function copyStyles(page: Document): () => void {
  page.head.replaceChildren(page.head.querySelector('title') ?? '');
  const copy = (node: Node) => {
    if (!(node instanceof HTMLStyleElement || (node instanceof HTMLLinkElement && node.rel === 'stylesheet')))
      return;
    const copied = page.importNode(node, true);
    // An empty page has no address against which a short one could be read.
    if (copied instanceof HTMLLinkElement && node instanceof HTMLLinkElement) copied.href = node.href;
    page.head.append(copied);
  };
  for (const node of document.head.childNodes) copy(node);
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) copy(node);
  });
  observer.observe(document.head, { childList: true });
  return () => observer.disconnect();
}

export function pressed(event: KeyboardEvent, session: Session): void {
  const { altKey, ctrlKey, metaKey, repeat } = event;
  if (event.defaultPrevented || event.isComposing || repeat || altKey || ctrlKey || metaKey) return;
  const key = characterOf(event);
  if (isIn(event.target, 'dialog, [role="dialog"], [role="menu"], [popover]')) return;
  // A field of the page has no use for Escape once its list is closed.
  if (ownsKeys(event.target) && !(key === 'escape' && takesText(event.target))) return;
  if (take(key, session)) event.preventDefault();
}

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

function take(key: string, session: Session): boolean {
  if (key === 'p') presenting.turn(!presenting.isOn);
  else if (key === 'b') presenting.showsCode = !presenting.showsCode;
  else if (key === 'n') void openPart(session, lessonRun.part + 1);
  else if (key !== 'escape' || !presenting.isOn) return false;
  else if (presenting.showsCode) presenting.showsCode = false;
  else presenting.turn(false);
  return true;
}
