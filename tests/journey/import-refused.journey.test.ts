/** A file that cannot be brought in names the place of its fault, and changes nothing. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Visit, fixture, goTo, leave, theBrowser, visit } from './visit.ts';

const quirky = fixture('quirky-account.json');

const bad = [
  {
    name: 'another kind of file',
    text: '{"Reservations": []}',
    title: 'The import failed',
    says: /get-account-authorization-details/,
  },
  {
    name: 'cut off',
    text: readFileSync(quirky, 'utf8').slice(0, 900),
    title: 'The import failed',
    says: /line \d+/,
  },
  {
    name: 'an entity without a name',
    text: readFileSync(quirky, 'utf8').replace('"UserName"', '"Name"'),
    title: 'One record cannot be read',
    says: /UserDetailList.*line \d+/,
  },
] as const;

let person: Visit;
beforeAll(async () => {
  person = await visit(await theBrowser());
});
afterAll(() => leave(person));

test.each(bad)(
  'a file that cannot be brought in names the place of its fault, and nothing changes: $name',
  async ({ text, says, title }) => {
    const { page } = person;
    await goTo(page, '#/workspaces?tab=import');
    await page.getByText('Paste instead').click();
    await page.getByRole('textbox', { name: 'Account details as JSON' }).fill(text);
    await page.getByRole('button', { name: 'Import the pasted text' }).click();
    await page.getByRole('dialog', { name: title }).filter({ hasText: says }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: /^Mine/ }).click();
    await page.getByRole('button', { name: 'Rename First minutes' }).waitFor();
    expect(await page.getByRole('button', { name: /^Rename/ }).count()).toBe(1);
  },
);
