/** A person locks a backup and an export with a passphrase, and opens them again with it alone. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { button, drop, more, nextFile, person } from './page.ts';

const passphrase = 'correct horse battery staple';
let session: Session;

async function opened(more: Parameters<typeof exampleSession>[1] = {}) {
  session = await exampleSession('first-minutes', more);
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  openPage(session, '#/workspaces?tab=export');
  return within(await screen.findByRole('region', { name: 'Backup' }));
}

test('a locked backup shows no secret, refuses a wrong passphrase, and comes back with the right one', async () => {
  const card = await opened();
  card.getByText('The file contains password hashes, secret access keys, MFA seeds and values of secrets.');
  await person.click(card.getByRole('switch', { name: 'Lock with a passphrase' }));
  const save = card.getByRole('button', { name: 'Back up everything' });
  expect(save).toBeDisabled();
  await person.type(card.getByLabelText('Passphrase'), 'short');
  expect(await card.findByText('Use at least 8 characters.')).toBeVisible();
  await person.clear(card.getByLabelText('Passphrase'));
  await person.type(card.getByLabelText('Passphrase'), passphrase);
  await person.type(card.getByLabelText('Passphrase again'), 'correct horse');
  expect(await card.findByText('The two passphrases differ.')).toBeVisible();
  expect(save).toBeDisabled();
  await person.type(card.getByLabelText('Passphrase again'), ' battery staple');
  const file = nextFile();
  await person.click(save);
  const { name, text } = await file;
  expect(name).toMatch(/^iam-playground-first-minutes-\d{4}-\d\d-\d\d-locked\.json$/);
  expect(text).toContain('iam-playground/locked');
  expect(text).not.toMatch(/alice|payroll|First minutes/i);
  await screen.findByText('The workspace is in the locked backup file.');
  expect(card.getByLabelText('Passphrase')).toHaveValue('');

  drop(new File([text], name));
  const dialog = within(await screen.findByRole('dialog', { name: `${name} is locked` }));
  await person.type(dialog.getByLabelText('Passphrase'), 'correct horse battery');
  await person.click(dialog.getByRole('button', { name: 'Unlock' }));
  await dialog.findByText(/The passphrase is wrong, or the file was changed or damaged/);
  expect(session.workspaces.list).toHaveLength(1);
  await person.clear(dialog.getByLabelText('Passphrase'));
  await person.type(dialog.getByLabelText('Passphrase'), `${passphrase}{Enter}`);
  await screen.findByRole('dialog', { name: 'First minutes (2) is here' });
  expect(session.workspaces.list).toHaveLength(2);
});

test('an export with secrets may be locked, and says in one sentence what it holds', async () => {
  await opened();
  visit('#/workspaces');
  await more('First minutes', 'Export to a file …');
  const dialog = within(await screen.findByRole('dialog', { name: 'Export First minutes' }));
  dialog.getByText('The file does not contain passwords, keys or MFA seeds.');
  await person.click(dialog.getByRole('switch', { name: 'Secrets' }));
  dialog.getByText(
    'The file contains secret access keys, session keys and MFA seeds that were created here.',
  );
  await person.click(dialog.getByRole('switch', { name: 'Lock with a passphrase' }));
  for (const label of ['Passphrase', 'Passphrase again'])
    await person.type(dialog.getByLabelText(label), passphrase);
  const file = nextFile();
  await person.click(dialog.getByRole('button', { name: 'Save the file' }));
  expect((await file).text).toContain('"rounds":600000');
});

test('a locked file that is damaged in clear is refused before anybody types a passphrase', async () => {
  await opened();
  drop(new File(['{"format":"iam-playground/locked","version":1,"rounds":9000000'], 'cut.json'));
  const dialog = within(await screen.findByRole('dialog', { name: 'The import failed' }));
  dialog.getByText(/It is cut off at line 1/);
  expect(dialog.queryByLabelText('Passphrase')).toBeNull();
  await person.click(dialog.getByRole('button', { name: 'OK' }));
});

test('a person closes the question for the passphrase, and nothing was changed', async () => {
  const card = await opened();
  await person.click(card.getByRole('switch', { name: 'Lock with a passphrase' }));
  for (const label of ['Passphrase', 'Passphrase again'])
    await person.type(card.getByLabelText(label), passphrase);
  const file = nextFile();
  await person.click(card.getByRole('button', { name: 'Back up everything' }));
  drop(new File([(await file).text], 'b.json'));
  const dialog = within(await screen.findByRole('dialog', { name: 'b.json is locked' }));
  await person.click(dialog.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(session.workspaces.list).toHaveLength(1);
});

test('where the browser offers no encryption the backup says so and is made unlocked', async () => {
  const card = await opened({ features: [{ feature: 'crypto-subtle' }] });
  expect(card.queryByRole('switch', { name: 'Lock with a passphrase' })).toBeNull();
  card.getByText(/You cannot lock the file here/);
  const file = nextFile();
  await person.click(await button('Back up everything'));
  expect((await file).text).toContain('iam-playground/workspaces');
});
