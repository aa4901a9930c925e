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

const service = trusts({ Service: 'ec2.amazonaws.com' });

/** `dev` may do that to 100 roles; the first of them has the trust policy. */
function changingBy(work: readonly ReturnType<typeof allow>[], first: ReturnType<typeof trusts>): World {
  return anAccount({
    users: { dev: { attached: ['Work'] } },
    roles: Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`Crew${at + 100}`, { trust: [at === 0 ? first : service] }]),
    ),
    policies: { Work: [...work], Read: [allow('s3:GetObject')] },
  });
}

/** One of the roles lets `dev` in, and none of them leads anywhere: `dev` gives them a weak policy alone. */
const weakly = { Condition: { ArnEquals: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/Read` } } };
const changing = changingBy([allow('iam:AttachRolePolicy', '*', weakly)], trusts({ AWS: dev }));

test('who strengthens only others, and comes to none of them, surely has no way', () => {
  const search = new WaySearch(changingBy([allow('iam:AttachRolePolicy')], service), env);
  expect(search.shortest()).toEqual([]);
  expect(search.isComplete).toBe(true);
  expect(search.ways(dev)).toEqual({ paths: [], isComplete: true });
});

test.each([
  ['its trust policy names the one', ['iam:AttachRolePolicy'], trusts({ AWS: dev })],
  ['the account may let in the one', ['iam:AttachRolePolicy', 'sts:AssumeRole'], everybody],
] as const)('who strengthens others, and comes to one of them, has a way: %s', (_, actions, trust) => {
  const world = changingBy([allow([...actions])], trust);
  const [path] = new WaySearch(world, env).shortest();
  expect([path?.from, path?.to]).toEqual([dev, role('Crew100')]);
});

test('who strengthens another, and comes to it through others, has a way', () => {
  const world = anAccount({
    users: { dev: { attached: ['Work'] } },
    roles: {
      Near: { trust: [trusts({ AWS: dev })] },
      Far: { trust: [trusts({ AWS: role('Near') })] },
    },
    policies: { Work: [allow('iam:AttachRolePolicy', role('Far'))] },
  });
  const steps = new WaySearch(world, env).all(dev)[0]?.steps;
  expect(steps?.map(({ method }) => method.id)).toEqual(['before-attach-role', 'sts-001', 'sts-001']);
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
