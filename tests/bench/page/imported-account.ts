/** Brings the generated account in as a person does: as a file, into a workspace of its own. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createReference } from '#reference/reference.ts';
import { askSomething, chooseFiles } from '../../setup/page-steps.ts';
import type { Form } from '../form.ts';
import { accountDetails } from '../generated-account.ts';
import { inFolder } from './browser.ts';
import { forgetBlocks, longestBlock } from './watching.ts';

interface ImportedUser {
  readonly Arn: string;
  readonly UserName: string;
}

interface ImportedAccount {
  readonly users: readonly ImportedUser[];
  /** Milliseconds from the choice of the file to the note that it is there. */
  readonly took: number;
  /** Milliseconds of the longest block of the page in that time. */
  readonly block: number;
}

/** Ends in Ask, in the workspace of the account. */
export async function importAccount(page: Page, site: string, form: Form): Promise<ImportedAccount> {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const details = accountDetails(form, reference);
  const { UserDetailList: users } = JSON.parse(details) as { UserDetailList: ImportedUser[] };
  return inFolder(async (folder) => {
    const file = join(folder, 'account.json');
    writeFileSync(file, details);
    await page.goto(`${site}#/workspaces?tab=import`);
    const chooser = await chooseFiles(page);
    await forgetBlocks(page);
    const from = performance.now();
    await chooser.setFiles(file);
    await askSomething(page).waitFor();
    const took = performance.now() - from;
    const block = await longestBlock(page);
    await askSomething(page).click();
    return { users, took, block };
  });
}

/** Returns the user in the middle of the list. */
export function middleUser({ users }: ImportedAccount): ImportedUser {
  const user = users[Math.floor(users.length / 2)];
  if (!user) throw new Error('the generated account has no users');
  return user;
}
