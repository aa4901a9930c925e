/** Attack and defence ask about one way; the account has no other, so the search for any way gives the same answer. */

import { expect, test } from 'vitest';
import { firstWay } from '../../core/analysis/ways/first-way.ts';
import { type Round, usualTime } from '#learn/arcade/format.ts';
import { attackTemplates } from '#learn/arcade/templates/attack.ts';
import { Dice } from '#share/generate/dice.ts';

/** The rounds that makeQuestion shows for these seeds. */
const roundsOf = ({ id, make }: (typeof attackTemplates)[number]): Round[] =>
  Array.from({ length: 100 }, (_, at) => make(new Dice(`${id}/seed-${at}`))).filter(
    (one) => 'decided' in one,
  );

test.each(attackTemplates)('no other way up makes an answer of $id wrong', (template) => {
  const rounds = roundsOf(template);
  expect(rounds).toHaveLength(100);
  const isDefence = template.id.startsWith('defence-');
  const wrong = rounds.flatMap(({ world, text, asked, answer }, at) => {
    const who = asked[0]?.text.replace(/.*`(.*)`.*/, '$1');
    const user = [...world.users.values()].find(({ userName }) => userName === who);
    const way = firstWay(world, user?.arn ?? '', { now: usualTime, source: undefined });
    const steps = way?.steps.map(({ method }) => method.id);
    return (way !== undefined) === (answer !== isDefence)
      ? []
      : [{ seed: at, text, how: asked[1]?.text, answer, steps }];
  });
  expect(wrong).toEqual([]);
});

test.each(attackTemplates)(
  'where a way of $id does not work, one of its own calls is refused',
  (template) => {
    for (const { works, decided, asked } of roundsOf(template)) {
      const needed = `${asked[2]?.text ?? ''}, \`sts:AssumeRole\``;
      const refused = decided.filter(({ decision }) => decision.verdict === 'denied');
      expect(refused.length > 0).toBe(!works);
      for (const { question } of refused) expect(needed).toContain(`\`${question.action}\``);
    }
  },
);
