/** Files with bad records and in other encodings: the dialog lists what is wrong, asks, and counts what came in. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { button, person } from './page.ts';

const user = (name: string, more: object = {}) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name.toUpperCase()}`,
  Arn: `arn:aws:iam::444455556666:user/${name}`,
  CreateDate: '2026-01-01T00:00:00Z',
  GroupList: [],
  AttachedManagedPolicies: [],
  ...more,
});
const details = (...users: object[]) =>
  JSON.stringify({ UserDetailList: users, GroupDetailList: [], RoleDetailList: [], Policies: [] });
const bad = details(user('ann'), user('bob', { CreateDate: 'yesterday' }), user('eve', { Arn: 'x' }));

/** Returns the bytes that PowerShell's `>` writes. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(2 + text.length * 2));
  bytes.setUint16(0, 0xfeff, true);
  for (let at = 0; at < text.length; at += 1) bytes.setUint16(2 + at * 2, text.charCodeAt(at), true);
  return new Uint8Array(bytes.buffer);
}

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session, '#/workspaces?tab=import');
});

async function pick(...files: File[]): Promise<void> {
  await button('Choose files');
  const input = document.querySelector<HTMLInputElement>('input[data-import]');
  if (!input) throw new Error('no input for files');
  await person.upload(input, files);
}

const dialogOf = async (name: string) => within(await screen.findByRole('dialog', { name }));

/** Returns the cells of the counts, row by row. */
const countsIn = (dialog: Awaited<ReturnType<typeof dialogOf>>) =>
  dialog
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent));

test('bad records are listed with their place, and nothing is brought in before the person agrees', async () => {
  await pick(new File([bad], 'account.json'));
  const dialog = await dialogOf('2 records cannot be read');
  expect(
    dialog.getAllByRole('listitem').map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()),
  ).toEqual([
    expect.stringMatching(
      /^user bob in account\.json UserDetailList\[1\]\.CreateDate, line 1, column \d+: expected a date/,
    ),
    expect.stringMatching(
      /^user eve in account\.json UserDetailList\[2\]\.Arn, line 1, column \d+: expected an ARN/,
    ),
  ]);
  expect(countsIn(dialog)).toEqual([['Users', '3', '1']]);
  expect(session.workspaces.list).toHaveLength(1);
  await person.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(session.workspaces.list).toHaveLength(1);
});

test('the rest of a file comes in when the person leaves the bad records out', async () => {
  await pick(new File([bad], 'account.json'));
  const dialog = await dialogOf('2 records cannot be read');
  await person.click(dialog.getByRole('button', { name: 'Import without these 2' }));
  const done = await dialogOf('Account 444455556666 is here');
  expect(countsIn(done)).toEqual([['Users', '3', '1']]);
  expect(screen.getByRole('dialog')).toHaveTextContent(
    /could not be read and are not here: user bob, user eve/,
  );
  expect([...session.state.world.users.values()].map(({ userName }) => userName)).toEqual(['ann']);
});

test('a pasted text with a bad record can be brought into the open workspace without it', async () => {
  await person.click(await screen.findByRole('radio', { name: /The current workspace/ }));
  await person.click(await screen.findByText('Paste instead'));
  await person.click(await screen.findByRole('textbox', { name: 'Account details as JSON' }));
  await person.paste(details(user('ann'), user('bob', { UserId: 7 })));
  await person.click(await button('Import the pasted text'));
  const dialog = await dialogOf('One record cannot be read');
  expect(session.state.world.accounts.size).toBe(1);
  await person.click(dialog.getByRole('button', { name: 'Import without this one' }));
  await dialogOf('Added to this workspace');
  expect(session.state.world.accounts.size).toBe(2);
});

test('a file that PowerShell wrote is brought in as any other', async () => {
  await pick(new File([utf16(details(user('zoë')))], 'account.json'));
  // AWS takes no such name: the place in the decoded text shows that it was read.
  await dialogOf('The import failed');
  expect(screen.getByRole('dialog')).toHaveTextContent(/found the text zoë/);
  await person.click(await button('OK'));
  await pick(new File([utf16(details(user('ann')))], 'account.json'));
  await dialogOf('Account 444455556666 is here');
});

test('a file in an unknown encoding is refused in one sentence', async () => {
  await pick(new File([Uint8Array.from([0x7b, 0x22, 0xfc, 0x22, 0x7d])], 'latin.json'));
  const dialog = await dialogOf('The import failed');
  dialog.getByText(/This file is not text in UTF-8 or UTF-16. Save it as UTF-8 and try again./);
});

test('a credential report beside the details counts passwords and keys, and its stand-ins are not shown as real', async () => {
  const columns = [
    ...[
      'user',
      'arn',
      'user_creation_time',
      'password_enabled',
      'password_last_used',
      'password_last_changed',
    ],
    ...['password_next_rotation', 'mfa_active'],
    ...[1, 2].flatMap((at) =>
      ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
        (part) => `access_key_${at}_${part}`,
      ),
    ),
  ];
  const ann = [
    ...['ann', 'arn:aws:iam::444455556666:user/ann', '2026-01-01T00:00:00+00:00', 'true', 'no_information'],
    ...['2026-01-02T00:00:00+00:00', 'N/A', 'true'],
    ...['true', '2026-01-03T00:00:00+00:00', 'N/A', 'N/A', 'N/A', 'false', 'N/A', 'N/A', 'N/A', 'N/A'],
  ];
  const csv = [columns, ann].map((fields) => fields.join(',')).join('\n');
  await pick(new File([details(user('ann'))], 'account.json'), new File([utf16(csv)], 'report.csv'));
  const done = await dialogOf('Account 444455556666 is here');
  expect(countsIn(done)).toEqual([
    ['Users', '1', '1'],
    ['Passwords', '1', '1'],
    ['Access keys', '1', '1'],
    ['MFA devices', '1', '1'],
  ]);
  await person.click(done.getByRole('button', { name: 'Ask something' }));
  location.hash = '#/identities/user/ann?tab=credentials';
  await screen.findByRole('article', { name: 'Access key 1 (id not known)' });
  await screen.findByText('MFA device (which one is not known)');
  expect(document.body.textContent).not.toMatch(/AKIANOTKNOWN|device-not-known/);
});
