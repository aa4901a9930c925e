/**
 * A person changes users and their permissions, sees where each comes from, and is refused as AWS refuses.
 */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { button, person, press, type } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
const names = (table: 'users' | 'groups' | 'roles') =>
  [...session.state.world[table].values()].map((row) => row.arn.slice(row.arn.lastIndexOf('/') + 1));

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test('a message does not lie over an open dialog', async () => {
  openPage(session, '#/identities/user/alice?tab=tags');
  await type('Key of the new tag', 'team');
  await press('Add');
  const message = await screen.findByText('Tagged alice');
  visit('#/identities/user/alice?tab=permissions');
  await press('Inline policy');
  const dialog = await screen.findByRole('dialog', { name: 'New inline policy' });
  const { left, bottom } = dialog.getBoundingClientRect();
  const { right, top } = message.getBoundingClientRect();
  expect(right <= left || top >= bottom).toBe(true);
});

test('a message goes when its act was undone elsewhere, so that its Undo takes back nothing else', async () => {
  openPage(session, '#/identities/user/alice?tab=tags');
  await type('Key of the new tag', 'first');
  await press('Add');
  await screen.findByText('Tagged alice');
  await session.undo();
  await session.dispatch('iam', 'CreateUser', { UserName: 'second' });
  await waitFor(() => expect(screen.queryByText('Tagged alice')).toBeNull());
  expect(names('users')).toContain('second');
});

test('the command that a button ran stands in its message', async () => {
  openPage(session, '#/identities/user/alice?tab=tags');
  await type('Key of the new tag', 'team');
  await type('Value of the new tag', 'payroll');
  await press('Add');
  await person.click(await screen.findByText('Command'));
  screen.getByText('aws iam tag-user --user-name alice --tags Key=team,Value=payroll');
});

test('a policy is attached and detached, and the page tells where a permission comes from', async () => {
  openPage(session, '#/identities/user/alice');
  await screen.findByText('No policies yet');
  await person.click(await screen.findByRole('combobox', { name: 'Attach policy' }));
  await person.click(await screen.findByRole('option', { name: /ReadPayroll/ }));
  const table = await screen.findByRole('table', { name: 'Permissions of alice' });
  await within(table).findByText('attached');
  await person.click(await button('Detach ReadPayroll'));
  await screen.findByText('No policies yet');
});

test('membership gives the policies of the group, and names the group beside them', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'accounting' });
  const PolicyArn = 'arn:aws:iam::111122223333:policy/ReadPayroll';
  await session.dispatch('iam', 'AttachGroupPolicy', { GroupName: 'accounting', PolicyArn });
  openPage(session, '#/identities/user/alice?tab=groups');
  await person.click(await screen.findByRole('combobox', { name: 'Add to group' }));
  await person.click(await screen.findByRole('option', { name: /accounting/ }));
  visit('#/identities/user/alice?tab=permissions');
  const table = await screen.findByRole('table', { name: 'Permissions of alice' });
  await within(table).findByText('via');
  const sum = await screen.findByRole('region', { name: 'Statements of all policies' });
  expect(within(sum).getAllByText('via').length).toBeGreaterThan(0);
  visit('#/identities/user/alice?tab=groups');
  await person.click(await button('Remove from accounting'));
  visit('#/identities/user/alice?tab=permissions');
  await screen.findByText('No policies yet');
});

test('a user who still holds a policy is deleted after DeleteConflict, the list, and one reviewed action', async () => {
  openPage(session, '#/identities/user/mallory');
  await person.click(await button('Delete'));
  const dialog = await screen.findByRole('dialog', { name: 'mallory is still in use' });
  within(dialog).getByText('DeleteConflict');
  within(dialog).getByText('Detach ReadPayroll from mallory');
  await person.click(within(dialog).getByRole('button', { name: /and delete/ }));
  await expect.poll(() => names('users')).toEqual(['alice']);
  expect(location.hash).toContain('#/identities');
});

test('a person who may not list users sees AWS’s refusal and a way to why', async () => {
  openPage(session, '#/identities');
  await screen.findByRole('table', { name: 'Users' });
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  const refusal = await screen.findByRole('alert');
  within(refusal).getByText(/user\/mallory is not authorized to perform: iam:ListUsers/);
  within(refusal).getByRole('link', { name: 'Why?' });
  expect(screen.queryByRole('table', { name: 'Users' })).toBeNull();
});

test('a user who does not exist is reported, with the way back', async () => {
  openPage(session, '#/identities/user/nobody');
  await screen.findByText('There is no user called “nobody” in this account');
  screen.getByRole('link', { name: 'All users' });
});

test('an inline policy that AWS would refuse is marked while typing, and refused on saving', async () => {
  openPage(session, '#/identities/user/alice');
  await person.click(await button('Inline policy'));
  const dialog = await screen.findByRole('dialog', { name: 'New inline policy' });
  await within(dialog).findByText('Valid policy');
  await person.type(within(dialog).getByRole('textbox', { name: 'Policy name' }), 'Mine');
  const editor = () => within(dialog).getByRole('textbox', { name: 'Policy document' });
  await expect.poll(() => editor().classList.contains('cm-content'), { timeout: 20_000 }).toBe(true);
  await person.click(editor());
  await person.keyboard('{Control>}a{/Control}{Delete}');
  await within(dialog).findByText('Not valid. AWS would refuse this document:');
  await person.click(within(dialog).getByRole('button', { name: 'Save' }));
  await within(dialog).findByRole('alert');
  const alice = [...session.state.world.users.values()].find(({ userName }) => userName === 'alice');
  expect(alice?.inlinePolicies).toEqual([]);
});

test('a person who may not read a user learns nothing of it, not even whether it is there', async () => {
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  openPage(session, '#/identities/user/alice');
  within(await screen.findByRole('alert')).getByText(/not authorized to perform: iam:GetUser/);
  const { arn, id } =
    [...session.state.world.users.values()].find(({ userName }) => userName === 'alice') ?? {};
  expect(document.body.textContent).not.toContain(id);
  expect(document.querySelector('main')?.textContent).not.toContain(`Copy ARN ${arn ?? ''}`);
  visit('#/identities/user/nobody');
  within(await screen.findByRole('alert')).getByText(/not authorized to perform: iam:GetUser/);
});

test('the unique ID stands whole on one line at every width, and a click copies it', async () => {
  openPage(session, '#/identities/user/alice');
  const id = [...session.state.world.users.values()].find(({ userName }) => userName === 'alice')?.id ?? '';
  const copy = await button(`Copy Unique ID ${id}`);
  const shown = within(copy).getByText(id);
  for (const width of [1280, 1024, 680, 360]) {
    await page.viewport(width, 800);
    expect(shown.getClientRects(), `${width}`).toHaveLength(1);
    const range = document.createRange();
    range.selectNodeContents(shown);
    expect(range.getClientRects(), `${width}`).toHaveLength(1);
    expect(shown.scrollWidth, `${width}`).toBeLessThanOrEqual(shown.clientWidth);
  }
});
