import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/site.ts';
import { type Shot, shots } from '../look/shots.ts';
import { bringAxe, faults, overflow, painted } from './axe.ts';
import { goTo, leave, undo, visit } from './visit.ts';

/**
 * axe where a person gets only by doing something: the states of the sign-in, dialogs, the later steps of wizards, the
 * past. They are arranged as for the pictures, so that what is looked at is what is checked; in both themes, and no
 * wider than 360 px.
 */
const states = [
  ...['sign-in-wrong', 'sign-in-mfa', 'sign-in-new-password', 'signed-in-refused', 'switch-role'],
  ...['create-user-key', 'create-user-review', 'create-role-account', 'user-mfa', 'identities-bulk'],
  ...['policy-versions', 'policy-errors', 'import-refused', 'keys', 'settings-control-policy'],
  ...['word-in-sentence', 'word-of-tab', 'word-of-legend', 'word-of-field'],
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

function shotOf(name: string): Shot {
  const shot = shots.find((one) => one.name === name);
  if (!shot) throw new Error(`no picture is called ${name}`);
  return shot;
}

async function inBothThemes(page: Parameters<Shot['arrange']>[0]): Promise<string[]> {
  await bringAxe(page);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours that fade from one theme to the other are neither's.
    await page.evaluate(async () => {
      for (let still = 0; still < 3; still = document.getAnimations().length === 0 ? still + 1 : 0)
        await new Promise(requestAnimationFrame);
    });
    found.push(...(await faults(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await painted(page);
  const over = await overflow(page);
  return over > 0 ? [...found, `${over} px wider than 360`] : found;
}

test.each(states)('axe finds nothing serious: %s', async (name) => {
  const person = await visit(browser);
  await shotOf(name).arrange(person.page);
  expect(await inBothThemes(person.page)).toEqual([]);
  await leave(person);
});

test('axe finds nothing serious: the past, by the scrubber', async () => {
  const person = await visit(browser);
  const { page } = person;
  await page.getByRole('button', { name: 'Attach ReadPayroll to alice' }).click();
  await undo(page).and(page.locator(':enabled')).waitFor();
  await goTo(page, '#/activity');
  await page.getByRole('slider', { name: 'The account as it was' }).press('ArrowLeft');
  await page.getByText(/The account as it was on/).waitFor();
  expect(await inBothThemes(page)).toEqual([]);
  await leave(person);
});
