/** Measures how long a person waits for the page, in the first example and in a full-quota account. Milliseconds. */

import type { Page } from 'playwright-core';
import { attachReadPayroll, fixes, goTo, goToQuestion, redo, undo } from '../../setup/page-steps.ts';
import type { Form } from '../form.ts';
import { drawn } from '../graph/figures.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';
import { type Site, onTheSite } from './browser.ts';
import { importAccount } from './imported-account.ts';
import { editTime, firstVerdict } from './watching.ts';
import { wayPageFigures } from './ways.ts';
import { workerFigures } from './worker.ts';

export const pageFigures = (form: Form): Promise<Figures> =>
  onTheSite(form, async (site) => ({
    ...(await smallFigures(site, form)),
    ...(await fullQuotaFigures(await site.newPage(), site.address, form)),
  }));

async function smallFigures({ address, newPage }: Site, form: Form): Promise<Figures> {
  const starts: number[] = [];
  const turns = form.turns(5);
  for (let turn = 1; ; turn += 1) {
    const page = await newPage();
    await page.goto(address);
    starts.push(await firstVerdict(page));
    if (turn === turns) {
      await attachReadPayroll(page).click();
      const edit = await undoAndRedo(page, form);
      await page.context().close();
      return {
        'small: navigation to first verdict, ms': median(starts),
        'small: edit to repainted verdict, ms': edit,
      };
    }
    await page.context().close();
  }
}

/** Undo and redo are edits like any other: one transaction, one apply, every answer again. */
async function undoAndRedo(page: Page, form: Form): Promise<number> {
  await undo(page).waitFor();
  const [warmUps, turns] = [form.warmUps(4), form.turns(14)];
  const taken: number[] = [];
  while (taken.length < warmUps + turns)
    taken.push(
      await editTime(page, () => undo(page).click()),
      await editTime(page, () => redo(page).click()),
    );
  return median(taken.slice(warmUps));
}

/** Asks for one user after the other until the page offers a change that turns a No; presses it. */
async function makeSomeFix(page: Page, users: readonly string[]): Promise<void> {
  const why = page.getByRole('region', { name: 'Why' });
  const fix = fixes(page).first();
  const nothing = why.getByText(/What would turn this into a No|No policy or group of this account/);
  for (const user of users.slice(0, 40)) {
    // A fix that the last question offered must not be taken for one of this question.
    await goTo(page, '#/identities');
    await why.waitFor({ state: 'detached' });
    await goToQuestion(page, { p: user, a: 's3:GetObject', r: 'arn:aws:s3:::reports/2026.csv' });
    await fix.or(nothing).first().waitFor();
    if (await fix.isVisible()) return fix.click();
  }
  throw new Error('the page offered nobody a change');
}

async function fullQuotaFigures(page: Page, site: string, form: Form): Promise<Figures> {
  const imported = await importAccount(page, site, form);
  const users = imported.users.map(({ Arn }) => Arn);
  const figures: Figures = {
    'full quota: import, ms': imported.took,
    'full quota: longest block of the page during import, ms': imported.block,
  };
  const starts: number[] = [];
  for (let turn = 0; turn < form.turns(5); turn += 1) {
    await page.goto('about:blank');
    await page.goto(`${site}#/ask`);
    starts.push(await firstVerdict(page));
  }
  figures['full quota: navigation to first verdict, ms'] = median(starts);
  await makeSomeFix(page, users);
  figures['full quota: edit to repainted verdict, ms'] = await undoAndRedo(page, form);
  Object.assign(figures, await workerFigures(page, site, users, form));
  Object.assign(figures, await wayPageFigures(page, users));
  const graph: number[] = [];
  for (let turn = 0; turn < form.turns(3); turn += 1) {
    await page.goto('about:blank');
    const from = performance.now();
    await page.goto(`${site}#/graph`);
    await drawn(page);
    graph.push(performance.now() - from);
  }
  figures['full quota: graph to usable overview, ms'] = median(graph);
  return figures;
}
