/** Exports of AWS Config and lists of the collector tell which role a resource runs as. */

import { expect, test } from 'vitest';
import { emptyReference } from '#core/model/service-reference.ts';
import { rolesRunBy } from '#core/model/world/running-roles.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import { worldOf } from '#share/world-records.ts';

const home = '111122223333';
const role = (name: string) => `arn:aws:iam::${home}:role/${name}`;
const at = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${home}:${resource}`;
const trust = { Version: '2012-10-17', Statement: [] };
const roleDetail = (RoleName: string, Path = '/', more: object = {}) => ({
  Path,
  RoleName,
  RoleId: `AROA${RoleName.toUpperCase()}`,
  Arn: `arn:aws:iam::${home}:role${Path}${RoleName}`,
  CreateDate: '2026-01-31T12:00:00Z',
  AssumeRolePolicyDocument: trust,
  ...more,
});
const profile = {
  Path: '/',
  InstanceProfileName: 'web',
  InstanceProfileId: 'AIPAWEB',
  Arn: `arn:aws:iam::${home}:instance-profile/web`,
  CreateDate: '2026-01-31T12:00:00Z',
  Roles: [],
};
const details = {
  RoleDetailList: [
    roleDetail('node', '/', { InstanceProfileList: [profile] }),
    roleDetail('GlueJob', '/service-role/'),
  ],
};

function read(...values: object[]) {
  const files = values.map((value, index) => ({ name: `${index}.json`, text: JSON.stringify(value) }));
  const result = readAccountDetails(files, { reference: emptyReference });
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.place.path}`);
  return { ...result.value, world: worldOf(result.value.records) };
}

const rolesOf = (world: World, arn: string) => {
  const row = findByArn(world, 'resources', arn);
  return row && rolesRunBy(world, row);
};

const item = (resourceType: string, ARN: string, configuration: object | string, more: object = {}) => ({
  configurationItemVersion: '1.3',
  configurationItemStatus: 'OK',
  awsAccountId: home,
  awsRegion: 'eu-west-1',
  resourceType,
  resourceId: 'id',
  ARN,
  tags: {},
  relationships: [],
  configuration,
  supplementaryConfiguration: {},
  ...more,
});
const snapshot = (...configurationItems: object[]) => ({
  fileVersion: '1.0',
  configSnapshotId: '0-1',
  configurationItems,
});

test.each<[string, string, object, string]>([
  ['AWS::Lambda::Function', at('lambda', 'function:f'), { functionName: 'f', role: role('r') }, role('r')],
  [
    'AWS::EC2::Instance',
    at('ec2', 'instance/i-1'),
    { instanceId: 'i-1', iamInstanceProfile: { arn: profile.Arn, id: 'AIPAWEB' } },
    role('node'),
  ],
  [
    'AWS::EC2::LaunchTemplate',
    at('ec2', 'launch-template/lt-1'),
    { LaunchTemplateName: 't', LaunchTemplateData: { IamInstanceProfile: { Name: 'web' } } },
    role('node'),
  ],
  [
    'AWS::ECS::TaskDefinition',
    at('ecs', 'task-definition/t:1'),
    { Family: 't', TaskRoleArn: role('r'), ExecutionRoleArn: role('pull') },
    role('r'),
  ],
  ['AWS::CodeBuild::Project', at('codebuild', 'project/p'), { serviceRole: role('r') }, role('r')],
  ['AWS::CloudFormation::Stack', at('cloudformation', 'stack/s/0'), { roleARN: role('r') }, role('r')],
  [
    'AWS::Glue::Job',
    at('glue', 'job/j'),
    { Name: 'j', Role: 'GlueJob' },
    `arn:aws:iam::${home}:role/service-role/GlueJob`,
  ],
  [
    'AWS::AppRunner::Service',
    at('apprunner', 'service/w/0'),
    { InstanceConfiguration: { InstanceRoleArn: role('r') } },
    role('r'),
  ],
])('an item of %s says its role', (type, arn, configuration, expected) => {
  expect(rolesOf(read(details, snapshot(item(type, arn, configuration))).world, arn)).toEqual([expected]);
});

test('the answer of the CLI has its configuration as text', () => {
  const arn = at('lambda', 'function:f');
  const base = {
    accountId: home,
    arn,
    resourceType: 'AWS::Lambda::Function',
    configurationItemStatus: 'ResourceDiscovered',
    configuration: JSON.stringify({ role: role('r') }),
  };
  expect(rolesOf(read(details, { baseConfigurationItems: [base] }).world, arn)).toEqual([role('r')]);
});

test('deleted resources and other types of a snapshot are passed over, other accounts named', () => {
  const { world, notices } = read(
    details,
    snapshot(
      item('AWS::EC2::Volume', at('ec2', 'volume/v'), {}),
      item(
        'AWS::Lambda::Function',
        at('lambda', 'function:gone'),
        {},
        { configurationItemStatus: 'ResourceDeleted' },
      ),
      item('AWS::S3::Bucket', 'arn:aws:s3:::theirs', {}, { awsAccountId: '999999999999' }),
    ),
  );
  expect(world.resources.size).toBe(0);
  expect(notices.join()).toContain(
    'The files list resources of accounts that are not here, and these were left out: `999999999999`.',
  );
});

test('an item without an account is left out and named, and the others come in', () => {
  const { awsAccountId: _, ...bad } = item('AWS::Lambda::Function', at('lambda', 'function:b'), {});
  const good = item('AWS::Lambda::Function', at('lambda', 'function:g'), { role: role('r') });
  const { skipped, world, counts } = read(details, snapshot(bad, good));
  expect(skipped).toMatchObject([
    { message: '`accountId` is missing', place: { path: 'configurationItems[0]' } },
  ]);
  expect([...world.resources.values()].map(({ name }) => name)).toEqual(['g']);
  expect(counts.find(({ kind }) => kind === 'resources')).toMatchObject({ found: 2, imported: 1 });
});

test('a list of the collector adds the role to a function whose policy it told', () => {
  const arn = at('lambda', 'function:f');
  const { world } = read({
    format: 'iam-playground/collected',
    version: 1,
    account: home,
    details,
    resources: [{ arn, answer: null }],
    listed: [
      { type: 'AWS::Lambda::Function', facts: [{ arn, roleArn: role('r'), handler: null }] },
      { type: 'AWS::Later::Thing', facts: [{ arn: at('later', 'thing') }] },
    ],
    refused: [],
  });
  expect(rolesOf(world, arn)).toEqual([role('r')]);
  expect(world.resources.get(arn)?.details).toEqual({ role: role('r') });
  expect(world.accounts.get(home)).not.toHaveProperty('resourcesKnown');
});

test('a snapshot names the OpenID Connect providers of an account, and no other part of IAM', () => {
  const arn = `arn:aws:iam::${home}:oidc-provider/token.actions.githubusercontent.com`;
  const configuration = {
    Arn: arn,
    Url: 'https://token.actions.githubusercontent.com',
    ClientIdList: ['sts.amazonaws.com'],
  };
  const { world } = read(details, {
    configurationItems: [
      item('AWS::IAM::OIDCProvider', arn, configuration),
      item('AWS::IAM::User', `arn:aws:iam::${home}:user/ann`, {}),
      item('AWS::IAM::AccessKey', `arn:aws:iam::${home}:user/ann`, {}),
    ],
  });
  expect([...world.oidcProviders.values()]).toMatchObject([
    { arn, account: home, url: 'token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] },
  ]);
  expect(world.resources.size + world.users.size + world.accessKeys.size).toBe(0);
});
