/** The panel of a guide stands beside the place where there is room, as wide as a person wants it; the rail makes room. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openFromGallery } from '#app/share/open.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;

beforeEach(async () => {
  localStorage.removeItem('iam-playground/panel-width');
  session = await exampleSession('first-minutes');
});

async function openCompany(): Promise<HTMLElement> {
  openPage(session, '#/identities');
  await openFromGallery(session, 'small-company');
  const show = screen.queryByRole('button', { name: 'Show the guide' });
  if (show) await person.click(show);
  return screen.findByRole('complementary', { name: 'Guide' });
}

const place = () => document.querySelector<HTMLElement>('main .place')?.getBoundingClientRect();
const railLabel = () =>
  within(screen.getByRole('navigation', { name: 'Places' }))
    .getByText('Identities')
    .getBoundingClientRect();

test.each([
  { width: 1560, words: true, beside: true },
  { width: 1366, words: false, beside: true },
  { width: 1024, words: false, beside: true },
  { width: 900, words: true, beside: false },
])(
  'a place keeps half of a window $width px wide beside the guide, and the rail has words: $words',
  async ({ width, words, beside }) => {
    await page.viewport(width, 768);
    const guide = await openCompany();
    await expect.poll(() => railLabel().width > 20).toBe(words);
    expect(screen.getByRole('link', { name: 'Identities' })).toBeTruthy();
    const { right, top, left } = guide.getBoundingClientRect();
    expect(beside ? left >= (place()?.right ?? 0) : top < (place()?.top ?? 0)).toBe(true);
    expect(right).toBeLessThanOrEqual(width);
    expect(place()?.width).toBeGreaterThanOrEqual(width / 2);
    expect(screen.queryAllByRole('separator', { name: 'Width of the panel' })).toHaveLength(beside ? 1 : 0);
  },
);

test('the arrow keys and a pointer move the edge of the panel, and the next visit has its width', async () => {
  await page.viewport(1366, 768);
  const guide = await openCompany();
  const edge = screen.getByRole('separator', { name: 'Width of the panel' });
  const first = guide.getBoundingClientRect().width;
  edge.focus();
  await person.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(guide.getBoundingClientRect().width).toBe(first + 32);
  expect(edge.getAttribute('aria-valuenow')).toBe(String(first + 32));
  const { x, y, height } = edge.getBoundingClientRect();
  const at = (by: number) => ({ bubbles: true, pointerId: 1, clientX: x + by, clientY: y + height / 2 });
  edge.setPointerCapture = () => undefined;
  edge.dispatchEvent(new PointerEvent('pointerdown', at(0)));
  edge.dispatchEvent(new PointerEvent('pointermove', at(52)));
  edge.dispatchEvent(new PointerEvent('pointerup', at(52)));
  edge.dispatchEvent(new PointerEvent('pointermove', at(200)));
  await expect.poll(() => guide.getBoundingClientRect().width).toBe(first - 20);
  expect(localStorage.getItem('iam-playground/panel-width')).toBe(String(first - 20));
});
