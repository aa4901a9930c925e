/**
 * Random accounts in which an actor has a few rights about things that it makes, tags and boundaries. No single one of them
 * is a way to power, and some of them are one together.
 */

import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, anAccount, deny, group, policy, role, trusts, user } from '../../../accounts.ts';

const iam = (resource: string): string => `arn:aws:iam::${account}:${resource}`;
const equals = (key: string, value: string, operator = 'StringEquals') => ({
  Condition: { [operator]: { [key]: value } },
});

/** Actions that follow each other, the first of them makes or prepares something. */
const bundles: readonly (readonly string[])[] = [
  ['CreateUser', 'AttachUserPolicy', 'CreateAccessKey'],
  ['CreateUser', 'PutUserPolicy', 'CreateLoginProfile'],
  ['CreateUser', 'AddUserToGroup', 'CreateAccessKey'],
  ['CreateUser', 'AddUserToGroup', 'CreateLoginProfile'],
  ['CreateRole', 'AttachRolePolicy'],
  ['CreateRole', 'PutRolePolicy', 'DeleteRolePermissionsBoundary'],
  ['CreateRole', 'AttachRolePolicy', 'CreatePolicyVersion'],
  ['CreateRole', 'PutRolePolicy', 'PutRolePermissionsBoundary'],
  ['CreatePolicy', 'AttachUserPolicy'],
  ['CreatePolicy', 'AttachRolePolicy'],
  ['CreatePolicy', 'AttachGroupPolicy'],
  ['CreatePolicy', 'PutUserPermissionsBoundary'],
  ['CreateGroup', 'PutGroupPolicy', 'AddUserToGroup'],
  ['CreateGroup', 'AttachGroupPolicy', 'AddUserToGroup'],
  ['TagUser', 'CreateAccessKey'],
  ['TagUser', 'UpdateLoginProfile'],
  ['TagRole', 'UpdateAssumeRolePolicy'],
  ['TagRole', 'PutRolePolicy'],
  ['TagPolicy', 'CreatePolicyVersion'],
  ['UntagUser', 'CreateAccessKey'],
  ['UntagRole', 'UpdateAssumeRolePolicy'],
  ['AttachUserPolicy', 'CreateAccessKey'],
  ['DeleteLoginProfile', 'CreateLoginProfile'],
  ['DeletePolicyVersion', 'CreatePolicyVersion'],
];

const places: Readonly<Record<string, readonly string[]>> = {
  User: ['*', user('*'), user('app-*'), user('*-x'), user('boss'), user('weak'), user('ann')],
  Role: ['*', role('*'), role('app-*'), role('*-x'), role('Boss'), role('Dev')],
  Group: ['*', group('*'), group('app-*'), group('Crew')],
  Policy: ['*', policy('*'), policy('app-*'), policy('*-x'), policy('Own'), policy('Edge')],
};

const conditions: Readonly<Record<string, readonly object[]>> = {
  Create: [
    equals('iam:PermissionsBoundary', policy('Edge')),
    equals('iam:PermissionsBoundary', policy('Own')),
    equals('aws:RequestTag/team', 'red'),
  ],
  Attach: [
    equals('iam:PolicyARN', iam('policy/*'), 'ArnLike'),
    equals('iam:PolicyARN', policy('app-*'), 'ArnLike'),
    equals('iam:PermissionsBoundary', policy('Edge')),
    equals('aws:ResourceTag/team', 'red'),
  ],
  Tag: [equals('aws:RequestTag/team', 'red')],
};
const others: readonly object[] = [
  equals('aws:ResourceTag/team', 'red'),
  equals('aws:PrincipalTag/team', 'red'),
  equals('aws:ResourceTag/team', 'red', 'StringNotEquals'),
];

/** `next`: uniform in [0, 1). The same numbers give the same account. */
export function richAccount(next: () => number): World {
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const chance = (part: number): boolean => next() < part;
  const right = (name: string, isDenied = false): object => {
    const kind = /PolicyVersion|^(?:Create|Tag|Untag)Policy$/.test(name)
      ? 'Policy'
      : (/User|Role|Group/.exec(name)?.[0] ?? (/AccessKey|LoginProfile/.test(name) ? 'User' : 'Role'));
    const resource = name === 'AddUserToGroup' ? one(places['Group'] ?? []) : one(places[kind] ?? []);
    const start = /^(?:Create(?=User|Role|Policy$)|Attach|Tag)/.exec(name)?.[0] ?? '';
    const condition = chance(0.5) ? one([...(conditions[start] ?? []), ...others]) : {};
    return (isDenied ? deny : allow)(`iam:${name}`, resource, chance(isDenied ? 0.8 : 0.55) ? condition : {});
  };
  const holder = () => {
    const names = [...one(bundles), ...(chance(0.5) ? one(bundles) : [])].filter(() => chance(0.93));
    const denied = chance(0.25) && names.length > 0 ? [right(one(names), true)] : [];
    return {
      inline: Object.fromEntries(
        [...names.map((name) => right(name)), ...denied].map((statement, at) => [
          `R${String(at)}`,
          statement,
        ]),
      ),
      attached: chance(0.3) ? ['Own'] : [],
      ...(chance(0.1) ? { boundary: one(['Edge', 'Own']) } : {}),
    };
  };
  const red = { Red: allow('*', '*', equals('aws:PrincipalTag/team', 'red')) };
  const world = anAccount({
    users: {
      ann: { ...holder(), groups: chance(0.4) ? ['Crew'] : [] },
      boss: chance(0.5) ? { attached: ['All'] } : { inline: red },
      weak: {},
    },
    groups: { Crew: {}, ...(chance(0.5) ? { Bosses: { attached: ['All'] } } : {}) },
    roles: {
      Dev: { ...holder(), trust: [trusts({ AWS: user('ann') })] },
      Boss: { attached: chance(0.6) ? ['All'] : ['Own'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
    },
    policies: {
      Own: [allow('s3:ListAllMyBuckets')],
      Edge: [allow(chance(0.3) ? '*' : ['iam:*', 's3:Get*'])],
      All: [allow('*')],
    },
  });
  for (const row of [...world.users.values()])
    if (chance(0.3)) apply(world, [replaced('users', row, { ...row, tags: [tagOf(chance(0.5))] })]);
  for (const row of [...world.roles.values()])
    if (chance(0.3)) apply(world, [replaced('roles', row, { ...row, tags: [tagOf(chance(0.5))] })]);
  return world;
}

const tagOf = (isRed: boolean) => ({ key: 'team', value: isRed ? 'red' : 'blue' });
