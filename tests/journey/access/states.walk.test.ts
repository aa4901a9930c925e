/**
 * Walks every state that a person reaches only by doing something (places as they open are in places.journey.test.ts): it
 * fits the windows that people have. The states are arranged as for the pictures, so that what is looked at is what is
 * checked. Those of one form each are looked at closer: their words, with axe in both themes, no wider than 360 px, and by
 * finger on a phone. Two people walk at once: while one waits for frames, the other works.
 */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Shot, shotOf, shots } from '../../look/shots.ts';
import { countOf } from '../../setup/counts.ts';
import { attachReadPayroll } from '../../setup/page-steps.ts';
import { wordFaults } from '../../setup/words/page.ts';
import { goTo, leave, theBrowser, undo, visit } from '../visit.ts';
import { bringAxe, faultsAtAnyWidth, painted } from './axe.ts';
import { becomePhone, bringRuler, faultsOnPhone, sizeFaults } from './boxes.ts';

const closer = new Set([
  ...['sign-in-wrong', 'sign-in-mfa', 'sign-in-new-password', 'signed-in-refused', 'switch-role'],
  'home-switch-refused',
  ...['create-user-key', 'create-user-review', 'create-role-account', 'user-mfa', 'identities-bulk'],
  ...['policy-versions', 'policy-errors', 'import-refused', 'keys', 'settings-control-policy'],
  ...['user-effective-open', 'flows-lacking', 'flow-saml-lacking'],
  ...['learn-progress-refused', 'level-guesses', 'level-guessed', 'level-statement'],
  ...['level-hints', 'level-missed-star', 'level-line-solved', 'class-give', 'class-altered'],
  ...['arcade-denied', 'arcade-attack', 'arcade-end', 'word-in-sentence', 'word-of-field'],
  // Much of these is in those above, and they take half a minute.
  ...countOf({
    sample: [],
    full: [],
    most: [
      ...['level-begun', 'level-watched', 'level-solved', 'level-line'],
      ...['arcade-question', 'arcade-allowed', 'word-of-tab', 'word-of-legend'],
    ],
  }),
]);

/** Presenter view has the letters of a projector, so a phone is no size of it. Paper and `#/ui` are no windows. */
const all = shots.filter(
  ({ name, inDevelopment, isPaper }) => !inDevelopment && !isPaper && !name.startsWith('presenter-'),
);
const isOfSeries = ({ name, arrange }: Shot) => arrange.onward !== undefined && !closer.has(name);
const alone = all.filter((shot) => !isOfSeries(shot)).map(({ name }) => name);
/** Those of one series are walked in one visit. */
const inSeries = all.filter(isOfSeries);
const series = [...new Set(inSeries.map(({ arrange }) => arrange.series))];

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

async function closerFaults(page: Page): Promise<string[]> {
  const words = await wordFaults(page);
  await bringAxe(page);
  const found = [...words, ...(await faultsAtAnyWidth(page))];
  await becomePhone(page, 390);
  await painted(page);
  return [...found, ...(await faultsOnPhone(page))];
}

test('every state that is looked at closer is one of the pictures', () => {
  expect([...closer].filter((name) => !all.some((shot) => shot.name === name))).toEqual([]);
});

test.concurrent.each(countOf({ sample: [], full: series }))(
  'every picture of one series fits a laptop, a projector, a zoomed page and a phone: %s',
  async (name) => {
    const person = await visit(browser);
    const { page } = person;
    const found: Record<string, string[]> = {};
    const here = inSeries.filter(({ arrange }) => arrange.series === name);
    for (const [at, { name: shown, arrange }] of here.entries()) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await (at === 0 ? arrange : arrange.onward)?.(page);
      await bringRuler(page);
      const faults = await sizeFaults(page);
      if (faults.length > 0) found[shown] = faults;
    }
    expect(found, JSON.stringify(found)).toEqual({});
    await leave(person);
  },
);

test.concurrent.each(countOf({ sample: [...closer], full: alone }))(
  'this state fits a laptop, a projector, a zoomed page and a phone: %s',
  async (name) => {
    const person = await visit(browser);
    const { page } = person;
    await shotOf(name).arrange(page);
    await bringRuler(page);
    const found = await sizeFaults(page);
    if (closer.has(name)) found.push(...(await closerFaults(page)));
    expect(found, JSON.stringify(found)).toEqual([]);
    await leave(person);
  },
);

test('axe finds nothing serious when the slider shows the past', async () => {
  const person = await visit(browser);
  const { page } = person;
  await attachReadPayroll(page).click();
  await undo(page).and(page.locator(':enabled')).waitFor();
  await goTo(page, '#/activity');
  await page.getByRole('slider', { name: 'Show the account as it was' }).press('ArrowLeft');
  await page.getByText(/The account as it was/).waitFor();
  await bringAxe(page);
  expect(await faultsAtAnyWidth(page)).toEqual([]);
  await leave(person);
});
