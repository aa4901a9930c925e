/** These are acts and answers that tests of Ask repeat: a button, the menu, and the word of the verdict. */

import { screen } from '@testing-library/svelte';
import { expect } from 'vitest';
import { newPerson } from '../../person.ts';

export const person = newPerson();

export const button = (name: string | RegExp) => screen.findByRole('button', { name });

/** Chooses from the menu of Ask. */
export async function fromMenu(name: RegExp): Promise<void> {
  await person.click(await button('More ways to ask'));
  await person.click(await screen.findByRole('menuitem', { name }));
}

/** Waits until the answer says this. */
export const answer = (word: 'Yes' | 'No' | 'On part' | 'Depends' | 'No such action' | 'Not possible') =>
  expect
    .poll(() => screen.queryByRole('status', { name: 'Answer' })?.textContent.trim() ?? '', {
      timeout: 20_000,
    })
    .toMatch(new RegExp(`^${word}(?! such|t )`));
