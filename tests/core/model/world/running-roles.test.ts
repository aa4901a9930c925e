/** Resources are found by the role that they run as, and stay found when they, the role or a profile change. */

import { expect, test } from 'vitest';
import { type Arn, unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { typeOfArn } from '#core/model/records/resource-types.ts';
import type { ResourceDetails, ResourceRecord } from '#core/model/records/tables.ts';
import { apply } from '#core/model/world/apply.ts';
import { created, deleted, replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import {
  resourcesKnown,
  resourcesOfType,
  resourcesRunningAs,
  rolesRunBy,
} from '#core/model/world/running-roles.ts';
import { TestAccount, account as home } from '../../api/door.ts';

const account = unsafeAccountId(home);
const role = (name: string, owner: string = account): Arn => unsafeArn(`arn:aws:iam::${owner}:role/${name}`);

function resource(rest: string, details: ResourceDetails, owner = account): ResourceRecord {
  const [service = '', resourcePart = ''] = rest.split(' ');
  const arn = unsafeArn(`arn:aws:${service}:us-east-1:${owner}:${resourcePart}`);
  return { id: unsafeEntityId(arn), arn, account: owner, name: resourcePart, tags: [], details };
}

function worldWith(...resources: ResourceRecord[]) {
  const { world } = new TestAccount(1);
  apply(
    world,
    resources.map((one) => created('resources', one)),
  );
  return world;
}

const namesOf = (resources: readonly ResourceRecord[]): string[] => resources.map(({ name }) => name);

test.each([
  ['arn:aws:lambda:us-east-1:111122223333:function:f', 'AWS::Lambda::Function'],
  ['arn:aws:ec2:us-east-1:111122223333:instance/i-1', 'AWS::EC2::Instance'],
  ['arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1', 'AWS::EC2::LaunchTemplate'],
  ['arn:aws:ecs:us-east-1:111122223333:service/c/s', 'AWS::ECS::Service'],
  ['arn:aws:ecs:us-east-1:111122223333:task-definition/t:1', 'AWS::ECS::TaskDefinition'],
  ['arn:aws:cloudformation:us-east-1:111122223333:stackset/s:0-1', 'AWS::CloudFormation::StackSet'],
  ['arn:aws:cloudformation:us-east-1:111122223333:stack/s/0-1', 'AWS::CloudFormation::Stack'],
  ['arn:aws:glue:us-east-1:111122223333:devEndpoint/e', 'AWS::Glue::DevEndpoint'],
  ['arn:aws:states:us-east-1:111122223333:stateMachine:m', 'AWS::StepFunctions::StateMachine'],
  ['arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:app/g', 'AWS::CodeDeploy::DeploymentGroup'],
  [
    'arn:aws:cognito-identity:us-east-1:111122223333:identitypool/us-east-1:0-1',
    'AWS::Cognito::IdentityPool',
  ],
  ['arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/r', 'AWS::BedrockAgentCore::Runtime'],
  ['arn:aws:sso:::instance/ssoins-1', 'AWS::SSO::Instance'],
  ['arn:aws:s3:::bucket', 'AWS::S3::Bucket'],
  ['arn:aws:s3:::bucket/object', undefined],
  ['arn:aws:lambda:us-east-1:111122223333:function:f:1', undefined],
  ['arn:aws:constructor:us-east-1:111122223333:x', undefined],
])('the type of `%s` is %s', (arn, type) => {
  expect(typeOfArn(arn)).toBe(type);
});

test('a resource is found by its type and by its role, and no longer when it runs as another', () => {
  const before = resource('lambda function:f', { role: role('one') });
  const world = worldWith(before, resource('glue job/j', { role: role('one') }));
  expect(namesOf(resourcesOfType(world, account, 'AWS::Lambda::Function'))).toEqual(['function:f']);
  expect(namesOf(resourcesRunningAs(world, role('one')))).toEqual(['job/j', 'function:f']);
  const after = { ...before, details: { role: role('two') } };
  const above = overlayWorld(world, [replaced('resources', before, after)]);
  expect(namesOf(resourcesRunningAs(above, role('one')))).toEqual(['job/j']);
  expect(namesOf(resourcesRunningAs(above, role('two')))).toEqual(['function:f']);
  apply(world, [deleted('resources', before)]);
  expect(resourcesOfType(world, account, 'AWS::Lambda::Function')).toEqual([]);
});

test('a service runs as the role of its task definition, a group as that of its launch template', () => {
  const definition = resource('ecs task-definition/t:1', { role: role('task'), executionRole: role('pull') });
  const service = resource('ecs service/c/s', { taskDefinition: definition.arn });
  const template = resource('ec2 launch-template/lt-1', { role: role('node') });
  const group = resource('autoscaling autoScalingGroup:0:autoScalingGroupName/g', {
    launchTemplate: template.arn,
  });
  const world = worldWith(definition, service, template, group);
  expect(rolesRunBy(world, service)).toEqual([role('task')]);
  expect(rolesRunBy(world, group)).toEqual([role('node')]);
  expect(namesOf(resourcesRunningAs(world, role('task')))).toEqual(['task-definition/t:1', 'service/c/s']);
  expect(resourcesRunningAs(world, role('pull'))).toEqual([]);
});

test('a stack set runs as the role of that name in each account of its instances', () => {
  const set = resource('cloudformation stackset/s:0', {
    administrationRole: role('admin'),
    executionRoleName: 'Deploy',
    instanceAccounts: '111122223333 222233334444',
  });
  const world = worldWith(set);
  expect(rolesRunBy(world, set)).toEqual([role('Deploy'), role('Deploy', '222233334444')]);
  expect(resourcesRunningAs(world, role('Deploy', '222233334444'))).toEqual([set]);
  expect(resourcesRunningAs(world, role('admin'))).toEqual([]);
});

test('an instance runs as the role that its profile holds now', () => {
  const t = new TestAccount(1);
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  });
  for (const RoleName of ['old', 'new']) t.call('CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
  t.call('CreateInstanceProfile', { InstanceProfileName: 'p' });
  t.call('AddRoleToInstanceProfile', { InstanceProfileName: 'p', RoleName: 'old' });
  const instanceProfile = `arn:aws:iam::${account}:instance-profile/p`;
  const instance = resource('ec2 instance/i-1', { instanceProfile, role: role('stale') });
  apply(t.world, [created('resources', instance)]);
  expect(resourcesRunningAs(t.world, role('old'))).toEqual([instance]);
  expect(resourcesRunningAs(t.world, role('stale'))).toEqual([]);
  t.call('RemoveRoleFromInstanceProfile', { InstanceProfileName: 'p', RoleName: 'old' });
  t.call('AddRoleToInstanceProfile', { InstanceProfileName: 'p', RoleName: 'new' });
  expect(resourcesRunningAs(t.world, role('old'))).toEqual([]);
  expect(resourcesRunningAs(t.world, role('new'))).toEqual([instance]);
});

test('all resources of an account that was made here are known, and of an imported one where a file said so', () => {
  const { world } = new TestAccount(1);
  const own = world.accounts.get(account);
  if (!own) expect.fail('there is no account');
  expect(resourcesKnown(world, own.id)).toBe(true);
  expect(resourcesKnown(world, '999999999999')).toBe(false);
  const imported = { ...own, unknown: ['resource-policies'] as const };
  apply(world, [replaced('accounts', own, imported)]);
  expect(resourcesKnown(world, own.id)).toBe(false);
  apply(world, [replaced('accounts', imported, { ...imported, resourcesKnown: true })]);
  expect(resourcesKnown(world, own.id)).toBe(true);
});
