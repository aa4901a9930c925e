/** A person at the page: nothing behind an open dialog can be used, so their hand waits. */

import { screen, within } from '@testing-library/svelte';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

const uppermost = () => [...document.querySelectorAll('dialog:modal')].at(-1);

/** Returns false for what lies behind an open dialog. */
export const isReachable = (element: Element): boolean => uppermost()?.contains(element) ?? true;

async function untilReachable(element: Element): Promise<void> {
  if (isReachable(element)) return;
  // A failure shows the dialog that lies over it.
  const over = () => (isReachable(element) ? '' : (uppermost()?.textContent ?? ''));
  await expect.poll(over, { timeout: 20_000 }).toBe('');
}

export function newPerson(): UserEvent {
  const person = userEvent.setup();
  const patient =
    <Rest extends unknown[]>(act: (element: Element, ...rest: Rest) => Promise<void>) =>
    async (element: Element, ...rest: Rest) => {
      await untilReachable(element);
      await act(element, ...rest);
    };
  return {
    ...person,
    click: patient(person.click),
    dblClick: patient(person.dblClick),
    hover: patient(person.hover),
    selectOptions: patient(person.selectOptions),
    type: patient(person.type),
  };
}

/** Returns a tool of a row. It opens the menu of tools where the row has no room for it. */
export async function toolIn(row: HTMLElement, name: string | RegExp): Promise<HTMLElement> {
  const inRow = within(row).queryByRole('button', { name });
  if (inRow) return inRow;
  if (!screen.queryByRole('dialog', { name: 'More tools' }))
    await newPerson().click(within(row).getByRole('button', { name: 'More tools' }));
  return within(await screen.findByRole('dialog', { name: 'More tools' })).findByRole('button', { name });
}
