/** A real account comes in without the policy of a key: the answer says what is missing, and is settled on the spot. */

import type { Browser } from 'playwright-core';
import { beforeAll, test } from 'vitest';
import { askSomething } from '../../setup/page-steps.ts';
import { answers, ask, fixture, goTo, importFiles, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const policy = (account: string) =>
  JSON.stringify({
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    }),
  });

test('an answer that depends on files of an imported account becomes a decision with the pasted policies', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [fixture('quirky-account.json')]);
  await askSomething(page).click();
  const account = '210987654321';
  await ask(page, 'zora', 'kms:Decrypt', `arn:aws:kms:eu-west-1:${account}:key/1234abcd`);
  await answers(page, 'Depends');

  const settle = page.getByRole('region', { name: 'What would settle it' });
  await settle.getByText('The key policy of').waitFor();
  await settle.getByText(/^aws kms get-key-policy --region eu-west-1 --key-id /).waitFor();
  const paste = async (file: string, text: string) => {
    const item = settle.getByRole('listitem').filter({ hasText: file });
    await item.getByRole('button', { name: /^Paste the polic/ }).click();
    await item.getByRole('textbox', { name: /^The polic/ }).fill(text);
    await item.getByRole('button', { name: 'Use it' }).click();
  };
  await paste('The key policy of', policy(account));
  await answers(page, 'Yes');
  const everything = (more: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }],
    });
  const levels = (more: object) =>
    [account, 'ou-ab12-abcdefgh', 'r-ab12'].map((node) => `--- ${node}\n${everything(more)}`).join('\n');
  await paste('The service control policies', everything({}));
  await settle.getByText(/One policy of one level counts/).waitFor();
  await paste('The service control policies', levels({}));
  await settle.getByText('The service control policies').waitFor({ state: 'detached' });
  await paste('The resource control policies', levels({ Principal: '*' }));
  await settle.waitFor({ state: 'detached' });
  await answers(page, 'Yes');
  await page.getByText('This question includes: SCP, RCP, Resource').waitFor();
  await leave(person);
});

test('at the hospital a key of an unknown account is settled by its policy', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start Hospital' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Hospital' }).waitFor();
  const question = {
    p: 'arn:aws:iam::333344445555:user/it/admin.rossi',
    a: 'kms:Decrypt',
    r: 'arn:aws:kms:eu-central-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  };
  await goTo(page, `#/ask?${new URLSearchParams(question).toString()}`);
  await answers(page, 'Depends');
  const settle = page.getByRole('region', { name: 'What would settle it' });
  const item = settle.getByRole('listitem').filter({ hasText: 'The key policy of' });
  await item.getByRole('button', { name: 'Paste the policy' }).click();
  await item.getByRole('textbox', { name: 'The policy' }).fill(policy('333344445555'));
  await item.getByRole('button', { name: 'Use it' }).click();
  await item.waitFor({ state: 'detached' });
  await page.getByText(/This question includes: .*Resource/).waitFor();
  await leave(person);
});
