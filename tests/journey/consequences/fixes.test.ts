/** A person is refused at one layer after the other, and Ask has the least change for each: one press, and one Undo. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { answers, goTo, leave, theBrowser, undo, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

async function isFixed(page: Page, question: Readonly<Record<string, string>>, fix: RegExp): Promise<void> {
  await goTo(page, `#/ask?${new URLSearchParams(question).toString()}`);
  await answers(page, 'No');
  await page.getByRole('region', { name: 'Why' }).getByRole('button', { name: fix }).click();
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
