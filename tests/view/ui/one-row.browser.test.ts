/** Tools in one row, as wide as its room: what is in the row, what is in the menu, by mouse and by keyboard. */

import { render, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import '#view/ui/style/tokens.css';
import '#view/ui/style/base.css';
import '#view/ui/style/layout.css';
import Tools from './Tools.svelte';
import ToolsOfPage from './ToolsOfPage.svelte';
import { newPerson } from '../person.ts';

const row = () => screen.getByRole('toolbar', { name: 'Graph' });
const inRow = (name: string) => within(row()).queryByRole('button', { name });
const height = () => row().getBoundingClientRect().height;

test('a row without room keeps one line; the menu at its end holds the rest, and does the same', async () => {
  const onpress = vi.fn();
  const { rerender } = render(Tools, { width: 700, onpress });
  await expect.poll(() => inRow('Export')).not.toBeNull();
  expect(inRow('More tools')).toBeNull();
  const oneLine = height();
  await rerender({ width: 270 });
  await expect.poll(() => inRow('Legend')).toBeNull();
  expect(inRow('Layout')).not.toBeNull();
  expect(height()).toBe(oneLine);
  expect(row().scrollWidth).toBeLessThanOrEqual(270);
  const person = newPerson();
  await person.click(screen.getByRole('button', { name: 'More tools' }));
  const menu = await screen.findByRole('dialog', { name: 'More tools' });
  await person.click(within(menu).getByRole('button', { name: 'Legend' }));
  expect(onpress).toHaveBeenLastCalledWith('Legend');
  await person.click(within(menu).getByRole('button', { name: 'Export' }));
  await person.click(await within(menu).findByRole('menuitem', { name: 'CSV' }));
  expect(onpress).toHaveBeenLastCalledWith('CSV');
});

test('a tool that becomes longer sends another to the menu, and it comes back when there is room', async () => {
  const { rerender } = render(Tools, { width: 480, onpress: () => {}, focus: 'A' });
  await expect.poll(() => inRow('Export')).not.toBeNull();
  await rerender({ focus: 'The whole account of a company' });
  await expect.poll(() => inRow('Export')).toBeNull();
  expect(inRow('The whole account of a company')).not.toBeNull();
  await rerender({ focus: undefined });
  await expect.poll(() => inRow('Export')).not.toBeNull();
});

test('a tool that goes while it has the focus hands it to the menu', async () => {
  const { rerender } = render(Tools, { width: 700, onpress: () => {} });
  await expect.poll(() => inRow('Legend')).not.toBeNull();
  inRow('Legend')?.focus();
  await rerender({ width: 250 });
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('More tools');
});

test('a row without a tool that grows is as wide as its tools, and they come back from the menu with the room', async () => {
  const { rerender } = render(ToolsOfPage, { width: 600 });
  const toolbar = () => screen.getByRole('toolbar', { name: 'Tools' });
  const shown = (name: string) => within(toolbar()).queryByRole('button', { name }) !== null;
  await expect.poll(() => shown('Delete')).toBe(true);
  const whole = toolbar().clientWidth;
  expect(whole).toBeLessThan(400);
  await rerender({ width: 260 });
  await expect.poll(() => shown('Delete')).toBe(false);
  expect(toolbar().clientWidth).toBeLessThanOrEqual(260);
  await rerender({ width: 600 });
  await expect.poll(() => shown('Delete')).toBe(true);
  expect(shown('More tools')).toBe(false);
  expect(toolbar().clientWidth).toBe(whole);
});

test('a dialog that opens from the menu outlives it, and gives the focus back to what opens the menu', async () => {
  render(ToolsOfPage, { width: 260 });
  const person = newPerson();
  await person.click(await screen.findByRole('button', { name: 'More tools' }));
  const menu = await screen.findByRole('dialog', { name: 'More tools' });
  await person.click(within(menu).getByRole('button', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete it?' });
  await person.click(within(dialog).getByRole('button', { name: 'Keep it' }));
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('More tools');
});
