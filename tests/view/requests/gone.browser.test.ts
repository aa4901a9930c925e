/** A page about a thing that was undone or deleted says so, brings it back where one step does, and leads away. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import type { Request } from '#core/model/request/request.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { follow, next, person, press, type } from '../places/identities/page.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const iam = async (operation: string, params: Request['params']) => {
  const outcome = await session.dispatch('iam', operation, params);
  if (!outcome.ok) throw new Error(outcome.error.message);
};

test('one Undo takes back all that a wizard made, and its page offers no secret of a user who is gone', async () => {
  openPage(session, '#/identities/create/user');
  await type('User name', 'carol');
  await person.click(await screen.findByRole('checkbox', { name: /Management Console/ }));
  await next('Set permissions');
  await next('Access key');
  await person.click(await screen.findByRole('radio', { name: 'Create an access key' }));
  await next('Tags');
  await next('Review and create');
  const before = [session.state.world.users.size, session.state.world.secrets.size];
  await press('Create user');
  await screen.findByRole('region', { name: 'Retrieve password' });
  expect(session.history.entries.map(({ label }) => label)).toEqual(['Create user carol']);

  await press('Undo: Create user carol');
  await screen.findByText('The user carol was undone');
  expect([session.state.world.users.size, session.state.world.secrets.size]).toEqual(before);
  expect(screen.queryByRole('region', { name: /^Retrieve/ })).toBeNull();
  expect(screen.queryByRole('heading', { name: 'User carol was created' })).toBeNull();
  screen.getByRole('link', { name: 'All users' });

  await press('Redo');
  await screen.findByRole('region', { name: 'Retrieve access keys' });
  await press('Undo');
  await screen.findByText('The user carol was undone');
  await follow('All users');
  await screen.findByRole('table', { name: 'Users' });
});

test('the dialog with a new access key says that the key was undone, and shows it again after Redo', async () => {
  openPage(session, '#/identities/user/alice?tab=credentials');
  await press('Create access key');
  await person.click(await screen.findByRole('checkbox', { name: /^I understand/ }));
  const dialog = await screen.findByRole('dialog');
  await person.click(within(dialog).getByRole('button', { name: 'Create access key' }));
  const id = (await within(dialog).findByText(/^AKIA/)).textContent ?? '';
  await session.undo();
  await within(dialog).findByText(`The access key ${id} was undone`);
  expect(within(dialog).queryByText('You can see the secret only now')).toBeNull();
  await person.click(within(dialog).getByRole('button', { name: 'Redo' }));
  await within(dialog).findByText('You can see the secret only now');
});

test('the dialog with a new password says that another one took its place', async () => {
  openPage(session, '#/identities/user/alice?tab=credentials');
  await press('Enable console access');
  const dialog = await screen.findByRole('dialog');
  await person.click(within(dialog).getByRole('button', { name: /^Enable/ }));
  await within(dialog).findByText('You can see the secret only now');
  await iam('UpdateLoginProfile', { UserName: 'alice', Password: 'Other-words-99' });
  await within(dialog).findByText('The password of alice was replaced');
});

test.each([
  ['user', 'CreateUser', { UserName: 'dora' }, 'DeleteUser', 'All users'],
  ['group', 'CreateGroup', { GroupName: 'dora' }, 'DeleteGroup', 'All groups'],
] as const)(
  'the page of a %s says how it came to be missing, how to bring it back, and where the others are',
  async (kind, create, params, remove, others) => {
    openPage(session, `#/identities/${kind}/dora`);
    await screen.findByText(`There is no ${kind} called “dora” in this account`);
    await iam(create, params);
    await screen.findByRole('heading', { level: 1, name: 'dora' });
    await iam(remove, params);
    await screen.findByText(`The ${kind} dora was deleted`);
    screen.getByText(`“Delete ${kind} dora” deleted it. Press Undo to bring it back.`);
    await press('Undo');
    await screen.findByRole('heading', { level: 1, name: 'dora' });
    await iam(remove, params);
    await iam('CreateUser', { UserName: 'eve' });
    await screen.findByText(/Press Undo 2 times to bring it back/);
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    screen.getByRole('link', { name: others });
    while (session.history.canUndo) await session.undo();
    await screen.findByText(`The ${kind} dora was undone`);
    screen.getByText(`Press Redo to bring it back: “Create ${kind} dora”.`);
    await press('Redo');
    await screen.findByRole('heading', { level: 1, name: 'dora' });
  },
);

test('the pages of a policy, of a resource and of a provider say that their thing was undone', async () => {
  const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
  await iam('CreatePolicy', { PolicyName: 'Everything', PolicyDocument: document });
  const arn = 'arn:aws:iam::111122223333:policy/Everything';
  openPage(session, `#/policies/${encodeURIComponent(arn)}`);
  await screen.findByRole('heading', { level: 1, name: 'Everything' });
  await session.undo();
  await screen.findByText('The policy Everything was undone');
  screen.getByRole('link', { name: 'All policies' });

  await session.dispatch('s3', 'CreateBucket', { Bucket: 'dora-files' });
  visit(`#/settings/resources/${encodeURIComponent('arn:aws:s3:::dora-files')}`);
  await screen.findByRole('heading', { level: 2, name: 'dora-files' });
  await session.undo();
  await screen.findByText('The bucket dora-files was undone');

  const Url = 'https://token.example.com';
  await iam('CreateOpenIDConnectProvider', { Url, ClientIDList: ['app'] });
  visit('#/providers/oidc/token.example.com');
  await screen.findByRole('heading', { level: 1, name: 'token.example.com' });
  await session.undo();
  await screen.findByText('The provider token.example.com was undone');
  screen.getByRole('link', { name: 'All providers' });
});

test('a message’s Undo names what came later and must be undone first', async () => {
  openPage(session, '#/identities/user/alice?tab=tags');
  await type('Key of the new tag', 'team');
  await press('Add');
  const message = (await screen.findByText('Tagged alice')).closest<HTMLElement>('.toast');
  await iam('CreateUser', { UserName: 'eve' });
  await iam('CreateGroup', { GroupName: 'staff' });
  await person.click(within(message ?? document.body).getByRole('button', { name: 'Undo' }));
  await screen.findByText('“Create group staff” and “Create user eve” came later. Undo them first.');
  expect(session.history.undoLabel).toBe('Create group staff');
});
