/** "Is there a way?" is answered by the search in the account of the question, and says which way, or where it stops. */

import { expect, test } from 'vitest';
import { methods } from '#content/methods/list.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { type Round, usualTime } from '#learn/arcade/format.ts';
import { makeQuestion } from '#learn/arcade/question.ts';
import { ways } from '#learn/arcade/templates/ways.ts';
import { Dice } from '#share/generate/dice.ts';
import { countOf } from '../../setup/counts.ts';

const count = countOf({ sample: 24, full: 40, most: 200 });

const roundsOf = ({ id, make }: (typeof ways)[number]): Round[] =>
  Array.from({ length: count }, (_, at) => make(new Dice(`${id}/seed-${at}`))).filter(
    (one) => 'decided' in one,
  );
const rounds = new Map(ways.map((one) => [one.id, roundsOf(one)]));
const names = new Set(methods.map(({ name }) => name));

test.each(ways)('the search for all ways gives the answer of $id, in a small account', ({ id }) => {
  const played = rounds.get(id) ?? [];
  expect(played).toHaveLength(count);
  const wrong = played.flatMap(({ world, asked, answer }, at) => {
    expect(world.users.size + world.roles.size).toBeLessThanOrEqual(15);
    const who = /`([^`]*)`/.exec(asked[0]?.text ?? '')?.[1];
    const user = [...world.users.values()].find(({ userName }) => userName === who);
    const { paths, isComplete } = new WaySearch(world, { now: usualTime, source: undefined }).ways(
      user?.arn ?? '',
    );
    expect(paths.length > 0 || isComplete).toBe(true);
    return paths.length > 0 === answer ? [] : [at];
  });
  expect(wrong).toEqual([]);
  const yes = played.filter(({ answer }) => answer).length;
  expect(yes).toBeGreaterThanOrEqual(count * 0.35);
  expect(yes).toBeLessThanOrEqual(count * 0.65);
});

test.each(ways)('the answer of $id names the methods of the way, or the call that stops it', ({ id }) => {
  for (const { answer, told = '', decided } of rounds.get(id) ?? []) {
    const refused = decided.filter(({ decision }) => decision.verdict === 'denied');
    expect(refused.length > 0).toBe(!answer);
    const named = [...told.matchAll(/“([^”]*)”/g)].map(([, name = '']) => name);
    if (answer) {
      expect(named.length).toBeGreaterThanOrEqual(1);
      for (const name of named) expect(names).toContain(name);
    } else expect(told).toContain(`\`${refused[0]?.question.action ?? '?'}\``);
  }
});

test('some ways take several steps, and each kind of limit stops some', () => {
  const told = (id: string) => (rounds.get(id) ?? []).map((one) => one.told ?? '');
  expect(told('way-two-steps').filter((text) => text.startsWith('A way of 2 steps')).length).toBeGreaterThan(
    count / 4,
  );
  const layers = (rounds.get('way-limited') ?? []).flatMap(({ decided }) =>
    decided.flatMap(({ decision }) => (decision.verdict === 'denied' ? [decision.layer] : [])),
  );
  expect(layers).toEqual(expect.arrayContaining(['identity', 'permissions-boundary', 'service-control']));
});

test('a policy of somebody else is not said to be silent', () => {
  const silent = ways.flatMap((template) =>
    Array.from(
      { length: countOf({ sample: 20, full: 30, most: 60 }) },
      (_, at) => makeQuestion(template, `seed-${at}`).policies,
    ).map((policies) => policies.filter((one) => one.silent && one.label.includes('-rights'))),
  );
  expect(new Set(silent.map(({ length }) => length))).toEqual(new Set([0, 1]));
});
