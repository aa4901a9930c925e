/**
 * A teacher with two windows: the projector shows the page in presenter view, the second window has the notes. They follow
 * each other without a message or a network. The page is the one file, opened from a disk.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const file = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;

test('from the one file on a disk, the notes lead the projector through the lesson', async () => {
  const teacher = await visit(browser, { site: file, path: '#/learn/lesson' });
  const { page: projector, context } = teacher;
  await projector.setViewportSize({ width: 1024, height: 768 });
  const [notes] = await Promise.all([
    context.waitForEvent('page'),
    projector.getByRole('button', { name: 'Present the lesson' }).click(),
  ]);
  await notes.getByRole('button', { name: 'Start the timer' }).click();
  await notes.getByRole('combobox', { name: 'Part of the lesson' }).selectOption('3. A deny wins');
  await projector.getByText('Preview of “A deny wins”.').waitFor();
  const checks = notes.getByRole('region', { name: 'The screen must read' });
  await checks.getByText('The projector reads No now.').first().waitFor();

  const answer = projector.getByRole('status', { name: 'Answer' });
  const show = projector.getByRole('button', { name: 'Show the answer' });
  await show.waitFor();
  expect(await answer.count()).toBe(0);
  await show.press('Space');
  await answer.filter({ hasText: 'No' }).waitFor();

  // A change on the projector is read in the notes at once.
  await projector.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await projector.getByText('Preview of').waitFor({ state: 'detached' });
  await show.or(answer).first().waitFor();
  if (await show.isVisible()) await show.click();
  await projector
    .getByRole('button', { name: /^Take s3:DeleteObject .* out of what ProtectAudit denies$/ })
    .click();
  await checks.getByText('The projector reads Yes now.').first().waitFor();
  await checks.getByRole('checkbox').first().check();

  await notes.keyboard.press('b');
  const code = projector.getByRole('region', { name: 'QR code' });
  await code.getByRole('heading', { name: 'A deny wins' }).waitFor();
  await notes.keyboard.press('b');
  await code.waitFor({ state: 'detached' });

  // A reload closes the notes and keeps the lesson.
  await Promise.all([notes.waitForEvent('close'), projector.reload()]);
  const [again] = await Promise.all([
    context.waitForEvent('page'),
    projector.getByRole('button', { name: 'Notes', exact: true }).click(),
  ]);
  await again.getByRole('heading', { name: 'A deny wins' }).waitFor();
  expect(await again.getByRole('checkbox').first().isChecked()).toBe(true);
  await again.getByRole('button', { name: 'Pause the timer' }).click();
  await again.close();
  await projector.keyboard.press('Escape');
  await projector.getByRole('navigation', { name: 'Places' }).waitFor();
  await leave(teacher);
});

const long = {
  who: 'arn:aws:sts::111122223333:assumed-role/Deploy/octo-org-octo-repo-deployment-run-7314',
  action: 'dynamodb:BatchWriteItem',
  resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/orders-production-archive-2026',
};
const asked = [
  { title: 'the first question of a visit', open: (page: Page) => goTo(page, '#/ask') },
  { title: 'the scenario Small company', open: (page: Page) => preview(page, 'Small company') },
  {
    title: 'the scenario Delegation with a boundary',
    open: (page: Page) => preview(page, 'Delegation with a boundary'),
  },
  {
    title: 'a long ARN and the name of a session',
    open: (page: Page) =>
      goTo(
        page,
        `#/ask?p=${encodeURIComponent(long.who)}&a=${long.action}&r=${encodeURIComponent(long.resource)}`,
      ),
  },
];

async function preview(page: Page, title: string): Promise<void> {
  await goTo(page, '#/learn/scenarios');
  await page.getByRole('button', { name: `Start ${title}` }).click();
  await page.getByText(`Preview of “${title}”.`).waitFor();
}

/** Pixels from the top of the window, where the page is not scrolled. */
async function boxOf(part: Locator) {
  const { y = 0, height = 0 } = (await part.boundingBox()) ?? {};
  return { top: y, bottom: y + height, height };
}

/** The names of the path in a drawing: pixels of their letters, and where they begin and end in its box. */
const namesOn = (drawing: Locator) =>
  drawing.evaluate(async (box) => {
    while (box.getAttribute('aria-busy') === 'true') await new Promise(requestAnimationFrame);
    const { cy } = (box as HTMLElement & { _cyreg: { cy: { zoom(): number; nodes(selector: string): [] } } })
      ._cyreg;
    const nodes: { data(name: string): number; renderedBoundingBox(): { y1: number; y2: number } }[] =
      Array.from(cy.nodes('.lit'));
    return nodes.map((node) => ({
      letters: node.data('font') * cy.zoom(),
      ...node.renderedBoundingBox(),
    }));
  });

test.each([
  'A first IAM account',
  'A deny wins',
  'A vendor with an external id',
  'Delegation with a boundary',
  'Deploying from a pipeline',
  'An account that grew',
])('in the lesson, “%s” has question, verdict and path in the window with its guide open', async (title) => {
  const teacher = await visit(browser);
  const { page } = teacher;
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'QR code' }).waitFor();
  await preview(page, title);
  await page.getByRole('button', { name: 'Show the guide' }).click();
  await page.getByRole('complementary', { name: 'Guide' }).waitFor();
  const show = page.getByRole('button', { name: 'Show the answer', exact: true });
  await show.waitFor();
  const scrolls = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  await expect.poll(scrolls).toBe(0);
  await show.press('Enter');
  const drawing = page.getByRole('img', { name: /Drawing of/ });
  const names = await namesOn(drawing);
  expect(names.length).toBeGreaterThan(1);
  // The tools stand under the drawing, in its card.
  const tools = await boxOf(page.getByRole('button', { name: 'Fit', exact: true }));
  expect(tools.bottom).toBeLessThanOrEqual(768);
  const { top } = await boxOf(drawing);
  for (const { y2 } of names) expect(top + y2).toBeLessThanOrEqual(tools.top);
  await leave(teacher);
});

test.each(asked)(
  'on a projector, question, verdict and path of $title fit in 1024 × 768',
  async ({ open }) => {
    const teacher = await visit(browser);
    const { page } = teacher;
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'QR code' }).waitFor();
    await open(page);
    const show = page.getByRole('button', { name: 'Show the answer' });
    const sentence = page.getByRole('region', { name: 'The question' }).locator('.sentence');
    await show.waitFor();
    const card = await boxOf(page.getByRole('region', { name: 'The question' }));
    const covered = { sentence: await boxOf(sentence), button: await boxOf(show) };
    // The question has the rest of the window, and stands with its button in the middle of the card.
    expect(card.bottom).toBeGreaterThan(740);
    expect(covered.button.bottom).toBeLessThan(card.bottom);
    expect(covered.button.bottom - covered.sentence.top).toBeGreaterThan(card.height * 0.5);
    await show.press('Enter');
    const drawing = page.getByRole('img', { name: /Drawing of/ });
    const names = await namesOn(drawing);
    expect(names.length).toBeGreaterThan(1);
    const { top } = await boxOf(drawing);
    for (const { letters, y1, y2 } of names) {
      expect(letters).toBeGreaterThanOrEqual(18);
      expect(top + y1).toBeGreaterThan(0);
      expect(top + y2).toBeLessThanOrEqual(768);
    }
    const letters = await sentence.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    expect(letters).toBeGreaterThanOrEqual(40);
    const verdict = await boxOf(page.getByRole('status', { name: 'Answer' }));
    expect(verdict.bottom).toBeLessThan(768);
    expect(
      await page.evaluate(() => [window.scrollY, document.documentElement.scrollWidth - innerWidth]),
    ).toEqual([0, 0]);
    await leave(teacher);
  },
);

test('the drawing of the graph ends within the window, under the banner of a preview and in presenter view', async () => {
  const teacher = await visit(browser);
  const { page } = teacher;
  const ends = async (height: number) => {
    await page.getByText('Preview of “Small company”.').waitFor();
    const drawing = page.getByRole('img', { name: /^Drawing of/ });
    await drawing.waitFor();
    await expect.poll(async () => (await boxOf(drawing)).bottom).toBeLessThanOrEqual(height);
    expect((await boxOf(drawing)).height).toBeGreaterThan(250);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  };
  await preview(page, 'Small company');
  await page.setViewportSize({ width: 1366, height: 768 });
  await goTo(page, '#/graph');
  await ends(768);
  await page.setViewportSize({ width: 1024, height: 768 });
  await ends(768);
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'QR code' }).waitFor();
  await ends(768);
  await page.setViewportSize({ width: 1440, height: 900 });
  await leave(teacher);
});
