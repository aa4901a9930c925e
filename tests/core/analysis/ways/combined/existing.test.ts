/** Ways on which something that is there is made ready first: a tag, room for a version, a password. */

import { expect, test } from 'vitest';
import { unsafeEntityId } from '#core/model/ids.ts';
import type { Tag } from '#core/model/records/tag.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, deny, policy, role, trusts, user } from '../../../accounts.ts';
import { type Case, expectNone, expectWay } from './account.ts';

const equals = (key: string, value: string, operator = 'StringEquals') => ({
  Condition: { [operator]: { [key]: value } },
});
const red = equals('aws:ResourceTag/team', 'red');
const root = { AWS: `arn:aws:iam::${account}:root` };
const date = '2026-01-01T00:00:00Z';
const policies = { All: [allow('*')], Own: [allow('s3:ListAllMyBuckets')] };
const boss = { boss: { attached: ['All'] } };
const Boss = { Boss: { attached: ['All'], trust: [trusts({ Service: 'ec2.amazonaws.com' })] } };

const versions = (count: number) => (world: World) => {
  for (const one of world.policies.values())
    if (one.policyName === 'Own')
      apply(world, [
        replaced('policies', one, {
          ...one,
          nextVersion: count + 1,
          versions: Array.from({ length: count }, (_, at) => ({
            versionId: `v${String(at + 1)}`,
            document: one.versions[0]?.document ?? '',
            createDate: date,
          })),
        }),
      ]);
};
const keys = (count: number) => (world: World) => {
  for (const { id } of [...world.users.values()].filter(({ userName }) => userName === 'boss'))
    for (let at = 0; at < count; at += 1)
      apply(world, [
        created('accessKeys', {
          id: unsafeEntityId(`AKIABOSS00000000000${String(at)}`),
          account,
          owner: id,
          createDate: date,
          status: 'Active',
          statusDate: date,
        }),
      ]);
};
const password = (world: World) => {
  for (const { id } of [...world.users.values()].filter(({ userName }) => userName === 'boss'))
    apply(world, [
      created('loginProfiles', {
        id,
        account,
        owner: id,
        createDate: date,
        passwordResetRequired: false,
        passwordDate: date,
      }),
    ]);
};
const tagged =
  (...tags: Tag[]) =>
  (world: World) => {
    for (const one of [...world.users.values()])
      if (one.userName === 'boss') apply(world, [replaced('users', one, { ...one, tags })]);
    for (const one of [...world.roles.values()])
      if (one.roleName === 'Boss') apply(world, [replaced('roles', one, { ...one, tags })]);
  };

const withDevice = (world: World) => {
  password(world);
  for (const { id, userName } of world.users.values())
    if (userName === 'boss')
      apply(world, [
        created('mfaDevices', {
          id: unsafeEntityId(`arn:aws:iam::${account}:mfa/phone`),
          account,
          kind: 'virtual',
          path: '/',
          name: 'phone',
          createDate: date,
          enableDate: date,
          owner: id,
          offset: 0,
          clock: 'simulated',
          tags: [],
        }),
      ]);
};

const found: Readonly<Record<string, Case>> = {
  'an own policy with five versions loses one of them first': {
    rights: [
      ['iam:CreatePolicyVersion', policy('Own')],
      ['iam:DeletePolicyVersion', policy('Own')],
    ],
    users: { dev: { attached: ['Own'] } },
    policies,
    change: versions(5),
    calls: 'DeletePolicyVersion CreatePolicyVersion',
  },
  'the policy of a role with five versions loses one of them first': {
    rights: [
      ['iam:CreatePolicyVersion', policy('Own')],
      ['iam:DeletePolicyVersion', policy('Own')],
      ['sts:AssumeRole'],
    ],
    roles: { Weak: { attached: ['Own'], trust: [trusts(root)] } },
    policies,
    change: versions(5),
    calls: 'DeletePolicyVersion CreatePolicyVersion AssumeRole',
  },
  'a user with two keys loses one of them first': {
    rights: [['iam:CreateAccessKey'], ['iam:DeleteAccessKey']],
    users: boss,
    policies,
    change: keys(2),
    calls: 'DeleteAccessKey CreateAccessKey',
  },
  'a weak user with two keys gets a policy, and loses one of the keys': {
    rights: [['iam:CreateAccessKey'], ['iam:DeleteAccessKey'], ['iam:AttachUserPolicy', user('boss')]],
    users: { boss: {} },
    policies,
    change: keys(2),
    calls: 'AttachUserPolicy DeleteAccessKey CreateAccessKey',
  },
  'a password that is there is deleted and made again': {
    rights: [['iam:CreateLoginProfile'], ['iam:DeleteLoginProfile']],
    users: boss,
    policies,
    change: password,
    calls: 'DeleteLoginProfile CreateLoginProfile',
  },
  'a user with an MFA device loses it before the password is set': {
    rights: [['iam:UpdateLoginProfile'], ['iam:DeactivateMFADevice']],
    users: boss,
    policies,
    change: withDevice,
    calls: 'DeactivateMFADevice UpdateLoginProfile',
  },
  'a role gets the tag that a call on it asks for': {
    rights: [
      ['iam:TagRole', role('Boss')],
      ['iam:UpdateAssumeRolePolicy', '*', red],
    ],
    roles: Boss,
    policies,
    calls: 'TagRole UpdateAssumeRolePolicy AssumeRole',
  },
  'a user gets the tag that a call on it asks for': {
    rights: [
      ['iam:TagUser', user('boss')],
      ['iam:CreateAccessKey', '*', equals('iam:ResourceTag/team', 'red')],
    ],
    users: boss,
    policies,
    calls: 'TagUser CreateAccessKey',
  },
  'an own policy gets the tag that a new version asks for': {
    rights: [
      ['iam:TagPolicy', policy('Own')],
      ['iam:CreatePolicyVersion', '*', red],
    ],
    users: { dev: { attached: ['Own'] } },
    policies,
    calls: 'TagPolicy CreatePolicyVersion',
  },
  'the policy of a role gets the tag that a new version asks for': {
    rights: [['iam:TagPolicy', policy('Own')], ['iam:CreatePolicyVersion', '*', red], ['sts:AssumeRole']],
    roles: { Weak: { attached: ['Own'], trust: [trusts(root)] } },
    policies,
    calls: 'TagPolicy CreatePolicyVersion AssumeRole',
  },
  'a tag on oneself opens a call on oneself': {
    rights: [
      ['iam:TagUser', user('dev')],
      ['iam:PutUserPolicy', user('dev'), red],
    ],
    calls: 'TagUser PutUserPolicy',
  },
  'a tag on oneself opens a call that asks for a tag of the actor': {
    rights: [
      ['iam:TagUser', user('dev')],
      ['iam:CreateAccessKey', '*', equals('aws:PrincipalTag/team', 'red')],
    ],
    users: boss,
    policies,
    calls: 'TagUser CreateAccessKey',
  },
  'a tag on another user opens a policy of that user': {
    rights: [['iam:TagUser', user('boss')], ['iam:CreateAccessKey']],
    users: { boss: { inline: { Red: allow('*', '*', equals('aws:PrincipalTag/team', 'red')) } } },
    calls: 'TagUser CreateAccessKey',
  },
  'a role gets the tag that one who assumes it asks for': {
    rights: [
      ['iam:TagRole', role('Boss')],
      ['sts:AssumeRole', '*', red],
    ],
    roles: { Boss: { attached: ['All'], trust: [trusts(root)] } },
    policies,
    calls: 'TagRole AssumeRole',
  },
  'a tag on oneself is that of the user whose key is made': {
    rights: [
      ['iam:TagUser', user('dev')],
      ['iam:CreateAccessKey', '*', equals('aws:ResourceTag/team', '${aws:PrincipalTag/team}')],
    ],
    users: boss,
    policies,
    change: tagged({ key: 'team', value: 'core' }),
    calls: 'TagUser CreateAccessKey',
  },
  'a tag on oneself completes the name of a user': {
    rights: [
      ['iam:TagUser', user('dev')],
      ['iam:CreateAccessKey', user('b${aws:PrincipalTag/team}')],
    ],
    users: boss,
    policies,
    calls: 'TagUser CreateAccessKey',
  },
  'a tag that protects a role is taken away': {
    rights: [['iam:UntagRole', role('Boss')], ['iam:UpdateAssumeRolePolicy']],
    roles: Boss,
    policies: { ...policies, Guard: [deny('iam:Update*', '*', equals('aws:ResourceTag/protected', 'true'))] },
    users: { dev: { attached: ['Guard'] } },
    change: tagged({ key: 'protected', value: 'true' }),
    calls: 'UntagRole UpdateAssumeRolePolicy AssumeRole',
  },
  'a tag that protects a user gets another value': {
    rights: [['iam:TagUser', user('boss')], ['iam:CreateAccessKey']],
    policies: { ...policies, Guard: [deny('iam:Create*', '*', equals('aws:ResourceTag/protected', 'true'))] },
    users: { ...boss, dev: { attached: ['Guard'] } },
    change: tagged({ key: 'protected', value: 'true' }),
    calls: 'TagUser CreateAccessKey',
  },
};

test.each(Object.entries(found))('a way leads on where %s', (_, one) => {
  expectWay(one);
});

const none: Readonly<Record<string, Omit<Case, 'calls'>>> = {
  'another tag than the one that is asked for can be set': {
    rights: [
      ['iam:TagRole', role('Boss'), equals('aws:RequestTag/team', 'blue')],
      ['iam:UpdateAssumeRolePolicy', '*', red],
    ],
    roles: Boss,
    policies,
  },
  'a user with an MFA device keeps it': {
    rights: [['iam:UpdateLoginProfile'], ['iam:DeactivateMFADevice', user('dev')]],
    users: boss,
    policies,
    change: withDevice,
  },
  'nobody has the tag that the actor would need': {
    rights: [
      ['iam:TagUser', user('dev')],
      ['iam:CreateAccessKey', '*', equals('aws:ResourceTag/team', '${aws:PrincipalTag/team}')],
    ],
    users: boss,
    policies,
  },
  'another role can be tagged': {
    rights: [
      ['iam:TagRole', role('Other')],
      ['iam:UpdateAssumeRolePolicy', '*', red],
    ],
    roles: Boss,
    policies,
  },
  'versions of another policy can be deleted': {
    rights: [
      ['iam:CreatePolicyVersion', policy('Own')],
      ['iam:DeletePolicyVersion', policy('All')],
    ],
    users: { dev: { attached: ['Own'] } },
    policies,
    change: versions(5),
  },
};

test.each(Object.entries(none))('no way leads on where %s', (_, one) => {
  expectNone(one);
});

test('room for a version is only made where there is none', () => {
  const one: Case = {
    rights: [['iam:CreatePolicyVersion', policy('Own')]],
    users: { dev: { attached: ['Own'] } },
    policies,
    change: versions(4),
    calls: 'CreatePolicyVersion',
  };
  expectWay(one);
  expect(one.rights).toHaveLength(1);
});
