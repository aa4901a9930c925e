/** An edit of a policy grants more to two users; the page says so before it is saved, on the built site. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../../setup/page-steps.ts';
import { answers, fixture, goTo, importFiles, leave, theBrowser, visit } from '../visit.ts';

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

const publishing = (...more: readonly object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }, ...more],
  });

/** Writes another document into a policy, and returns what the page says that it means. */
async function edits(page: Page, policy: string, document: string) {
  await goTo(page, `#/policies/${encodeURIComponent(policy)}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('.cm-content').fill(document);
  const meaning = page.getByRole('region', { name: 'What this edit opens and closes' });
  return {
    gained: meaning.getByRole('list', { name: 'Newly allowed' }),
    lost: meaning.getByRole('list', { name: 'No longer allowed' }),
    people: meaning.getByRole('heading', { name: /^For/ }),
  };
}

test('at the hospital an edit of a policy of a group opens one thing and closes another', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start Hospital' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Hospital' }).waitFor();
  const exports = 'arn:aws:iam::333344445555:policy/BillingExports';
  const { gained, lost, people } = await edits(page, exports, publishing());
  await gained.first().getByText('SNS, Write: Publish').waitFor();
  await lost
    .first()
    .getByText(/^S3, Write: PutObject/)
    .waitFor();
  expect(await people.first().innerText()).toMatch(/billing/);
  await page.getByRole('button', { name: 'Save as new default version' }).click();
  await page.getByRole('heading', { name: 'Document (v2, default version)' }).waitFor();
  await leave(person);
});

test('in an imported account an edit that grants more names the identity', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [fixture('quirky-account.json')]);
  await askSomething(page).click();
  const policy = 'arn:aws:iam::210987654321:policy/team/Edit';
  const everything = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const { gained, lost, people } = await edits(page, policy, publishing(everything));
  await gained.first().getByText('SNS, Write: Publish').waitFor();
  expect(await people.first().innerText()).toBe('For role worker');
  expect(await lost.count()).toBe(0);
  await leave(person);
});
