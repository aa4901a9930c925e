/** Settings counts the changes of the workspace as they are made, and says one change as one. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { bytesWords } from '#view/entity/names.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

const about = async () => (await screen.findByText(/^Undo can reverse/)).textContent;

test('History counts a change and its bytes as soon as it was made', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/settings/history');
  expect(await about()).toMatch(/This workspace has 0 changes with 0 bytes\./);
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  await expect.poll(about).toMatch(/This workspace has 1 change with [1-9]\d* bytes\./);
  await session.dispatch('iam', 'CreateUser', { UserName: 'carol' });
  await expect.poll(about).toMatch(/This workspace has 2 changes with/);
});

test('Storage and Workspaces show what a workspace holds now, not what it held when it was opened', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session, '#/settings/storage');
  await screen.findByText(/, 1 change, 1 event$/);
  await session.dispatch('iam', 'CreateUser', { UserName: 'carol' });
  visit('#/workspaces');
  await screen.findByRole('heading', { name: 'Workspaces', level: 1 });
  await expect.poll(() => session.workspaces.list.map(({ size }) => size.batches)).toEqual([2]);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_500, '1.5 kB'],
])('%i bytes are said as %s', (bytes, words) => {
  expect(bytesWords(bytes)).toBe(words);
});
