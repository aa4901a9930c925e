/** A company wants each new user tagged: the refused person is told the tag, and asks with it. Nothing is changed. */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../../setup/page-steps.ts';
import { answers, goTo, importFiles, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const account = '210987654321';
const document = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: ['iam:CreateUser', 'iam:TagUser'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestTag/team': 'pay' } },
  },
};
const details = {
  UserDetailList: [
    {
      Path: '/',
      UserName: 'hiring',
      UserId: 'AIDAHIRINGHIRINGHIRI1',
      Arn: `arn:aws:iam::${account}:user/hiring`,
      CreateDate: '2026-01-01T00:00:00+00:00',
      UserPolicyList: [{ PolicyName: 'TaggedOnly', PolicyDocument: document }],
      GroupList: [],
      AttachedManagedPolicies: [],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
};

test('where a tag of the request is missing, asking with it comes first and turns the answer', async () => {
  const person = await visit(browser);
  const { page } = person;
  const file = {
    name: 'company.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(details)),
  };
  await importFiles(page, [file]);
  await askSomething(page).click();
  const question = {
    p: `arn:aws:iam::${account}:user/hiring`,
    a: 'iam:CreateUser',
    r: `arn:aws:iam::${account}:user/new`,
  };
  await goTo(page, `#/ask?${new URLSearchParams(question).toString()}`);
  await answers(page, 'No');
  await page.getByText('The request can be made so that it is allowed. Or change the account:').waitFor();
  await page.getByRole('button', { name: 'Ask with this context' }).click();
  await answers(page, 'Yes');
  expect(decodeURIComponent(page.url())).toContain('c.aws:RequestTag/team=pay');
  await leave(person);
});
