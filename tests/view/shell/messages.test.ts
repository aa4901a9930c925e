/** Messages follow an act. A narrow screen shows the newest and the one that somebody is at. */

import '../tidy.ts';
import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import ToastList from '../../../src/view/ui/overlay/ToastList.svelte';
import { Toasts } from '../../../src/view/ui/overlay/toasts.svelte.ts';

beforeAll(() => page.viewport(360, 740));
afterAll(() => page.viewport(1280, 800));

const seen = () =>
  ['first', 'second', 'third'].filter((text) => screen.queryByText(text)?.checkVisibility() === true);

test('the newest message stands alone on a narrow screen, the focused one stays, and all stand on a wide one', async () => {
  const toasts = new Toasts();
  render(ToastList, { toasts });
  const show = (text: string) =>
    flushSync(() => toasts.show(text, { label: `Undo ${text}`, run: () => undefined }));
  show('first');
  show('second');
  expect(seen()).toEqual(['second']);
  screen.getByRole('button', { name: 'Undo second' }).focus();
  show('third');
  expect(seen()).toEqual(['second', 'third']);
  flushSync(() => screen.getByRole('button', { name: 'Undo second' }).click());
  expect(seen()).toEqual(['third']);
  await page.viewport(1280, 800);
  expect(seen()).toEqual(['first', 'third']);
});
