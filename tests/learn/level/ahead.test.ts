/** The goals that an unsaved edit would reach and break are those that the level shows once it is saved. */

import { expect, test } from 'vitest';
import { levelAhead } from '#learn/level/ahead.ts';
import { judgeLevel } from '#learn/level/judge.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { countOf, sampleOf } from '../../setup/counts.ts';
import { editsOfCalls, editsOfLevel, savedPlace } from '../../support/level-edits.ts';
import { placeOf } from './replay.ts';

test('before Save the goals of every level stand as they do after it', async () => {
  let compared = 0;
  for (const card of sampleOf(levelCards, 4)) {
    const level = await loadLevel(card);
    for (const edit of editsOfLevel(level, await placeOf(level))) {
      const ahead = await levelAhead(level, edit.place, edit.change);
      const known = level.goals.filter(({ check }) => check.kind !== 'reached');
      const [before, after] = await Promise.all([
        judgeLevel({ goals: known, hidden: [] }, edit.place),
        judgeLevel({ goals: known, hidden: [] }, savedPlace(edit)),
      ]);
      expect([card.id, ahead]).toEqual([
        card.id,
        {
          reached: after.goals.filter(({ reached }) => reached).length,
          known: known.length,
          total: level.goals.length,
          broken: after.goals
            .filter(({ reached }, at) => !reached && before.goals[at]?.reached)
            .map(({ goal }) => goal.text),
        },
      ]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(countOf({ sample: 12, full: 60 }));
}, 120_000);

test('a goal of an attacker is not known before Save', async () => {
  const levels = await Promise.all(levelCards.map((card) => loadLevel(card)));
  const level = levels.find(({ goals }) => goals.some(({ check }) => check.kind === 'reached'));
  if (!level) throw new Error('no level of an attacker');
  const place = await placeOf(level);
  const [user] = [...place.world.users.values()];
  const params = {
    UserName: user?.userName ?? '',
    PolicyName: 'More',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
    },
  };
  const [edit] = editsOfCalls(place, [{ operation: 'PutUserPolicy', params }]);
  if (!edit) throw new Error('no edit');
  const { known, total } = await levelAhead(level, edit.place, edit.change);
  expect(known).toBeLessThan(total);
});
