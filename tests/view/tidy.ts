/** A test leaves nothing on the page, and a failed query says what it looked for, not the whole page. */

import { cleanup, configure } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// A place is loaded when it is first opened, which takes a dev server a moment.
configure({
  asyncUtilTimeout: 20_000,
  getElementError: (message) => new Error(message?.split('\n')[0] ?? 'not found'),
});
afterEach(cleanup);

// The files of a worker share one tab, and what a page keeps for its tab would reach the next file.
sessionStorage.clear();
