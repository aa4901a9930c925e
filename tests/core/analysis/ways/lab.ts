/** A small world for one method: an actor who has exactly what the method needs, and an administrator to gain. */

import type { Pair } from '../../../../src/core/analysis/ways/method-works.ts';
import type { Method } from '../../../../src/core/analysis/ways/format.ts';
import { instanceProfileArn, roleArn } from '../../../../src/core/model/arn.ts';
import { unsafeAccountId, unsafeEntityId } from '../../../../src/core/model/ids.ts';
import { apply } from '../../../../src/core/model/world/apply.ts';
import { created, replaced } from '../../../../src/core/model/world/change.ts';
import type { World } from '../../../../src/core/model/world/world.ts';
import { account, allow, anAccount, deny, role, trusts, user } from '../../accounts.ts';

export interface LabOptions {
  /** Actions that a policy of the actor denies. */
  readonly denied?: readonly string[];
  /** Actions that the boundary of the actor allows. */
  readonly boundary?: readonly string[];
  /** The role that is gained trusts another service and another user. */
  readonly distrusted?: boolean;
}

const date = '2026-01-01T00:00:00Z';
const everything = JSON.stringify({ Version: '2012-10-17', Statement: [allow('*')] });
const other = unsafeAccountId('999988887777');

const actionsOf = ({ needs }: Method): string[] => [...new Set(needs.map(({ action }) => action))];

export function lab(method: Method, { denied = [], boundary, distrusted }: LabOptions = {}) {
  const { by = 'user', gain, given = [] } = method;
  const statements = [
    allow(actionsOf(method)),
    ...(given.includes('boundary') && gain === 'self' ? [allow('*')] : []),
    ...(denied.length > 0 ? [deny([...denied])] : []),
  ];
  const bounded = given.includes('boundary');
  const holder = {
    attached: ['Work', ...(isOwnPolicy(method) ? ['Own'] : [])],
    ...(boundary ? { boundary: 'Limit' } : bounded && gain === 'self' ? { boundary: 'Edge' } : {}),
  };
  const trust = [targetTrust(method, distrusted)];
  const world = anAccount({
    users: {
      dev: { ...holder, groups: ['Team'] },
      boss: { attached: ['Everything'] },
    },
    groups: { Team: {}, Bosses: { attached: ['Everything'] } },
    roles: {
      Work: { ...holder, trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
      Boss: {
        attached: ['Everything', ...(method.needs[0]?.on === 'policy' ? ['Own'] : [])],
        trust,
        ...(bounded && gain === 'role' ? { boundary: 'Edge' } : {}),
      },
    },
    policies: {
      Work: statements,
      Own: [allow('s3:ListAllMyBuckets')],
      Everything: [allow('*')],
      Limit: [allow([...(boundary ?? [])])],
      Edge: [allow(actionsOf(method))],
    },
  });
  circumstances(world, method);
  return { world, pair: pairOf(method, by) };
}

const isOwnPolicy = ({ gain, needs }: Method) => gain === 'self' && needs[0]?.on === 'policy';

function targetTrust({ trusts: service, needs, given = [] }: Method, distrusted = false): object {
  if (distrusted) return trusts({ Service: 'states.amazonaws.com.cn', AWS: user('boss') });
  if (service !== undefined) return trusts({ Service: service });
  if (given.includes('trusts-everybody')) return trusts('*');
  return needs.some(({ action }) => action === 'sts:AssumeRole')
    ? trusts({ AWS: `arn:aws:iam::${account}:root` })
    : trusts({ Service: 'batch.amazonaws.com' });
}

function pairOf({ gain, given = [] }: Method, by: 'user' | 'role'): Pair {
  const from = by === 'user' ? user('dev') : role('Work');
  if (gain === 'self') return { from, to: from };
  if (gain === 'user') return { from, to: user('boss') };
  return { from, to: given.includes('other-account') ? roleArn(other, '/', 'Boss') : role('Boss') };
}

function circumstances(world: World, method: Method): void {
  const boss = [...world.users.values()].find(({ userName }) => userName === 'boss');
  const Boss = [...world.roles.values()].find(({ roleName }) => roleName === 'Boss');
  if (!boss || !Boss) throw new Error('the lab lacks its administrator');
  const { given = [], needs } = method;
  const owned = { account, owner: boss.id, createDate: date };
  if (given.includes('two-keys'))
    for (const name of ['AKIABOSS000000000001', 'AKIABOSS000000000002'])
      apply(world, [
        created('accessKeys', {
          ...owned,
          id: unsafeEntityId(name),
          status: 'Active',
          statusDate: date,
        }),
      ]);
  if (given.includes('password'))
    apply(world, [
      created('loginProfiles', {
        ...owned,
        id: boss.id,
        passwordResetRequired: false,
        passwordDate: date,
      }),
    ]);
  if (given.includes('instance-profile'))
    apply(world, [
      created('instanceProfiles', {
        id: unsafeEntityId('AIPA-Boss'),
        account,
        instanceProfileName: 'Boss',
        path: '/',
        arn: instanceProfileArn(account, '/', 'Boss'),
        createDate: date,
        roles: [Boss.id],
        tags: [],
      }),
    ]);
  if (given.includes('other-account')) {
    apply(world, [
      created('accounts', { id: other, name: 'other', createDate: date, quotas: {} }),
      created('roles', {
        ...Boss,
        id: unsafeEntityId('AROA-Other'),
        account: other,
        arn: roleArn(other, '/', 'Boss'),
        attachedPolicies: [],
        inlinePolicies: [{ policyName: 'Everything', document: everything }],
      }),
    ]);
  }
  const policy = [...world.policies.values()].find(({ policyName }) => policyName === 'Own');
  if (policy && needs.some(({ action }) => action === 'iam:SetDefaultPolicyVersion'))
    apply(world, [
      replaced('policies', policy, {
        ...policy,
        nextVersion: 3,
        versions: [...policy.versions, { versionId: 'v2', document: everything, createDate: date }],
      }),
    ]);
}
