/**
 * The files of the browser project share one page, so each test leaves nothing on it for the next: no component, no
 * spy, no address, no mouse over what comes there, no other window, nothing that the page keeps for its tab. A failed
 * query says what it looked for, not the whole page.
 */

import { cleanup, configure } from '@testing-library/svelte';
import { afterAll, afterEach, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { desk } from './desk.ts';

// A place is loaded when it is first opened, which takes a dev server a moment.
configure({
  asyncUtilTimeout: 20_000,
  getElementError: (message) => new Error(message?.split('\n')[0] ?? 'not found'),
});

/** The mouse itself moved, not only the events of one. */
let isPointed = false;
const point = ({ isTrusted }: Event) => {
  isPointed ||= isTrusted;
};
window.addEventListener('pointermove', point, { capture: true });
afterAll(() => window.removeEventListener('pointermove', point, { capture: true }));

afterEach(async () => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
  if (location.hash !== '') {
    history.replaceState(null, '', location.pathname + location.search);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }
  if (isPointed) await userEvent.hover(document.documentElement, { position: { x: 0, y: 0 } });
  isPointed = false;
  if (innerWidth !== desk.width || innerHeight !== desk.height) await page.viewport(desk.width, desk.height);
});
