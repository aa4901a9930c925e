/** Random accounts of at most five principals, with policies that come near to a way to power, or are one. */

import { instanceProfileArn } from '#core/model/arn.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, anAccount, deny, group, policy, role, trusts, user } from '../../../accounts.ts';

/** Actions that belong together more often than chance would bring them together. */
const bundles: readonly (readonly string[])[] = [
  ['iam:CreatePolicyVersion'],
  ['iam:SetDefaultPolicyVersion'],
  ['iam:PutUserPolicy'],
  ['iam:PutRolePolicy'],
  ['iam:PutGroupPolicy'],
  ['iam:AttachUserPolicy'],
  ['iam:AttachRolePolicy'],
  ['iam:AttachGroupPolicy'],
  ['iam:AddUserToGroup'],
  ['iam:CreateAccessKey'],
  ['iam:CreateAccessKey', 'iam:DeleteAccessKey'],
  ['iam:CreateLoginProfile'],
  ['iam:UpdateLoginProfile'],
  ['iam:UpdateAssumeRolePolicy'],
  ['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'],
  ['sts:AssumeRole'],
  ['sts:AssumeRole'],
  ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'],
  ['iam:PassRole', 'ec2:RunInstances'],
  ['iam:PassRole', 'ec2:RequestSpotInstances'],
  ['lambda:UpdateFunctionCode'],
  ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
  ['lambda:UpdateFunctionConfiguration'],
  ['s3:GetObject'],
  ['iam:Put*'],
  ['iam:*Policy'],
  ['iam:*'],
  ['lambda:*', 'iam:PassRole'],
];

const date = '2026-01-01T00:00:00Z';

/** `next`: uniform in [0, 1). The same numbers give the same account. */
export function smallAccount(next: () => number): World {
  const { one, chance, below } = choosing(next);
  const users = ['ann', 'bob', 'cat'].slice(0, 1 + below(3));
  const roles = ['Red', 'Sky', 'Tan'].slice(0, Math.min(1 + below(3), 5 - users.length));
  const groups = chance(0.5) ? ['Crew'] : [];
  const things = [...users.map(user), ...roles.map(role), ...groups.map(group), policy('Own'), ...patterns];
  const statement = () => aStatement(next, things);
  const strongest = below(users.length + roles.length);
  const holder = (at: number) => ({
    inline: {
      ...(chance(0.85) ? { One: statement() } : {}),
      ...(chance(0.5) ? { Two: statement() } : {}),
      ...(at === strongest && chance(0.75) ? { All: allow('*') } : {}),
    },
    attached: chance(0.35) ? ['Own'] : [],
    ...(chance(0.15) ? { boundary: one(['Edge', 'Own']) } : {}),
  });
  const trust = () =>
    trusts(
      one([
        { Service: 'lambda.amazonaws.com' },
        { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
        { AWS: `arn:aws:iam::${account}:root` },
        { AWS: user(one(users)) },
        { AWS: role(one(roles)) },
      ]),
    );
  const world = anAccount({
    users: named(users, (at) => ({ ...holder(at), groups: groups.filter(() => chance(0.3)) })),
    groups: named(groups, () => ({
      inline: chance(0.5) ? { One: statement() } : chance(0.3) ? { All: allow('*') } : {},
      attached: chance(0.3) ? ['Own'] : [],
    })),
    roles: named(roles, (at) => ({
      ...holder(users.length + at),
      trust: [trust(), ...(chance(0.3) ? [trust()] : [])],
    })),
    policies: {
      Own: [statement()],
      Edge: [allow(['iam:*', 'sts:*', ...(chance(0.5) ? ['s3:*'] : [])])],
    },
  });
  for (const before of world.accounts.values())
    apply(world, [replaced('accounts', before, { ...before, resourcesKnown: true })]);
  addCredentials(world, chance);
  addRunning(world, chance);
  return world;
}

const named = <T>(names: readonly string[], make: (at: number) => T): Record<string, T> =>
  Object.fromEntries(names.map((name, at) => [name, make(at)]));

function choosing(next: () => number) {
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    one: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    chance: (part: number): boolean => next() < part,
  };
}

const patterns = [
  `arn:aws:iam::${account}:user/*`,
  `arn:aws:iam::${account}:role/*`,
  `arn:aws:iam::${account}:*a*`,
  `arn:aws:iam::${account}:policy/O*`,
  '*',
  '*',
  '*',
];
const running = [`arn:aws:lambda:*:${account}:function:*`, 'arn:aws:ec2:*'];

function aStatement(next: () => number, things: readonly string[]): object {
  const { one, chance } = choosing(next);
  const actions = one(bundles);
  const isOfIam = actions.every((action) => /^(iam|sts):/.test(action));
  const resource = isOfIam
    ? [one(things), ...(chance(0.3) ? [one(things)] : [])]
    : [chance(0.5) ? '*' : one(things), ...running];
  const condition = chance(0.15) ? { Condition: aCondition(next) } : {};
  if (chance(0.12)) return deny([one(actions)], resource, condition);
  if (chance(0.95)) return allow([...actions], resource, condition);
  const NotResource = [one(things.filter((thing) => thing !== '*'))];
  return { Effect: 'Allow', Action: actions, NotResource, ...condition };
}

function aCondition(next: () => number): object {
  const { one } = choosing(next);
  return one([
    { StringEquals: { 'iam:PassedToService': one(['lambda.amazonaws.com', 'ec2.amazonaws.com']) } },
    {
      ArnEquals: { 'iam:PolicyARN': one([policy('Own'), 'arn:aws:iam::aws:policy/AdministratorAccess']) },
    },
    { Bool: { 'aws:MultiFactorAuthPresent': one(['true', 'false']) } },
    { StringLike: { 'aws:username': one(['ann', '*', 'b*']) } },
  ]);
}

function addCredentials(world: World, chance: (part: number) => boolean): void {
  for (const { id, userName } of world.users.values()) {
    const owned = { account, owner: id, createDate: date };
    for (const at of [1, 2]) {
      const key = unsafeEntityId(`AKIA${userName.toUpperCase()}${at}`.padEnd(20, '0'));
      if (chance(0.3))
        apply(world, [created('accessKeys', { ...owned, id: key, status: 'Active', statusDate: date })]);
    }
    if (chance(0.3))
      apply(world, [
        created('loginProfiles', { ...owned, id, passwordResetRequired: false, passwordDate: date }),
      ]);
  }
}

/** Adds instance profiles and functions that have the roles. */
function addRunning(world: World, chance: (part: number) => boolean): void {
  for (const { id, arn, roleName } of world.roles.values()) {
    if (chance(0.4))
      apply(world, [
        created('instanceProfiles', {
          id: unsafeEntityId(`AIPA-${roleName}`),
          account,
          instanceProfileName: roleName,
          path: '/',
          arn: instanceProfileArn(account, '/', roleName),
          createDate: date,
          roles: [id],
          tags: [],
        }),
      ]);
    const fn = `arn:aws:lambda:us-east-1:${account}:function:old-${roleName}`;
    const record = { id: unsafeEntityId(fn), arn: unsafeArn(fn), account, name: `old-${roleName}`, tags: [] };
    if (chance(0.25)) apply(world, [created('resources', { ...record, details: { role: arn } })]);
  }
}
