/** A person at the page: nothing behind a dialog that is still closing can be used, so their hand waits. */

import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

/** Returns false while the page behind a dialog takes no presses. */
export const isReachable = (element: Element): boolean => getComputedStyle(element).pointerEvents !== 'none';

async function untilReachable(element: Element): Promise<void> {
  if (!isReachable(element)) await expect.poll(() => isReachable(element), { timeout: 20_000 }).toBe(true);
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
