/** A damaged workspace stands in the list with its name, and can be deleted. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { newSession, openSession } from '../../../app/test-session.ts';
import { dexieStore, newName } from '../../../store/dexie/databases.ts';
import { openPage } from '../../mounted.ts';

test('a damaged workspace that is the only one is listed with its reason, and deleted after a question', async () => {
  const name = newName();
  const first = await openSession(await dexieStore(name), { channel: newName() });
  const store = await dexieStore(name);
  await store.database.workspaces.update(first.workspaces.current?.id ?? '', { top: 'broken' as never });
  const session = newSession(store, { channel: newName() });
  await session.workspaces.start();
  openPage(session, '#/workspaces');
  const list = await screen.findByRole('region', { name: /Your workspaces/ });
  await within(list).findByText(/The page cannot open it: `top`: expected a number/);
  within(list).getByRole('button', { name: 'Save test for inspection' });
  await page.getByRole('button', { name: 'Delete test …' }).click();
  await page.getByRole('button', { name: 'Delete permanently' }).click();
  await expect.poll(() => session.workspaces.damaged).toEqual([]);
  expect(await store.setAside()).toEqual([]);
});
