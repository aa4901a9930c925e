/** Lists of resources become rows: each names the role that it runs as, whatever service it is of. */

import { expect, test } from 'vitest';
import { unsafeArn } from '#core/model/ids.ts';
import { resourcesRunningAs, rolesRunBy } from '#core/model/world/running-roles.ts';
import { findByArn } from '#core/model/world/world.ts';
import { type ResourceFact, openAccount } from '#headless.ts';

const home = '111122223333';
const role = (name: string) => `arn:aws:iam::${home}:role/${name}`;
const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${home}:${resource}`;
const details = {
  UserDetailList: [
    {
      Path: '/',
      UserName: 'alice',
      UserId: 'AIDAALICE',
      Arn: `arn:aws:iam::${home}:user/alice`,
      CreateDate: '2026-01-31T12:00:00Z',
      GroupList: [],
    },
  ],
};

const opened = (resources: ResourceFact[]) =>
  openAccount([{ name: 'account.json', text: JSON.stringify(details) }], { resources });

test.each<[string, ResourceFact]>([
  ['a function', { type: 'AWS::Lambda::Function', arn: at('lambda', 'function:f'), roleArn: role('r') }],
  ['an instance', { type: 'AWS::EC2::Instance', arn: at('ec2', 'instance/i-1'), roleArn: role('r') }],
  [
    'an App Runner service',
    {
      type: 'AWS::AppRunner::Service',
      arn: at('apprunner', 'service/web/0'),
      instanceRoleArn: role('r'),
    },
  ],
  [
    'a task definition',
    {
      type: 'AWS::ECS::TaskDefinition',
      arn: at('ecs', 'task-definition/t:1'),
      family: 't',
      taskRoleArn: role('r'),
      executionRoleArn: role('pull'),
      requiresCompatibilities: ['FARGATE'],
    },
  ],
  [
    'a code interpreter',
    {
      type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
      arn: at('bedrock-agentcore', 'code-interpreter/c-1'),
      roleArn: role('r'),
    },
  ],
])('%s runs as its role', async (_, fact) => {
  const { world, notices } = await opened([fact]);
  const row = findByArn(world, 'resources', String(fact['arn']));
  expect(row && rolesRunBy(world, row)).toEqual([role('r')]);
  expect(resourcesRunningAs(world, unsafeArn(role('r')))).toEqual([row]);
  expect(notices.join()).not.toMatch(/left out/);
});

test('a service names its task definition by family, a group its launch template by id', async () => {
  const { world } = await opened([
    { type: 'AWS::ECS::Service', arn: at('ecs', 'service/c/s'), cluster: 'c', taskDefinition: 't:1' },
    { type: 'AWS::ECS::TaskDefinition', arn: at('ecs', 'task-definition/t:1'), taskRoleArn: role('task') },
    {
      type: 'AWS::AutoScaling::AutoScalingGroup',
      arn: at('autoscaling', 'autoScalingGroup:0:autoScalingGroupName/g'),
      launchTemplateId: 'lt-1',
      version: '$Default',
    },
    { type: 'AWS::EC2::LaunchTemplate', arn: at('ec2', 'launch-template/lt-1'), roleArn: role('node') },
  ]);
  const rolesOf = (arn: string) => {
    const row = findByArn(world, 'resources', arn);
    return row && rolesRunBy(world, row);
  };
  expect(rolesOf(at('ecs', 'service/c/s'))).toEqual([role('task')]);
  expect(rolesOf(at('autoscaling', 'autoScalingGroup:0:autoScalingGroupName/g'))).toEqual([role('node')]);
});

test('a stack set runs as the execution role of each account that an instance names', async () => {
  const { world } = await opened([
    {
      type: 'AWS::CloudFormation::StackSetInstance',
      account: home,
      stackSetName: 's',
      instanceAccount: '444455556666',
    },
    {
      type: 'AWS::CloudFormation::StackSet',
      arn: at('cloudformation', 'stackset/s:0-1'),
      administrationRoleArn: role('admin'),
      executionRoleName: 'Deploy',
    },
  ]);
  const deploy = unsafeArn('arn:aws:iam::444455556666:role/Deploy');
  expect(resourcesRunningAs(world, deploy)).toMatchObject([{ name: 's' }]);
});

test('a function URL says on its function who may call it', async () => {
  const arn = at('lambda', 'function:f');
  const { world } = await opened([
    { type: 'AWS::Lambda::Url', functionArn: arn, authType: 'NONE' },
    { type: 'AWS::Lambda::Function', arn, name: 'f', roleArn: role('r') },
  ]);
  expect([...world.resources.values()]).toMatchObject([
    { name: 'f', details: { role: role('r'), urlAuthType: 'NONE' } },
  ]);
});

test('two keys, a password and an OpenID Connect provider become records of their tables', async () => {
  const userArn = `arn:aws:iam::${home}:user/alice`;
  const { world, notices } = await opened([
    { type: 'AWS::IAM::AccessKey', userArn, status: 'Active' },
    { type: 'AWS::IAM::AccessKey', userArn, status: 'Inactive' },
    { type: 'AWS::IAM::LoginProfile', userArn },
    { type: 'AWS::IAM::LoginProfile', userArn: `${userArn}-gone` },
    {
      type: 'AWS::IAM::OIDCProvider',
      arn: `arn:aws:iam::${home}:oidc-provider/token.actions.githubusercontent.com`,
      url: 'https://token.actions.githubusercontent.com',
      clientIds: ['sts.amazonaws.com'],
    },
  ]);
  expect([...world.accessKeys.values()].map(({ status }) => status)).toEqual(['Active', 'Inactive']);
  expect([...world.loginProfiles.keys()]).toEqual(['AIDAALICE']);
  expect([...world.oidcProviders.values()]).toMatchObject([
    { url: 'token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] },
  ]);
  expect(notices.at(-1)).toBe(
    `The list of resources names users that are not in the account details: \`${userArn}-gone\`.`,
  );
});

test('an identity provider of which nobody tells the audiences is left out, not one that accepts none', async () => {
  const arn = `arn:aws:iam::${home}:oidc-provider/token.actions.githubusercontent.com`;
  const untold = await opened([{ type: 'AWS::IAM::OIDCProvider', arn }]);
  expect(untold.world.oidcProviders.size).toBe(0);
  expect(untold.notices.at(-1)).toBe(
    `The list does not tell the audiences (\`clientIds\`) of these identity providers, and they were left out: \`${arn}\`.`,
  );
  const none = await opened([{ type: 'AWS::IAM::OIDCProvider', arn, clientIds: [] }]);
  expect([...none.world.oidcProviders.values()]).toMatchObject([{ clientIds: [] }]);
});

test('a resource without an ARN is left out and named', async () => {
  const { world, notices } = await opened([{ type: 'AWS::Glue::Job', account: home, name: 'nightly' }]);
  expect(world.resources.size).toBe(0);
  expect(notices.at(-1)).toBe('These resources have no ARN in the list and were left out: `nightly`.');
});

test('a service that names the family of its task definition runs the newest revision', async () => {
  const definition = (revision: number): ResourceFact => ({
    type: 'AWS::ECS::TaskDefinition',
    arn: at('ecs', `task-definition/web:${revision}`),
    family: 'web',
    taskRoleArn: role(`r${revision}`),
  });
  const service = (name: string, taskDefinition: string): ResourceFact => ({
    type: 'AWS::ECS::Service',
    arn: at('ecs', `service/main/${name}`),
    taskDefinition,
  });
  const { world } = await opened([
    definition(9),
    definition(10),
    service('newest', 'web'),
    service('older', 'web:9'),
    service('another', 'worker'),
  ]);
  const roles = (name: string) => {
    const row = findByArn(world, 'resources', at('ecs', `service/main/${name}`));
    return row && rolesRunBy(world, row);
  };
  expect(roles('newest')).toEqual([role('r10')]);
  expect(roles('older')).toEqual([role('r9')]);
  expect(roles('another')).toEqual([]);
});
