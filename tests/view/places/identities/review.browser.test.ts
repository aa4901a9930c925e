/** A person finds and marks rows in the review, and changes quotas. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();

test('a row of the review is marked with date and name, left out where only due rows show, and taken back', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Nobody' });
  openPage(session, '#/identities/reports/review');
  const table = await screen.findByRole('table', { name: 'To review' });
  within(table).getByText('no members');
  await person.click(within(table).getByRole('button', { name: 'Mark Nobody as reviewed' }));
  await within(table).findByRole('button', { name: '1 Mar 2026 by root' });
  await person.click(screen.getByRole('switch', { name: 'Only what needs a review' }));
  await expect.poll(() => within(table).queryByText('no members')).toBeNull();
  await person.click(screen.getByRole('button', { name: 'Undo' }));
  await within(table).findByText('no members');
  expect(session.state.world.reviews.size).toBe(0);
});

test('wide policies have an address of their own in the review', async () => {
  const session = await exampleSession('first-minutes');
  const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
  const PolicyDocument = JSON.stringify(document);
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'mallory',
    PolicyName: 'Loose',
    PolicyDocument,
  });
  openPage(session, '#/identities/reports/review?tab=wide');
  await screen.findByText('allows every action of s3 (attached to 1)');
});

test('a quota is raised on request, and set back', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/settings/quotas');
  await person.click(await screen.findByRole('button', { name: 'Increase Groups' }));
  await person.click(screen.getByRole('button', { name: 'Request' }));
  await screen.findByText('increased from 300');
  const quota = () => session.state.world.accounts.get(session.account)?.quotas.GroupsPerAccount;
  expect(quota()).toBe(500);
  await person.click(screen.getByRole('button', { name: 'Default for Groups' }));
  await expect.poll(quota).toBeUndefined();
});
