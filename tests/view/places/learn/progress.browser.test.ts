/** A person takes their progress to another browser as a file, adds a file to theirs, and starts again. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { progressKind } from '#app/learn/stored-progress.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { writeProgress } from '#learn/progress/merge.ts';
import { MemoryStore } from '#store/memory-store.ts';
import ProgressCard from '#view/places/learn/progress/Card.svelte';
import { newSession } from '../../../app/test-session.ts';
import golden from '../../../learn/fixtures/progress-1.json?raw';
import { solved } from '../../../learn/progress/random-progress.ts';
import { mountPart } from '../../mounted.ts';
import { button, nextFile, person } from '../workspaces/page.ts';
import Messages from './Messages.svelte';

let store: MemoryStore;
let session: Session;

beforeEach(() => {
  store = new MemoryStore();
  session = newSession(store);
});

const levels = () => Object.keys(session.progress.current.levels);

/** Picks a file as the dialog of the browser does. */
async function pick(text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('no input');
  await person.upload(input, new File([text], 'mine.json', { type: 'application/json' }));
}

test('a browser without progress has nothing to download or delete', async () => {
  mountPart(session, Messages, { part: ProgressCard });
  await screen.findByText(/No level is solved yet/);
  for (const name of ['Download', 'Start again …'])
    expect((await screen.findByRole<HTMLButtonElement>('button', { name })).disabled, name).toBe(true);
});

test('a download is the file of progress, with the date in its name', async () => {
  await session.progress.add(solved('first-policy'));
  mountPart(session, Messages, { part: ProgressCard });
  await screen.findByText('1 level, 3 stars');
  const file = nextFile();
  await person.click(await button('Download'));
  const { name, text } = await file;
  expect(name).toMatch(/^iam-playground-progress-\d{4}-\d\d-\d\d\.json$/);
  expect(text).toBe(writeProgress(solved('first-policy')));
});

test('a file is added to what is there, and the page says what is new', async () => {
  await session.progress.add(solved('many-hats'));
  mountPart(session, Messages, { part: ProgressCard });
  await pick(golden);
  await screen.findByText('mine.json is added. 1 level and 3 stars are new.');
  await screen.findByText('2 levels, 6 stars');
  expect(levels()).toEqual(['deny-wins', 'first-policy', 'many-hats']);
  await pick(golden);
  await screen.findByText('mine.json is added. Nothing in it is new.');
});

test('a bad file changes nothing and is told with its place, until a good one comes', async () => {
  await session.progress.add(solved('many-hats'));
  mountPart(session, Messages, { part: ProgressCard });
  await pick(golden.replace('"skill": 42', '"skill": 420'));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(
    /Nothing changed.*mine\.json: arcade\.skill \(line \d+, column \d+\): expected a whole number from 0 to 100/,
  );
  expect(levels()).toEqual(['many-hats']);
  await pick(golden);
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('a new beginning asks, offers the file first, deletes, and Undo brings all back', async () => {
  await session.progress.add(solved('first-policy', 'deny-wins'));
  mountPart(session, Messages, { part: ProgressCard });
  await person.click(await button('Start again …'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Start again?' }));
  dialog.getByText('You have 2 levels, 6 stars.');
  const file = nextFile();
  await person.click(dialog.getByRole('button', { name: 'Download first' }));
  expect((await file).text).toBe(writeProgress(solved('first-policy', 'deny-wins')));
  await person.click(dialog.getByRole('button', { name: 'Keep it' }));
  expect(levels()).toHaveLength(2);

  await person.click(await button('Start again …'));
  await person.click(await button('Delete my progress'));
  await screen.findByText(/No level is solved yet/);
  expect(levels()).toEqual([]);
  await person.click(await button('Undo'));
  await screen.findByText('2 levels, 6 stars');
});

test('stored progress that cannot be read is told in place, and only a new beginning deletes it', async () => {
  await store.putSetting(progressKind.key, { format: 'iam-playground/progress', version: 9 });
  mountPart(session, Messages, { part: ProgressCard });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/not used.*made by a newer version: format 9/);
  await person.click(await button('Start again …'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Start again?' }));
  expect(dialog.queryByRole('button', { name: 'Download first' })).toBeNull();
  await person.click(dialog.getByRole('button', { name: 'Delete my progress' }));
  await screen.findByText(/No level is solved yet/);
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});
