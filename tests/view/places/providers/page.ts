/** These are acts that a person repeats in Providers: a press, a tab, and waiting until a dialog is gone. */

import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect } from 'vitest';
import type { Session } from '../../../../src/app/session/session.svelte.ts';

export const person = userEvent.setup();

/** Presses a button that is there and open: all are closed while a change is on its way. */
export const press = async (name: string | RegExp) => {
  const isOpen = () => {
    const button = screen.queryByRole('button', { name });
    // Nothing can be pressed behind a dialog that is still closing.
    return button?.matches(':enabled') && getComputedStyle(button).pointerEvents !== 'none';
  };
  await expect.poll(isOpen, { timeout: 20_000 }).toBe(true);
  await person.click(screen.getByRole('button', { name }));
};

/** Opens a tab of a provider's page. */
export const openTab = async (name: RegExp) => person.click(await screen.findByRole('tab', { name }));

/** Waits until a dialog is gone and the page behind it can be pressed again. */
export const closed = () =>
  waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(getComputedStyle(document.body).pointerEvents).not.toBe('none');
  });

/** Returns the first outside provider of the session's world. */
export const outsideOf = (session: Session) => {
  const [found] = session.state.world.outsideProviders.values();
  if (!found) throw new Error('no outside provider');
  return found;
};
