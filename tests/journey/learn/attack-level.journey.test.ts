/** An attack is played by keyboard alone: from the map over the guesses to the page of the next level. */

import { test } from 'vitest';
import { findLevel } from '#learn/level/path.ts';
import { Keyboard } from '../../support/by-hand/keyboard.ts';
import { guess, openCard, play } from '../../support/by-hand/play.ts';
import { leave, theBrowser, visit } from '../visit.ts';

test('a keyboard alone attacks, from the map to the end of a level and the page of the next', async () => {
  const card = findLevel('code-of-a-function');
  if (!card) throw new Error('no such level');
  const person = await visit(await theBrowser());
  const keyboard = await Keyboard.at(person.page);
  await openCard(keyboard, card);
  await guess(keyboard, card);
  await play(keyboard, card);
  await leave(person);
});
