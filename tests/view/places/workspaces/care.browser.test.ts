/** A person copies, folds away, saves, brings back, compares and wipes workspaces. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { solved } from '../../../learn/progress/random-progress.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { button, drop, more, nextFile, person } from './page.ts';

let session: Session;
/** Undo of the message, not of the bar. */
const offeredUndo = async () =>
  within(await screen.findByRole('status', { name: 'Messages' })).findByRole('button', { name: 'Undo' });

const attach = () =>
  session.dispatch('iam', 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: `arn:aws:iam::${session.account}:policy/ReadPayroll`,
  });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session, '#/workspaces');
});

test('a workspace shows what it holds; a duplicate has its history and is apart from it', async () => {
  await screen.findByText(/\d+ records, [\d.]+ kB · changed/);
  expect(await attach()).toMatchObject({ ok: true });
  await more('First minutes', 'Duplicate');
  await screen.findByText('Duplicated as “First minutes, copy”, with history and events.');
  await person.click(await button('Open First minutes, copy'));
  await waitFor(() => expect(session.workspaces.current?.name).toBe('First minutes, copy'));
  expect(session.history.undoLabel).toMatch(/ReadPayroll/);
  await session.undo();
  const [first] = session.workspaces.list;
  await session.workspaces.open(first?.id ?? '');
  expect([session.history.canUndo, session.history.canRedo]).toEqual([true, false]);
});

test('an archived workspace is folded away, can still be opened, and comes back with Undo', async () => {
  await session.workspaces.createFromExample('small-company');
  await more('First minutes', 'Archive');
  await person.click(await screen.findByText('Archive: 1 workspace'));
  await button('Open First minutes');
  await person.click(await offeredUndo());
  await waitFor(() => expect(screen.queryByText('Archive: 1 workspace')).toBeNull());
});

test('an export leaves secrets out unless they are ticked, and comes back as a workspace of its own', async () => {
  const made = await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  const secret = [...session.state.world.secrets.values()].find(({ kind }) => kind === 'access-key');
  expect([made.ok, secret?.kind]).toEqual([true, 'access-key']);
  const text = (secret as { secretAccessKey?: string }).secretAccessKey ?? '';
  await more('First minutes', 'Export to a file …');
  const dialog = await screen.findByRole('dialog', { name: 'Export First minutes' });
  let file = nextFile();
  await person.click(within(dialog).getByRole('button', { name: 'Save the file' }));
  const { name, text: without } = await file;
  expect(name).toMatch(/^iam-playground-first-minutes-\d{4}-\d\d-\d\d\.json$/);
  expect(without).not.toContain(text);
  await more('First minutes', 'Export to a file …');
  const again = await screen.findByRole('dialog', { name: 'Export First minutes' });
  await person.click(within(again).getByRole('switch', { name: 'Secrets' }));
  file = nextFile();
  await person.click(within(again).getByRole('button', { name: 'Save the file' }));
  expect((await file).text).toContain(text);

  drop(new File([without], name));
  const here = await screen.findByRole('dialog', { name: 'First minutes (2) is here' });
  within(here).getByText('New secrets');
  await person.click(within(here).getByRole('button', { name: 'Open First minutes (2)' }));
  await waitFor(() => expect(session.workspaces.current?.name).toBe('First minutes (2)'));
  expect(session.history.canUndo).toBe(true);
  await session.undo();
  expect(session.problems.current).toBeUndefined();
  expect(session.state.world.accessKeys.size).toBe(0);
});

test('a damaged file is refused with what and where, and nothing changes', async () => {
  const text = JSON.stringify({ format: 'iam-playground/workspaces', version: 99, workspaces: [] });
  drop(new File([text], 'later.json'));
  const dialog = await screen.findByRole('dialog', { name: 'The import failed' });
  within(dialog).getByText('later.json');
  within(dialog).getByText(/made by a newer version: format 99/);
  await person.click(within(dialog).getByRole('button', { name: 'OK' }));
  drop(new File([text.slice(0, 60)], 'cut.json'));
  await screen.findByText(/It is cut off at line 1, column \d+/);
  expect(session.workspaces.list).toHaveLength(1);
});

test('a dropped picture gets a kind word', async () => {
  drop(new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])], 'photo.png'));
  const dialog = await screen.findByRole('dialog', { name: 'The import failed' });
  within(dialog).getByText(/This is a PNG picture, not a text/);
  expect(session.workspaces.list).toHaveLength(1);
});

test('two workspaces are compared by records and answers', async () => {
  await more('First minutes', 'Duplicate');
  await button('Open First minutes, copy');
  expect(await attach()).toMatchObject({ ok: true });
  await more('First minutes', 'Compare with another …');
  const card = within(await screen.findByRole('region', { name: 'Compare two workspaces' }));
  await card.findByText('1 record differs');
  card.getByText(/attached policies/);
  const answers = () => card.queryByRole('region', { name: 'Pinned answers that differ' })?.textContent;
  await expect.poll(answers).toMatch(/Yes.*No.*alice/s);
  const copy = session.workspaces.list.find(({ name }) => name === 'First minutes, copy');
  const first = session.workspaces.list.find(({ name }) => name === 'First minutes');
  expect(location.hash).toBe(`#/workspaces?tab=compare&one=${first?.id}`);
  await person.selectOptions(card.getByRole('combobox', { name: 'Workspace' }), copy?.id ?? '');
  await expect.poll(answers).toMatch(/No.*Yes.*alice/s);
  expect(card.getByRole<HTMLSelectElement>('combobox', { name: 'With' }).value).toBe(first?.id);
});

test('the reset for a new student offers a backup, wipes only after it, and removes everything', async () => {
  await session.progress.add(solved('first-policy', 'deny-wins'));
  visit('#/workspaces?tab=export');
  await person.click(await button('New student …'));
  const dialog = await screen.findByRole('dialog', { name: 'New student' });
  const learnt = await within(dialog).findByText('Your progress in Learn');
  expect(learnt.parentElement?.textContent).toBe('Your progress in Learn 2 levels, 6 stars');
  const wipe = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Delete everything' });
  expect(wipe.disabled).toBe(true);
  const file = nextFile();
  await person.click(within(dialog).getByRole('button', { name: 'Save a backup first' }));
  const backup = (await file).text;
  expect(backup).toContain('iam-playground/workspaces');
  expect(backup).toContain('deny-wins');
  await within(dialog).findByText('The backup is made');
  expect(wipe.disabled).toBe(false);
  const [id = ''] = session.workspaces.list.map((one) => one.id);
  const wiped = await session.tools.storage.wipe(new Map([[id, undefined]]));
  expect(wiped).toMatchObject({
    kind: 'wiped',
    words: expect.stringMatching(/^1 workspace \(First minutes\) with \d+ records/) as string,
  });
  expect(session.workspaces.list).toEqual([]);
});

test('a restore says in a sentence what the progress of the backup brought', async () => {
  await session.progress.add(solved('first-policy', 'deny-wins'));
  visit('#/workspaces?tab=export');
  const file = nextFile();
  await person.click(await button('Back up everything'));
  const { text, name } = await file;
  await session.progress.startAgain();
  await session.progress.add(solved('first-policy'));
  drop(new File([text], name));
  const here = within(await screen.findByRole('dialog', { name: 'First minutes (2) is here' }));
  here.getByText('Progress in Learn: 1 level and 3 stars are new.');
  expect(Object.keys(session.progress.current.levels)).toEqual(['deny-wins', 'first-policy']);
});

test('progress without a workspace is asked about before a wipe, backed up and restored alone', async () => {
  await session.progress.add(solved('first-policy'));
  await session.workspaces.remove(session.workspaces.current?.id ?? '');
  visit('#/workspaces?tab=export');
  await person.click(await button('New student …'));
  const dialog = within(await screen.findByRole('dialog', { name: 'New student' }));
  await dialog.findByText('1 level, 3 stars');
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Delete everything' }).disabled).toBe(true);
  await person.click(dialog.getByRole('button', { name: 'Cancel' }));
  const file = nextFile();
  await person.click(await button('Back up everything'));
  const { text, name } = await file;
  await screen.findByText('Your progress is in the backup file.');
  drop(new File([text], name));
  const here = within(await screen.findByRole('dialog', { name: 'Your progress is here' }));
  here.getByText('Progress in Learn: Nothing in it is new.');
});

test('a file for others holds progress only if the person says so', async () => {
  await session.progress.add(solved('first-policy'));
  visit('#/workspaces');
  await more('First minutes', 'Export to a file …');
  const dialog = within(await screen.findByRole('dialog', { name: 'Export First minutes' }));
  await person.click(dialog.getByRole('switch', { name: 'Progress in Learn' }));
  const file = nextFile();
  await person.click(dialog.getByRole('button', { name: 'Save the file' }));
  expect((await file).text).toContain('"first-policy"');
});

test('checkpoints are kept, gone back to with Undo, and gone on from', async () => {
  visit('#/settings/history');
  await person.type(await screen.findByRole('textbox', { name: 'Name of the checkpoint' }), 'Before');
  await person.click(await button('Save checkpoint'));
  await button('Go back to Before');
  expect(await attach()).toMatchObject({ ok: true });
  await screen.findByText(/up to 20 MB in total/);
  await person.click(await button('Go back to Before'));
  await screen.findByText('The account is as it was at “Before”.');
  const attached = () =>
    [...session.state.world.users.values()].find(({ userName }) => userName === 'alice')?.attachedPolicies
      .length;
  expect(attached()).toBe(0);
  await person.click(await offeredUndo());
  await waitFor(() => expect(attached()).toBe(1));
  await person.click(await button('New workspace from Before'));
  await waitFor(() => expect(session.workspaces.current?.name).toBe('First minutes, Before'));
  expect(attached()).toBe(0);
  expect(session.workspaces.list).toHaveLength(2);
});

test('the storage page says what is kept and for how long', async () => {
  visit('#/settings/storage');
  await screen.findByText(/Safari deletes the data of a page/);
  await screen.findByText('Records and history');
  await screen.findByText('Until this tab is closed');
});
