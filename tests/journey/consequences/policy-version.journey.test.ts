/** A bad policy version breaks access, and a person finds the reason and rolls it back on the built site. */

import type { Browser } from 'playwright-core';
import { beforeAll, test } from 'vitest';
import { answers, ask, goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const bad = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Sid: 'Oops', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payrol/*' }],
  },
  null,
  2,
);

test('a bad policy version breaks access, is seen in Ask and in the trail, and is rolled back', async () => {
  const person = await visit(browser);
  const { page } = person;
  await ask(page, 'mallory', 's3:GetObject', 'payroll/2026.csv');
  await answers(page, 'Yes');

  const policy = `#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`;
  await goTo(page, policy);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.locator('.cm-content').fill(bad);
  await page.getByText(/Allows 1 action of S3 on other resources or conditions: GetObject/).waitFor();
  await page.getByRole('button', { name: 'Save as new default version' }).click();
  await page.getByRole('heading', { name: 'Document (v2, default version)' }).waitFor();

  await ask(page, 'mallory', 's3:GetObject', 'payroll/2026.csv');
  await answers(page, 'No');
  await page.getByRole('button', { name: 'Since when?' }).click();
  await page.getByText(/The change was “.*ReadPayroll.*”, by root\. Before it: Yes\./).waitFor();
  await page.getByRole('link', { name: 'Show it in Activity' }).click();
  await page.getByText('CreatePolicyVersion').first().waitFor();

  await goTo(page, policy);
  await page.getByRole('button', { name: 'Roll back to v1' }).click();
  await page.getByRole('heading', { name: 'Document (v1, default version)' }).waitFor();
  await ask(page, 'mallory', 's3:GetObject', 'payroll/2026.csv');
  await answers(page, 'Yes');
  await leave(person);
});
