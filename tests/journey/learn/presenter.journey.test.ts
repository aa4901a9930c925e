/**
 * A teacher with two windows: the projector shows the page in presenter view, the second window has the notes. They follow
 * each other without a message or a network. The page is the one file, opened from a disk.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { leave, theBrowser, visit } from '../visit.ts';

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
