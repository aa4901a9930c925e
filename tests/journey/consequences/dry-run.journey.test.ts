/** An SCP is tried before it is attached, on the built site: who loses what is said, and only Do it changes anything. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../../setup/page-steps.ts';
import { answers, fixture, goTo, importFiles, leave, theBrowser, undo, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const denying = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action, Resource: '*' }],
});

const asFile = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(value)),
});

/** Opens the dialog of a place in the organization, and chooses to attach the SCP there. */
async function tried(page: Page, scp: string, place: string) {
  await page.getByRole('button', { name: `Try it first: changes on ${place}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Who gains and loses what' });
  const change = dialog.getByRole('combobox', { name: 'Change to try' });
  await change.fill(`Attach SCP ${scp} to ${place}`);
  await change.press('Enter');
  await dialog.getByText(/^\d+ identit(y loses|ies lose) permissions\./).waitFor();
  return dialog;
}

interface Case {
  readonly scp: string;
  readonly place: { readonly id: string; readonly name: string };
  readonly question: Readonly<Record<string, string>>;
  /** Said in the dialog. */
  readonly loss: { readonly who: RegExp; readonly what: RegExp };
}

/** Closes the dialog without a change, then does what it offers, and takes it back. */
async function isTried(page: Page, { scp, place, question, loss }: Case): Promise<void> {
  const ask = `#/ask?${new URLSearchParams(question).toString()}`;
  const tree = `#/settings/organization/${place.id}`;
  await goTo(page, tree);
  const dialog = await tried(page, scp, place.name);
  await dialog.getByRole('heading', { name: loss.who }).waitFor();
  expect((await dialog.innerText()).replaceAll(/\s+/g, ' ')).toMatch(loss.what);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: `Detach ${scp} from ${place.name}` }).count()).toBe(0);
  await goTo(page, ask);
  await answers(page, 'Yes');

  await goTo(page, tree);
  const again = await tried(page, scp, place.name);
  await again.getByRole('button', { name: 'Do it' }).click();
  await page.getByRole('button', { name: `Detach ${scp} from ${place.name}` }).waitFor();
  await goTo(page, ask);
  await answers(page, 'No');
  await undo(page).click();
  await answers(page, 'Yes');
}

/** Returns the Hospital, which manages an organization with its institute here. */
function hospitalWithOrganization() {
  const file = resolve(import.meta.dirname, '../../../public/examples/hospital.json');
  const hospital: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const organization = {
    managementAccount: '333344445555',
    rootId: 'r-ward',
    members: [{ account: '666677778888' }],
    policies: [
      {
        policyId: 'p-FullAWSAccess',
        name: 'FullAWSAccess',
        type: 'SERVICE_CONTROL_POLICY',
        targets: ['r-ward', '333344445555', '666677778888'],
      },
      {
        policyId: 'p-nostorage',
        name: 'NoStorage',
        type: 'SERVICE_CONTROL_POLICY',
        document: denying('s3:*'),
      },
    ],
  };
  return { ...(hospital as object), organization };
}

/** The details of the management account, which the collector of a member account cannot see. */
function managementDetails() {
  const Arn = 'arn:aws:iam::333333333333:user/max';
  const max = { Path: '/', UserName: 'max', UserId: 'AIDAMAX', Arn, CreateDate: '2024-01-31T12:00:00Z' };
  return { UserDetailList: [max], GroupDetailList: [], RoleDetailList: [], Policies: [] };
}

test('at the hospital an SCP on the institute is tried, left, attached and undone', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [asFile('hospital.json', hospitalWithOrganization())]);
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Hospital' }).waitFor();
  await isTried(page, {
    scp: 'NoStorage',
    place: { id: '666677778888', name: 'Institute for Heart Research' },
    question: {
      p: 'arn:aws:iam::666677778888:user/lena.fischer',
      a: 's3:PutObject',
      r: 'arn:aws:s3:::heart-results/x',
    },
    loss: {
      who: /^For lena\.fischer .*, marc\.dubois/,
      what: /No longer allowed .*S3, Write: PutObject on the objects of bucket heart-results/,
    },
  });
  await leave(person);
});

test('in an imported account a new SCP on its unit is tried, left, attached and undone', async () => {
  const person = await visit(browser);
  const { page } = person;
  const collected: unknown = JSON.parse(readFileSync(fixture('collected.json'), 'utf8'));
  await importFiles(page, [
    asFile('collected.json', collected),
    asFile('management.json', managementDetails()),
  ]);
  await askSomething(page).click();
  await goTo(page, '#/settings/organization');
  await page.getByRole('button', { name: /the management account, as its root$/ }).click();
  await page.getByRole('button', { name: 'Create SCP' }).click();
  const made = page.getByRole('dialog', { name: 'Create an SCP' });
  await made.getByRole('textbox', { name: 'Name' }).fill('NoQueues');
  await made.locator('.cm-content').fill(JSON.stringify(denying('sqs:*'), null, 2));
  await made.getByRole('button', { name: 'Save' }).click();
  await made.waitFor({ state: 'detached' });
  await isTried(page, {
    scp: 'NoQueues',
    place: { id: 'ou-ab12-aaaabbbb', name: 'Workloads' },
    question: {
      p: 'arn:aws:iam::222222222222:user/dana',
      a: 'sqs:SendMessage',
      r: 'arn:aws:sqs:eu-west-1:222222222222:jobs',
    },
    loss: { who: /dana/, what: /No longer allowed .*SQS, Write: all \d+ actions on all resources/ },
  });
  await leave(person);
});
