/** Cuts ways from Node, and plays them. */

import { expect, test } from 'vitest';
import { attackPaths, cutPaths, openAccount, playPath, type World } from '#headless.ts';

const home = '111122223333';
const user = (name: string) => `arn:aws:iam::${home}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${home}:role/${name}`;
const allow = (Action: string | readonly string[], Resource: string) => ({
  ...{ Effect: 'Allow', Action, Resource },
});
const dated = { Path: '/', CreateDate: '2026-01-31T12:00:00Z', AttachedManagedPolicies: [] };
const document = (Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const own = (statements: readonly object[]) => [{ PolicyName: 'own', PolicyDocument: document(statements) }];
const aUser = (UserName: string, statements: readonly object[]) => ({
  ...dated,
  ...{ UserName, UserId: `AIDA${UserName.toUpperCase()}`, Arn: user(UserName), GroupList: [] },
  UserPolicyList: own(statements),
});

/** Ann takes Boss, and writes her own policies; Ben takes Boss too. */
async function world(): Promise<World> {
  const trusted = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${home}:root` },
    Action: 'sts:AssumeRole',
  };
  const boss = {
    ...dated,
    ...{ RoleName: 'Boss', RoleId: 'AROABOSS', Arn: role('Boss') },
    AssumeRolePolicyDocument: document([trusted]),
    RolePolicyList: own([allow('*', '*')]),
    InstanceProfileList: [],
  };
  const UserDetailList = [
    aUser('ann', [allow('iam:PutUserPolicy', user('ann')), allow('sts:AssumeRole', '*')]),
    aUser('ben', [allow(['sts:AssumeRole', 's3:GetObject'], '*')]),
  ];
  const text = JSON.stringify({ UserDetailList, GroupDetailList: [], RoleDetailList: [boss], Policies: [] });
  return (await openAccount([{ name: 'account.json', text }])).world;
}

test('cutPaths closes the ways of everybody with the fewest changes, as sentences and commands', async () => {
  const found = await cutPaths(await world());
  if (!found.closed) throw new Error('there is no cut');
  expect(found.isSmallest).toBe(true);
  expect(found.changes).toEqual(['Take sts:AssumeRole on role Boss out of own of ben', 'Delete own of ann']);
  expect(found.requests.map(({ command }) => command?.split(' ').slice(0, 3).join(' '))).toEqual([
    'aws iam put-user-policy',
    'aws iam delete-user-policy',
  ]);
  expect(new Set(found.paths.map(({ from }) => from))).toEqual(new Set([user('ann'), user('ben')]));
});

test('cutPaths keeps daily calls and pinned answers, and names the way that they need', async () => {
  const daily = { principal: user('ben'), action: 'sts:AssumeRole', resource: role('Boss') };
  const found = await cutPaths(await world(), { from: [user('ben')], keep: [daily] });
  if (found.closed || found.stopped) throw new Error('there is a cut');
  expect(found.path?.steps.map(({ method }) => method)).toEqual(['sts-001']);
  expect(found.against.length).toBeGreaterThan(0);
  const text = JSON.stringify({
    format: 'iam-playground/answers',
    version: 1,
    answers: [{ ...daily, expected: 'allowed-as-far-as-known' }],
  });
  const pinned = await cutPaths(await world(), { from: [user('ben')], pinned: { name: 'a.json', text } });
  expect(pinned.closed).toBe(false);
  await expect(cutPaths(await world(), { from: [user('nobody')] })).rejects.toThrow('there is no principal');
});

test('playPath sends the calls of a way in a copy, with lines for a terminal', async () => {
  const before = await world();
  const [path] = attackPaths(before, { from: user('ann') }).filter(({ steps }) => steps.length > 0);
  if (!path) throw new Error('there is a way');
  const done = await playPath(before, path);
  expect(done).toMatchObject({ played: true });
  expect(done.calls[0]?.command).toMatch(/^aws (iam put-user-policy|sts assume-role) /);
  expect(done.calls.every(({ error }) => error === undefined)).toBe(true);
  await expect(playPath(before, { ...path })).rejects.toThrow('expected a path');
});
