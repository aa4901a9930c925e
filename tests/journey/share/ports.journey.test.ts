/**
 * Work goes to the real world and back: exports, a pasted refusal of AWS, two accounts that know each other.
 */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../../setup/page-steps.ts';
import { answers, ask, fixture, goTo, importFiles, leave, theBrowser, undo, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

async function exported(page: Page, form: string, name: RegExp): Promise<string> {
  const card = page.getByRole('region', { name: 'Export the account' });
  await card.getByRole('radio', { name: form }).check();
  await card.getByText(name).first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(name);
  return readFileSync(await download.path(), 'utf8');
}

test('an account leaves the page as a script and as Terraform', async () => {
  const person = await visit(browser, { path: '#/workspaces?tab=export' });
  const script = await exported(person.page, 'AWS CLI script', /^build-account-\d{12}\.sh$/);
  expect(script).toMatch(/^#!\/usr\/bin\/env bash/);
  expect(script).toContain('aws iam create-user --user-name alice');
  const terraform = JSON.parse(await exported(person.page, 'Terraform', /^account-\d{12}\.tf\.json$/)) as {
    resource: { aws_iam_user: Record<string, { name: string }> };
  };
  expect(Object.values(terraform.resource.aws_iam_user).map(({ name }) => name)).toContain('alice');
  await leave(person);
});

test('a pasted refusal of AWS is explained, by keyboard alone', async () => {
  const person = await visit(browser);
  const { page } = person;
  await page.getByRole('button', { name: 'More ways to ask' }).press('Enter');
  await page.getByRole('menuitem', { name: /Paste an .AccessDenied. message/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Ask about a refusal' });
  await dialog
    .getByRole('textbox')
    .fill(
      'An error occurred (AccessDenied) when calling the DeleteUser operation: User: arn:aws:iam::111122223333:user/mallory is not authorized to perform: iam:DeleteUser on resource: user alice because no identity-based policy allows the iam:DeleteUser action',
    );
  await dialog.getByText('because no identity-based policy allows').waitFor();
  await dialog.getByRole('button', { name: 'Ask this' }).press('Enter');
  await answers(page, 'No');
  await expect.poll(() => decodeURIComponent(page.url())).toContain('a=iam:DeleteUser');
  await leave(person);
});

test('a second account joins the first: the answer across accounts is known then, and Undo takes it out', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [fixture('two-accounts/production.json')]);
  await askSomething(page).click();
  const dana = 'arn:aws:iam::222222222222:user/dana';
  const deploy = 'arn:aws:iam::111111111111:role/deploy';
  await ask(page, dana, 'sts:AssumeRole', deploy);
  const answer = page.getByRole('status', { name: 'Answer' });
  await answer.filter({ hasText: 'if their own account allows it' }).waitFor();

  await goTo(page, '#/workspaces?tab=import');
  await page.getByRole('radio', { name: 'The current workspace' }).check();
  await importFiles(page, [fixture('two-accounts/tools.json')]);
  const joined = page.getByRole('dialog', { name: 'Added to this workspace' });
  await joined.getByText('account 222222222222').waitFor();
  await joined.getByRole('button', { name: 'OK' }).click();

  await ask(page, dana, 'sts:AssumeRole', deploy);
  await answers(page, 'Yes');
  await goTo(page, '#/graph');
  await page.getByText('dana of 222222222222').first().waitFor();
  await undo(page).click();
  await ask(page, dana, 'sts:AssumeRole', deploy);
  await answer.filter({ hasText: 'if their own account allows it' }).waitFor();
  await leave(person);
});

test('the control policy and the bucket policy that the collector printed decide, after a reload too', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [fixture('collected.json')]);
  const note = page.getByRole('dialog');
  await note.getByText(/lambda list-functions/).waitFor();
  await askSomething(page).click();
  await ask(page, 'dana', 's3:DeleteObject', 'arn:aws:s3:::tools-data/x');
  await answers(page, 'No');
  await page.reload();
  await answers(page, 'No');
  await page
    .getByText(/NoDeletes/)
    .first()
    .waitFor();
  await ask(page, 'dana', 's3:GetObject', 'arn:aws:s3:::tools-data/secret/x');
  await answers(page, 'No');
  await ask(page, 'dana', 's3:GetObject', 'arn:aws:s3:::tools-data/x');
  await answers(page, 'Yes');
  await leave(person);
});
