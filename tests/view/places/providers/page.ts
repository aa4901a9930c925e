/** These are acts that a person repeats in Providers: a press, a tab, and waiting until a dialog is gone. */

import { screen, waitFor } from '@testing-library/svelte';
import { expect } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { isReachable, newPerson } from '../../person.ts';

export const person = newPerson();

/** Clicks what is there and open: buttons are closed while a change is on its way. */
const clickOpen = async (role: 'button' | 'tab', name: string | RegExp) => {
  const isOpen = () => {
    const element = screen.queryByRole(role, { name });
    return element?.matches(':enabled') && isReachable(element);
  };
  await expect.poll(isOpen, { timeout: 20_000 }).toBe(true);
  await person.click(screen.getByRole(role, { name }));
};

/** Presses a button as soon as it can be pressed. */
export const press = (name: string | RegExp) => clickOpen('button', name);

/** Opens a tab of a provider's page. */
export const openTab = (name: RegExp) => clickOpen('tab', name);

/** Waits until a dialog is gone and the page behind it can be pressed again. */
export const closed = () =>
  waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(isReachable(document.body)).toBe(true);
  });

/** Returns the first outside provider of the session's world. */
export const outsideOf = (session: Session) => {
  const [found] = session.state.world.outsideProviders.values();
  if (!found) throw new Error('no outside provider');
  return found;
};
