/** Searches that are stopped because one could do too much: they take the way from the ends, or say that they stopped. */

import { expect, test } from 'vitest';
import { WaySearch } from '../../../../src/core/analysis/ways/search/way-search.ts';
import type { World } from '../../../../src/core/model/world/world.ts';
import { attackPathsOf } from '../../../../src/headless/attack-paths.ts';
import { judge } from '../../../../src/learn/level/judge.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../accounts.ts';

const dev = user('dev');
const everybody = trusts({ AWS: `arn:aws:iam::${account}:root` });

/** `dev` and 80 roles, each of which everybody may assume; the last of them alone may assume `Boss`. */
function crowded(isBossTrusting: boolean): World {
  const names = Array.from({ length: 80 }, (_, at) => `Crew${at + 100}`);
  const crew = names.map((name) => [name, { attached: ['Work'], trust: [everybody] }] as const);
  const trusted = isBossTrusting
    ? trusts({ AWS: role('Crew179') })
    : trusts({ Service: 'ec2.amazonaws.com' });
  return anAccount({
    users: { dev: { attached: ['Work'] } },
    roles: { ...Object.fromEntries(crew), Boss: { attached: ['Everything'], trust: [trusted] } },
    policies: { Work: [allow('sts:AssumeRole')], Everything: [allow('*')] },
  });
}

test('a way is found behind more roles than one search can try', () => {
  const [path] = new WaySearch(crowded(true), env).all(dev);
  expect(path?.steps.map(({ to }) => to)).toEqual([role('Crew179'), role('Boss')]);
});

test('the way that is the shortest among those of everybody is among the ways of one', () => {
  const search = new WaySearch(crowded(true), env);
  const shortest = search.shortest().find(({ from }) => from === dev);
  expect(shortest?.steps).toHaveLength(2);
  expect(search.ways(dev).paths).toContainEqual(shortest);
  expect(search.isComplete).toBe(true);
});

test('that there is no way is certain when the search from the ends found none', () => {
  expect(new WaySearch(crowded(false), env).ways(dev)).toEqual({ paths: [], isComplete: true });
});

/** `dev` may change 400 roles, none of which leads anywhere. */
const changing = anAccount({
  users: { dev: { attached: ['Work'] } },
  roles: Object.fromEntries(
    Array.from({ length: 400 }, (_, at) => [
      `Crew${at + 100}`,
      { attached: ['Read'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    ]),
  ),
  policies: { Work: [allow('iam:AttachRolePolicy')], Read: [allow('s3:GetObject')] },
});

test('a search that was stopped without a way says that it does not know', () => {
  const search = new WaySearch(changing, env);
  expect(search.ways(dev)).toEqual({ paths: [], isComplete: false });
  expect(search.isComplete).toBe(false);
  for (const asked of [{ from: dev }, {}]) {
    const rows = attackPathsOf(changing, asked, env);
    expect({ rows, isComplete: rows.isComplete }).toEqual({ rows: [], isComplete: false });
  }
  expect(attackPathsOf(crowded(false), { from: dev }, env).isComplete).toBe(true);
});

test('a level does not count a search that was stopped as no way', async () => {
  const place = { env, account } as unknown as Parameters<typeof judge>[1];
  const check = { kind: 'no-way-up', principal: dev } as const;
  expect(await judge(check, { ...place, world: changing })).toMatchObject({ reached: false });
  expect(await judge(check, { ...place, world: crowded(false) })).toMatchObject({ reached: true });
});

test('a search pauses after some questions, however few principals they are about', () => {
  const stepsOf = (steps: Iterator<unknown>) => {
    for (let count = 1; ; count += 1) if (steps.next().done === true) return count;
  };
  expect(stepsOf(new WaySearch(changing, env).shortestInSteps())).toBeGreaterThan(200);
  const small = anAccount({ users: { dev: { attached: ['Work'] } }, policies: { Work: [allow('s3:*')] } });
  expect(stepsOf(new WaySearch(small, env).shortestInSteps())).toBeLessThan(60);
});
