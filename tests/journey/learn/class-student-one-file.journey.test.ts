/** A student opens the page as one file with a class inside, from a disk, types a name, and is asked only once. Later it opens the class. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { writePlan } from '#learn/class/read.ts';
import { withCarried } from '#platform/own-page.ts';
import { leave, theBrowser } from '../visit.ts';
import { plan } from '../../learn/class/sample.ts';
import { watch } from '../../setup/site.ts';
import { codeOn, joinAs } from '../../support/by-hand/class.ts';

const oneFile = resolve(import.meta.dirname, '../../../dist/iam-playground.html');

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
  // Opened again later, the file shows the class, not the place of the last visit; a place in the address is kept.
  for (const [address, title] of [
    ['#/learn', 'Learn'],
    ['', plan.title],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`${site}${address}`);
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }
  await leave(person);
});
