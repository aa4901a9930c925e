/** An answer turns with a change, and Ask tells since when, by which change and by whom; the account before it can be seen. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../../setup/page-steps.ts';
import { answers, fixture, goTo, importFiles, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

async function asks(page: Page, question: Readonly<Record<string, string>>): Promise<void> {
  await goTo(page, `#/ask?${new URLSearchParams(question).toString()}`);
}

/** Turns a denied question, changes something else, and asks which change it was. */
async function tellsTheChange(
  page: Page,
  workspace: string,
  question: Readonly<Record<string, string>>,
  fix: RegExp,
  other: Readonly<Record<string, string>>,
): Promise<void> {
  const why = page.getByRole('region', { name: 'Why' });
  await asks(page, question);
  await answers(page, 'No');
  await why.getByRole('button', { name: fix }).click();
  await answers(page, 'Yes');
  await asks(page, other);
  await answers(page, 'No');
  await why
    .getByRole('button', { name: /(^|then )(Allow|Take) / })
    .first()
    .click();
  await answers(page, 'Yes');

  await asks(page, question);
  await answers(page, 'Yes');
  await page.getByRole('button', { name: 'Since when?' }).click();
  await page.getByText(/^Yes.* since .* UTC\.$/).waitFor();
  expect(await page.getByText(/^The change was/).innerText()).toMatch(/by .*\. Before it: No/);
  await page.getByRole('button', { name: 'The account before it' }).click();
  await answers(page, 'No');
  await page.getByRole('button', { name: `Back to ${workspace}` }).click();
  await answers(page, 'Yes');
}

test('at the hospital an answer that turned names the change, though another came after it', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start Hospital' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Hospital' }).waitFor();
  const ward = 'arn:aws:iam::333344445555';
  const helpdesk = { p: `${ward}:user/it/helpdesk.omar`, a: 'sts:AssumeRole', r: `${ward}:role/monitoring` };
  await tellsTheChange(
    page,
    'Hospital',
    helpdesk,
    /^Allow sts:AssumeRole on role monitoring in a new inline/,
    {
      p: `${ward}:role/monitoring`,
      a: 'sqs:ListQueues',
      r: '*',
    },
  );
  await leave(person);
});

test('in an imported account an answer that turned names the change, though another came after it', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [fixture('quirky-account.json')]);
  await askSomething(page).click();
  const robot = { p: 'arn:aws:iam::210987654321:user/machines/Robot_1' };
  const read = { ...robot, a: 's3:GetObject', r: 'arn:aws:s3:::anything/at/all' };
  await tellsTheChange(page, 'account 210987654321', read, /^Take s3:GetObject on .* of Robot_1 denies$/, {
    ...robot,
    a: 'sns:Publish',
    r: 'arn:aws:sns:eu-west-1:210987654321:news',
  });
  await leave(person);
});
