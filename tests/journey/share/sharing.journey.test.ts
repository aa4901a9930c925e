/** A teacher shares, a student opens: a preview over the student's own work, kept only when they say so. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { watch } from '../../setup/site.ts';
import { answers, classroom, goOffline, goTo, leave, madeLink, theBrowser, visit } from '../visit.ts';

let browser: Browser;
/** Made by one teacher on localhost, opened by everybody. */
let link: string;
beforeAll(async () => {
  browser = await theBrowser();
  link = await madeLink(browser);
});

test('a link that was cut off says so to a first visitor, and nothing is stored', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const offences = watch(page, inject('site'));
  await page.goto(link.slice(0, -20));
  await page.getByText(/cut off after \d+ of \d+ characters/).waitFor();
  await page.getByRole('main', { name: 'Workspaces' }).waitFor();
  expect(await page.getByRole('button', { name: /^Rename/ }).count()).toBe(0);
  await leave({ page, context, offences });
});

/** A scenario of the gallery: looked at, kept, its steps done, its goal reached, also after a reload. */
async function learns(page: Page): Promise<void> {
  await goTo(page, '#/learn/scenarios');
  await page.getByRole('button', { name: 'Start A deny wins' }).click();
  await page.getByText('Preview of “A deny wins”').waitFor();
  await answers(page, 'No');
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Done: step 1' }).click();
  await page.getByRole('button', { name: 'Do it for me: step 3' }).click();
  await page.getByText('2 of 2 reached').waitFor();
  await page.getByText('2 of 3 done').waitFor();
  await answers(page, 'Yes');
  await page.reload();
  await page.getByText('2 of 2 reached').waitFor();
  await page.getByText('2 of 3 done').waitFor();
}

/** The code alone, pasted where the page has another address. */
async function pastes(page: Page, code: string): Promise<void> {
  await goTo(page, '#/workspaces?tab=import');
  await page.getByRole('textbox', { name: 'Link or code' }).fill(code);
  await page.getByRole('button', { name: 'Open the preview' }).click();
  await page.getByText('Preview of “First minutes”').waitFor();
  await answers(page, 'Yes');
}

test('a link made over plain http opens there and its code opens elsewhere, as does the gallery', async () => {
  const site = inject('site').replace('localhost', classroom);
  const made = await madeLink(browser, site);
  expect(made).toMatch(new RegExp(`^http://${classroom}:\\d+/#s1\\.`));
  const student = await visit(browser, { site });
  await student.page.goto(made);
  await student.page.getByText('Preview of “First minutes”').waitFor();
  await answers(student.page, 'Yes');
  await student.page.getByRole('button', { name: /^Back to/ }).click();
  await learns(student.page);
  // Keys of providers need WebCrypto: without it the scenario opens all the same.
  await goTo(student.page, '#/learn/scenarios');
  await student.page.getByRole('button', { name: 'Start Signing in with SAML' }).click();
  await student.page.getByText('Preview of “Signing in with SAML”').waitFor();
  await answers(student.page, 'Yes');
  await leave(student);
  const elsewhere = await visit(browser);
  await pastes(elsewhere.page, made.replace(/^.*#/, '#'));
  await leave(elsewhere);
});

test('a link, a code and the gallery open offline', async () => {
  const person = await visit(browser, { offline: true });
  const { page } = person;
  await goOffline(person);
  await page.reload();
  await answers(page, 'No');
  await page.goto(link);
  await page.getByText('Preview of “First minutes”').waitFor();
  await answers(page, 'Yes');
  await page.getByRole('button', { name: /^Back to/ }).click();
  await pastes(page, link.replace(/^.*#/, '#'));
  await page.getByRole('button', { name: /^Back to/ }).click();
  await learns(page);
  await leave(person);
});

test('the one file from a disk takes a code, a link of its own, the gallery and the lesson', async () => {
  const site = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;
  const person = await visit(browser, { site });
  const { page } = person;
  await pastes(page, link.replace(/^.*#/, '#'));
  await page.getByRole('button', { name: /^Back to/ }).click();
  await page.goto(`${site}${link.replace(/^.*#/, '#')}`);
  await page.getByText('Preview of “First minutes”').waitFor();
  await page.getByRole('button', { name: /^Back to/ }).click();
  await learns(page);
  await goTo(page, '#/learn/lesson');
  await page.getByRole('heading', { level: 1, name: 'Who may do what, and why' }).waitFor();
  await leave(person);
});

test('the answer is in sight in a frame of 360 × 300, without bars, and with a way out', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 300 } });
  const page = await context.newPage();
  const offences = watch(page, inject('site'));
  await page.goto(link.replace('#', '?embed#'));
  await answers(page, 'Yes');
  const answer = await page.getByRole('status', { name: 'Answer' }).boundingBox();
  expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(300);
  expect(await page.getByRole('navigation', { name: 'Places' }).count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const out = page.getByRole('link', { name: 'Open in a tab of its own' });
  expect(await out.getAttribute('href')).toBe(link);
  await leave({ page, context, offences });
});
