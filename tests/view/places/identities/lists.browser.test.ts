/** The lists of Identities are filtered, searched, linked to, and changed for many rows at once. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { findByName } from '#core/model/world/world.ts';
import { button, person, pick, press, reviewed, type } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
const users = async () => within(await screen.findByRole('table', { name: 'Users' }));
const shown = async () => (await users()).getAllByRole('link').map((link) => link.title);

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test('a filter stands in the address, names itself, and is taken off', async () => {
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  openPage(session, '#/identities');
  await press('Filter');
  await person.selectOptions(await screen.findByLabelText('Access keys'), 'Has an active key');
  await expect.poll(shown).toEqual(['alice']);
  expect(location.hash).toContain('keys=active');
  await press('Remove the filter Access keys: Has an active key');
  await expect.poll(shown).toEqual(['alice', 'mallory']);
});

test('Back undoes a filter and a search as a whole', async () => {
  openPage(session, '#/identities?tab=users');
  await press('Filter');
  await person.selectOptions(await screen.findByLabelText('Last activity'), 'never');
  await type(/^Search users/, 'mallory');
  await expect.poll(() => location.hash).toBe('#/identities?tab=users&q=mallory&activity=never');
  history.back();
  await expect.poll(() => location.hash).toBe('#/identities?tab=users&activity=never');
  await expect.poll(shown).toEqual(['alice', 'mallory']);
  history.back();
  await expect.poll(() => location.hash).toBe('#/identities?tab=users');
  expect(screen.queryByRole('list', { name: 'Filters that are set' })).toBeNull();
});

test.each([
  ['console=yes', ['alice']],
  ['console=no', ['mallory']],
  ['tag=team%3Dpayroll', ['alice']],
  ['activity=never', ['alice', 'mallory']],
  ['path=%2F', ['alice', 'mallory']],
])('a linked list `%s` shows %j', async (query, expected) => {
  await session.dispatch('iam', 'CreateLoginProfile', { UserName: 'alice', Password: 'Correct-horse-1' });
  await session.dispatch('iam', 'TagUser', { UserName: 'alice', Tags: [{ Key: 'team', Value: 'payroll' }] });
  openPage(session, `#/identities?${query}`);
  await expect.poll(shown).toEqual(expected);
});

test('a search that finds nothing says so and shows all again', async () => {
  openPage(session, '#/identities');
  await type(/^Search users/, 'nobody');
  await screen.findByText('No user matches “nobody”');
  await press('Show all users');
  await expect.poll(shown).toHaveLength(2);
});

test('many users are added to a group as one reviewed step, and a member needs no call', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'accounting' });
  await session.dispatch('iam', 'AddUserToGroup', { GroupName: 'accounting', UserName: 'alice' });
  openPage(session, '#/identities');
  await person.click(await screen.findByRole('checkbox', { name: 'Select all 2 of Users' }));
  await press('Add to group');
  await pick('Group', /accounting/);
  expect(reviewed()).toEqual(['Add mallory to accounting']);
  await press('Make 1 change');
  const group = () => findByName(session.state.world, 'groups', session.account, 'accounting');
  await expect.poll(() => session.state.world.index.members.get(group()?.id ?? '')?.size).toBe(2);
  expect(screen.queryByRole('group', { name: 'Selected users' })).toBeNull();
});

test('a policy is detached from many users, and only from those who have it', async () => {
  openPage(session, '#/identities');
  await person.click(await screen.findByRole('checkbox', { name: 'Select all 2 of Users' }));
  await press('Detach policy');
  await person.click(await screen.findByRole('combobox', { name: 'Policy' }));
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    expect.stringContaining('ReadPayroll'),
  ]);
  await person.click(screen.getByRole('option', { name: /ReadPayroll/ }));
  expect(reviewed()).toEqual(['Detach ReadPayroll from mallory']);
  await press('Make 1 change');
  await expect
    .poll(() => findByName(session.state.world, 'users', session.account, 'mallory')?.attachedPolicies)
    .toEqual([]);
});

test('a user is found by the id of its access key', async () => {
  const made = await session.dispatch('iam', 'CreateAccessKey', { UserName: 'mallory' });
  const key = made.ok ? (made.response['AccessKey'] as { AccessKeyId: string }).AccessKeyId : '';
  openPage(session, '#/identities');
  await type(/^Search users/, key.toLowerCase());
  await expect.poll(shown).toEqual(['mallory']);
  await type(/^Search users/, 'AKIAIOSFODNN7EXAMPLE');
  await screen.findByText(/^No user matches/);
});

test('many users are deleted with everything that AWS wants removed first, and Undo brings all back', async () => {
  openPage(session, '#/identities');
  await person.click(await screen.findByRole('checkbox', { name: 'Select all 2 of Users' }));
  await press('Delete');
  expect(reviewed()).toEqual(['Delete user alice', 'Detach ReadPayroll from mallory', 'Delete user mallory']);
  await press('Make 3 changes');
  await screen.findByText('No users yet');
  await person.click(await button('Undo'));
  await expect.poll(shown).toEqual(['alice', 'mallory']);
});

test('a person who may list users but not read their credentials is shown none', async () => {
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'List',
    PolicyDocument:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}',
  });
  session.identity.actAs('arn:aws:iam::111122223333:user/alice');
  openPage(session, '#/identities');
  const table = await users();
  expect(table.queryByText('Active key age')).toBeNull();
  await screen.findByText(/you have no permission for iam:ListAccessKeys on all users/);
  visit('#/identities?keys=active');
  await expect.poll(shown).toHaveLength(2);
});
