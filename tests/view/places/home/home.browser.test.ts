/** Home says what is open, what to do next, how far the account is secured, and what was done last. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;

const region = async (name: string) => within(await screen.findByRole('region', { name }));
const words = (element: HTMLElement) => element.textContent.replaceAll(/\s+/g, ' ').trim();

beforeEach(async () => {
  session = await exampleSession('small-company');
  openPage(session, '#/home');
});

test('Home names the workspace and the person, and its counts lead to the lists', async () => {
  await screen.findByRole('heading', { level: 1, name: 'Small company' });
  const counts = await screen.findByRole('list', { name: 'In this account' });
  const links = within(counts).getAllByRole('link');
  const { users, groups, roles } = session.state.world;
  expect(links.slice(0, 3).map(words)).toEqual([
    `${users.size} users`,
    `${groups.size} groups`,
    `${roles.size} roles`,
  ]);
  await person.click(links[2] ?? counts);
  await screen.findByRole('heading', { level: 1, name: 'Identities' });
  expect(location.hash).toBe('#/identities?tab=roles');
});

test('the next step is the next goal of the guide, and leads to its question', async () => {
  const next = await region('Next step');
  const goal = session.workspaces.current?.guide?.goals?.[0];
  expect(goal?.text).toBeTruthy();
  const link = next.getByRole('link', { name: 'Open the question' });
  expect(link.getAttribute('href')).toContain('#/ask?p=');
});

test('what is not secure yet is counted and listed, each with the way to it', async () => {
  const security = await region('Security');
  const listed = within(security.getByRole('list', { name: 'Not done yet' })).getAllByRole('listitem');
  security.getByText(`${10 - listed.length} of 10 done`);
  const link = security.getByRole('link', { name: 'Add MFA for the root user' });
  expect(link.getAttribute('href')).toBe('#/identities/root');
});

test('the newest change stands first in words, and Undo on it takes it back', async () => {
  await session.dispatch('iam', 'CreateUser', { UserName: 'zoe' });
  const last = await region('Recent activity');
  const rows = () => last.getAllByRole('listitem').map(words);
  await expect.poll(() => rows()[0]).toMatch(/^Create user zoe root( user)?, .* Undo$/i);
  await person.click(last.getByRole('button', { name: 'Undo' }));
  await expect.poll(() => rows()[0]).toMatch(/^Create user zoe root( user)?, .* undone$/i);
});

test('an operation that is called until it is done stands once', async () => {
  await session.dispatch('iam', 'GenerateCredentialReport', {});
  await session.dispatch('iam', 'GenerateCredentialReport', {});
  await session.dispatch('iam', 'CreateUser', { UserName: 'zoe' });
  const last = await region('Recent activity');
  await expect.poll(() => last.getAllByRole('listitem').map(words)[0]).toMatch(/^Create user zoe/);
  const times = await session.trail.entries({ limit: 3 });
  const [, second, first] = times.map(({ event }) => event.eventTime);
  expect(last.getAllByText(/^Generate/)).toHaveLength(second === first ? 1 : 2);
});

test('a person who may not read the account sees no counts, and the refused call is told as refused', async () => {
  await session.dispatch('iam', 'CreateUser', { UserName: 'newcomer' });
  session.identity.actAs(`arn:aws:iam::${session.account}:user/newcomer`);
  await session.dispatch('iam', 'DeleteUser', { UserName: 'bob' });
  await screen.findByText(/is not authorized to perform: iam:GetAccountSummary/);
  expect(screen.queryByRole('list', { name: 'In this account' })).toBeNull();
  expect(screen.queryByRole('region', { name: 'Security' })).toBeNull();
  const last = await region('Recent activity');
  await expect
    .poll(() => words(last.getAllByRole('listitem')[0] ?? document.body))
    .toMatch(/^Delete user bob newcomer, .*Refused/);
});

test('g h and the name of the product lead Home', async () => {
  visit('#/policies');
  await screen.findByRole('heading', { level: 1, name: 'Policies' });
  await person.keyboard('gh');
  await screen.findByRole('heading', { level: 1, name: 'Small company' });
  visit('#/policies');
  await screen.findByRole('heading', { level: 1, name: 'Policies' });
  await person.click(screen.getByRole('link', { name: 'IAM Playground' }));
  await screen.findByRole('heading', { level: 1, name: 'Small company' });
});
