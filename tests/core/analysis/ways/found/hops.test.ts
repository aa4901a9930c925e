/** Two hops, each with one thing more or less: a Deny, a boundary or what a statement leaves out counts on each of them. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import {
  account,
  type AccountSpec,
  allow,
  anAccount,
  deny,
  env,
  role,
  trusts,
  user,
} from '../../../accounts.ts';

type RoleSpec = NonNullable<AccountSpec['roles']>[string];

const assume = allow('sts:AssumeRole');
const root = trusts({ AWS: `arn:aws:iam::${account}:root` });
const byMid = trusts({ AWS: role('Mid') });
const but = (actions: string | string[], effect = 'Allow') => ({
  Effect: effect,
  NotAction: actions,
  Resource: '*',
});

/** The end of the way of a user who may assume Mid alone, which may assume Boss, an administrator. */
function endsAt(mid: Partial<RoleSpec> = {}, boss: Partial<RoleSpec> = {}): string | undefined {
  const world = anAccount({
    users: { dev: { inline: { Work: allow('sts:AssumeRole', role('Mid')) } } },
    roles: {
      Mid: { inline: { Work: assume }, trust: [root], ...mid },
      Boss: { inline: { All: allow('*') }, trust: [byMid], ...boss },
    },
    policies: { Narrow: [allow('s3:*')], Wide: [allow('*')] },
  });
  const search = new WaySearch(world, env);
  const [way] = search.all(user('dev'));
  // Both searches say the same.
  expect(search.shortest().find(({ from }) => from === user('dev'))?.to).toBe(way?.to);
  return way?.to;
}

test.each<[string, Partial<RoleSpec>, Partial<RoleSpec>]>([
  ['nothing stands between', {}, {}],
  ['the boundaries allow it', { boundary: 'Wide' }, { boundary: 'Wide' }],
  ['a Deny is about another role', { inline: { Work: assume, No: deny('sts:*', role('Other')) } }, {}],
  ['a Deny leaves out the call', { inline: { Work: assume, No: but('sts:*', 'Deny') } }, {}],
  [
    'the trust policy denies somebody else',
    {},
    { trust: [byMid, { ...trusts({ AWS: user('ann') }), Effect: 'Deny' }] },
  ],
  ['two policies add up', {}, { inline: { Most: but('iam:*'), Rest: allow('iam:*') } }],
])('two hops lead up where %s', (_, mid, boss) => {
  expect(endsAt(mid, boss)).toBe(role('Boss'));
});

test.each<[string, Partial<RoleSpec>, Partial<RoleSpec>]>([
  ['the boundary of the first role is narrow', { boundary: 'Narrow' }, {}],
  ['the boundary of the second role is narrow', {}, { boundary: 'Narrow' }],
  [
    'the first role is denied the second hop',
    { inline: { Work: assume, No: deny('sts:*', role('Boss')) } },
    {},
  ],
  ['a Deny leaves out something else', { inline: { Work: assume, No: but('s3:*', 'Deny') } }, {}],
  [
    'a statement leaves the second role out',
    { inline: { Work: { Effect: 'Allow', Action: 'sts:AssumeRole', NotResource: role('Boss') } } },
    { trust: [root] },
  ],
  [
    'the trust policy denies all but another role',
    {},
    { trust: [byMid, { Effect: 'Deny', NotPrincipal: { AWS: [role('Other')] }, Action: 'sts:AssumeRole' }] },
  ],
  ['the trust policy names another role', {}, { trust: [trusts({ AWS: role('Other') })] }],
  ['a part of the rights is missing', {}, { inline: { Most: but(['iam:*', 'sts:*', 'sso:*', 'lambda:*']) } }],
])('two hops lead nowhere where %s', (_, mid, boss) => {
  expect(endsAt(mid, boss)).toBeUndefined();
});
