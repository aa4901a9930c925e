/**
 * A Deny that can be taken away, from the actor, from whoever it gains, or by whoever it has gained meanwhile. Each account
 * comes with a change after which the way is gone.
 */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { playWay } from '#core/play/way.ts';
import type { World } from '#core/model/world/world.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { account, type AccountSpec, allow, anAccount, deny, env, trusts, user } from '../../../accounts.ts';

const reference = createReference();
await reference.loadManagedPolicies();
await reference.loadAllActions();

const ann = user('ann');
const open = trusts({ AWS: `arn:aws:iam::${account}:root` });
const all = allow('*');
const noIam = deny('iam:*');
const work = (...actions: string[]) => allow(actions);

interface Case {
  readonly title: string;
  readonly calls: readonly string[];
  /** The account where Ann may make these calls. */
  readonly accountOf: (calls: readonly string[]) => World;
}

/** Whoever may do it to another user need not be able to do it to oneself. */
const onOthers = ({ users }: AccountSpec) => (users?.['bob'] ? ['arn:aws:iam::*:group/*', user('bob')] : '*');

const taken = (
  title: string,
  calls: readonly string[],
  spec: AccountSpec,
  actor: NonNullable<AccountSpec['users']>[string] = {},
): Case => ({
  title,
  calls,
  accountOf: (some) =>
    anAccount({
      ...spec,
      users: {
        ...spec.users,
        ann: {
          ...actor,
          inline: { Work: allow(['s3:ListAllMyBuckets', ...some], onOthers(spec)), ...actor.inline },
        },
      },
    }),
});

const cases: readonly Case[] = [
  taken('detached from a role', ['iam:DetachRolePolicy', 'sts:AssumeRole'], {
    roles: { Boss: { trust: [open], inline: { All: all }, attached: ['Deny'] } },
    policies: { Deny: [noIam] },
  }),
  taken('deleted from a role', ['iam:DeleteRolePolicy', 'sts:AssumeRole'], {
    roles: { Boss: { trust: [open], inline: { All: all, Deny: noIam } } },
  }),
  taken('replaced on a role', ['iam:PutRolePolicy', 'sts:AssumeRole'], {
    roles: { Boss: { trust: [open], inline: { Deny: noIam } } },
  }),
  taken('detached from a user', ['iam:DetachUserPolicy', 'iam:CreateAccessKey'], {
    users: { bob: { inline: { All: all }, attached: ['Deny'] } },
    policies: { Deny: [noIam] },
  }),
  taken('deleted from a user', ['iam:DeleteUserPolicy', 'iam:CreateAccessKey'], {
    users: { bob: { inline: { All: all, Deny: noIam } } },
  }),
  taken('replaced on a user', ['iam:PutUserPolicy', 'iam:CreateAccessKey'], {
    users: { bob: { inline: { Deny: noIam } } },
  }),
  taken('detached from the group of a user', ['iam:DetachGroupPolicy', 'iam:CreateAccessKey'], {
    users: { bob: { inline: { All: all }, groups: ['crew'] } },
    groups: { crew: { attached: ['Deny'] } },
    policies: { Deny: [noIam] },
  }),
  taken('deleted from the group of a user', ['iam:DeleteGroupPolicy', 'iam:CreateAccessKey'], {
    users: { bob: { inline: { All: all }, groups: ['crew'] } },
    groups: { crew: { inline: { Deny: noIam } } },
  }),
  taken('left behind with the group of a user', ['iam:RemoveUserFromGroup', 'iam:CreateAccessKey'], {
    users: { bob: { inline: { All: all }, groups: ['crew'] } },
    groups: { crew: { inline: { Deny: noIam } } },
  }),
  taken(
    'replaced on the actor',
    ['iam:PutUserPolicy'],
    {},
    { inline: { Deny: deny(['iam:Create*', 'iam:Delete*', 'iam:Attach*', 's3:*']) } },
  ),
  taken(
    'taken from the actor by a role that it gains',
    ['sts:AssumeRole', 'iam:AttachUserPolicy'],
    { roles: { Guard: { trust: [open], inline: { Work: work('iam:DeleteUserPolicy') } } } },
    { inline: { Deny: deny('iam:AttachUserPolicy') } },
  ),
  taken(
    'left behind by the actor with the help of a role',
    ['sts:AssumeRole', 'iam:AttachUserPolicy'],
    {
      groups: { crew: { inline: { Deny: deny('iam:AttachUserPolicy') } } },
      roles: { Guard: { trust: [open], inline: { Work: work('iam:RemoveUserFromGroup') } } },
    },
    { groups: ['crew'] },
  ),
];

const wayOf = (world: World) => new WaySearch(world, env).shortest().find(({ from }) => from === ann);

test.each(cases)('a Deny that is $title does not stop a way, which can be played', ({ calls, accountOf }) => {
  const world = accountOf(calls);
  const way = wayOf(world);
  expect(way?.steps.length).toBeGreaterThan(0);
  expect(new WaySearch(world, env).all(ann).map(({ to }) => to)).toContain(way?.to);
  if (!way) return;
  const played = playWay(world, way, { ...env, random: randomFromSeed([1, 2, 3, 4]), reference });
  expect(played).toMatchObject({ played: true });
});

test.each(cases)('a Deny that is $title stops who may not make one of the calls', ({ calls, accountOf }) => {
  for (const action of calls)
    expect(wayOf(accountOf(calls.filter((one) => one !== action))), action).toBeUndefined();
});

test('an older version without a Deny is a way back', () => {
  const world = (...versions: string[]) => {
    const spec: AccountSpec = {
      users: { ann: { inline: { Work: work('iam:SetDefaultPolicyVersion', 'sts:AssumeRole') } } },
      roles: { Boss: { trust: [open], inline: { All: all }, attached: ['Deny'] } },
      policies: { Deny: [noIam] },
    };
    const made = anAccount(spec);
    for (const policy of made.policies.values())
      (made.policies as Map<string, typeof policy>).set(policy.id, {
        ...policy,
        versions: [
          ...policy.versions,
          ...versions.map((document, at) => ({
            versionId: `v${String(at + 2)}`,
            document,
            createDate: policy.createDate,
          })),
        ],
      });
    return made;
  };
  const harmless = JSON.stringify({ Version: '2012-10-17', Statement: [allow('s3:ListAllMyBuckets')] });
  const other = JSON.stringify({ Version: '2012-10-17', Statement: [deny(['iam:*', 'sts:*'])] });
  expect(wayOf(world(harmless))?.steps).toHaveLength(2);
  expect(wayOf(world(other))).toBeUndefined();
  expect(wayOf(world())).toBeUndefined();
});
