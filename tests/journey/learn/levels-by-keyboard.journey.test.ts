/** Every level is played in the built site by keyboard alone: opened, guessed, solved as its solution says, and left. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { levelCards } from '../../../src/learn/path/list.ts';
import { type Visit, leave, theBrowser, visit } from '../visit.ts';
import { Keyboard } from '../../support/by-hand/keyboard.ts';
import { guess, openCard, play } from '../../support/by-hand/play.ts';

let browser: Browser;
let person: Visit;
let keys: Keyboard;
/** A level that failed may have left a dialog open. */
let isUnsure = false;

beforeAll(async () => {
  browser = await theBrowser();
  person = await visit(browser);
  keys = await Keyboard.at(person.page);
});
beforeEach(async () => {
  if (isUnsure) {
    await person.page.reload();
    await person.page.getByRole('main').waitFor();
  }
  isUnsure = true;
});
afterAll(() => leave(person));

const rows = levelCards.map((card) => [card.id, card] as const);

test.each(rows)('a keyboard alone plays the level %s to its end, with all stars', async (_, card) => {
  person.offences.requests.splice(0);
  person.offences.errors.splice(0);
  await openCard(keys, card);
  await guess(keys, card);
  await play(keys, card);
  expect(person.offences).toEqual({ requests: [], errors: [] });
  isUnsure = false;
});
