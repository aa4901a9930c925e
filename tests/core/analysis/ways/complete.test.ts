/** Searches that are stopped because one could do too much: they take the way from the ends, or say that they stopped. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { World } from '#core/model/world/world.ts';
import { attackPathsOf } from '#headless/attack-paths.ts';
import { judge } from '#learn/level/judge.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../accounts.ts';

const dev = user('dev');
const everybody = trusts({ AWS: `arn:aws:iam::${account}:root` });

/** Everybody may assume each of them. */
const crew = Object.fromEntries(
  Array.from({ length: 80 }, (_, at) => [`Crew${at + 100}`, { attached: ['Work'], trust: [everybody] }]),
);

/** `dev` and 80 roles, each of which everybody may assume; the last of them alone may assume `Boss`. */
function crowded(isBossTrusting: boolean): World {
  const trusted = isBossTrusting
    ? trusts({ AWS: role('Crew179') })
    : trusts({ Service: 'ec2.amazonaws.com' });
  return anAccount({
    users: { dev: { attached: ['Work'] } },
    roles: { ...crew, Boss: { attached: ['Everything'], trust: [trusted] } },
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
  const rows = attackPathsOf(crowded(false), { from: dev }, env);
  expect({ rows, isComplete: rows.isComplete }).toEqual({ rows: [], isComplete: true });
});

const service = trusts({ Service: 'ec2.amazonaws.com' });

/** `dev` may do that to 100 roles; the first of them has the trust policy. */
function changingBy(work: readonly ReturnType<typeof allow>[], first: ReturnType<typeof trusts>): World {
  return anAccount({
    users: { dev: { attached: ['Work'] } },
    roles: Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`Crew${at + 100}`, { trust: [at === 0 ? first : service] }]),
    ),
    policies: { Work: [...work] },
  });
}

/** `dev` can give a weak policy to one of the roles, which leads nowhere, and there is too much else to try. */
const onlyRead = { Condition: { ArnEquals: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/Read` } } };
const changing = anAccount({
  users: {
    dev: { attached: ['Work'], inline: { Weak: allow('iam:AttachRolePolicy', role('Crew100'), onlyRead) } },
  },
  roles: crew,
  policies: { Work: [allow('sts:AssumeRole')], Read: [allow('s3:GetObject')] },
});

test('that a weak policy leads nowhere is proved, although there is too much else to try', () => {
  for (const asked of [{ from: dev }, {}]) {
    const rows = attackPathsOf(changing, asked, env);
    expect({ rows, isComplete: rows.isComplete }).toEqual({ rows: [], isComplete: true });
  }
});

/** The trust of `Boss` asks for two values of a tag that `dev` sets: a ceiling over all tags does not see that none will do. */
const both = {
  Condition: {
    StringEquals: { 'aws:PrincipalTag/team': 'red' },
    StringLike: { 'aws:PrincipalTag/team': 'blue*' },
  },
};
const tagging = anAccount({
  users: { dev: { attached: ['Work'], inline: { Tag: allow('iam:TagUser', dev) } } },
  roles: { ...crew, Boss: { attached: ['Everything'], trust: [{ ...trusts({ AWS: dev }), ...both }] } },
  policies: { Work: [allow('sts:AssumeRole')], Everything: [allow('*')] },
});

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
  for (const asked of [{ from: dev }, {}]) {
    const rows = attackPathsOf(tagging, asked, env).filter(({ steps }) => steps.length > 0);
    const { isComplete } = attackPathsOf(tagging, asked, env);
    expect({ rows, isComplete }).toEqual({ rows: [], isComplete: false });
  }
});

test('a level does not count a search that was stopped as no way', async () => {
  const place = { env, account } as unknown as Parameters<typeof judge>[1];
  const check = { kind: 'no-way-up', principal: dev } as const;
  expect(await judge(check, { ...place, world: tagging })).toMatchObject({ reached: false });
  expect(await judge(check, { ...place, world: changing })).toMatchObject({ reached: true });
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
