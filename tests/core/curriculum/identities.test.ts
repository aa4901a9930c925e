/**
 * The tutorial that our users come from, row by row, done through the door. A title names its row: rows 1–6 are here,
 * 7–14 in credentials.test.ts;
 * row 11 (the region picker) and row 15 (console, CLI, SDK) are of the page and the bridge.
 */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import type { Caller } from '#core/model/request/request.ts';
import { account, allow, expectError, expectOk, holderOf, trusts } from '../api/door.ts';
import { letIn, policy } from '../api/resource/account.ts';
import { email, entered, holder, rootArn, rootPassword, wanted } from '../api/signin/account.ts';
import { Here, inline, user } from './setting.ts';

test('a group’s policy lets its members read one bucket and start one type of instance, from one network (row 1: IAM)', () => {
  const t = new Here().given(
    ['CreateGroup', { GroupName: 'staff' }],
    ['AddUserToGroup', { GroupName: 'staff', UserName: 'alice' }],
  );
  for (const Bucket of ['reports', 'payroll']) {
    t.done('s3 CreateBucket', { Bucket });
    t.done('s3 PutObject', { Bucket, Key: 'jan.csv', Body: 'a,b' });
  }
  t.given(
    inline(
      'Group',
      'staff',
      policy(
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::reports/*',
          Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        },
        { Effect: 'Allow', Action: 'ec2:RunInstances', NotResource: 'arn:aws:ec2:*:*:instance/*' },
        {
          Effect: 'Allow',
          Action: 'ec2:RunInstances',
          Resource: 'arn:aws:ec2:*:*:instance/*',
          Condition: { StringEquals: { 'ec2:InstanceType': 't3.micro' } },
        },
      ),
    ),
  );
  const read = (Bucket: string, ip = '203.0.113.7') =>
    t.send({
      service: 's3',
      operation: 'GetObject',
      params: { Bucket, Key: 'jan.csv' },
      caller: { kind: 'principal', arn: user('alice') },
      source: { ip },
    });
  expect(expectOk(read('reports'))).toMatchObject({ Body: 'a,b' });
  expectError(read('reports', '198.51.100.1'), 'AccessDenied', 403, /no identity-based policy allows/);
  expectError(read('payroll'), 'AccessDenied', 403, /no identity-based policy allows/);
  const start = (InstanceType: string) =>
    t.by(
      'ec2 RunInstances',
      { ImageId: 'ami-0123456789abcdef0', InstanceType, MinCount: 1, MaxCount: 1 },
      user('alice'),
    );
  expectOk(start('t3.micro'));
  expectError(start('m5.large'), 'UnauthorizedOperation', 403, /ec2:RunInstances/);
  t.given(['RemoveUserFromGroup', { GroupName: 'staff', UserName: 'alice' }]);
  expectError(read('reports'), 'AccessDenied', 403, /./);
});

const asRoot = (t: Here) => t.signin('SignInAsRoot', { Email: email, Password: rootPassword });

test('root signs in, sees billing, changes contacts and regions, closes the account and opens it again (row 2: root)', () => {
  const t = new Here();
  const root = holder(entered(asRoot(t)));
  t.done(
    'account PutAlternateContact',
    {
      AlternateContactType: 'SECURITY',
      Name: 'Sam',
      Title: 'CISO',
      EmailAddress: 's@example.com',
      PhoneNumber: '+1 555 0100',
    },
    root,
  );
  t.done('account EnableRegion', { RegionName: 'eu-south-1' }, root);
  expect(t.done('billing GetBillingData', {}, root)).toMatchObject({ Currency: 'USD', Total: '0.00' });
  t.done('account CloseAccount', {}, root);
  expectError(t.as(user('alice'), 'GetUser'), 'OptInRequired', 403, /closed/);
  expectOk(t.play('ReopenAccount', {}));
  expectOk(t.as(root, 'ListUsers'));
});

test('IAM access to billing is off until root turns it on, and only root can (row 2: root)', () => {
  const t = new Here().given(inline('User', 'alice', allow('*')));
  const alice = holder(entered(t.enter()));
  expectError(
    t.by('billing GetBillingData', {}, alice),
    'AccessDeniedException',
    400,
    /billing:GetBillingData/,
  );
  expectError(
    t.by('billing UpdateIAMAccessPreference', { Activated: true }, alice),
    'AccessDeniedException',
    400,
    /./,
  );
  t.done('billing UpdateIAMAccessPreference', { Activated: true }, holder(entered(asRoot(t))));
  expectOk(t.by('billing GetBillingData', {}, alice));
  expectError(t.by('account CloseAccount', {}, alice), 'AccessDeniedException', 403, /Only the root user/);
});

test('root’s own keys sign calls, are counted in the summary, and are better deleted; root’s sign-in asks for MFA (row 2: root)', () => {
  const t = new Here();
  const { AccessKey } = expectOk(t.call('CreateAccessKey')) as { AccessKey: { AccessKeyId: string } };
  const key: Caller = { kind: 'access-key', accessKeyId: AccessKey.AccessKeyId };
  expect(expectOk(t.as(key, 'GetCallerIdentity'))).toMatchObject({ Arn: rootArn });
  const summary = () => expectOk(t.call('GetAccountSummary'))['SummaryMap'];
  expect(summary()).toMatchObject({ AccountAccessKeysPresent: 1, AccountMFAEnabled: 0 });
  t.given(['DeleteAccessKey', { AccessKeyId: AccessKey.AccessKeyId }]);
  expectError(t.as(key, 'GetCallerIdentity'), 'InvalidClientTokenId', 403, /./);
  const serial = t.device('root-account-mfa-device');
  expect(summary()).toMatchObject({ AccountAccessKeysPresent: 0, AccountMFAEnabled: 1 });
  const { SignInId } = wanted(asRoot(t), 'mfa');
  t.wait(30);
  expectError(t.signin('VerifyMFA', { SignInId, MFACode: '000000' }), 'InvalidMFACode', 403, /./);
  const done = t.signin('VerifyMFA', {
    SignInId: wanted(asRoot(t), 'mfa').SignInId,
    MFACode: t.code(serial),
  });
  expect(entered(done).Session).toMatchObject({ MFA: true });
});

test('an administrator does the daily work instead of root, and cannot do what only root may (row 2: root)', () => {
  const t = new Here().given(['CreateUser', { UserName: 'admin' }], inline('User', 'admin', allow('*')));
  expectOk(t.as(user('admin'), 'CreateUser', { UserName: 'bob' }));
  expectError(
    t.send({
      service: 'playground',
      operation: 'ChangeRootUserEmail',
      params: { Email: 'x@example.com' },
      caller: { kind: 'principal', arn: user('admin') },
    }),
    'AccessDenied',
    403,
    /Only the root user/,
  );
});

test('one user has keys, a password, MFA, groups and roles, and the trail tells what it did (row 3: users)', () => {
  const t = new Here().given(
    ['CreateAccessKey', { UserName: 'alice' }],
    ['CreateGroup', { GroupName: 'readers' }],
    ['AddUserToGroup', { GroupName: 'readers', UserName: 'alice' }],
    inline('Group', 'readers', allow(['iam:ListUsers', 'sts:AssumeRole'])),
    ['CreateRole', { RoleName: 'Ops', AssumeRolePolicyDocument: trusts({ AWS: user('alice') }) }],
  );
  const serial = t.device('alice', 'alice');
  t.wait(60);
  const { SignInId } = wanted(t.enter(), 'mfa');
  const console = holder(entered(t.signin('VerifyMFA', { SignInId, MFACode: t.code(serial) })));
  const key: Caller = { kind: 'access-key', accessKeyId: [...t.world.accessKeys.keys()][0] ?? '' };
  const trail = [
    t.as(console, 'ListUsers'),
    t.as(key, 'ListUsers'),
    t.as(key, 'DeleteUser', { UserName: 'alice' }),
    t.as(key, 'AssumeRole', { RoleArn: `arn:aws:iam::${account}:role/Ops`, RoleSessionName: 'ops' }),
  ].flatMap(({ events }) => events);
  expect(trail.map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
    ['ListUsers', undefined],
    ['ListUsers', undefined],
    ['DeleteUser', 'AccessDenied'],
    ['AssumeRole', undefined],
  ]);
  expect(trail.map(({ userIdentity }) => userIdentity['userName'])).toEqual([
    'alice',
    'alice',
    'alice',
    'alice',
  ]);
  expect(trail[0]?.userIdentity).toMatchObject({
    sessionContext: { attributes: { mfaAuthenticated: 'true' } },
  });
});

test('Q-02 the 5,001st user is refused (row 3: users)', () => {
  const t = new Here();
  for (let at = t.world.users.size; at < 5000; at += 1)
    expectOk(t.call('CreateUser', { UserName: `u${at}` }));
  expectError(
    t.call('CreateUser', { UserName: 'one-more' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for UsersPerAccount: 5000',
  );
  t.given(['DeleteUser', { UserName: 'u4999' }], ['CreateUser', { UserName: 'one-more' }]);
});

test('the policies of two groups add up for their common member, and a deny in one group wins (row 4: groups)', () => {
  const t = new Here()
    .users('bob')
    .given(
      ['CreateGroup', { GroupName: 'a' }],
      ['CreateGroup', { GroupName: 'b' }],
      inline('Group', 'a', allow('iam:ListUsers')),
      inline('Group', 'b', allow('iam:ListRoles')),
      ['AddUserToGroup', { GroupName: 'a', UserName: 'alice' }],
      ['AddUserToGroup', { GroupName: 'b', UserName: 'alice' }],
      ['AddUserToGroup', { GroupName: 'b', UserName: 'bob' }],
    );
  const may = (name: string) => ['ListUsers', 'ListRoles'].map((call) => t.as(user(name), call).ok);
  expect([may('alice'), may('bob')]).toEqual([
    [true, true],
    [false, true],
  ]);
  t.given(inline('Group', 'b', policy({ Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' }), 'no'));
  expect(may('alice')).toEqual([false, true]);
  expectError(t.call('DeleteGroup', { GroupName: 'b' }), 'DeleteConflict', 409, /./);
  t.given(
    ['RemoveUserFromGroup', { GroupName: 'b', UserName: 'alice' }],
    ['RemoveUserFromGroup', { GroupName: 'b', UserName: 'bob' }],
    ['DeleteGroupPolicy', { GroupName: 'b', PolicyName: 'p' }],
    ['DeleteGroupPolicy', { GroupName: 'b', PolicyName: 'no' }],
    ['DeleteGroup', { GroupName: 'b' }],
  );
  expect([may('alice'), may('bob')]).toEqual([
    [true, false],
    [false, false],
  ]);
});

test('Q-01, Q-02 the 301st group, and a user’s 11th, are refused (row 4: groups)', () => {
  const t = new Here();
  for (let at = 0; at < 300; at += 1) expectOk(t.call('CreateGroup', { GroupName: `g${at}` }));
  expectError(
    t.call('CreateGroup', { GroupName: 'more' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for GroupsPerAccount: 300',
  );
  const join = (at: number) => t.call('AddUserToGroup', { GroupName: `g${at}`, UserName: 'alice' });
  for (let at = 0; at < 10; at += 1) expectOk(join(at));
  expectError(join(10), 'LimitExceeded', 409, 'Cannot exceed quota for GroupsPerUser: 10');
});

const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;

test('a user assumes a role for an hour; what the role may counts, then it is over (row 5: roles)', () => {
  const t = new Here().given(
    ['CreateRole', { RoleName: 'Ops', AssumeRolePolicyDocument: trusts({ AWS: user('alice') }) }],
    inline('Role', 'Ops', allow('iam:ListRoles')),
    inline('User', 'alice', allow('iam:ListUsers')),
  );
  const issued = expectOk(
    t.as(user('alice'), 'AssumeRole', { RoleArn: role('Ops'), RoleSessionName: 'day' }),
  );
  const session = holderOf(issued);
  expect([t.as(session, 'ListRoles').ok, t.as(session, 'ListUsers').ok]).toEqual([true, false]);
  t.wait(3600);
  expectError(t.as(session, 'ListRoles'), 'ExpiredToken', 403, /./);
});

test('services get roles by iam:PassRole: EC2 in an instance profile, Lambda, whose function an S3 bucket may call (row 5: roles)', () => {
  const t = new Here().given(
    ['CreateRole', { RoleName: 'Web', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
    ['CreateRole', { RoleName: 'Fn', AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }) }],
    ['CreateInstanceProfile', { InstanceProfileName: 'Web' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'Web', RoleName: 'Web' }],
  );
  t.done('ec2 RunInstances', {
    ImageId: 'ami-0123456789abcdef0',
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Name: 'Web' },
  });
  t.done('lambda CreateFunction', {
    FunctionName: 'resize',
    Role: role('Fn'),
    Runtime: 'nodejs20.x',
    Handler: 'i.m',
  });
  t.done('s3 CreateBucket', { Bucket: 'photos' });
  t.done('lambda AddPermission', {
    FunctionName: 'resize',
    StatementId: 's3',
    Action: 'lambda:InvokeFunction',
    Principal: 's3.amazonaws.com',
    SourceArn: 'arn:aws:s3:::photos',
    SourceAccount: account,
  });
  const calls = (source: string) =>
    authorize(
      t.world,
      {
        principal: 's3.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource: `arn:aws:lambda:us-east-1:${account}:function:resize`,
        context: { 'aws:SourceArn': source, 'aws:SourceAccount': account },
      },
      t.env,
    ).verdict;
  expect([calls('arn:aws:s3:::photos'), calls('arn:aws:s3:::others')]).toEqual(['allowed', 'denied']);
});

test('Q-01 the 1,001st role and a role’s 11th policy are refused (row 5: roles)', () => {
  const t = new Here();
  const trust = trusts({ AWS: account });
  for (let at = 0; at < 1000; at += 1)
    expectOk(t.call('CreateRole', { RoleName: `r${at}`, AssumeRolePolicyDocument: trust }));
  expectError(
    t.call('CreateRole', { RoleName: 'more', AssumeRolePolicyDocument: trust }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for RolesPerAccount: 1000',
  );
  const attach = (at: number) => {
    const { Policy } = expectOk(
      t.call('CreatePolicy', { PolicyName: `p${at}`, PolicyDocument: allow('s3:*') }),
    );
    return t.call('AttachRolePolicy', { RoleName: 'r0', PolicyArn: (Policy as { Arn: string }).Arn });
  };
  for (let at = 0; at < 10; at += 1) expectOk(attach(at));
  expectError(attach(10), 'LimitExceeded', 409, 'Cannot exceed quota for PoliciesPerRole: 10');
});

const visual = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'VisualEditor0',
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject'],
      Resource: 'arn:aws:s3:::reports/*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
  ],
});
const arn = `arn:aws:iam::${account}:policy/Reports`;

test('the tutorial’s policy is attached to user, group and role, and a bad version is rolled back (row 6: policies)', () => {
  const t = new Here().given(
    ['CreatePolicy', { PolicyName: 'Reports', PolicyDocument: visual }],
    ['CreateGroup', { GroupName: 'g' }],
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts({ AWS: account }) }],
    ['AttachUserPolicy', { UserName: 'alice', PolicyArn: arn }],
    ['AttachGroupPolicy', { GroupName: 'g', PolicyArn: arn }],
    ['AttachRolePolicy', { RoleName: 'R', PolicyArn: arn }],
  );
  expect(expectOk(t.call('GetPolicy', { PolicyArn: arn }))).toMatchObject({
    Policy: { AttachmentCount: 3, DefaultVersionId: 'v1' },
  });
  t.done('s3 CreateBucket', { Bucket: 'reports' });
  const put = () => t.by('s3 PutObject', { Bucket: 'reports', Key: 'k', Body: '' }, user('alice')).ok;
  expect(put()).toBe(true);
  t.given([
    'CreatePolicyVersion',
    { PolicyArn: arn, SetAsDefault: true, PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::reports/*') },
  ]);
  expect(put()).toBe(false);
  t.given(['SetDefaultPolicyVersion', { PolicyArn: arn, VersionId: 'v1' }]);
  expect(put()).toBe(true);
});

test('a resource has a policy of its own, and last accessed shows which permissions can go (row 6: policies)', () => {
  const t = new Here();
  t.done('s3 CreateBucket', { Bucket: 'reports' });
  t.done('s3 PutBucketPolicy', {
    Bucket: 'reports',
    Policy: letIn({ AWS: user('alice') }, 's3:ListBucket', 'arn:aws:s3:::reports'),
  });
  expectOk(t.by('s3 ListObjectsV2', { Bucket: 'reports' }, user('alice')));
  t.given(inline('User', 'alice', allow(['s3:*', 'sqs:*'])));
  const { JobId } = expectOk(t.call('GenerateServiceLastAccessedDetails', { Arn: user('alice') }));
  const details = expectOk(t.call('GetServiceLastAccessedDetails', { JobId }));
  const used =
    details['JobStatus'] === 'COMPLETED'
      ? details
      : expectOk(t.call('GetServiceLastAccessedDetails', { JobId }));
  const services = used['ServicesLastAccessed'] as {
    ServiceNamespace: string;
    LastAuthenticated?: string;
  }[];
  expect(
    services.map(({ ServiceNamespace: name, LastAuthenticated: date }) => [name, date !== undefined]),
  ).toEqual(
    expect.arrayContaining([
      ['s3', true],
      ['sqs', false],
    ]),
  );
});
