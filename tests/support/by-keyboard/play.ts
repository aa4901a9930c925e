/** Plays a level by keyboard: from the place on screen over the map to its end, and on to the next level's page. */

import { expect } from 'vitest';
import type { AccountId } from '../../../src/core/model/ids.ts';
import type { Level } from '../../../src/learn/level/format.ts';
import { worldOfLevel } from '../../../src/learn/level/world.ts';
import { type LevelCard, levelAfter, levelCards, loadLevel } from '../../../src/learn/path/list.ts';
import { createReference } from '../../../src/reference/reference.ts';
import { seededRandom } from '../../../src/share/random.ts';
import { accountActs } from './account.ts';
import { type Desk, accountOf, openAccount } from './acts.ts';
import { credentialActs } from './credentials.ts';
import { identityActs } from './identities.ts';
import type { Keyboard } from './keyboard.ts';
import { policyActs } from './policies.ts';

const acts = { ...identityActs, ...credentialActs, ...policyActs, ...accountActs };

const reference = createReference();
const policiesOf = async (arns: readonly string[]) => {
  await reference.loadManagedPolicies();
  return arns.flatMap((arn) => reference.managedPolicy(arn) ?? []);
};

const titleOf = ({ id, title }: LevelCard) =>
  `Level ${levelCards.findIndex((one) => one.id === id) + 1}: ${title}`;

const arrives = ({ page }: Keyboard, card: LevelCard) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(titleOf(card));

/** Opens a level from any place in two acts: the place Learn, and its card. */
async function openCard(keys: Keyboard, card: LevelCard): Promise<void> {
  await keys.press('g', 'l');
  await keys.enter('link', card.title, keys.page.getByRole('main'));
  await arrives(keys, card);
}

/** Answers every guess with Yes, and names the first statement where one is asked for. */
async function guess(keys: Keyboard, { predictions }: Level): Promise<void> {
  const { page } = keys;
  const statement = page.getByRole('group', { name: /Which statement decides/ });
  const done = page.getByText(/ right\. Now change the account\.$/);
  for (const at of predictions.keys()) {
    const next = at + 1 < predictions.length ? page.getByText(`${at + 2} of ${predictions.length}`) : done;
    await keys.enter('button', 'Yes');
    await next.or(statement).waitFor();
    if (!(await statement.isVisible())) continue;
    await keys.to(statement.getByRole('button').first());
    await keys.press('Enter');
    await next.waitFor();
  }
}

async function solve(desk: Desk, { solution }: Level): Promise<void> {
  let account: AccountId = desk.account;
  for (const call of solution) {
    const operation = `${call.service ?? 'iam'}:${call.operation}`;
    const act = acts[operation];
    if (!act) throw new Error(`nobody knows how to do ${operation} by keyboard`);
    const wanted = accountOf(call, desk);
    if (wanted !== account) await openAccount(desk, wanted);
    account = wanted;
    await act(desk, call.params, call);
  }
}

/** All stars are earned, and the one button leads on. */
async function end(keys: Keyboard, card: LevelCard): Promise<void> {
  const region = keys.page.getByRole('region', { name: 'The end of the level' });
  await region.getByText('Level solved.').waitFor();
  await expect.poll(() => region.getByRole('listitem').filter({ hasText: ': earned' }).count()).toBe(3);
  const next = levelAfter(card.id);
  await keys.enter('link', next ? `Next: ${next.title}` : 'Next: the arcade', region);
  if (next) await arrives(keys, next);
}

export async function playLevel(keys: Keyboard, card: LevelCard): Promise<void> {
  const level = await loadLevel(card);
  const { world, account } = await worldOfLevel(level, { random: seededRandom(3), policiesOf });
  await openCard(keys, card);
  await guess(keys, level);
  await keys.enter('button', /^(Start|Go on with) this level$/);
  await keys.page
    .getByRole('complementary', { name: 'Level' })
    .getByText(/^0 of |^[1-9]/)
    .first()
    .waitFor();
  await solve({ keys, world, account }, level);
  await end(keys, card);
}
