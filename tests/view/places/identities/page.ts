/** These are acts that a person repeats in Identities: steps of a wizard, a choice in a list, a click. */

import { screen } from '@testing-library/svelte';
import { newPerson } from '../../person.ts';

export const person = newPerson();

export const button = (name: string | RegExp) => screen.findByRole('button', { name });
export const press = async (name: string | RegExp) => person.click(await button(name));
export const follow = async (name: string | RegExp) =>
  person.click(await screen.findByRole('link', { name }));

/** The heading of a wizard's step, after `Next`. */
export async function next(step: string): Promise<void> {
  await press('Next');
  await screen.findByRole('heading', { level: 2, name: step });
}

export async function type(field: string | RegExp, text: string): Promise<void> {
  const input = await screen.findByLabelText(field, { selector: 'input:not([type=radio])' });
  await person.clear(input);
  await person.type(input, text);
}

/** Picks from a type-ahead. */
export async function pick(field: string | RegExp, option: string | RegExp): Promise<void> {
  await person.click(await screen.findByRole('combobox', { name: field }));
  await person.click(await screen.findByRole('option', { name: option }));
}

/** The lines of a review: what the last button will do. */
export const reviewed = (): string[] =>
  [...document.querySelectorAll('ol[aria-label="What will happen"] li')].map(
    (line) => line.textContent ?? '',
  );
