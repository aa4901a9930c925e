/** The site is fetched once and then used without a network. */

import { test } from 'vitest';
import { fixture, goOffline, goTo, importFiles, leave, theBrowser, visit, worksAndKeeps } from './visit.ts';

test('the page opens every place and keeps changes offline from the second visit', async () => {
  const person = await visit(await theBrowser(), { offline: true });
  const { page } = person;
  await goOffline(person);
  await page.reload();
  await worksAndKeeps(person);
  for (const place of ['Graph', 'Identities', 'Policies', 'Activity', 'Settings', 'Workspaces']) {
    await goTo(page, `#/${place.toLowerCase()}`);
    await page.getByRole('main', { name: place }).waitFor();
  }
  await importFiles(page, [fixture('quirky-account.json')]);
  await page.getByRole('dialog').getByText('The file format does not hold').waitFor();
  await leave(person);
});
