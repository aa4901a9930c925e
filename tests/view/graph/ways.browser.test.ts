/** A person looks at who could become administrator, opens the ways of one, and sees an edit close them. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';

let session: Session;
const row = (name: string) => screen.findByRole('row', { name: new RegExp(`^User ${name} `) });

const document = (action: string | readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

async function openWays(query = '') {
  session = await exampleSession('small-company');
  const may = { UserName: 'mallory', PolicyName: 'Up', PolicyDocument: document('iam:AttachUserPolicy') };
  await session.dispatch('iam', 'PutUserPolicy', may);
  openPage(session, `#/graph/ways${query}`);
}

test('whoever can give itself a policy is in the list, and an edit takes it out', async () => {
  await openWays();
  expect((await row('mallory')).textContent).toMatch(/1 step/);
  expect((await row('alice')).textContent).toMatch(/is administrator/);
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'mallory', PolicyName: 'Up' });
  await waitFor(() => expect(screen.queryByRole('row', { name: /^User mallory / })).toBeNull());
});

test('the chosen one shows each step with the statements that allow it, its events and what stops it', async () => {
  await openWays();
  await userEvent.click(within(await row('mallory')).getByRole('link', { name: /mallory/ }));
  const ways = await screen.findByRole('region', { name: 'Ways of mallory' });
  await within(ways).findByText(/the shortest first/);
  const [first] = within(ways).getAllByRole('listitem');
  if (!first) throw new Error('no step');
  expect(first.textContent).toMatch(/AttachUserPolicy/);
  expect(first.textContent).toMatch(/Events it leaves/);
  expect(first.textContent).toMatch(/How to stop it/);
  await userEvent.click(within(first).getByText(/what allows each/));
  expect(within(first).getByRole('link', { name: /Up/ })).toBeTruthy();
});

test('a filter is in the address, and one without a way is told so', async () => {
  await openWays('?q=alice');
  await row('alice');
  expect(screen.queryByRole('row', { name: /^User mallory / })).toBeNull();
  await session.dispatch('iam', 'CreateUser', { UserName: 'newcomer' });
  const newcomer = [...session.state.world.users.values()].find(({ userName }) => userName === 'newcomer');
  visit(`#/graph/ways?from=${encodeURIComponent(newcomer?.arn ?? '')}`);
  await screen.findByText('No way leads from newcomer to administrator, by the methods that are known.');
});
