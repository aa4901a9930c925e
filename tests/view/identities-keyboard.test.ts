import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { exampleSession, openPage } from './mounted.ts';

/** Issue 6: user → group → policy → as that user → denied → why, without a pointer. Keys are real ones of the browser. */
const person = userEvent.setup();

/** Tabs until the focus is on the element; from the top of the page it is reached in one round. */
async function tabTo(find: () => Promise<HTMLElement>): Promise<void> {
  const wanted = await find();
  for (let step = 0; step < 150 && document.activeElement !== wanted; step += 1) await person.tab();
  expect(document.activeElement).toBe(wanted);
}
const to = (role: 'button' | 'link' | 'combobox' | 'textbox' | 'tab', name: string | RegExp) =>
  tabTo(async () => (await screen.findAllByRole(role, { name }))[0] as HTMLElement);
async function enter(role: 'button' | 'link', name: string | RegExp): Promise<void> {
  await to(role, name);
  await person.keyboard('{Enter}');
}
async function choose(field: string | RegExp, text: string): Promise<void> {
  await to('combobox', field);
  await person.keyboard(`${text}{Enter}`);
}

test('a user, its group with a policy, a refusal and its reason: without a pointer', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session);
  await person.keyboard('gi');
  await enter('link', 'Create user');
  await to('textbox', 'User name');
  await person.keyboard('carol{Enter}');
  await screen.findByRole('heading', { level: 2, name: 'Set permissions' });
  await enter('button', 'Next');
  await enter('button', 'Next');
  await enter('button', 'Next');
  await enter('button', 'Create user');
  await screen.findByRole('heading', { level: 1, name: 'carol' });

  await person.keyboard('gi');
  await to('tab', /^Users/);
  await person.keyboard('{ArrowRight}');
  await enter('link', 'Create group');
  await to('textbox', 'Group name');
  await person.keyboard('accounting{Enter}');
  await choose(/^Users/, 'carol');
  await enter('button', 'Next');
  await choose(/^Permissions policies/, 'ReadPayroll');
  await enter('button', 'Next');
  await enter('button', 'Create group');
  await screen.findByRole('heading', { level: 1, name: 'accounting' });

  await choose('You are', 'carol');
  await expect.poll(() => session.caller).toMatchObject({ arn: 'arn:aws:iam::111122223333:user/carol' });
  await screen.findByText(/user\/carol is not authorized to perform: iam:GetGroup/);
  await enter('link', 'Why?');
  await screen.findByRole('status', { name: 'Answer' });
  await expect.poll(() => location.hash).toContain('a=iam%3AGetGroup');
  expect(screen.getByRole('status', { name: 'Answer' }).textContent).toMatch(/^\s*No/);
});
