/** A student at the page of a class: types a name, and reads the code of the result. */

import type { Page } from 'playwright-core';
import { type CodeOutcome, readCode } from '#learn/class/code.ts';
import { plan } from '../../learn/class/sample.ts';

export async function joinAs(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: `Join “${plan.title}”` }).waitFor();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Join the class' }).click();
}

export async function codeOn(page: Page): Promise<CodeOutcome> {
  const code = await page.getByLabel('Code of your result', { exact: true }).textContent();
  return readCode(code ?? '', plan);
}
