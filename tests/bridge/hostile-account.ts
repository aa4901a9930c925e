/**
 * An account whose names, paths, tags, descriptions and documents hold everything that a shell, the AWS CLI, a
 * template or a parser could take for its own. AWS accepts all of it.
 */

import { type Bridge, bridgeAccount } from './server.ts';

const nasty = `'"; touch pwned; $(touch pwned) \`touch pwned\` \${HOME} %s \\n & | > < ! # ~ {a,b} <<EOF`;

const hostilePolicy = (sid: string) =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: sid,
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::b/\${aws:username}/${nasty}ÿ`,
          Condition: {
            StringEquals: {
              'aws:PrincipalTag/a': [
                nasty,
                '\\',
                "''",
                '\ttab\r\nline\nEOF\nDOCUMENT\n',
                '${file(1)}',
                '%{if}',
              ],
            },
          },
        },
      ],
    },
    null,
    2,
  );

const trust = (principal: object, effect = 'Allow') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Principal: principal, Action: 'sts:AssumeRole' }],
  });
const own = (resource: string) => `arn:aws:iam::${bridgeAccount}:${resource}`;

/** Builds it by AWS's own calls; every one of them must be accepted. */
export function buildHostileAccount(bridge: Bridge): void {
  const play = (
    operation: string,
    params: Record<string, unknown>,
    service: 'iam' | 'organizations' = 'iam',
  ) => {
    const outcome = bridge.play(service, operation, params);
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
    return outcome.response;
  };
  const path = `/-!$"'\`&*()~;<>|/`;
  const policyPath = '/-.=,+@_/';
  play('CreatePolicy', {
    PolicyName: '-x',
    Path: policyPath,
    Description: `file:///etc/passwd ${nasty}`,
    PolicyDocument: hostilePolicy('First'),
    Tags: [
      { Key: 'a=b', Value: 'file:///etc/passwd' },
      { Key: 'https://x', Value: '- @=:/+' },
    ],
  });
  const policy = own(`policy${policyPath}-x`);
  for (const sid of ['Second', 'Third']) {
    play('CreatePolicyVersion', {
      PolicyArn: policy,
      PolicyDocument: hostilePolicy(sid),
      SetAsDefault: sid === 'Second',
    });
  }
  play('DeletePolicyVersion', { PolicyArn: policy, VersionId: 'v1' });
  play('CreatePolicy', {
    PolicyName: 'edge',
    Description: 'https://example.com/',
    PolicyDocument: hostilePolicy('E'),
  });
  play('CreateGroup', { GroupName: '=,.@-_+', Path: path });
  play('CreateGroup', { GroupName: 'x_y' });
  play('CreateGroup', { GroupName: 'x.y' });
  play('CreateUser', {
    UserName: '--help',
    PermissionsBoundary: policy,
    Tags: [{ Key: 'owner', Value: `file://${bridgeAccount} ünïcode` }],
  });
  play('CreateUser', { UserName: 'ann@example.com', Path: path });
  for (const GroupName of ['x.y', '=,.@-_+']) play('AddUserToGroup', { GroupName, UserName: '--help' });
  play('AttachUserPolicy', { UserName: '--help', PolicyArn: policy });
  play('AttachGroupPolicy', { GroupName: '=,.@-_+', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  play('PutUserPolicy', { UserName: '--help', PolicyName: '-i', PolicyDocument: hostilePolicy('I') });
  play('PutGroupPolicy', { GroupName: 'x.y', PolicyName: 'file', PolicyDocument: hostilePolicy('G') });
  play('CreateRole', {
    RoleName: '-r',
    Path: path,
    Description: `$(touch pwned)\n'quoted' \`x\` ÿ`,
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: trust({ AWS: own('user/--help') }),
    Tags: [{ Key: 'k', Value: '' }],
  });
  play('CreateRole', { RoleName: 'a', AssumeRolePolicyDocument: trust({ AWS: own('user/--help') }) });
  play('CreateRole', { RoleName: 'circle', AssumeRolePolicyDocument: trust({ AWS: own('role/a') }) });
  play('UpdateAssumeRolePolicy', {
    RoleName: 'a',
    PolicyDocument: trust({ AWS: [own('role/circle'), '222233334444'] }),
  });
  play('AttachRolePolicy', { RoleName: 'a', PolicyArn: own('policy/edge') });
  play('PutRolePolicy', { RoleName: '-r', PolicyName: 'in,line=', PolicyDocument: hostilePolicy('R') });
  play('CreateInstanceProfile', {
    InstanceProfileName: '-p',
    Path: path,
    Tags: [{ Key: 't', Value: 'v Key=x' }],
  });
  play('AddRoleToInstanceProfile', { InstanceProfileName: '-p', RoleName: '-r' });
  play('CreateOpenIDConnectProvider', {
    Url: 'https://idp.example.com/a',
    ClientIDList: ['https://client', 'file:///x'],
    ThumbprintList: ['a'.repeat(40)],
    Tags: [{ Key: 'team', Value: 'x' }],
  });
  play('CreateAccountAlias', { AccountAlias: 'alias-1' });
  play('UpdateAccountPasswordPolicy', {
    MinimumPasswordLength: 14,
    RequireSymbols: true,
    MaxPasswordAge: 90,
    HardExpiry: true,
  });
  play('CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com', CustomSuffix: 'x' });
  play('SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: 'v2Token' });
  buildOrganization(play);
  buildResources(bridge);
}

function buildResources(bridge: Bridge): void {
  const play = (
    service: 'sqs' | 'sns' | 'kms' | 'dynamodb' | 'secretsmanager' | 'events',
    operation: string,
    params: object,
  ) => {
    const outcome = bridge.play(service, operation, { ...params });
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
  };
  const policy = (action: string, resource: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: own('user/--help') }, Action: action, Resource: resource },
      ],
    });
  const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${bridgeAccount}:${rest}`;
  play('sqs', 'CreateQueue', {
    QueueName: 'jobs',
    Attributes: { Policy: policy('sqs:SendMessage', arn('sqs', 'jobs')) },
    tags: { team: 'a b' },
  });
  play('sns', 'CreateTopic', { Name: 'news', Tags: [{ Key: 'team', Value: 'file://x' }] });
  play('events', 'CreateEventBus', { Name: 'orders', Tags: [{ Key: 'team', Value: 'a b' }] });
  play('events', 'PutPermission', {
    EventBusName: 'orders',
    Policy: policy('events:PutEvents', arn('events', 'event-bus/orders')),
  });
  play('secretsmanager', 'CreateSecret', { Name: 'db/main', SecretString: 'hunter2' });
  play('dynamodb', 'CreateTable', {
    TableName: 'T',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
}

function buildOrganization(
  play: (
    operation: string,
    params: Record<string, unknown>,
    service: 'organizations',
  ) => Readonly<Record<string, unknown>>,
): void {
  const org = (operation: string, params: Record<string, unknown> = {}) =>
    play(operation, params, 'organizations');
  org('CreateOrganization');
  const { Roots } = org('ListRoots') as { Roots: [{ Id: string }] };
  const root = Roots[0].Id;
  for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']) {
    org('EnablePolicyType', { RootId: root, PolicyType });
  }
  const unit = (ParentId: string, Name: string) =>
    (org('CreateOrganizationalUnit', { ParentId, Name }) as { OrganizationalUnit: { Id: string } })
      .OrganizationalUnit.Id;
  const above = unit(root, `-Über '$(touch pwned)'`);
  const below = unit(above, 'file:///x');
  const { Policy } = org('CreatePolicy', {
    Type: 'SERVICE_CONTROL_POLICY',
    Name: `$(touch pwned) 'x'`,
    Description: '',
    Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}',
  }) as { Policy: { PolicySummary: { Id: string } } };
  for (const TargetId of [below, above]) org('AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId });
  org('DetachPolicy', { PolicyId: 'p-FullAWSAccess', TargetId: below });
}
