/** A dialog and tabs by the keyboard and the pointer of a person: trusted events, as inertness and the top layer need. */

import { render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { page, userEvent as person } from 'vitest/browser';
import '#view/ui/style/tokens.css';
import '#view/ui/style/base.css';
import { ownsKeys } from '#view/shell/keys/keys.svelte.ts';
import Floating from './Floating.svelte';

const button = (name: string) => screen.getByRole('button', { name });
const dialog = (name = 'Rename') => screen.getByRole('dialog', { name });
const isOpen = (name = 'Rename') => screen.queryByRole('dialog', { name }) !== null;

async function openDialog(props = {}): Promise<void> {
  render(Floating, props);
  await person.click(button('Open'));
  await screen.findByRole('dialog');
}

/** True when the element is what lies at its middle, so that a person can see and press it. */
function isOnTop(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return element.contains(there);
}

test('the first field has the focus, Tab stays in the dialog, and Escape gives the focus back', async () => {
  await openDialog();
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
  expect(dialog()).toHaveAccessibleDescription('A name');
  button('Open').focus();
  for (let step = 0; step < 12; step += 1) {
    await person.keyboard('{Tab}');
    const now = document.activeElement;
    expect(now === document.body || dialog().contains(now)).toBe(true);
  }
  await person.keyboard('{Escape}');
  await waitFor(() => expect(isOpen()).toBe(false));
  expect(document.activeElement).toBe(button('Open'));
});

test('under a finger the title has the focus, because a field would open the keyboard unasked', async () => {
  const real = matchMedia;
  const finger = vi
    .spyOn(globalThis, 'matchMedia')
    .mockImplementation((query) => (query.includes('coarse') ? real('all') : real(query)));
  await openDialog();
  expect(document.activeElement).toBe(within(dialog()).getByRole('heading', { name: 'Rename' }));
  finger.mockRestore();
});

test('without a field the last button has the focus', async () => {
  await openDialog();
  await person.click(button('Open another'));
  expect(document.activeElement).toBe(button('Main'));
});

test('Close and a press beside the dialog close it; a press that began inside does not', async () => {
  await openDialog();
  await person.click(button('Close'));
  await waitFor(() => expect(isOpen()).toBe(false));
  await person.click(button('Open'));
  const field = screen.getByRole('textbox', { name: 'Name' });
  const at = { bubbles: true, clientX: 2, clientY: 2 };
  field.dispatchEvent(new PointerEvent('pointerdown', at));
  dialog().dispatchEvent(new MouseEvent('click', at));
  await new Promise(requestAnimationFrame);
  expect(isOpen()).toBe(true);
  dialog().dispatchEvent(new PointerEvent('pointerdown', at));
  dialog().dispatchEvent(new MouseEvent('click', at));
  await waitFor(() => expect(isOpen()).toBe(false));
});

test('a sticky dialog stays, however often Escape is pressed, until its Close', async () => {
  await openDialog({ sticky: true });
  for (let time = 0; time < 3; time += 1) await person.keyboard('{Escape}');
  dialog().dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  dialog().dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await new Promise(requestAnimationFrame);
  expect(isOpen()).toBe(true);
  await person.click(button('Close'));
  await waitFor(() => expect(isOpen()).toBe(false));
});

test('a dialog whose owner keeps it open stays open at every Escape', async () => {
  const closes = vi.fn(() => closes.mock.calls.length > 3);
  await openDialog({ closes });
  for (let time = 0; time < 3; time += 1) await person.keyboard('{Escape}');
  expect(closes).toHaveBeenCalledTimes(3);
  expect(dialog().matches(':modal')).toBe(true);
  await person.keyboard('{Escape}');
  await waitFor(() => expect(isOpen()).toBe(false));
});

test('a dialog over a dialog is closed alone, and the focus returns into the one below', async () => {
  await openDialog();
  await person.click(button('Open another'));
  expect(isOnTop(dialog('Another'))).toBe(true);
  await person.keyboard('{Escape}');
  await waitFor(() => expect(isOpen('Another')).toBe(false));
  expect(isOpen()).toBe(true);
  expect(document.activeElement).toBe(button('Open another'));
  await person.keyboard('{Escape}');
  await waitFor(() => expect(isOpen()).toBe(false));
});

test('a message lies above an open dialog, where its Undo can be pressed, and stays when the dialog is gone', async () => {
  const undo = vi.fn();
  await openDialog({ undo });
  await person.click(button('Show in it'));
  const messages = screen.getByRole('status', { name: 'Messages' });
  expect(dialog()).toContainElement(messages);
  await waitFor(() => expect(isOnTop(within(messages).getByRole('button', { name: 'Undo' }))).toBe(true));
  await person.click(button('Open another'));
  expect(dialog('Another')).toContainElement(messages);
  await person.keyboard('{Escape}');
  await waitFor(() => expect(dialog()).toContainElement(messages));
  await person.keyboard('{Escape}');
  await waitFor(() => expect(isOpen()).toBe(false));
  await person.click(within(messages).getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledOnce();
});

test('a message of the page comes along into a dialog that opens later, and covers none of its buttons', async () => {
  await page.viewport(390, 260);
  const undo = vi.fn();
  render(Floating, { undo });
  await person.click(button('Show on the page'));
  await person.click(button('Open'));
  await waitFor(() => expect(isOnTop(button('Undo'))).toBe(true));
  await waitFor(() => expect(isOnTop(button('Open another'))).toBe(true));
  await person.click(button('Undo'));
  expect(undo).toHaveBeenCalledOnce();
  expect(isOpen()).toBe(true);
  await page.viewport(1280, 720);
});

test('menus, lists and explanations lie above the dialog, and Escape closes only a menu', async () => {
  await openDialog();
  await person.click(button('More'));
  const item = await screen.findByRole('menuitem', { name: 'Copy' });
  await waitFor(() => expect(isOnTop(item)).toBe(true));
  await person.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull());
  expect(isOpen()).toBe(true);
  await person.click(screen.getByRole('combobox', { name: 'Pick' }));
  await waitFor(() => expect(isOnTop(screen.getByRole('option', { name: 'one' }))).toBe(true));
  await person.keyboard('{Escape}');
  expect(screen.queryByRole('option')).toBeNull();
  expect(isOpen()).toBe(true);
  await person.hover(button('Word'));
  await waitFor(() => expect(document.querySelector('[role=tooltip]')?.matches(':popover-open')).toBe(true));
});

test('files that are dragged are shown above an open dialog', async () => {
  await openDialog();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([''], 'a.json'));
  dialog().dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }));
  await waitFor(() =>
    expect(screen.getByText('Drop').closest('[popover]')?.matches(':popover-open')).toBe(true),
  );
});

test('an open dialog owns the keys of the page, also while nothing in it has the focus', async () => {
  render(Floating);
  expect(ownsKeys(document.body)).toBe(false);
  await person.click(button('Open'));
  expect(ownsKeys(document.body)).toBe(true);
});

test('arrows, Home and End choose a tab; Tab goes on from the chosen one to what it shows', async () => {
  render(Floating);
  const tab = (name: string) => screen.getByRole('tab', { name });
  const isChosen = (name: string) => {
    expect(document.activeElement).toBe(tab(name));
    expect(screen.getAllByRole('tab', { selected: true })).toEqual([tab(name)]);
    expect(screen.getByRole('tabpanel', { name })).toHaveTextContent(`All ${name}`);
    expect(tab(name).getAttribute('aria-controls')).toBe(screen.getByRole('tabpanel').id);
    expect(
      screen
        .getAllByRole('tab')
        .map(({ tabIndex }) => tabIndex)
        .sort((a, b) => a - b),
    ).toEqual([-1, -1, 0]);
  };
  await person.click(tab('roles'));
  isChosen('roles');
  for (const [key, name] of [
    ['ArrowRight', 'groups'],
    ['ArrowRight', 'users'],
    ['ArrowLeft', 'groups'],
    ['Home', 'users'],
    ['End', 'groups'],
    ['ArrowLeft', 'roles'],
  ] as const) {
    await person.keyboard(`{${key}}`);
    isChosen(name);
  }
  await person.keyboard('{Tab}');
  expect(document.activeElement).toBe(screen.getByRole('tabpanel'));
  expect(getComputedStyle(screen.getByRole('tabpanel')).outlineStyle).toBe('solid');
});
