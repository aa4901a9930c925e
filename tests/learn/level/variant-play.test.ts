/**
 * Variants are played: the start is open, the own solution solves it, and that of another student does not. `COUNTS=most` plays
 * 100 seeds of a level, 10 of a slow one, and makes the whole replay proof for two.
 */

import { expect, test } from 'vitest';
import { variantOfLevel } from '#learn/level/variant.ts';
import { proofIn } from '#learn/level/proof.ts';
import type { LevelCard } from '#learn/level/format.ts';
import { levelCards } from '#learn/level/path.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { playSecrets } from '#share/scenario/secrets.ts';
import { scenarioOfWorld } from '#share/scenario/write.ts';
import { begin } from './replay.ts';
import { solvedAlike, variable } from './varied.ts';
import { countOf, isFull } from '../../setup/counts.ts';

/** Passwords are hashed slowly, logins are signed, and ways to administrator are searched. */
const slow = new Set([
  ...['password-policy', 'credential-report', 'root-and-admin', 'company-sign-in', 'saml-checks'],
  ...['pipeline', 'directory-tags', 'six-ways-up', 'mfa-required', 'messy-account'],
  ...['delegated-roles', 'break-glass'],
]);

/** Returns the scenario with the keys of its outside providers: to make an RSA key takes longer than to play a level. */
async function withKeys(card: LevelCard) {
  const { whole, scenario } = await variable(card);
  if (scenario.accounts.every(({ outsideProviders }) => outsideProviders.length === 0))
    return { whole, scenario };
  const { world } = await begin(whole);
  const kept: Scenario = scenarioOfWorld(world, { ...scenario, secrets: playSecrets(world) });
  return { whole, scenario: kept };
}

const played = isFull ? levelCards : levelCards.filter(({ id }) => !slow.has(id));

test.each(played)('each variant of $id is solved by its own solution, and by no other', async (card) => {
  const { whole, scenario } = await withKeys(card);
  const count = countOf({ sample: 1, full: slow.has(card.id) ? 1 : 2, most: slow.has(card.id) ? 10 : 100 });
  let alike = 0;
  let other = variantOfLevel(whole, scenario, 'others');
  for (let at = 0; at < count; at += 1) {
    const mine = variantOfLevel(whole, scenario, `seed${at}`);
    const place = await begin(mine);
    expect((await place.after([])).solved).toBe(false);
    const end = await place.after(mine.solution);
    expect([end.refused, end.least]).toEqual([undefined, true]);
    // A solution that names one person and nothing else is that of everybody with the same name.
    if (JSON.stringify(other.solution) === JSON.stringify(mine.solution)) alike += 1;
    else expect((await place.after(other.solution)).solved).toBe(false);
    other = mine;
  }
  expect(alike).toBeLessThanOrEqual(card.id in solvedAlike ? count : count / 10);
});

test.each(isFull ? levelCards : levelCards.slice(0, 1))(
  'the proof of variants of $id finds nothing',
  async (card) => {
    const { whole, scenario } = await withKeys(card);
    const both = ['k3f9x2', 'm7m7m7'];
    for (const seed of countOf({ sample: both, full: both.slice(0, 1), most: both })) {
      expect(await proofIn(await begin(variantOfLevel(whole, scenario, seed)))).toEqual([]);
    }
  },
);
