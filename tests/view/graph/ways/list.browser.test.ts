/** The list of who could become administrator: numbers of ways, filters, sorting and columns in the address, those outside. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
const row = (name: string) => screen.findByRole('row', { name: new RegExp(`${name}\\b`) });
const names = () =>
  within(screen.getByRole('table', { name: 'Who can reach it' }))
    .getAllByRole('link')
    .map((link) => link.textContent);

const document = (action: string | readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

const github = 'token.actions.githubusercontent.com';

/** Mallory has two ways; a repository has one. */
async function open(query = '') {
  session = await exampleSession('small-company');
  const actions = ['iam:AttachUserPolicy', 'iam:PutUserPolicy'];
  const may = { UserName: 'mallory', PolicyName: 'Up', PolicyDocument: document(actions) };
  await session.dispatch('iam', 'PutUserPolicy', may);
  const provider = await session.dispatch('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${github}`,
    ClientIDList: ['sts.amazonaws.com'],
  });
  if (!provider.ok) throw new Error(provider.error.message);
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: provider.response['OpenIDConnectProviderArn'] },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${github}:aud`]: 'sts.amazonaws.com',
        [`${github}:sub`]: 'repo:octo/app:ref:refs/heads/main',
      },
    },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument });
  const all = { RoleName: 'Deploy', PolicyName: 'All', PolicyDocument: document('*') };
  await session.dispatch('iam', 'PutRolePolicy', all);
  openPage(session, `#/graph/ways${query}`);
}

test('the number of ways of everybody comes after the list, and none for who is there already', async () => {
  await open();
  const cells = async (name: string) => within(await row(name)).getAllByRole('cell');
  await waitFor(async () => expect((await cells('mallory'))[1]?.textContent).toMatch(/^\d+\+?$/));
  expect(Number.parseInt((await cells('mallory'))[1]?.textContent ?? '', 10)).toBeGreaterThan(1);
  expect((await cells('Deploy'))[1]?.textContent).toBe('–');
});

test('a repository outside is in the list with its name, and its ways begin with it', async () => {
  await open('?kind=outside');
  const outside = await row('repository octo/app, branch main');
  expect(names()).toHaveLength(1);
  await userEvent.click(within(outside).getByRole('link'));
  const ways = await screen.findByRole('region', { name: 'Ways of repository octo/app, branch main' });
  await within(ways).findByText(/the shortest first/);
  expect(within(ways).getAllByRole('listitem')[0]?.textContent).toMatch(/repository octo\/app.*Deploy/);
});

test('filters, sorting and columns are in the address, and the address brings them back', async () => {
  await open();
  await row('mallory');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'user');
  await waitFor(() => expect(location.hash).toContain('kind=user'));
  expect(names().some((name) => name?.includes('Deploy'))).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Who' }));
  await waitFor(() => expect(location.hash).toContain('sort=who'));
  const sorted = names();
  expect(sorted).toEqual(sorted.toSorted());
  await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'How' }));
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'How' })).toBeNull());
  visit('#/graph/ways?kind=role&sort=-who&without=how,steps');
  await row('Deploy');
  expect(screen.queryByRole('columnheader', { name: 'Shortest' })).toBeNull();
  expect(names().some((name) => name?.includes('mallory'))).toBe(false);
});

test('a narrowed list says on its button how many lines it saves', async () => {
  await open();
  await row('mallory');
  expect(screen.getByRole('button', { name: 'CSV' })).toBeTruthy();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'outside');
  await screen.findByRole('button', { name: 'CSV of 1 shown' });
});

test('a text that names nobody is told, and nothing is searched', async () => {
  await open('?from=nonsense');
  await screen.findByText(/“nonsense” is no ARN/);
  expect(screen.queryByRole('table', { name: 'Who can reach it' })).toBeNull();
});
