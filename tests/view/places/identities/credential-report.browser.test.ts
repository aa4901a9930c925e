/** The credential report is generated as AWS does, shown as a table, and delivered by the simulated clock. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { reportColumns } from '#core/reports/credential-report.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();

test('there is no credential report until it is generated, and then its rows are those of the CSV', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  openPage(session, '#/identities/reports/credential-report');
  await screen.findByText('No report yet');
  await person.click(screen.getByRole('button', { name: 'Generate report' }));
  const table = await screen.findByRole('table', { name: 'Credential report' });
  within(table).getByText('<root_account>');
  const answer = session.read('GetCredentialReport');
  const csv = answer?.ok ? atob(String(answer.response['Content'])) : '';
  expect(csv.split('\n')).toHaveLength(1 + 1 + session.state.world.users.size);
  expect(within(table).getAllByRole('row')).toHaveLength(2 + session.state.world.users.size);
  await person.type(screen.getByRole('searchbox', { name: 'Find a user' }), 'ali');
  await expect.poll(() => within(table).queryByText('<root_account>')).toBeNull();
  within(table).getByRole('link', { name: 'alice' });
});

test('the table has the columns of the file and no others; what a leaked key reaches stands under it', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  openPage(session, '#/identities/reports/credential-report');
  await person.click(await screen.findByRole('button', { name: 'Generate report' }));
  const table = await screen.findByRole('table', { name: 'Credential report' });
  const labels = within(table)
    .getAllByRole('columnheader')
    .map((one) => one.querySelector('.label')?.textContent.trim());
  expect(labels).toEqual(reportColumns);
  await person.click(screen.getByText(/^Not in AWS’s report: what a key reaches if it leaks \(1 user\)/));
  const [leak] = screen.getAllByRole('link', { name: 'alice' }).slice(-1);
  expect(leak?.getAttribute('href')).toContain('reach=1');
});

test('the name of the user stays in sight while the report scrolls sideways, and no heading is cut', async () => {
  await exampleSession('first-minutes').then((session) =>
    openPage(session, '#/identities/reports/credential-report'),
  );
  await person.click(await screen.findByRole('button', { name: 'Generate report' }));
  const table = await screen.findByRole('table', { name: 'Credential report' });
  const headings = within(table).getAllByRole('columnheader');
  expect(headings.filter((one) => one.scrollWidth > one.clientWidth)).toEqual([]);
  expect(new Set(headings.map((one) => one.querySelector('.label')?.getClientRects().length))).toEqual(
    new Set([1]),
  );
  const scroller = screen.getByRole('region', { name: 'Credential report, scrollable' });
  const left = () => within(table).getByText('<root_account>').getBoundingClientRect().left;
  const before = left();
  scroller.scrollLeft = 1_000;
  await expect.poll(() => scroller.scrollLeft).toBe(1_000);
  expect(left()).toBeCloseTo(before, 0);
});

test('a daily schedule delivers the reports that the clock passes, with files to download', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/identities/reports/credential-report');
  await person.click(await screen.findByRole('radio', { name: /^Daily/ }));
  const [save] = screen.getAllByRole('button', { name: 'Save' });
  if (save) await person.click(save);
  await screen.findByText(/^Next: 2 Mar 2026, 00:00:00 UTC/);
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 2 * 86_400 });
  const inbox = screen.getByRole('list', { name: 'Delivered reports' });
  await within(inbox).findByText(/Credential report of 3 Mar 2026/);
  within(inbox).getByRole('button', { name: 'Download credential-report-2026-03-02.csv' });
});

test('a person who may not get the credential report is refused', async () => {
  const session = await exampleSession('first-minutes');
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  openPage(session, '#/identities/reports/credential-report');
  await screen.findByText(/not authorized to perform: iam:GetCredentialReport/);
  expect(screen.queryByRole('list', { name: 'Delivered reports' })).toBeNull();
});
