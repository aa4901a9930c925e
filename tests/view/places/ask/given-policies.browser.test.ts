/**
 * A person gives policies by hand for the question, in the Ask place of an account that holds none of them.
 */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { answer, button, fromMenu, person } from './page.ts';

let session: Session;

const gate = (name: string) =>
  [...document.querySelectorAll('.gates > ol .gate')].find((row) => row.textContent.includes(name));

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session);
  await person.click(await button('Attach ReadPayroll to alice'));
  await answer('Yes');
  await fromMenu(/Add a policy to this question/);
});

test('an SCP by hand turns Yes into No at the gate of the organization, and back', async () => {
  const revision = session.state.revision;
  await person.click(await button('Add an example'));
  await answer('No');
  expect(gate('Service control policies (SCP)')?.textContent).toMatch(/denies\s*this decided/);
  await screen.findAllByText(/Denied because the added SCP explicitly denies/);
  await screen.findByRole('textbox', { name: /the added SCP, the deciding statement is marked/ });
  await expect.poll(() => document.querySelectorAll('.cm-marked-deny').length).toBe(6);
  await screen.findByText('Nobody in this account can do this');
  await screen.findByText(/A policy that you added to this question denies it/);

  const include = await screen.findByRole('switch', { name: /Include the Service control policy/ });
  await person.click(include);
  await answer('Yes');
  expect(gate('Service control policies (SCP)')).toBeUndefined();
  await person.click(include);
  await answer('No');
  await person.click(await button('Remove'));
  await answer('Yes');
  expect(session.state.revision).toBe(revision);
  expect(location.hash).not.toContain('SCP');
});

test('a document that AWS would refuse does not count, and says so', async () => {
  await person.click(await button('Add an example'));
  await answer('No');
  // The plain field stands in until the editor is loaded.
  const written = () =>
    screen.getByRole('group', { name: 'Policies of this question' }).querySelector('.cm-content');
  await expect.poll(written, { timeout: 20_000 }).not.toBeNull();
  const editor = await screen.findByRole('textbox', { name: 'Service control policy (SCP)' });
  await person.click(editor);
  await person.keyboard('{Control>}{Home}{/Control}x');
  await answer('Yes');
  await screen.findByText('Not counted yet: this is not a valid policy');
  await person.keyboard('{Backspace}');
  await answer('No');
});

test('an endpoint policy brings its gate, and the page says that a session policy does nothing for a user', async () => {
  await person.click(await screen.findByRole('tab', { name: /VPC endpoint/ }));
  await person.click(await button('Add an example'));
  await expect.poll(() => gate('VPC endpoint')?.textContent).toMatch(/allows/);
  await answer('Yes');
  await person.click(await screen.findByRole('tab', { name: /Session/ }));
  await screen.findByText(/only sessions of roles and federated users/);
  const tabs = screen.getByRole('tablist', { name: 'Kind of policy' });
  within(tabs).getByRole('tab', { name: 'VPC endpoint ✓' });
});

test('a given policy stays with the workspace on the way through another place', async () => {
  await person.click(await button('Add an example'));
  await answer('No');
  location.hash = '#/policies';
  await expect.poll(() => screen.queryByRole('status', { name: 'Answer' })).toBeNull();
  location.hash = '#/ask';
  await answer('No');
  await screen.findByText('This question includes: SCP');
  await person.click(await button('Change'));
  const heading = await screen.findByRole('heading', { name: 'Policies of this question' });
  await expect.poll(() => document.activeElement).toBe(heading);
  await person.click(await button('Close'));
  await expect.poll(() => document.activeElement).toBe(screen.getByRole('button', { name: 'Change' }));
});
