/** A list or tab with nothing in it says so, with one button for what to do. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { button, person, press } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test.each([
  ['groups', 'No groups yet', 'Create group'],
  ['roles', 'No roles yet', 'Create role'],
  ['profiles', 'No instance profiles yet', 'Create instance profile'],
])('without %s the list is one sentence and one button', async (tab, title, label) => {
  openPage(session, `#/identities?tab=${tab}`);
  await screen.findByText(title);
  expect(screen.getAllByRole('link', { name: label })).toHaveLength(1);
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(screen.queryByRole('table')).toBeNull();
});

test('the button of an empty tab opens the list to choose from, and its focus goes there', async () => {
  openPage(session, '#/identities/user/alice');
  await press('Attach a policy');
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Attach policy' })),
  );
  await person.click(await screen.findByRole('option', { name: /ReadPayroll/ }));
  await screen.findByRole('table', { name: 'Permissions of alice' });
  await waitFor(() => expect(screen.queryByText('No policies yet')).toBeNull());
});

test('a group without users offers them, and a user without groups the groups, or their creation', async () => {
  openPage(session, '#/identities/user/alice?tab=groups');
  await screen.findByText('alice is in no group');
  screen.getByRole('link', { name: 'Create group' });
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'accounting' });
  await press('Add to a group');
  await person.click(await screen.findByRole('option', { name: /accounting/ }));
  await button('Remove from accounting');
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'empty' });
  visit('#/identities/group/empty');
  await press('Add a user');
  await person.click(await screen.findByRole('option', { name: /mallory/ }));
  await within(await screen.findByRole('table', { name: 'Users of empty' })).findByText('mallory');
});

test('a page without calls offers to act as its user', async () => {
  openPage(session, '#/identities/user/alice?tab=trail');
  const panel = within(await screen.findByRole('tabpanel'));
  await person.click(await panel.findByRole('button', { name: 'Act as this user' }));
  await expect.poll(() => session.identity.arn).toBe('arn:aws:iam::111122223333:user/alice');
});
