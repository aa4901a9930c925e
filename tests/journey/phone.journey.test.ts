/**
 * A person with a phone and one finger: the first question and its fix, a user who is refused and learns why, a link.
 */

import type { Browser, Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { attachReadPayroll, drawing } from '../setup/page-steps.ts';
import { answers, leave, theBrowser, undo, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const password = 'First-pass-1';

test('a finger alone fixes the first answer, makes a user, group and policy, asks why it is refused, and shares', async () => {
  const person = await visit(browser, { touch: true });
  const { page } = person;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const goBy = async (place: string) => {
    await button('Places').tap();
    await page.getByRole('menuitemradio', { name: place, exact: true }).tap();
    await page.getByRole('main', { name: place }).waitFor();
  };
  const type = async (where: Locator, text: string) => {
    await where.tap();
    await where.fill(text);
  };
  const pick = async (list: RegExp, what: string) => {
    await type(page.getByRole('combobox', { name: list }), what);
    await page.getByRole('option', { name: what }).first().tap();
  };
  const next = async (step: string) => {
    await button('Next').tap();
    await page.getByRole('heading', { level: 2, name: step }).waitFor();
  };

  await answers(page, 'No');
  await attachReadPayroll(page).tap();
  await answers(page, 'Yes');
  await undo(page).tap();
  await answers(page, 'No');

  // One finger on the drawing scrolls the page, and does not get stuck on it.
  await drawing(page).scrollIntoViewIfNeeded();
  const box = await drawing(page).boundingBox();
  const from = await page.evaluate(() => scrollY);
  const devtools = await person.context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', down?: number) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: down === undefined ? [] : [{ x: (box?.x ?? 0) + 16, y: (box?.y ?? 0) + 16 + down }],
    });
  // A tap while the page still moves only stops it.
  const rest = page.evaluate(
    (from) =>
      new Promise<number>((done) => {
        addEventListener('scrollend', () => {
          if (scrollY < from) done(scrollY);
        });
      }),
    from,
  );
  await touch('touchStart', 0);
  for (let down = 15; down <= 150; down += 15) await touch('touchMove', down);
  await touch('touchEnd');
  expect(await rest).toBeLessThan(from);

  await goBy('Identities');
  await page.getByRole('link', { name: 'Create user' }).tap();
  await type(field('User name'), 'carol');
  await page.getByRole('checkbox', { name: /Management Console/ }).tap();
  await page.getByRole('radio', { name: 'Custom password' }).tap();
  await type(field('Custom password'), password);
  await page.getByRole('checkbox', { name: /must create a new password/ }).setChecked(false);
  await next('Set permissions');
  await next('Access key');
  await next('Tags');
  await next('Review and create');
  await button('Create user').tap();
  await page.getByRole('link', { name: 'View user' }).tap();

  await goBy('Identities');
  await page.getByRole('tab', { name: /^Groups/ }).tap();
  await page.getByRole('link', { name: 'Create group' }).first().tap();
  await type(field('Group name'), 'accounting');
  await next('Add users to the group');
  await pick(/^Users/, 'carol');
  await next('Attach permissions policies');
  await pick(/^Permissions policies/, 'ReadPayroll');
  await next('Review and create');
  await button('Create group').tap();
  await page.getByRole('heading', { level: 1, name: 'accounting' }).waitFor();

  await goBy('Sign-in');
  await type(field('IAM user name'), 'carol');
  await type(page.getByLabel('Password', { exact: true }), password);
  await button('Sign in').tap();
  await page.getByRole('link', { name: 'Go to Identities' }).tap();
  await page.getByText(/user\/carol is not authorized to perform: iam:ListUsers/).waitFor();
  await page.getByRole('link', { name: 'Why?' }).tap();
  await answers(page, 'No');

  await button('More').tap();
  await page.getByRole('menuitem', { name: 'Share' }).tap();
  const dialog = page.getByRole('dialog', { name: 'Share this account' });
  await dialog.getByText('up to 600').waitFor();
  const link = await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).tap();
  await page.goto(link);
  await page.getByText('Preview of “First minutes”').waitFor();
  await answers(page, 'No');
  await leave(person);
});

test('a finger that opens a form is led to its heading, and to its first empty field once keys are in use', async () => {
  const person = await visit(browser, { touch: true, path: '#/identities' });
  const { page } = person;
  const focused = () =>
    page.evaluate(() => {
      const now = document.activeElement;
      return [now?.localName, now?.closest('label')?.textContent ?? now?.textContent].join(' ').trim();
    });
  await page.getByRole('link', { name: 'Create user' }).tap();
  await expect.poll(focused).toBe('h1 Create user');
  await page.goBack();
  await page.getByRole('link', { name: 'Create user' }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('input');
  await leave(person);
});
