/** First step 4 (.github/docs/first-steps.md): an account is changed through the screens. */

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { attachReadPayroll } from '../setup/page-steps.ts';
import { answers, ask, goTo, leave, redo, theBrowser, undo, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Goes through the wizard with nothing but a name: every step is left by its button. */
async function create(page: Page, kind: 'user' | 'group', name: string): Promise<void> {
  await page
    .getByRole('link', { name: `Create ${kind}` })
    .first()
    .click();
  await page.getByRole('textbox', { name: /name/i }).first().fill(name);
  const last = button(page, `Create ${kind}`);
  while ((await last.count()) === 0) await button(page, 'Next').click();
  await last.click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

test('the verdict follows user, group, membership and attachment, and undo takes each back', async () => {
  const person = await visit(browser);
  const { page } = person;
  await goTo(page, '#/identities');
  await create(page, 'user', 'carol');
  await goTo(page, '#/identities?tab=groups');
  await create(page, 'group', 'accounting');

  await ask(page, 'carol', 's3:GetObject', 'payroll/2026.csv');
  await answers(page, 'No');
  await page.getByText(/^\d+ other changes? would allow it$/).click();
  await attachReadPayroll(page, 'carol').click();
  await answers(page, 'Yes');
  await undo(page).click();
  await answers(page, 'No');
  await undo(page).click();
  await undo(page).click();
  await goTo(page, '#/identities');
  await expect.poll(() => page.getByRole('link', { name: 'User carol' }).count()).toBe(0);
  await redo(page).click();
  await page.getByRole('link', { name: 'User carol' }).waitFor();
  await leave(person);
});

test('acting as mallory, who may only read payroll, is refused as AWS refuses', async () => {
  const person = await visit(browser);
  const { page } = person;
  const actAs = page.getByRole('combobox', { name: 'Acting as' });
  await actAs.fill('mallory');
  await actAs.press('Enter');
  await goTo(page, '#/identities');
  await page
    .getByText(
      'User: arn:aws:iam::111122223333:user/mallory is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::111122223333:user/ because no identity-based policy allows the iam:ListUsers action',
    )
    .first()
    .waitFor();
  await leave(person);
});

test('deleting a user who still has a policy gives AWS’s DeleteConflict, then one reviewed step', async () => {
  const person = await visit(browser);
  const { page } = person;
  await goTo(page, '#/identities/user/mallory');
  await button(page, /^Delete/)
    .first()
    .click();
  await page.getByText('Cannot delete entity, must detach all policies first.').waitFor();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /delete/i })
    .last()
    .click();
  await goTo(page, '#/identities');
  await page.getByRole('link', { name: 'User alice' }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'User mallory' }).count()).toBe(0);
  await leave(person);
});

test('an edit marks the answers that it changes, undo takes the marks away, and the CSV says it all', async () => {
  const person = await visit(browser);
  const { page } = person;
  await page.getByRole('link', { name: /the matrix$/ }).click();
  const cell = (name: string) => page.getByRole('link', { name: new RegExp(`^alice, ${name}`) });
  await cell('s3:GetObject on payroll/2026.csv: No\\.$').waitFor();
  await page.getByText('Identities and questions').click();
  const action = page.getByRole('combobox', { name: 'Action', exact: true });
  await action.fill('s3:PutObject');
  await action.press('Enter');
  const resource = page.getByRole('combobox', { name: 'Resource', exact: true });
  await resource.fill('payroll/2027.csv');
  await resource.press('Enter');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await cell('s3:PutObject on payroll/2027.csv: No\\.$').waitFor();

  await ask(page, 'alice', 's3:GetObject', 'payroll/2026.csv');
  await attachReadPayroll(page).click();
  await goTo(page, '#/ask/matrix');
  await cell('s3:GetObject on payroll/2026.csv: Yes\\. It was No\\.$').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toContain('Action,Resource,Context,root,user/alice,user/mallory');
  expect(lines.join('\n')).toContain('s3:GetObject,arn:aws:s3:::payroll/2026.csv,,Yes,Yes,Yes');
  await undo(page).click();
  await cell('s3:GetObject on payroll/2026.csv: No\\.$').waitFor();
  await page.getByText('No answer changed since you opened this matrix.').waitFor();
  await leave(person);
});
