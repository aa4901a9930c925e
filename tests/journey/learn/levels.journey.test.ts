/**
 * Levels are played to their end, as their solutions say: one of each tier and an attack by keyboard alone, and the whole
 * first tier by a finger on a phone. The deep run plays all of them by keyboard (tests/deep/learn).
 */

import type { Browser } from 'playwright-core';
import { beforeAll, test } from 'vitest';
import { basics } from '../../../src/learn/path/basics.ts';
import { type LevelCard, findLevel } from '../../../src/learn/path/list.ts';
import { Finger } from '../../support/by-hand/finger.ts';
import type { Hand } from '../../support/by-hand/hand.ts';
import { Keyboard } from '../../support/by-hand/keyboard.ts';
import { guess, openCard, play } from '../../support/by-hand/play.ts';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

/** The quickest of each tier. */
const quick = [
  'policy-versions',
  'least-privilege',
  'session-policy',
  'saml-checks',
  'region-guard-rail',
  'public-bucket',
  'passrole-way-up',
].map((id) => {
  const card = findLevel(id);
  if (!card) throw new Error(`no level ${id}`);
  return card;
});

/** Opens the first level as a person does who comes to Learn, and answers its guesses. */
async function begin(hand: Hand, [first]: readonly LevelCard[]): Promise<void> {
  if (!first) throw new Error('no level');
  await openCard(hand, first);
  await guess(hand, first);
}

test('a keyboard alone plays a level of each tier to its end', async () => {
  const person = await visit(browser);
  const keyboard = await Keyboard.at(person.page);
  await begin(keyboard, quick);
  for (const card of quick) {
    await goTo(person.page, `#/learn/level/${card.id}`);
    await play(keyboard, card);
  }
  await leave(person);
});

test('a finger on a phone plays the first tier to its end', async () => {
  const person = await visit(browser, { touch: true });
  const finger = new Finger(person.page);
  await begin(finger, basics.levels);
  // Each level ends on the page of the next.
  for (const card of basics.levels) await play(finger, card);
  await leave(person);
});
