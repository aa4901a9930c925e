/** All that a teacher prints comes out whole: black on white, at least 11 pt, nothing cut, nothing of the page's frame. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

/** CSS pixels between the margins: A4 and Letter have 180 and 186 mm there. */
const sheets = { A4: 680, Letter: 702 } as const;

/** Runs inside the page, as it is printed. Returns what a person would not want on paper. */
function faultsOnPaper(): string[] {
  const found = new Set<string>();
  const say = (what: string, element: Element): void => {
    found.add(`${what}: ${element.tagName}.${element.className} ${(element.textContent ?? '').slice(0, 60)}`);
  };
  const seen = [...document.body.querySelectorAll<HTMLElement>('*')].filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 1 && height > 1 && one.checkVisibility({ visibilityProperty: true });
  });
  for (const one of seen) {
    const style = getComputedStyle(one);
    if (one.matches('.topbar, .rail, .toasts, .tabs-list, .button')) say('frame', one);
    if (one.getBoundingClientRect().right > window.innerWidth + 1) say('beyond the paper', one);
    if (style.overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 2) say('cut', one);
    if (style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 2) say('cut', one);
    const hasText = [...one.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
    if (!hasText || one.closest('svg')) continue;
    if (Number.parseFloat(style.fontSize) < 14.6) say(`${style.fontSize} is under 11 pt`, one);
    const [red = 0, green = 0, blue = 0] = (style.color.match(/[\d.]+/g) ?? []).map(Number);
    if (0.2126 * red + 0.7152 * green + 0.0722 * blue > 118) say(`${style.color} is too light`, one);
    if (one.closest('a') && blue > red + 30) say('a link is blue', one);
  }
  return [...found];
}

async function onPaper(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const before = page.viewportSize();
  for (const [name, width] of Object.entries(sheets)) {
    await page.setViewportSize({ width, height: 960 });
    await page.emulateMedia({ media: 'print' });
    const faults = await page.evaluate(faultsOnPaper);
    if (faults.length > 0) found[name] = faults;
    await page.emulateMedia({ media: 'screen' });
  }
  if (before) await page.setViewportSize(before);
  return found;
}

test('the lesson, a level, a question and the credential report print whole from a dark page', async () => {
  const person = await visit(browser, { path: '#/learn/scenarios' });
  const { page } = person;
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Start Small company' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Small company' }).waitFor();
  const found: Record<string, unknown> = {};
  await goTo(page, '#/ask');
  await page.getByText('How AWS decided, step by step').waitFor();
  await page.locator('.cm-content').first().waitFor();
  found['ask'] = await onPaper(page);
  await goTo(page, '#/learn/lesson');
  await page.getByRole('heading', { name: 'Before the lesson' }).waitFor();
  found['script'] = await onPaper(page);
  await page.getByRole('tab', { name: 'Student sheet' }).click();
  await page.getByLabel(/^Address of the page/).fill('http://192.168.0.5:4173/');
  await page.getByRole('img', { name: 'QR code of level 15' }).waitFor();
  found['sheet'] = await onPaper(page);
  await page.getByRole('tab', { name: 'Answers' }).click();
  await page.getByText('Add "s3:DeleteBucket" to the Deny').waitFor();
  found['answers'] = await onPaper(page);
  await goTo(page, '#/learn/level/deny-wins');
  await page.getByRole('button', { name: 'Yes', exact: true }).waitFor();
  found['level'] = await onPaper(page);
  await goTo(page, '#/identities/reports/credential-report');
  await page.getByRole('button', { name: 'Generate report' }).click();
  const table = page.getByRole('table', { name: 'Credential report' });
  await table.waitFor();
  found['report'] = await onPaper(page);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => table.locator('tbody tr').count()).toBe(17);
  expect(found).toEqual({ ask: {}, script: {}, sheet: {}, answers: {}, level: {}, report: {} });
  await leave(person);
});

test('a student sheet from a file has no code that leads nowhere, and the chosen page stays after a reload', async () => {
  const site = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;
  const person = await visit(browser, { site });
  const { page } = person;
  await goTo(page, '#/learn/lesson/sheets');
  await page.getByText('on the page of your class. Predict first').waitFor();
  expect(await page.getByRole('img', { name: /^QR code/ }).count()).toBe(0);
  await page.reload();
  await page.getByRole('button', { name: 'Print the sheet' }).waitFor();
  await leave(person);
});
