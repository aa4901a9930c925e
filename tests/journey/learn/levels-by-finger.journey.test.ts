/** A finger on a phone plays the whole first tier to its end, as the solutions say. */

import { expect, test } from 'vitest';
import { basics } from '#content/levels/basics.ts';
import { Finger } from '../../support/by-hand/finger.ts';
import { guess, openCard, play } from '../../support/by-hand/play.ts';
import { leave, theBrowser, visit } from '../visit.ts';

test('a finger on a phone plays the first tier to its end', async () => {
  const person = await visit(await theBrowser(), { touch: true });
  const finger = new Finger(person.page);
  const [first] = basics.levels;
  if (!first) throw new Error('no level');
  await openCard(finger, first);
  await guess(finger, first);
  // Each level ends on the page of the next.
  for (const card of basics.levels) await play(finger, card);
  expect(person.offences).toEqual({ requests: [], errors: [] });
  await leave(person);
});
