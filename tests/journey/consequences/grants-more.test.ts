/** An edit of a policy grants more to two users; the page says so before it is saved, on the built site. */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { answers, goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const wider = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::payroll' },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::payroll/*' },
    ],
  },
  null,
  2,
);

test('an edit that grants more names the action and both users, and its example turns from No to Yes', async () => {
  const person = await visit(browser);
  const { page, context } = person;
  await goTo(page, `#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`);
  const attach = page.getByRole('combobox', { name: 'Attach to' });
  await attach.fill('alice');
  await attach.press('Enter');
  await page.getByRole('heading', { name: 'Attached to 2' }).waitFor();

  await page.getByRole('button', { name: 'Edit' }).click();
  await page.locator('.cm-content').fill(wider);
  const meaning = page.getByRole('region', { name: 'What this edit opens and closes' });
  const gained = meaning.getByRole('list', { name: 'Newly allowed' });
  await gained.getByText('S3, Write: PutObject').waitFor();
  expect(await meaning.getByRole('heading', { name: /^For/ }).innerText()).toBe('For alice, mallory');
  expect(await meaning.getByRole('list', { name: 'No longer allowed' }).count()).toBe(0);

  const example = gained.getByRole('link', { name: /^s3:PutObject on payroll/ });
  const [asked] = await Promise.all([context.waitForEvent('page'), example.click()]);
  await answers(asked, 'No');
  await page.getByRole('button', { name: 'Save as new default version' }).click();
  await page.getByRole('heading', { name: 'Document (v2, default version)' }).waitFor();
  await answers(asked, 'Yes');
  await asked.close();
  await leave(person);
});
