/**
 * The files of the browser project share one page, so each test leaves nothing on it for the next: no component, no
 * address, nothing that the page keeps for its tab. A failed query says what it looked for, not the whole page.
 */

import { cleanup, configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';
import { closeSessions } from '../app/test-session.ts';

// A place is loaded when it is first opened, which takes a dev server a moment.
configure({
  asyncUtilTimeout: 20_000,
  getElementError: (message) => new Error(message?.split('\n')[0] ?? 'not found'),
});
afterEach(() => {
  cleanup();
  closeSessions();
  sessionStorage.clear();
  localStorage.clear();
});
