/**
 * Levels are played to their end, as their solutions say: one of each tier by keyboard alone, and the whole first tier
 * by a finger on a phone. The deep run plays all of them by keyboard (tests/deep/learn).
 */

import type { Browser } from 'playwright-core';
import { beforeAll, test } from 'vitest';
import { basics } from '../../src/learn/path/basics.ts';
import { findLevel } from '../../src/learn/path/list.ts';
import { Finger } from '../support/by-hand/finger.ts';
import { Keyboard } from '../support/by-hand/keyboard.ts';
import { playLevel } from '../support/by-hand/play.ts';
import { leave, theBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

/** The quickest of each tier. */
const quick = [
  'policy-versions',
  'resource-policy',
  'session-policy',
  'directory-tags',
  'every-level-allows',
  'public-bucket',
  'passrole-way-up',
].map((id) => {
  const card = findLevel(id);
  if (!card) throw new Error(`no level ${id}`);
  return card;
});

test('a keyboard alone plays a level of each tier to its end', async () => {
  const person = await visit(browser);
  const keyboard = await Keyboard.at(person.page);
  for (const card of quick) await playLevel(keyboard, card);
  await leave(person);
});

test('a finger on a phone plays the first tier to its end', async () => {
  const person = await visit(browser, { touch: true });
  const finger = new Finger(person.page);
  for (const card of basics.levels) await playLevel(finger, card);
  await leave(person);
});
