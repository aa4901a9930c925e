/**
 * Levels are played in the built site by keyboard alone: opened, guessed, solved as their solutions say, and left. So
 * few that each tier, each kind of goal and each call of a solution is there; the first tier is played by a finger
 * (levels-by-finger), and every level without a page (tests/learn/level).
 */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { basics } from '#content/levels/basics.ts';
import type { LevelCard } from '#learn/level/format.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { type Visit, leave, theBrowser, visit } from '../visit.ts';
import { Keyboard } from '../../support/by-hand/keyboard.ts';
import { guess, openCard, play } from '../../support/by-hand/play.ts';

/** Returns what a person meets in a level: its tier, the kinds of its goals, and the calls to be made by hand. */
async function metIn(card: LevelCard): Promise<readonly string[]> {
  const { tier, goals, solution } = await loadLevel(card);
  const kinds = goals.map(({ check }) =>
    check.kind === 'fact' ? `${check.kind} ${check.fact}` : check.kind,
  );
  return [tier, ...kinds, ...solution.map(({ service = 'iam', operation }) => `${service}:${operation}`)];
}

/** Returns few levels that have everything that is left: each time the one that has most of it. */
async function fewOf(cards: readonly LevelCard[], known: readonly LevelCard[]): Promise<LevelCard[]> {
  const levels = await Promise.all(cards.map(async (card) => ({ card, met: await metIn(card) })));
  const left = new Set(levels.flatMap(({ met }) => met));
  for (const met of await Promise.all(known.map(metIn))) for (const each of met) left.delete(each);
  const few: LevelCard[] = [];
  while (left.size > 0) {
    const news = ({ met }: (typeof levels)[number]) => new Set(met.filter((each) => left.has(each))).size;
    const next = levels.reduce((best, each) => (news(each) > news(best) ? each : best));
    few.push(next.card);
    for (const each of next.met) left.delete(each);
  }
  return few;
}

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

const few = await fewOf(levelCards, basics.levels);
const rows = few.map((card) => [card.id, card] as const);

test.each(rows)('a keyboard alone plays the level %s to its end, with all stars', async (_, card) => {
  person.offences.requests.splice(0);
  person.offences.errors.splice(0);
  await openCard(keys, card);
  await guess(keys, card);
  await play(keys, card);
  expect(person.offences).toEqual({ requests: [], errors: [] });
  isUnsure = false;
});
