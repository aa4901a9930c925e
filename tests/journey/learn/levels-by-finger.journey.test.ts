/** A finger on a phone plays the whole first tier to its end, as the solutions say. All that it presses is measured. */

import { expect, test } from 'vitest';
import { basics } from '#content/levels/basics.ts';
import { Finger } from '../../support/by-hand/finger.ts';
import { guess, openCard, play } from '../../support/by-hand/play.ts';
import { leave, theBrowser, visit } from '../visit.ts';

test('a finger on a phone plays the first tier to its end, and hits all that it presses without zooming', async () => {
  const person = await visit(await theBrowser(), { touch: true });
  const finger = await Finger.at(person.page);
  const [first] = basics.levels;
  if (!first) throw new Error('no level');
  await openCard(finger, first);
  await guess(finger, first);
  // Each level ends on the page of the next.
  for (const card of basics.levels) await play(finger, card);
  expect(finger.faults, JSON.stringify(finger.faults)).toEqual([]);
  expect(await person.page.evaluate(() => visualViewport?.scale)).toBe(1);
  expect(person.offences).toEqual({ requests: [], errors: [] });
  await leave(person);
});
