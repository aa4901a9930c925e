/** A person writes a bad policy, presses the fixes one after the other, and saves what AWS would accept. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const editor = (page: Page) => page.locator('.cm-content');

/** Finds the fixes of what AWS refuses and of warnings; a suggestion may stay. */
const fixes = (page: Page) =>
  page
    .locator('.remarks li')
    .filter({ hasText: /^\s*(Error|Security warning|Warning)/ })
    .getByRole('button', { name: /^(?!Silence|line )/ });

/** Presses fixes until none is left; each changes the document. Returns the number of presses. */
async function mendByFixes(page: Page): Promise<number> {
  for (let presses = 0; presses < 20; presses += 1) {
    const before = await editor(page).innerText();
    const [fix] = await fixes(page).all();
    if (!fix) return presses;
    await fix.click();
    await expect.poll(() => editor(page).innerText(), { timeout: 60_000 }).not.toBe(before);
  }
  throw new Error('the fixes do not end');
}

async function write(page: Page, document: object): Promise<void> {
  await editor(page).fill(JSON.stringify(document, null, 2));
  await page.getByText('Not valid. AWS would refuse this document:').waitFor();
  await fixes(page).first().waitFor();
}

const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

test('a bad bucket policy is mended by its fixes alone, and saved', async () => {
  const person = await visit(browser, { path: '#/settings/resources' });
  const { page } = person;
  await page.getByRole('button', { name: 'Create bucket' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Bucket name').fill('school-reports');
  await dialog.getByRole('button', { name: 'Create bucket' }).click();
  await page.getByRole('heading', { name: 'school-reports' }).waitFor();
  await page.getByRole('button', { name: 'Add policy' }).click();
  const bucket = 'arn:aws:s3:::school-reports';
  await write(
    page,
    policyOf(
      { Sid: 'Read', Effect: 'Allow', Principal: '*', Action: 's3:GetObjct', Resource: `${bucket}/*` },
      {
        Sid: 'List',
        Effect: 'Allow',
        NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 's3:ListBucket',
        Resource: bucket,
      },
      {
        Sid: 'Logs',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail' },
        Action: 's3:PutObject',
        Resource: `${bucket}/AWSLogs/*`,
      },
    ),
  );
  expect(await mendByFixes(page)).toBeGreaterThan(3);
  await page.getByText('Valid policy').waitFor();
  const text = await editor(page).innerText();
  expect(text).toContain('cloudtrail.amazonaws.com');
  expect(text).toContain('s3:GetObject');
  expect(text).not.toContain('NotPrincipal');
  await page.getByRole('button', { name: 'Save policy' }).click();
  await page.getByText('Saved the policy of school-reports').waitFor();
  await leave(person);
});

test('a bad trust policy is mended by its fixes alone, and saved', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start Hospital' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Hospital' }).waitFor();
  await goTo(page, '#/identities/role/monitoring?tab=trust');
  await page.getByRole('button', { name: 'Edit trust policy' }).click();
  await page.getByRole('radio', { name: 'JSON' }).click();
  const github = 'token.actions.githubusercontent.com';
  await write(
    page,
    policyOf(
      {
        Sid: 'Build',
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::333344445555:oidc-provider/${github}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringLike: { [`${github}:aud`]: '*' },
          StringEquals: {
            [`${github}:repository`]: 'linden/monitoring',
            [`${github}:ref`]: 'refs/heads/main',
          },
        },
      },
      {
        Sid: 'Build',
        effect: 'Allow',
        Principal: { Service: 'ec2' },
        Action: 'sts:AssumeRole',
        Resource: '*',
      },
    ),
  );
  expect(await mendByFixes(page)).toBeGreaterThan(3);
  await page.getByText('Valid policy').waitFor();
  const text = await editor(page).innerText();
  expect(text).toContain('ec2.amazonaws.com');
  expect(text).toContain('repo:linden/monitoring:ref:refs/heads/main');
  await page.getByRole('button', { name: 'Save trust policy' }).click();
  await page.getByRole('button', { name: 'Edit trust policy' }).waitFor();
  await leave(person);
});
