/** A page that is opened has the focus on its heading, ringed only for the keys, or in the field that it begins with. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

async function heading(name: string): Promise<HTMLElement> {
  const found = await screen.findByRole('heading', { level: 1, name });
  await expect.poll(() => document.activeElement).toBe(found);
  return found;
}
const ringOf = (element: Element) => getComputedStyle(element).outlineStyle;
const rail = (name: string) =>
  within(screen.getByRole('navigation', { name: 'Places' })).getByRole('link', { name });
const field = (name: string) => screen.findByRole('textbox', { name });
const takesFocus = async (name: string) => {
  const wanted = await field(name);
  await expect.poll(() => document.activeElement).toBe(wanted);
};

test('a heading that gets the focus has a ring after keys, and none after a pointer or an address', async () => {
  openPage(session, '#/ask');
  await screen.findByRole('main', { name: 'Ask' });
  visit('#/policies');
  expect(ringOf(await heading('Policies'))).toBe('none');
  await person.keyboard('gi');
  expect(ringOf(await heading('Identities'))).toBe('solid');
  await person.click(rail('Policies'));
  expect(ringOf(await heading('Policies'))).toBe('none');
  rail('Identities').focus();
  await person.keyboard('{Enter}');
  expect(ringOf(await heading('Identities'))).toBe('solid');
});

test('no box is around a place whose heading only screen readers read, nor around a heading after a letter', async () => {
  openPage(session, '#/policies');
  await screen.findByRole('main', { name: 'Policies' });
  visit('#/ask');
  const boxes = async () => {
    let found: string[] = [];
    for (let one: Element | null = await heading('Ask'); one; one = one.parentElement)
      found = [
        ...found,
        ...(one.matches('.visually-hidden') || ringOf(one) === 'none' ? [] : [one.className]),
      ];
    return found;
  };
  expect(await boxes()).toEqual([]);
  await person.keyboard('gp');
  await heading('Policies');
  await person.keyboard('ga');
  expect(await boxes()).toEqual([]);
  visit('#/policies');
  await person.click(await heading('Policies'));
  visit('#/identities');
  const identities = await heading('Identities');
  await person.keyboard('p');
  await screen.findByRole('button', { name: 'QR code' });
  expect([document.activeElement, ringOf(identities)]).toEqual([identities, 'none']);
  await person.keyboard('p');
  await screen.findByRole('navigation', { name: 'Places' });
});

test('a page that begins with a form has the focus in the first field that must be filled', async () => {
  openPage(session, '#/identities');
  await screen.findByRole('main', { name: 'Identities' });
  await person.click(await screen.findByRole('link', { name: 'Create user' }));
  await takesFocus('User name');
  visit('#/identities/create/group');
  await takesFocus('Group name');
  visit('#/sign-in');
  await takesFocus('IAM user name');
});

test('a step of a wizard leads to its heading, unless a field of it must be filled', async () => {
  openPage(session, '#/identities/create/user');
  await person.type(await field('User name'), 'carol');
  await person.click(screen.getByRole('button', { name: 'Next' }));
  await expect.poll(() => document.activeElement?.textContent).toBe('Set permissions');
  expect(ringOf(document.activeElement ?? document.body)).toBe('none');
  await person.click(screen.getByRole('button', { name: 'Previous' }));
  await expect.poll(() => document.activeElement?.tagName).toBe('H2');
  await person.clear(await field('User name'));
  visit('#/policies/create');
  await heading('Create policy');
  const next = await screen.findByRole('button', { name: 'Next' });
  if (!next.hasAttribute('disabled')) {
    await person.click(next);
    await takesFocus('Policy name');
  }
});
