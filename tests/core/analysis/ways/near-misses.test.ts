/** A method that almost works: each thing that is missing is found, and nothing else is asked for. */

import { expect, test } from 'vitest';
import type { Choice } from '#core/analysis/ways/choices.ts';
import { methodWorks } from '#core/analysis/ways/method-works.ts';
import { findMethod } from '#content/methods/list.ts';
import { roleArn } from '#core/model/arn.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { Tag } from '#core/model/records/tag.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
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
} from '../../accounts.ts';

const dev = user('dev');
const Boss = role('Boss');
const functionArn = (name: string, region = 'us-east-1', owner: string = account) =>
  `arn:aws:lambda:${region}:${owner}:function:${name}`;

interface Given extends AccountSpec {
  readonly service?: string;
  readonly boundary?: string;
}

/** A user whose two policies hold the statements, and an administrator's role that a service can take. */
function withDev(statements: readonly object[], given: Given = {}, second: readonly object[] = []): World {
  const { service = 'lambda.amazonaws.com', boundary, ...spec } = given;
  return anAccount({
    ...spec,
    users: {
      dev: { attached: ['Work', 'More'], ...(boundary === undefined ? {} : { boundary }) },
      boss: { attached: ['All'] },
    },
    roles: { Boss: { attached: ['All'], trust: [trusts({ Service: service })] }, ...spec.roles },
    policies: { Work: statements, More: second, All: [allow('*')], ...spec.policies },
  });
}

function thing(
  world: World,
  arn: string,
  runsAs?: string,
  tags: readonly Tag[] = [],
  policy?: object,
): World {
  apply(world, [
    created('resources', {
      id: unsafeEntityId(arn),
      arn: unsafeArn(arn),
      account,
      name: arn,
      tags,
      ...(runsAs === undefined ? {} : { details: { role: runsAs } }),
      ...(policy ? { policy: JSON.stringify(policy) } : {}),
    }),
  ]);
  return world;
}

function changed(world: World, more: Partial<AccountRecord>): World {
  const row = world.accounts.get(account);
  if (row) apply(world, [replaced('accounts', row, { ...row, ...more })]);
  return world;
}

/** Resources may exist that the world does not have. */
const openList = (world: World) => changed(world, { unknown: ['role-settings'] });

interface Found {
  readonly works: boolean;
  readonly assumes: readonly string[];
  readonly choice: Choice;
}

function found(world: World, id: string, to = Boss, from = dev): Found {
  const method = findMethod(id);
  if (!method) throw new Error(`no method ${id}`);
  const { works, administrator, assumes, choice } = methodWorks(world, method, { from, to }, env);
  expect(administrator).toBe(works);
  return { works, assumes, choice };
}

const works = (world: World, id: string, to?: string): boolean => found(world, id, to).works;

const newFunction = ['lambda:CreateFunction', 'lambda:InvokeFunction'];

test('rights of two policies add up', () => {
  expect(works(withDev([allow('iam:PassRole')], {}, [allow(newFunction)]), 'lambda-001')).toBe(true);
  expect(works(withDev([allow('iam:PassRole')], {}, [allow('lambda:CreateFunction')]), 'lambda-001')).toBe(
    false,
  );
});

test('a Deny beside the Allow closes a way, also in another policy and for a pattern', () => {
  const all = allow(['iam:PassRole', ...newFunction]);
  expect(works(withDev([all], {}, [deny('lambda:Create*')]), 'lambda-001')).toBe(false);
  expect(works(withDev([all], {}, [deny('iam:PassRole', Boss)]), 'lambda-001')).toBe(false);
  expect(works(withDev([all], {}, [deny('iam:PassRole', role('Other'))]), 'lambda-001')).toBe(true);
});

test('NotAction leaves out what it names', () => {
  const but = (actions: string[]) => ({ Effect: 'Allow', NotAction: actions, Resource: '*' });
  expect(works(withDev([but(['iam:*'])]), 'lambda-001')).toBe(false);
  expect(works(withDev([but(['s3:*'])]), 'lambda-001')).toBe(true);
  expect(works(withDev([but(['iam:PutUserPolicy'])]), 'iam-007', dev)).toBe(false);
});

test('the service that gets the role has to be the one that the policy names', () => {
  const passing = (service: string) =>
    allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': service } } });
  expect(works(withDev([passing('lambda.amazonaws.com'), allow(newFunction)]), 'lambda-001')).toBe(true);
  expect(works(withDev([passing('ec2.amazonaws.com'), allow(newFunction)]), 'lambda-001')).toBe(false);
});

test('a condition on the actor that cannot hold closes a way', () => {
  const tagged = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'core' } } };
  expect(works(withDev([allow('iam:PutUserPolicy', '*', tagged)]), 'iam-007', dev)).toBe(false);
  const world = withDev([allow('*', '*', tagged), allow('iam:TagUser')]);
  expect(found(world, 'own-tag-user', dev).choice).toEqual({ tag: 'team=core' });
});

test('a boundary limits what is done with a thing', () => {
  const build = (more: Given = {}) =>
    thing(
      withDev([allow('lambda:UpdateFunctionCode')], {
        ...more,
        policies: { Limit: [allow('s3:*')], Wide: [allow('lambda:*')] },
      }),
      functionArn('job'),
      Boss,
    );
  expect(works(build(), 'lambda-003')).toBe(true);
  expect(works(build({ boundary: 'Wide' }), 'lambda-003')).toBe(true);
  expect(works(build({ boundary: 'Limit' }), 'lambda-003')).toBe(false);
});

test('a control policy on the account of the actor closes a way', () => {
  const guarded = (...denied: object[]) => {
    const world = thing(withDev([allow('lambda:UpdateFunctionCode')]), functionArn('job'), Boss);
    const [organization, chief] = [unsafeEntityId('o-1'), unsafeAccountId('999988887777')];
    const own = { organization, account: chief };
    apply(world, [
      created('organizations', {
        id: organization,
        account: chief,
        arn: unsafeArn(`arn:aws:organizations::${chief}:organization/o-1`),
        rootId: 'r-1',
        featureSet: 'ALL',
        enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'],
        createDate: '2026-01-01T00:00:00Z',
      }),
      created('controlPolicies', {
        ...own,
        id: unsafeEntityId('o-1/p-guard'),
        policyId: 'p-guard',
        arn: unsafeArn(`arn:aws:organizations::${chief}:policy/o-1/service_control_policy/p-guard`),
        type: 'SERVICE_CONTROL_POLICY',
        name: 'Guard',
        description: '',
        content: JSON.stringify({ Version: '2012-10-17', Statement: [allow('*'), ...denied] }),
        awsManaged: false,
        targets: ['r-1', account],
      }),
    ]);
    return changed(world, {
      membership: { organization, parent: 'r-1', joined: '2026-01-01T00:00:00Z', method: 'CREATED' },
    });
  };
  expect(works(guarded(), 'lambda-003')).toBe(true);
  expect(works(guarded(deny('ec2:*')), 'lambda-003')).toBe(true);
  expect(works(guarded(deny('lambda:Update*')), 'lambda-003')).toBe(false);
});

test('the rights have to be on the function that runs as the role', () => {
  const allowed = (resource: string) => withDev([allow('lambda:UpdateFunctionCode', resource)]);
  const job = functionArn('job');
  expect(works(thing(allowed(job), job, Boss), 'lambda-003')).toBe(true);
  expect(works(thing(allowed(functionArn('other')), job, Boss), 'lambda-003')).toBe(false);
  expect(works(thing(allowed(job), job, role('Other')), 'lambda-003')).toBe(false);
  expect(works(thing(allowed(job), job), 'lambda-003')).toBe(false);
});

test('a function that nobody knows of may lie where the policy allows it, one that is known lies elsewhere', () => {
  const build = () =>
    thing(
      withDev([allow('lambda:UpdateFunctionCode', functionArn('dev-*', 'us-west-2'))]),
      functionArn('dev-job'),
      Boss,
    );
  expect(works(build(), 'lambda-003')).toBe(false);
  expect(found(openList(build()), 'lambda-003')).toEqual({
    works: true,
    assumes: ['A Lambda function runs as role/Boss.'],
    choice: {},
  });
});

test('a thing that is known is better than one that is assumed', () => {
  const world = thing(withDev([allow('lambda:UpdateFunctionCode')]), functionArn('job'), Boss);
  expect(found(openList(world), 'lambda-003')).toMatchObject({
    works: true,
    assumes: [],
    choice: { resource: functionArn('job') },
  });
});

test('the tags of a thing are its own', () => {
  const instance = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1';
  const tagged = { Condition: { StringEquals: { 'ec2:ResourceTag/team': 'core' } } };
  const calls = ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'];
  const build = (tags: readonly Tag[]) =>
    thing(withDev([allow(calls, '*', tagged)], { service: 'ec2.amazonaws.com' }), instance, Boss, tags);
  expect(works(build([{ key: 'team', value: 'core' }]), 'ec2-002')).toBe(true);
  expect(works(build([{ key: 'team', value: 'web' }]), 'ec2-002')).toBe(false);
  expect(works(build([]), 'ec2-002')).toBe(false);
});

test('an instance profile is made where the role has none and the actor may', () => {
  const run = ['iam:PassRole', 'ec2:RunInstances'];
  const profile = ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'];
  const build = (...actions: string[]) => withDev([allow(actions)], { service: 'ec2.amazonaws.com' });
  expect(works(build(...run), 'ec2-001')).toBe(false);
  expect(works(build(...run, ...profile), 'ec2-001')).toBe(true);
  expect(works(build(...run, 'iam:CreateInstanceProfile'), 'ec2-001')).toBe(false);
});

test('a function of another account is open where its own policy and the actor’s allow the call', () => {
  const other = unsafeAccountId('999988887777');
  const job = functionArn('job', 'us-east-1', other);
  const build = (statements: object[], policy?: object) => {
    const world = withDev(statements);
    const boss = [...world.roles.values()][0];
    if (!boss) throw new Error('no role');
    const arn = roleArn(other, '/', 'Boss');
    apply(world, [
      created('accounts', { id: other, name: 'other', createDate: boss.createDate, quotas: {} }),
      created('roles', {
        ...boss,
        id: unsafeEntityId('AROA-Other'),
        account: other,
        arn,
        attachedPolicies: [],
        inlinePolicies: [{ policyName: 'All', document: JSON.stringify({ Statement: [allow('*')] }) }],
      }),
      created('resources', {
        id: unsafeEntityId(job),
        arn: unsafeArn(job),
        account: other,
        name: 'job',
        tags: [],
        details: { role: arn },
        ...(policy ? { policy: JSON.stringify({ Version: '2012-10-17', Statement: [policy] }) } : {}),
      }),
    ]);
    return works(world, 'lambda-003', arn);
  };
  const code = 'lambda:UpdateFunctionCode';
  const opened = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: code,
    Resource: job,
  };
  expect(build([allow(code)], opened)).toBe(true);
  expect(build([], opened)).toBe(false);
  expect(build([allow(code)])).toBe(false);
});

test('keys and passwords that a file does not hold are assumed', () => {
  const boss = user('boss');
  const world = () => withDev([allow('iam:*AccessKey'), allow('iam:*LoginProfile')]);
  expect(found(world(), 'iam-002', boss).assumes).toEqual([]);
  expect(works(world(), 'iam-003', boss)).toBe(false);
  const imported = changed(world(), { unknown: ['access-keys', 'passwords'] });
  const sentences = [
    ['iam-002', 'iam:CreateAccessKey', 'user/boss has fewer than two access keys.'],
    ['iam-004', 'iam:CreateLoginProfile', 'user/boss has no password for the console.'],
    ['iam-006', 'iam:UpdateLoginProfile', 'user/boss has a password for the console.'],
  ] as const;
  for (const [id, action, sentence] of sentences) {
    const one = changed(withDev([allow(action)]), { unknown: ['access-keys', 'passwords'] });
    expect(found(one, id, boss), id).toMatchObject({ works: true, assumes: [sentence] });
    // Whoever may do the opposite too needs to know nothing.
    expect(found(imported, id, boss), id).toMatchObject({ works: true, assumes: [] });
  }
  expect(found(imported, 'iam-003', boss).assumes).toEqual([]);
});

test('a launch template counts only with a group that launches from it', () => {
  const template = 'arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1';
  const group = 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:1:autoScalingGroupName/web';
  const from = (details: Readonly<Record<string, string>>) => {
    const world = withDev([allow(['ec2:*LaunchTemplate*', 'iam:*InstanceProfile', 'iam:PassRole'])], {
      service: 'ec2.amazonaws.com',
    });
    for (const [arn, told] of [[template, {}] as const, [group, details] as const])
      apply(world, [
        created('resources', {
          id: unsafeEntityId(arn),
          arn: unsafeArn(arn),
          account,
          name: arn,
          tags: [],
          details: told,
        }),
      ]);
    return found(world, 'ec2-004', Boss);
  };
  expect(from({ launchTemplate: template })).toMatchObject({ works: true, assumes: [] });
  expect(from({ launchTemplate: `${template}2` }).works).toBe(false);
  expect(from({ launchTemplate: template, launchTemplateVersion: '3' }).works).toBe(false);
  expect(from({ launchTemplate: template, launchTemplateVersion: '$Latest' }).works).toBe(true);
  expect(from({}).assumes).toEqual([`${group} launches instances from ${template}.`]);
});

test('a provider that no file can tell of is assumed', () => {
  const provider = 'arn:aws:iam::111122223333:saml-provider/Corp';
  const world = () =>
    withDev([allow(['iam:CreateSAMLProvider', 'iam:UpdateSAMLProvider'])], {
      roles: {
        Away: {
          attached: ['All'],
          trust: [{ ...trusts({ Federated: provider }), Action: 'sts:AssumeRoleWithSAML' }],
        },
      },
    });
  expect(found(world(), 'own-saml-provider', role('Away'))).toMatchObject({ works: true, assumes: [] });
  expect(found(world(), 'own-saml-metadata', role('Away')).works).toBe(false);
  const imported = changed(world(), { unknown: ['identity-providers'] });
  expect(found(imported, 'own-saml-provider', role('Away')).assumes).toEqual([`${provider} does not exist.`]);
  expect(found(imported, 'own-saml-metadata', role('Away')).assumes).toEqual([`${provider} exists.`]);
});

test('a new role has to be made without the boundary that a policy asks for', () => {
  const calls = ['iam:CreateRole', 'iam:AttachRolePolicy'];
  const bounded = { Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::1:policy/B' } } };
  expect(works(withDev([allow(calls)]), 'own-create-role', dev)).toBe(true);
  expect(works(withDev([allow(calls, '*', bounded)]), 'own-create-role', dev)).toBe(false);
  expect(works(withDev([allow(calls, role('app/*'))]), 'own-create-role', dev)).toBe(true);
  expect(works(withDev([allow('iam:CreateRole'), allow(calls, role('app/*'))]), 'own-create-role', dev)).toBe(
    true,
  );
});
