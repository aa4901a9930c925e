/** A generated member account of an organization, with everything that the operations of the models name. */

import type { Caller, Env, ServiceName } from '#core/model/request/request.ts';
import { TestAccount, allow, expectOk, seeded, trusts } from '../door.ts';
import { withOrganization } from '../organizations/account.ts';

const services = [
  'iam',
  'sts',
  'organizations',
  's3',
  'ec2',
  'lambda',
  'sqs',
  'sns',
  'kms',
  'dynamodb',
  'secretsmanager',
  'account',
];
const verbs = [
  'Create',
  'Delete',
  'Get',
  'List',
  'Put',
  'Update',
  'Tag',
  'Add',
  'Attach',
  'Run',
  'Send',
  'Pass',
];

export interface Generated {
  readonly t: TestAccount;
  readonly id: string;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly random: () => number;
  /** Users, sessions of roles, the root user, and a session whose policy limits it. */
  readonly callers: readonly (Caller & { readonly kind: 'principal' | 'session' })[];
  /** Values for members of requests, by the member's name. */
  readonly names: Readonly<Record<string, readonly unknown[]>>;
  readonly env: Env;
}

export function generatedMember(seed: number): Generated {
  const random = seeded(seed * 104_729 + 7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const { t, ok, top, member, unit } = withOrganization(new TestAccount(seed));
  const id = member('Member');
  const root = `arn:aws:iam::${id}:root`;
  const send = (service: ServiceName, operation: string, params: Record<string, unknown>) =>
    expectOk(t.send({ service, operation, params, caller: { kind: 'principal', arn: root } }));
  const iam = (operation: string, params: Record<string, unknown>) => send('iam', operation, params);

  const actions = () =>
    pick([
      ['*'],
      [`${pick(services)}:*`, `${pick(services)}:*`, `${pick(services)}:*`],
      services.map((service) => `${service}:${pick(verbs)}*`),
      services.map((service) => `${service}:${pick(verbs)}*`),
    ]);
  const resources = () =>
    pick([
      ['*'],
      ['*'],
      [`arn:aws:iam::${id}:user/*`, `arn:aws:iam::${id}:role/*`, 'arn:aws:s3:::*', 'arn:aws:ec2:*:*:*/*'],
      [`arn:aws:iam::${id}:*/a`, 'arn:aws:kms:*:*:*', 'arn:aws:sqs:*:*:a', 'arn:aws:dynamodb:*:*:*/aaa'].map(
        (arn) => arn.replace('*/a', `${pick(['user', 'policy', 'group'])}/*a`),
      ),
    ]);
  const statement = (effect: 'Allow' | 'Deny') => ({
    Effect: effect,
    Action: effect === 'Deny' ? `${pick(services)}:${pick(verbs)}*` : actions(),
    Resource: resources(),
    ...(random() < 0.2 ? { Condition: { StringNotEquals: { 'aws:RequestTag/team': 'x' } } } : {}),
  });
  const document = () =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [statement('Allow'), statement('Allow'), ...(random() < 0.5 ? [statement('Deny')] : [])],
    });
  const open = (service: string, extra: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: root }, Action: `${service}:*`, Resource: '*', ...extra },
        { Effect: 'Deny', Principal: '*', Action: `${service}:${pick(verbs)}*`, Resource: '*' },
      ],
    });

  for (const name of ['a', 'b']) {
    iam('CreatePolicy', { PolicyName: name, PolicyDocument: document() });
    iam('CreateGroup', { GroupName: name });
    iam('PutGroupPolicy', { GroupName: name, PolicyName: 'g', PolicyDocument: document() });
  }
  const policy = (name: string) => `arn:aws:iam::${id}:policy/${name}`;
  for (const name of ['a', 'b', 'c', 'd']) {
    iam('CreateUser', { UserName: name, Path: pick(['/', '/x/']) });
    iam('PutUserPolicy', { UserName: name, PolicyName: 'u', PolicyDocument: document() });
    if (random() < 0.6) iam('AttachUserPolicy', { UserName: name, PolicyArn: policy(pick(['a', 'b'])) });
    if (random() < 0.5) iam('AddUserToGroup', { UserName: name, GroupName: pick(['a', 'b']) });
  }
  iam('PutUserPermissionsBoundary', { UserName: 'b', PermissionsBoundary: policy('a') });
  for (const name of ['a', 'b', 'c']) {
    const trusted = name === 'c' ? { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } : { AWS: root };
    iam('CreateRole', {
      RoleName: name,
      Path: pick(['/', '/x/']),
      AssumeRolePolicyDocument: trusts(trusted),
    });
    iam('PutRolePolicy', { RoleName: name, PolicyName: 'r', PolicyDocument: document() });
  }
  iam('CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' });
  iam('CreateInstanceProfile', { InstanceProfileName: 'a' });
  iam('AddRoleToInstanceProfile', { InstanceProfileName: 'a', RoleName: 'c' });
  const bucket = `bucket-${id}`;
  send('s3', 'CreateBucket', { Bucket: bucket });
  send('s3', 'PutObject', { Bucket: bucket, Key: 'a', Body: 'a' });
  send('sqs', 'CreateQueue', { QueueName: 'a', Attributes: { Policy: open('sqs') } });
  send('sns', 'CreateTopic', { Name: 'a' });
  const key = send('kms', 'CreateKey', { Policy: open('kms') }) as { KeyMetadata: { KeyId: string } };
  const table = {
    AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
  };
  send('dynamodb', 'CreateTable', { TableName: 'aaa', BillingMode: 'PAY_PER_REQUEST', ...table });
  const secret = send('secretsmanager', 'CreateSecret', { Name: 'a', SecretString: 'a' }) as { ARN: string };
  const role = (name: string) => [...t.world.roles.values()].find((one) => one.roleName === name)?.arn ?? '';
  send('lambda', 'CreateFunction', { FunctionName: 'a', Role: role('c') });
  const run = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 };
  const launched = send('ec2', 'RunInstances', run) as { Instances: { InstanceId: string }[] };
  const instance = launched.Instances[0]?.InstanceId ?? '';

  const limited = { RoleArn: role('a'), RoleSessionName: 'limited', Policy: document() };
  const admin = `arn:aws:iam::${id}:user/admin`;
  iam('CreateUser', { UserName: 'admin' });
  iam('PutUserPolicy', { UserName: 'admin', PolicyName: 'all', PolicyDocument: allow('*') });
  expectOk(t.as(admin, 'AssumeRole', limited));

  const limit = (Type: string, Statement: object) => {
    ok('EnablePolicyType', { RootId: top, PolicyType: Type });
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
    const made = ok('CreatePolicy', { Name: Type, Description: '', Type, Content }) as {
      Policy: { PolicySummary: { Id: string } };
    };
    ok('AttachPolicy', { PolicyId: made.Policy.PolicySummary.Id, TargetId: id });
  };
  limit('SERVICE_CONTROL_POLICY', {
    Effect: 'Deny',
    Action: ['iam', 'organizations', pick(services)].map((service) => `${service}:${pick(verbs)}*`),
    Resource: '*',
  });
  limit('RESOURCE_CONTROL_POLICY', {
    Effect: 'Deny',
    Principal: '*',
    Action: `${pick(['s3', 'sqs', 'kms', 'secretsmanager'])}:*`,
    Resource: '*',
  });

  const session = `arn:aws:sts::${id}:assumed-role`;
  const people = [...t.world.users.values()].filter(({ account }) => account === id).map(({ arn }) => arn);
  return {
    t,
    id,
    pick,
    random,
    env: t.env,
    callers: [
      ...[root, ...people, `${session}/a/s`, `${session}/b/s`].map((arn) => ({
        kind: 'principal' as const,
        arn,
      })),
      ...[...t.world.sessions.keys()].map((one) => ({ kind: 'session' as const, id: one })),
    ],
    names: {
      UserName: ['a', 'b', 'c', 'nobody'],
      NewUserName: ['new'],
      GroupName: ['a', 'b', 'nobody'],
      RoleName: ['a', 'b', 'c', 'AWSServiceRoleForAutoScaling', 'nobody'],
      PolicyArn: [policy('a'), policy('b'), 'arn:aws:iam::aws:policy/AdministratorAccess'],
      PermissionsBoundary: [policy('a')],
      ServerCertificateName: ['a'],
      SerialNumber: [`arn:aws:iam::${id}:mfa/a`],
      SAMLProviderArn: [`arn:aws:iam::${id}:saml-provider/a`],
      OpenIDConnectProviderArn: [`arn:aws:iam::${id}:oidc-provider/idp.example.com`],
      Arn: people.slice(0, 2),
      PolicySourceArn: people.slice(0, 2),
      Url: ['https://idp.example.com'],
      PolicyName: ['a', 'u', 'r'],
      PolicyDocument: [allow('s3:*')],
      AssumeRolePolicyDocument: [trusts({ AWS: root })],
      InstanceProfileName: ['a', 'nobody'],
      IamInstanceProfile: [{ Name: 'a' }],
      Path: ['/', '/x/'],
      RoleArn: [role('a'), role('b')],
      Role: [role('c')],
      Tags: [[{ Key: 'team', Value: 'y' }]],
      AccountId: [id],
      TargetId: [id, unit],
      Bucket: [bucket],
      Key: ['a', 'b'],
      QueueUrl: [`https://sqs.us-east-1.amazonaws.com/${id}/a`],
      TopicArn: [`arn:aws:sns:us-east-1:${id}:a`],
      ResourceArn: [`arn:aws:sns:us-east-1:${id}:a`, `arn:aws:dynamodb:us-east-1:${id}:table/aaa`],
      Resource: [`arn:aws:lambda:us-east-1:${id}:function:a`],
      FunctionName: ['a', 'new'],
      KeyId: [key.KeyMetadata.KeyId],
      TableName: ['aaa'],
      SecretId: ['a', secret.ARN],
      InstanceId: [instance],
      InstanceIds: [[instance]],
      Resources: [[instance]],
      ImageId: ['ami-12345678'],
      SubnetId: ['subnet-12345678'],
      SecurityGroupIds: [['sg-12345678']],
      KeyName: ['a'],
    },
  };
}
