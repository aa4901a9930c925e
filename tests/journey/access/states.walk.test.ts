/**
 * This looks with axe at states that a person reaches only by doing something: the sign-in, dialogs,
 * the later steps of wizards, the past. They are arranged as for the pictures, so that what is looked at is
 * what is checked; in both themes, at the sizes that people have, no wider than 360 px, and by finger on a phone.
 */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { shotOf } from '../../look/shots.ts';
import { bringAxe, faultsAtAnyWidth, painted } from './axe.ts';
import { countOf } from '../../setup/counts.ts';
import { attachReadPayroll } from '../../setup/page-steps.ts';
import { goTo, leave, theBrowser, undo, visit } from '../visit.ts';
import { wordFaults } from '../../setup/words/page.ts';
import { becomePhone, bringRuler, faultsOnPhone, sizeFaults } from './boxes.ts';

const states = [
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
];

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test.each(states)(
  'axe finds nothing serious in this state, it fits, and a finger hits all of it: %s',
  async (name) => {
    const person = await visit(browser);
    await shotOf(name).arrange(person.page);
    expect(await wordFaults(person.page)).toEqual([]);
    await bringRuler(person.page);
    expect(await sizeFaults(person.page)).toEqual([]);
    await bringAxe(person.page);
    expect(await faultsAtAnyWidth(person.page)).toEqual([]);
    await becomePhone(person.page, 390);
    await painted(person.page);
    expect(await faultsOnPhone(person.page)).toEqual([]);
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
