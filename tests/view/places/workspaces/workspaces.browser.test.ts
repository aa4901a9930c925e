/** A person brings accounts in, makes, renames and deletes workspaces, and takes an account out. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import classFile from '../../../learn/fixtures/class-1.json?raw';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { button, drop, more, person } from './page.ts';

let session: Session;
const accountFile = {
  UserDetailList: [
    {
      UserName: 'zora',
      UserId: 'zora',
      Path: '/',
      Arn: 'arn:aws:iam::444455556666:user/zora',
      CreateDate: '2019-12-18 19:10:08+00:00',
      GroupList: [],
      AttachedManagedPolicies: [],
      UserPolicyList: [
        {
          PolicyName: 'All',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::books/*' }],
          },
        },
      ],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
};

async function paste(text: string): Promise<void> {
  visit('#/workspaces?tab=import');
  const summary = await screen.findByText('Paste instead');
  if (!summary.closest('details')?.open) await person.click(summary);
  const area = await screen.findByRole('textbox', { name: 'Account details as JSON' });
  await person.click(area);
  await person.paste(text);
  await person.click(await button('Import the pasted text'));
}

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session, '#/workspaces');
});

test('a pasted account becomes a workspace of its own, and answers as far as known', async () => {
  await paste(JSON.stringify(accountFile));
  const dialog = await screen.findByRole('dialog', { name: /is here$/ });
  within(dialog).getByText(/does not hold these: resource policies/);
  await person.click(within(dialog).getByRole('button', { name: 'Ask something' }));
  const answer = await screen.findByRole('status', { name: 'Answer' });
  await expect
    .poll(() => answer.textContent.replaceAll(/\s+/g, ' ').trim())
    .toMatch(/^Yes\b.* as far as known$/);
  await screen.findByText(/^Not known: organization policies/);
  visit('#/settings/account');
  await screen.findByText('Not known about this account');
  expect(screen.queryByText(/does not hold these: resource policies/)).toBeNull();
  expect(session.workspaces.list).toHaveLength(2);
  const [, first] = session.workspaces.list;
  await session.workspaces.importFiles([{ name: 'again.json', text: JSON.stringify(accountFile) }]).done;
  expect(session.workspaces.current?.name).toBe(`${first?.name} (2)`);
});

test('a pasted text that is no account file is refused with the reason, and nothing changes', async () => {
  await paste('{"Reservations": []}');
  const dialog = await screen.findByRole('dialog', { name: 'The import failed' });
  within(dialog).getByText('Nothing changed');
  expect(session.workspaces.list).toHaveLength(1);
  await person.click(within(dialog).getByRole('button', { name: 'OK' }));
  const area = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Account details as JSON' });
  expect(area.value, 'what was pasted is there to be mended').toBe('{"Reservations": []}');
});

test('files dropped anywhere on the page are imported', async () => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([JSON.stringify(accountFile)], 'account.json', { type: 'application/json' }));
  window.dispatchEvent(new DragEvent('dragover', { dataTransfer: transfer, cancelable: true }));
  await screen.findByText('Drop to import this account as a new workspace');
  window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
  await screen.findByRole('dialog', { name: /is here$/ });
});

test('a class file with a level of its own is joined, wherever it is dropped', async () => {
  drop(new File([classFile], 'class.json', { type: 'application/json' }));
  await screen.findByRole('heading', { level: 1, name: 'Join “IAM on Friday”' });
  expect(session.workspaces.list).toHaveLength(1);
});

test('an account of one’s own is made, and a bad alias is refused and makes nothing', async () => {
  await person.click(await button('Create an account'));
  const dialog = await screen.findByRole('dialog', { name: 'Create an account' });
  await person.type(within(dialog).getByRole('textbox', { name: 'Account name' }), 'Bakery');
  const alias = within(dialog).getByRole('textbox', { name: /Account alias/ });
  await person.type(alias, 'Bad Alias');
  await person.click(within(dialog).getByRole('button', { name: 'Create account' }));
  await within(dialog).findByRole('alert');
  expect(session.workspaces.list).toHaveLength(1);
  await person.clear(alias);
  await person.type(alias, 'bakery');
  await person.click(within(dialog).getByRole('button', { name: 'Create account' }));
  await screen.findByText('No users yet');
  expect(session.workspaces.current?.name).toBe('Bakery');
});

test('the page renames and deletes a workspace', async () => {
  await session.workspaces.createFromExample('small-company');
  await person.click(await button('Rename First minutes'));
  const rename = await screen.findByRole('dialog', { name: 'Rename workspace' });
  const name = within(rename).getByRole('textbox', { name: 'Name' });
  await person.clear(name);
  await person.type(name, 'Mine');
  await person.click(within(rename).getByRole('button', { name: 'Rename' }));
  await more('Mine', 'Delete …');
  const dialog = await screen.findByRole('dialog', { name: 'Delete Mine?' });
  await person.click(within(dialog).getByRole('button', { name: 'Delete permanently' }));
  await expect.poll(() => session.workspaces.list.map((one) => one.name)).toEqual(['Small company']);
});

test('the account leaves as a script, a template or Terraform, and each says what it leaves out', async () => {
  visit('#/workspaces?tab=export');
  const card = within(await screen.findByRole('region', { name: 'Export the account' }));
  const shown = async (name: RegExp) => (await card.findByLabelText(name)).textContent;
  expect(await shown(/Beginning of account-authorization-details/)).toContain('"UserDetailList"');
  await person.click(card.getByRole('radio', { name: 'AWS CLI script' }));
  expect(await shown(/Beginning of build-account-/)).toContain('set -euo pipefail');
  card.getByText(/does not hold enough to create them/, { selector: 'li' });
  await person.click(card.getByRole('radio', { name: 'CloudFormation' }));
  expect(await shown(/\.template\.json$/)).toContain('AWSTemplateFormatVersion');
  await person.click(card.getByRole('radio', { name: 'Terraform' }));
  const plain = await shown(/\.tf\.json$/);
  expect(plain).toContain('aws_iam_user');
  await person.click(card.getByRole('checkbox', { name: /import blocks/ }));
  await expect.poll(async () => (await shown(/\.tf\.json$/)) !== plain).toBe(true);
});

test('another account joins the open workspace as one step that Undo takes back, and the same again is refused', async () => {
  const before = session.state.world.accounts.size;
  visit('#/workspaces?tab=import');
  const card = within(await screen.findByRole('region', { name: 'Import a real account' }));
  await person.click(card.getByRole('radio', { name: 'The current workspace' }));
  await paste(JSON.stringify(accountFile));
  const dialog = await screen.findByRole('dialog', { name: 'Added to this workspace' });
  within(dialog).getByText(/account 444455556666/);
  await person.click(within(dialog).getByRole('button', { name: 'OK' }));
  expect(session.workspaces.list).toHaveLength(1);
  expect(session.state.world.accounts.size).toBe(before + 1);
  const depth = session.history.entries.length;
  await paste(JSON.stringify(accountFile));
  const refused = await screen.findByRole('dialog', { name: 'The import failed' });
  within(refused).getByText(/account 444455556666 is in this workspace already/);
  await person.click(within(refused).getByRole('button', { name: 'OK' }));
  expect(session.history.entries).toHaveLength(depth);
  await session.undo();
  expect(session.state.world.accounts.size).toBe(before);
});

test('an organization alone is refused as a workspace, with the way into the open one', async () => {
  const files = [
    {
      name: 'organization.json',
      text: JSON.stringify({
        Organization: {
          Id: 'o-a1b2c3d4e5',
          Arn: `arn:aws:organizations::${session.account}:organization/o-a1b2c3d4e5`,
          FeatureSet: 'ALL',
          MasterAccountId: session.account,
        },
      }),
    },
    { name: 'roots.json', text: JSON.stringify({ Roots: [{ Id: 'r-ab12', PolicyTypes: [] }] }) },
  ].map(({ name, text }) => new File([text], name));
  visit('#/workspaces?tab=import');
  await screen.findByRole('region', { name: 'Import a real account' });
  const input = document.querySelector<HTMLInputElement>('input[data-import]');
  if (!input) throw new Error('no file input');
  await person.upload(input, files);
  const refused = await screen.findByRole('dialog', { name: 'The import failed' });
  within(refused).getByText(/account details are missing/);
  await person.click(within(refused).getByRole('button', { name: 'Add to the current workspace instead' }));
  await screen.findByRole('dialog', { name: 'Added to this workspace' });
  expect(session.state.world.accounts.get(session.account)?.membership?.parent).toBe('r-ab12');
});

test('the collector script is shown to be read', async () => {
  visit('#/workspaces?tab=import');
  await person.click(await screen.findByText(/A script that also collects/));
  const script = await screen.findByLabelText('The collector script');
  expect(script.textContent).toMatch(/^#!\/usr\/bin\/env bash/);
});

test('many workspaces are searched and put in order, which stands in the address, also those in the archive', async () => {
  for (const example of ['small-company', 'hospital', 'first-minutes', 'hospital', 'hospital'] as const)
    await session.workspaces.createFromExample(example);
  const hospital = session.workspaces.list.find(({ name }) => name === 'Hospital');
  await session.workspaces.archive(hospital?.id ?? '', true);
  visit('#/workspaces');
  const names = () =>
    screen
      .getAllByRole('button', { name: /^Rename / })
      .map((one) => one.getAttribute('aria-label')?.slice(7));
  await person.selectOptions(await screen.findByRole('combobox', { name: 'Order' }), 'By name');
  await expect.poll(() => location.hash).toBe('#/workspaces?sort=name');
  const inOrder = [
    'Hospital (2)',
    'Hospital (3)',
    'Small company',
    'First minutes',
    'First minutes (2)',
    'Hospital',
  ];
  await expect.poll(names).toEqual(inOrder);
  await person.type(screen.getByRole('searchbox', { name: /^Search workspaces/ }), 'hosp');
  await expect.poll(names).toEqual(['Hospital (2)', 'Hospital (3)', 'Hospital']);
  await person.type(screen.getByRole('searchbox', { name: /^Search workspaces/ }), 'x');
  await screen.findByText('No workspace matches “hospx”');
  await person.click(await button('Show all workspaces'));
  await expect.poll(() => location.hash).toBe('#/workspaces?sort=name');
});

test('each job of Workspaces has a tab with an address, and Back returns to the tab before', async () => {
  const shown = () => screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'));
  const jobs = {
    Import: ['Import a real account', 'Open a link or a scenario', 'Restore a backup'],
    Export: ['Export the account', 'Share a link', 'Take this with you', 'Backup', 'Shared computer'],
  };
  for (const [name, cards] of Object.entries(jobs)) {
    const tab = await screen.findByRole('tab', { name });
    await person.click(tab);
    expect(location.hash).toBe(`#/workspaces?tab=${name.toLowerCase()}`);
    await screen.findByRole('region', { name: cards[0] ?? '' });
    expect(shown()).toEqual(expect.arrayContaining(cards));
    expect(document.activeElement).toBe(tab);
  }
  await person.click(screen.getByRole('tab', { name: /^Mine/ }));
  expect(location.hash).toBe('#/workspaces');
  await screen.findByRole('region', { name: 'Your workspaces' });
  history.back();
  await screen.findByRole('region', { name: 'Backup' });
  visit('#/workspaces?tab=of-another-version');
  await screen.findByRole('region', { name: 'Your workspaces' });
});

test('the first tab starts Small company, and leads to all scenarios and to the import', async () => {
  const ways = within(await screen.findByRole('region', { name: 'Start a new workspace' }));
  await ways.findByRole('link', { name: /^All \d+ scenarios$/ });
  expect(ways.getByRole('link', { name: 'Import …' })).toHaveAttribute('href', '#/workspaces?tab=import');
  await person.click(ways.getByRole('button', { name: 'Start Small company' }));
  await screen.findByText(/Preview of “Small company”/);
});

test('one workspace alone cannot be compared, and the tab says what to do', async () => {
  visit('#/workspaces?tab=compare');
  await screen.findByText('You need two workspaces to compare them');
});

test('Export makes a link of the account on screen', async () => {
  visit('#/workspaces?tab=export');
  await person.click(await button('Make a link'));
  await screen.findByRole('dialog', { name: 'Share this account' });
});
