/** Quotas that leave no room: what is full has to lose something first, or the way is none. */

import { expect, test } from 'vitest';
import { defaultQuotas, type QuotaOverrides } from '#core/model/quotas.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { account, allow, env, policy, trusts, user } from '../../../accounts.ts';
import { type Case, type Right, callsOf, dev, expectNone, expectWay, shortest, worldOf } from './account.ts';

const ten = Array.from({ length: 10 }, (_, at) => `P${String(at)}`);
const harmless = allow('s3:ListAllMyBuckets');
const policies = Object.fromEntries(ten.map((name) => [name, [harmless]]));
const groups = Object.fromEntries(ten.map((name) => [name, {}]));
const open = [trusts({ AWS: `arn:aws:iam::${account}:root` })];
const onAll = (...calls: readonly string[]): Right[] => calls.map((call) => [call]);
const full = (size: number) => allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(size)}`);
const withQuotas = (quotas: QuotaOverrides) => (world: World) => {
  const one = world.accounts.get(account);
  if (one) apply(world, [replaced('accounts', one, { ...one, quotas })]);
};

const found: Readonly<Record<string, Case>> = {
  'one’s own user loses a policy before another is attached': {
    rights: onAll('iam:AttachUserPolicy', 'iam:DetachUserPolicy'),
    users: { dev: { attached: ten } },
    policies,
    calls: 'DetachUserPolicy AttachUserPolicy',
  },
  'a full role loses a policy before another is attached': {
    rights: [['iam:AttachRolePolicy'], ['iam:DetachRolePolicy'], ['sts:AssumeRole']],
    roles: { Boss: { trust: open, attached: ten } },
    policies,
    calls: 'DetachRolePolicy AttachRolePolicy AssumeRole',
  },
  'another user loses a policy before another is attached': {
    rights: [
      ['iam:AttachUserPolicy', user('bob')],
      ['iam:DetachUserPolicy', user('bob')],
      ['iam:CreateAccessKey', user('bob')],
    ],
    users: { bob: { attached: ten } },
    policies,
    calls: 'DetachUserPolicy AttachUserPolicy CreateAccessKey',
  },
  'only the policy that may be detached makes room': {
    rights: [
      ['iam:AttachUserPolicy'],
      ['iam:DetachUserPolicy', '*', { Condition: { ArnEquals: { 'iam:PolicyARN': policy('P7') } } }],
    ],
    users: { dev: { attached: ten } },
    policies,
    calls: 'DetachUserPolicy AttachUserPolicy',
  },
  'a full group loses a policy before another is attached': {
    rights: onAll('iam:AttachGroupPolicy', 'iam:DetachGroupPolicy'),
    users: { dev: { groups: ['Crew'] } },
    groups: { Crew: { attached: ten } },
    policies,
    calls: 'DetachGroupPolicy AttachGroupPolicy',
  },
  'a user leaves a group before it joins another': {
    rights: onAll('iam:AddUserToGroup', 'iam:RemoveUserFromGroup'),
    users: { dev: { groups: ten } },
    groups: { ...groups, Bosses: { inline: { All: allow('*') } } },
    calls: 'RemoveUserFromGroup AddUserToGroup',
  },
  'a raised quota leaves room': {
    rights: onAll('iam:AttachUserPolicy'),
    users: { dev: { attached: ten } },
    policies,
    change: withQuotas({ PoliciesPerUser: 11 }),
    calls: 'AttachUserPolicy',
  },
  'an inline policy is replaced where there is no room for another': {
    rights: [['iam:PutRolePolicy'], ['sts:AssumeRole']],
    roles: { Boss: { trust: open, inline: { Long: full(defaultQuotas.RolePolicySize - 150) } } },
    calls: 'PutRolePolicy AssumeRole',
  },
};

test.each(Object.entries(found))('a way knows the quotas of an account: %s', (_, one) => {
  expectWay(one);
});

const own = { Condition: { ArnLike: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/*` } } };

const missed: Readonly<Record<string, Omit<Case, 'calls'>>> = {
  'a full user gets no other policy': {
    rights: onAll('iam:AttachUserPolicy'),
    users: { dev: { attached: ten } },
    policies,
  },
  'a full role gets no other policy': {
    rights: [['iam:AttachRolePolicy'], ['sts:AssumeRole']],
    roles: { Boss: { trust: open, attached: ten } },
    policies,
  },
  'a full group gets no other policy': {
    rights: onAll('iam:AttachGroupPolicy'),
    users: { dev: { groups: ['Crew'] } },
    groups: { Crew: { attached: ten } },
    policies,
  },
  'a user of ten groups joins no other': {
    rights: onAll('iam:AddUserToGroup'),
    users: { dev: { groups: ten } },
    groups: { ...groups, Bosses: { inline: { All: allow('*') } } },
  },
  'a lowered quota leaves no room': {
    rights: onAll('iam:AttachUserPolicy'),
    users: { dev: { attached: ['P0'] } },
    policies,
    change: withQuotas({ PoliciesPerUser: 1 }),
  },
  'whoever detaches the only right to attach has made no room': {
    rights: onAll('iam:DetachUserPolicy'),
    users: { dev: { attached: ['Attach'] } },
    policies: { Attach: [allow('iam:AttachUserPolicy')] },
    change: withQuotas({ PoliciesPerUser: 1 }),
  },
};

test.each(Object.entries(missed))('a quota leaves no way: %s', (_, one) => {
  expectNone(one);
});

const fullAccounts: Readonly<Record<string, readonly [QuotaOverrides, readonly Right[]]>> = {
  policies: [{ PoliciesPerAccount: 0 }, [['iam:CreatePolicy'], ['iam:AttachUserPolicy', '*', own]]],
  users: [
    { UsersPerAccount: 1 },
    onAll('iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey').map(([call]) => [
      call,
      user('new/*'),
    ]),
  ],
  roles: [{ RolesPerAccount: 0 }, onAll('iam:CreateRole', 'iam:PutRolePolicy', 'sts:AssumeRole')],
  groups: [{ GroupsPerAccount: 0 }, onAll('iam:CreateGroup', 'iam:PutGroupPolicy', 'iam:AddUserToGroup')],
};

test.each(Object.entries(fullAccounts))('an account full of %s gets no other', (_, [quotas, rights]) => {
  expect(shortest(worldOf({ rights }), dev)).toBeDefined();
  expectNone({ rights, change: withQuotas(quotas) });
});

test('a search after an edit knows that the edit made room', () => {
  const spec = { rights: onAll('iam:AttachUserPolicy'), users: { dev: { attached: ten } }, policies };
  const world = worldOf(spec);
  const before = new WaySearch(world, env);
  expect(before.shortest()).toEqual([]);
  const roomy = worldOf({ ...spec, users: { dev: { attached: ten.slice(1) } } });
  expect(callsOf(shortest(roomy, dev))).toBe('AttachUserPolicy');
  expect(callsOf(before.after(roomy).shortest()[0])).toBe('AttachUserPolicy');
});
