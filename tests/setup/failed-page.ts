/** A failure says which pages stood open and what they showed: on another machine nobody can look afterwards. */

import { afterEach } from 'vitest';
import { openPages } from './site.ts';

afterEach(async ({ task }) => {
  const error = task.result?.errors?.[0];
  if (!error) return;
  const pages = await openPages();
  if (pages === '') return;
  const [first = '', ...rest] = (error.stack ?? error.message).split('\n');
  error.stack = [first, `open: ${pages}`, ...rest].join('\n');
});
