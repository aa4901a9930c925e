/** A person asks since when an answer is as it is, and by whom. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const UserName = 'alice';
const { dispatch } = {
  dispatch: (operation: string, params: object) => session.dispatch('iam', operation, { ...params }),
};
const policyOf = () =>
  [...session.state.world.policies.values()].find(({ policyName }) => policyName === 'ReadPayroll');
const attach = (operation: 'AttachUserPolicy' | 'DetachUserPolicy') =>
  dispatch(operation, { UserName, PolicyArn: policyOf()?.arn });
const told = async () => within(await screen.findByRole('region', { name: 'The question' }));

test('the newest change that turned the answer is told with its moment and its person, the earlier ones below', async () => {
  await attach('AttachUserPolicy');
  await attach('DetachUserPolicy');
  await dispatch('CreateUser', { UserName: 'bob' });
  await attach('AttachUserPolicy');
  await dispatch('CreateUser', { UserName: 'carol' });
  openPage(session);
  await answer('Yes');
  await person.click(await button('Since when?'));
  const part = await told();
  await part.findByText(/since 1 Mar 2026, 12:00:00 UTC\./);
  await part.findByText('The change was “Attach ReadPayroll to alice”, by root. Before it: No.');
  await person.click(await part.findByText('2 earlier changes of this answer'));
  expect((await part.findAllByRole('listitem')).map((item) => item.textContent?.trim())).toEqual([
    '1 Mar 2026, 12:00:00 UTC: Yes → No. “Detach ReadPayroll from alice”, by root.',
    '1 Mar 2026, 12:00:00 UTC: No → Yes. “Attach ReadPayroll to alice”, by root.',
  ]);
  await person.click(await button('The account before it'));
  await answer('No');
  expect(screen.queryByRole('button', { name: 'Since when?' })).toBeNull();
  await person.click(await button(/^Back to /));
  await answer('Yes');
  // A field would take Ctrl+Z for itself.
  await expect.poll(() => document.activeElement?.tagName).toBe('H1');
});

test('an answer that no change turned was the same at the start, and a new change takes what is told away', async () => {
  await dispatch('CreateUser', { UserName: 'bob' });
  openPage(session);
  await answer('No');
  await person.click(await button('Since when?'));
  await screen.findByText('The answer was the same at the start, before the first change.');
  await person.click(await button('Attach ReadPayroll to alice'));
  await answer('Yes');
  expect(screen.queryByText(/the same at the start/)).toBeNull();
  await person.click(await button('Since when?'));
  await screen.findByText(/Before it: No\./);
});

test('a user who was made later is told since the change that made it allowed, and nothing is asked without history', async () => {
  openPage(session);
  await answer('No');
  expect(screen.queryByRole('button', { name: 'Since when?' })).toBeNull();
  await dispatch('CreateUser', { UserName: 'bob' });
  await dispatch('AttachUserPolicy', { UserName: 'bob', PolicyArn: policyOf()?.arn });
  const arn = [...session.state.world.users.values()].find((one) => one.userName === 'bob')?.arn ?? '';
  visit(`#/ask?p=${encodeURIComponent(arn)}&a=s3:GetObject&r=arn:aws:s3:::payroll/2026.csv`);
  await answer('Yes');
  await person.click(await button('Since when?'));
  await screen.findByText('The change was “Attach ReadPayroll to bob”, by root. Before it: No.');
});
