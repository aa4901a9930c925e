/** The access reports stand in Identities: each at its address, found from the tabs, from old links too. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { follow, person, pick, press } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});
const openTab = async (name: string | RegExp) => person.click(await screen.findByRole('tab', { name }));

test('the tabs of Identities lead to the password policy and to each report, and back to the lists', async () => {
  openPage(session, '#/identities');
  await openTab('Password policy');
  expect(location.hash).toBe('#/identities/password-policy');
  await screen.findByRole('region', { name: 'Who is affected' });
  await openTab('Access reports');
  await screen.findByRole('region', { name: 'Security recommendations' });
  await follow('Credential report');
  await expect.poll(() => location.hash).toBe('#/identities/reports/credential-report');
  visit(location.hash);
  await screen.findByText('No report yet');
  visit('#/identities/reports/review');
  await screen.findByRole('tablist', { name: 'Lists to review' });
  await openTab(/^Roles/);
  expect(location.hash).toBe('#/identities?tab=roles');
});

test('an address from before leads to the report', async () => {
  openPage(session, '#/settings/review?tab=wide');
  const list = await screen.findByRole('tablist', { name: 'Lists to review' });
  expect(
    within(list)
      .getByRole('tab', { name: /^Wide policies/ })
      .getAttribute('aria-selected'),
  ).toBe('true');
  expect(location.hash).toBe('#/identities/reports/review?tab=wide');
});

test('last accessed is about the user, group or role that a person chooses', async () => {
  openPage(session, '#/identities/reports/last-accessed');
  await screen.findByText('Who is this report about?');
  await pick('User, group or role', /mallory/);
  expect(location.hash).toBe('#/identities/reports/last-accessed?of=user%2Fmallory');
  await press('Generate report');
  const table = await screen.findByRole('table', { name: 'Services that mallory can use' });
  within(table).getByText('Amazon S3 (s3)');
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  visit('#/identities/reports/last-accessed?of=user/nobody');
  await screen.findByText('There is no user nobody in this account');
  visit('#/identities/reports/nothing');
  await screen.findByText('There is no such report');
});
