/**
 * A teacher makes a class, and thirty results come back, three of them altered by hand: half as files, half in one paste.
 * The same on the site and in the single file from a disk.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { decodeClassLink } from '#learn/class/link.ts';
import { writeResult } from '#learn/class/result-file.ts';
import { altered, codesOf, thirtyResults } from '../../support/class-results.ts';
import { chooseFiles } from '../../setup/page-steps.ts';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const onDisk = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;

test.each(['on the site', 'from a disk'])(
  'a class of thirty comes back to its teacher, %s',
  async (where) => {
    const person = await visit(browser, { site: where === 'on the site' ? inject('site') : onDisk });
    const { page } = person;
    await goTo(page, '#/learn/class/new');
    await page.getByRole('button', { name: 'Make the class' }).click();
    const link = await page.getByLabel('Link of the class').inputValue();
    const plan = decodeClassLink(link.slice(link.indexOf('#')));
    if (!plan.ok) throw new Error(plan.error.message);

    await page.getByRole('tab', { name: 'Results' }).click();
    const files = thirtyResults(plan.value)
      .slice(0, 15)
      .map((result, at) => ({
        name: `${result.student}.json`,
        mimeType: 'application/json',
        // Somebody wants to have solved the first level in a second.
        buffer: Buffer.from(
          writeResult(result, plan.value).replace(/"seconds": \d+/, at === 4 ? '"seconds": 1' : '$&'),
        ),
      }));
    const chooser = await chooseFiles(page);
    await chooser.setFiles(files);
    await page.getByText('14 students are new.').waitFor();
    await page.getByText('Emil.json: The code of Emil was altered.').waitFor();

    const codes = codesOf(plan.value).slice(15);
    await page
      .getByLabel('Codes')
      .fill(
        codes.map((code, at) => `Student ${at}: ${at === 3 || at === 9 ? altered(code) : code}`).join('\n'),
      );
    await page.getByRole('button', { name: 'Add the codes' }).click();
    await page.getByText('13 students are new.').waitFor();
    await page.getByRole('row', { name: /^Dana / }).waitFor();
    await page.getByText('The code of Sam was altered.').waitFor();
    await page.getByText('The code of Yara was altered.').waitFor();
    const rows = page.getByRole('table', { name: 'Students' }).getByRole('row');
    expect(await rows.count()).toBe(28);

    await page.reload();
    await page.getByRole('row', { name: /^Dana / }).waitFor();
    expect(await rows.count()).toBe(28);
    await leave(person);
  },
);
