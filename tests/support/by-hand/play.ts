/** Plays a level by hand: over the map to its page, through the guesses, to its end and the next level's page. */

import { expect } from 'vitest';
import type { Level } from '#learn/level/format.ts';
import { scenarioOfLevel } from '#learn/level/world.ts';
import type { LevelCard } from '#learn/level/format.ts';
import { levelAfter, levelCards, loadLevel } from '#learn/level/path.ts';
import { accountActs } from './account.ts';
import { type Desk, accountOf, openAccount } from './acts.ts';
import { credentialActs } from './credentials.ts';
import { identityActs } from './identities.ts';
import type { Hand } from './hand.ts';
import { policyActs } from './policies.ts';

const acts = { ...identityActs, ...credentialActs, ...policyActs, ...accountActs };

const titleOf = ({ id, title }: LevelCard) =>
  `Level ${levelCards.findIndex((one) => one.id === id) + 1}: ${title}`;

const arrives = ({ page }: Hand, card: LevelCard) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(titleOf(card));

/** Opens a level from any place in two acts: the place Learn, and its card. */
export async function openCard(hand: Hand, card: LevelCard): Promise<void> {
  await hand.openLearn();
  await hand.press('link', card.title, hand.page.getByRole('main'));
  await arrives(hand, card);
}

/** Answers every guess with Yes, and names the first statement where one is asked for. */
export async function guess(hand: Hand, card: LevelCard): Promise<void> {
  const { page } = hand;
  const { predictions } = await loadLevel(card);
  const statement = page.getByRole('group', { name: /Which statement decides/ });
  const done = page.getByText(/^\d+ of \d+ right\.$/);
  for (const at of predictions.keys()) {
    const next = at + 1 < predictions.length ? page.getByText(`${at + 2} of ${predictions.length}`) : done;
    await hand.press('button', 'Yes');
    await next.or(statement).waitFor();
    if (!(await statement.isVisible())) continue;
    await hand.press('button', /./, statement);
    await next.waitFor();
  }
}

async function solve(desk: Desk, { solution }: Level): Promise<void> {
  let { account } = desk;
  for (const call of solution) {
    const operation = `${call.service ?? 'iam'}:${call.operation}`;
    const act = acts[operation];
    if (!act) throw new Error(`nobody knows how to do ${operation} by hand`);
    const wanted = accountOf(call, desk);
    if (wanted !== account) await openAccount(desk, wanted);
    account = wanted;
    await act(desk, call.params, call);
  }
}

/** All stars are earned, and the one button leads on. */
async function end(hand: Hand, card: LevelCard): Promise<void> {
  const region = hand.page.getByRole('region', { name: 'The end of the level' });
  const line = hand.page.getByRole('note').getByText('Level solved').first();
  await region.or(line).first().waitFor();
  if (await line.isVisible()) await hand.press('button', 'Show the level');
  await region.getByText('Level solved.').waitFor();
  await expect.poll(() => region.getByRole('listitem').filter({ hasText: ': earned' }).count()).toBe(3);
  const next = levelAfter(card.id);
  await hand.press('link', next ? `Next level: ${next.title}` : 'Next: the arcade', region);
  if (next) await arrives(hand, next);
}

/** Begins the level whose page is open, solves it as its solution says, and goes on to the next. */
export async function play(hand: Hand, card: LevelCard): Promise<void> {
  const level = await loadLevel(card);
  const scenario = await scenarioOfLevel(level);
  const account = scenario.start?.account ?? scenario.accounts[0]?.id ?? '';
  await hand.press('button', /^(Start|Go on with) this level$/);
  await hand.page
    .getByText(/^\d+ of \d+ (goals )?reached$/)
    .first()
    .waitFor();
  await solve({ hand, scenario, account }, level);
  await end(hand, card);
}
