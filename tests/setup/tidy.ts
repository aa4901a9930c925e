/**
 * The files of the browser project share one page, so each test leaves nothing on it for the next: no component, no
 * spy, no address, no other window, nothing that the page keeps for its tab. A failed query says what it looked for, not
 * the whole page.
 */

import { cleanup, configure } from '@testing-library/svelte';
import { afterEach, vi } from 'vitest';
import { page } from 'vitest/browser';
import { desk } from './desk.ts';

// A place is loaded when it is first opened, which takes a dev server a moment.
configure({
  asyncUtilTimeout: 20_000,
  getElementError: (message) => new Error(message?.split('\n')[0] ?? 'not found'),
});
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
  if (innerWidth !== desk.width || innerHeight !== desk.height) await page.viewport(desk.width, desk.height);
});
