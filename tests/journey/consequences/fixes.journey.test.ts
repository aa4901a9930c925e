/** A person is refused at one layer after the other, and Ask has the least change for each: one press, and one Undo. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething, fixes, goToQuestion } from '../../setup/page-steps.ts';
import { answers, fixture, importFiles, leave, theBrowser, undo, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

async function isFixed(page: Page, question: Readonly<Record<string, string>>, fix: RegExp): Promise<void> {
  await goToQuestion(page, question);
  await answers(page, 'No');
  await fixes(page)
    .and(page.getByRole('button', { name: fix }))
    .click();
  await answers(page, 'Yes');
  await undo(page).click();
  await answers(page, 'No');
}

const ward = 'arn:aws:iam::333344445555';
const atTheHospital = {
  identity: [
    { p: `${ward}:user/it/helpdesk.omar`, a: 'sts:AssumeRole', r: `${ward}:role/monitoring` },
    /^Allow sts:AssumeRole on role monitoring in a new inline policy of helpdesk\.omar$/,
  ],
  boundary: [
    {
      p: `${ward}:user/clinical/nurse.amara`,
      a: 'sqs:SendMessage',
      r: 'arn:aws:sqs:eu-central-1:333344445555:insurance-claims',
    },
    /^Allow sqs:SendMessage .* and the boundary ClinicalBoundary$/,
  ],
  trust: [
    {
      p: 'arn:aws:iam::666677778888:user/intern.novak',
      a: 'sts:AssumeRole',
      r: `${ward}:role/partners/research-reader`,
    },
    /^Do it as the root users of the accounts 333344445555 and 666677778888$/,
  ],
  bucket: [
    { p: `${ward}:role/monitoring`, a: 's3:PutObject', r: 'arn:aws:s3:::linden-backup/x' },
    /^Take .* the policy of s3:\/\/linden-backup denies/,
  ],
  mfa: [
    { p: `${ward}:user/clinical/nurse.diaz`, a: 'sts:AssumeRole', r: `${ward}:role/emergency-access` },
    /in the trust policy of emergency-access$/,
  ],
} as const;

test('at the hospital a denial is fixed in identity, boundary, trust and bucket policies, and MFA is asked with', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start Hospital' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Hospital' }).waitFor();
  for (const [question, fix] of Object.values(atTheHospital)) await isFixed(page, question, fix);
  await page.getByRole('button', { name: 'Ask with this context' }).click();
  await answers(page, 'Yes');
  expect(page.url()).toContain('c.aws%3AMultiFactorAuthPresent=true');
  await leave(person);
});

test('a denial by an SCP is fixed in the management account, also where a goal folds what would change it', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start A guard-rail for regions' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  // This step attaches EuropeOnly to the unit of wendy's account.
  await page.getByRole('button', { name: 'Do it for me' }).click();
  await page.getByText('Done:').waitFor();
  const wendy = { p: 'arn:aws:iam::710071007100:user/wendy', 'c.aws:RequestedRegion': 'us-east-1' };
  const inManagement = /^Do it as the root user of account 700070007000$/;
  await isFixed(
    page,
    { ...wendy, a: 'sqs:SendMessage', r: 'arn:aws:sqs:us-east-1:710071007100:jobs' },
    inManagement,
  );
  // The scenario wants a No here, so the changes are folded.
  const question = { ...wendy, a: 'ec2:RunInstances', r: 'arn:aws:ec2:*:710071007100:instance/*' };
  await goToQuestion(page, question);
  await page.getByText('Goal reached:').waitFor();
  await page.getByText('Change this answer').click();
  await isFixed(page, question, inManagement);
  await leave(person);
});

test('in an imported account a denial by a Deny and one that nothing allows are fixed', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [fixture('quirky-account.json')]);
  await askSomething(page).click();
  const [robot, r] = ['arn:aws:iam::210987654321:user/machines/Robot_1', 'arn:aws:s3:::anything/at/all'];
  await isFixed(
    page,
    { p: robot, a: 's3:GetObject', r },
    /^Take s3:GetObject on s3:\/\/anything\/at\/all out of what AsText of Robot_1 denies$/,
  );
  await isFixed(
    page,
    { p: robot, a: 'sns:Publish', r: 'arn:aws:sns:eu-west-1:210987654321:news' },
    /^Take sns:Publish .* of Robot_1 denies, then allow .* a new inline policy of Robot_1 and the boundary Ceiling$/,
  );
  await leave(person);
});
