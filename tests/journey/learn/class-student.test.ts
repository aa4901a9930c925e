/** A student joins a class from a link or from the page as one file, plays, and has a code that the teacher can read. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import { type CodeOutcome, readCode } from '../../../src/learn/class/code.ts';
import { encodeClassLink } from '../../../src/learn/class/link.ts';
import { writePlan } from '../../../src/learn/class/read.ts';
import { withCarried } from '../../../src/platform/own-page.ts';
import { watch } from '../../setup/site.ts';
import { plan } from '../../learn/class/sample.ts';
import { leave, theBrowser, visit } from '../visit.ts';

const { questions: _, ...withoutQuestions } = plan;
const oneFile = resolve(import.meta.dirname, '../../../dist/iam-playground.html');

async function joinAs(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: `Join “${plan.title}”` }).waitFor();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Join the class' }).click();
}

async function codeOn(page: Page): Promise<CodeOutcome> {
  const code = await page.getByLabel('Code of your result', { exact: true }).textContent();
  return readCode(code ?? '', plan);
}

test('a link joins a class, and the work in its level is in the code, also after a reload', async () => {
  const person = await visit(await theBrowser());
  const { page } = person;
  await page.goto('about:blank');
  await page.goto(`${inject('site')}${encodeClassLink(withoutQuestions)}`);
  await joinAs(page, 'Ana');
  await page.getByRole('link', { name: 'Begin with the first level' }).click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByRole('button', { name: 'Start this level' }).click();
  await page.getByRole('complementary', { name: 'Level' }).getByRole('link', { name: 'Level 1' }).click();
  await page.getByRole('link', { name: 'Back to the class' }).click();
  await page.reload();
  await page.getByText(/^Ana · variant [a-z2-9]{6}$/).waitFor();
  expect(await codeOn(page)).toMatchObject({
    kind: 'ok',
    result: { student: 'Ana', levels: [{ id: 'first-policy', guesses: [false] }] },
  });
  await leave(person);
});

test('the page as one file with a class inside asks a new student for the name, and keeps it', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'class-')), 'class.html');
  writeFileSync(file, withCarried(readFileSync(oneFile, 'utf8'), [writePlan(plan)]).join(''));
  const site = pathToFileURL(file).href;
  const context = await (await theBrowser()).newContext();
  const page = await context.newPage();
  const person = { page, context, offences: watch(page, site) };
  await page.goto(site);
  await joinAs(page, 'Ben');
  await page.getByRole('link', { name: 'Answer ten questions' }).waitFor();
  await page.reload();
  await page.getByText(/^Ben · variant/).waitFor();
  expect(await codeOn(page)).toMatchObject({ kind: 'ok', result: { student: 'Ben', levels: [] } });
  await leave(person);
});
