/**
 * The disk is full: what a person typed is still there, the reason stands beside it, and pressing again
 * succeeds.
 */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { Catalogue } from '#app/dispatch/catalogue.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { err } from '#core/model/result.ts';
import { MemoryStore } from '#store/memory-store.ts';
import type { StoreFailure } from '#store/store.ts';
import { newSession } from '../../../app/test-session.ts';
import { account } from '../../../app/workspaces/saved-work.ts';
import { openPage, visit } from '../../mounted.ts';
import { button, more, person } from './page.ts';

class Full extends MemoryStore {
  full = false;
  readonly #failure: StoreFailure = { code: 'full', detail: 'QuotaExceededError' };
  readonly #refused = () => Promise.resolve(err(this.#failure));

  override create(...given: Parameters<MemoryStore['create']>) {
    return this.full ? this.#refused() : super.create(...given);
  }
  override describe(...given: Parameters<MemoryStore['describe']>) {
    return this.full ? this.#refused() : super.describe(...given);
  }
  override addCheckpoint(...given: Parameters<MemoryStore['addCheckpoint']>) {
    return this.full ? this.#refused() : super.addCheckpoint(...given);
  }
  override remove(...given: Parameters<MemoryStore['remove']>) {
    return this.full ? this.#refused() : super.remove(...given);
  }
  override wipe(...given: Parameters<MemoryStore['wipe']>) {
    return this.full ? this.#refused() : super.wipe(...given);
  }
}

let store: Full;
let session: Session;
const catalogue = new Catalogue();
const said = 'Not saved: the storage is full';

beforeEach(async () => {
  store = new Full();
  session = newSession(store, { catalogue });
  await session.workspaces.createFromExample('first-minutes');
  openPage(session, '#/workspaces');
});

test('a new account that finds no room keeps every field, and is made when there is room', async () => {
  await person.click(await button('Create an account'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Create an account' }));
  const name = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Account name' });
  await person.type(name, 'Bakery');
  await person.type(dialog.getByRole('textbox', { name: /Account alias/ }), 'bakery');
  store.full = true;
  await person.click(dialog.getByRole('button', { name: 'Create account' }));
  await dialog.findByText(new RegExp(`${said}.*Nothing was changed`, 's'));
  expect([name.value, session.workspaces.list.length]).toEqual(['Bakery', 1]);
  store.full = false;
  await person.click(dialog.getByRole('button', { name: 'Create account' }));
  await screen.findByText('No users yet');
  expect([...session.state.world.accounts.values()]).toMatchObject([{ name: 'Bakery', alias: 'bakery' }]);
});

test('a pasted account that cannot be stored stays in its field', async () => {
  visit('#/workspaces?tab=import');
  await person.click(await screen.findByText('Paste instead'));
  const area = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Account details as JSON' });
  const text = account('444455556666', 1);
  await person.click(area);
  await person.paste(text);
  store.full = true;
  await person.click(await button('Import the pasted text'));
  const dialog = within(await screen.findByRole('dialog', { name: 'The import failed' }));
  dialog.getByText(new RegExp(said));
  await person.click(dialog.getByRole('button', { name: 'OK' }));
  expect([area.value, session.workspaces.list.length]).toEqual([text, 1]);
});

test('the dialog stays and says why a workspace was not renamed, deleted or archived', async () => {
  store.full = true;
  await person.click(await button('Rename First minutes'));
  const rename = within(await screen.findByRole('dialog', { name: 'Rename workspace' }));
  const name = rename.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
  await person.clear(name);
  await person.type(name, 'Mine');
  await person.click(rename.getByRole('button', { name: 'Rename' }));
  await rename.findByText(said);
  expect(name.value).toBe('Mine');
  await person.click(rename.getByRole('button', { name: 'Cancel' }));

  await more('First minutes', 'Delete …');
  const remove = within(await screen.findByRole('dialog', { name: 'Delete First minutes?' }));
  await person.click(remove.getByRole('button', { name: 'Delete permanently' }));
  await remove.findByText(said);
  await person.click(remove.getByRole('button', { name: 'Keep it' }));

  await more('First minutes', 'Archive');
  await waitFor(() => expect(session.problems.current?.code).toBe('storage-full'));
  expect(screen.queryByText(/is in the archive/)).toBeNull();
  expect(session.workspaces.list).toMatchObject([{ name: 'First minutes' }]);
});

test('a checkpoint that was not kept leaves its name in the field', async () => {
  visit('#/settings/history');
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of the checkpoint' });
  await person.type(name, 'Before');
  store.full = true;
  await person.click(await button('Save checkpoint'));
  await screen.findByText(said);
  expect(name.value).toBe('Before');
  store.full = false;
  await person.click(await button('Save checkpoint'));
  await button('Go back to Before');
  store.full = true;
  await person.click(await button('New workspace from Before'));
  await waitFor(() => expect(session.problems.current?.code).toBe('storage-full'));
  expect([location.hash, session.workspaces.current?.name]).toEqual(['#/settings/history', 'First minutes']);
});

test('a guide that was not saved leaves its draft', async () => {
  visit('#/ask');
  await person.click(await button('Show the guide'));
  await person.click(await button('Make a guide of your own'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Guide of this workspace' }));
  const purpose = dialog.getByRole<HTMLInputElement>('textbox', { name: /Purpose/ });
  await person.clear(purpose);
  await person.type(purpose, 'What I found');
  store.full = true;
  await person.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText(said);
  expect(purpose.value).toBe('What I found');
  store.full = false;
  await person.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(session.workspaces.current?.guide?.purpose).toBe('What I found'));
});

test('the reset for a new student reports what could not be wiped, and stops at what another tab made since the backup', async () => {
  visit('#/workspaces?tab=export');
  await person.click(await button('New student …'));
  const dialog = within(await screen.findByRole('dialog', { name: 'New student' }));
  const wipe = dialog.getByRole<HTMLButtonElement>('button', { name: 'Delete everything' });
  await person.click(dialog.getByRole('button', { name: 'Save a backup first' }));
  await dialog.findByText('The backup is made');
  store.full = true;
  await person.click(wipe);
  await dialog.findByText(said);
  store.full = false;
  const [first] = session.workspaces.list;
  const dump = await store.dump(first?.id ?? '', { history: true, trail: true });
  if (dump)
    await store.restore([{ id: 'other', dump: { ...dump, about: { ...dump.about, name: 'Theirs' } } }]);
  await person.click(wipe);
  await dialog.findByText(/“?`?Theirs/, { selector: '[role=alert] *' });
  await dialog.findByText('Theirs', { selector: 'b' });
  await dialog.findByRole('button', { name: 'Save a backup first' });
  expect([wipe.ariaDisabled, session.workspaces.list.length]).toEqual(['true', 2]);
});

test('an import is refused with the reason when the catalogue does not arrive, and the dialog can be closed', async () => {
  const away = new Catalogue();
  away.loadManagedPolicies = () => Promise.reject(new TypeError('Failed to fetch'));
  const offline = newSession(store, { catalogue: away });
  await offline.workspaces.start();
  const text = account('444455556666', 1).replace(
    '"AttachedManagedPolicies":[]',
    '"AttachedManagedPolicies":[{"PolicyName":"A","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}]',
  );
  const run = offline.workspaces.importFiles([{ name: 'a.json', text }]);
  expect(await run.done).toMatchObject({
    kind: 'refused',
    problems: [{ message: expect.stringContaining('could not be loaded') as string }],
  });
});
