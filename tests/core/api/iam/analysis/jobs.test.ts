/** Calls that AWS answers with a job: the credential report and the service-linked roles. */

import { expect, test } from 'vitest';
import { reportColumns } from '#core/reports/credential-report.ts';
import { handle } from '#core/api/door.ts';
import { apply } from '#core/model/world/apply.ts';
import { TestAccount, account, expectError, expectOk, noon, root } from '../../door.ts';

const hour = 3_600_000;
const later = (t: TestAccount, milliseconds: number) => (t.env = { ...t.env, now: noon + milliseconds });

const generate = (t: TestAccount) => expectOk(t.call('GenerateCredentialReport'));
const report = (t: TestAccount) =>
  Buffer.from(expectOk(t.call('GetCredentialReport'))['Content'] as string, 'base64').toString('utf8');

test('R-07 a credential report goes from STARTED over INPROGRESS to COMPLETE by being asked, or by time', () => {
  const t = new TestAccount();
  expectError(t.call('GetCredentialReport'), 'ReportNotPresent', 410, /./);
  expect(generate(t)).toEqual({
    State: 'STARTED',
    Description: 'No report exists. Starting a new report generation task',
  });
  expect([generate(t), generate(t)]).toEqual([{ State: 'INPROGRESS' }, { State: 'COMPLETE' }]);
  later(t, 4 * hour);
  expect(generate(t)).toEqual({ State: 'COMPLETE' });
  later(t, 4 * hour + 1000);
  expectError(t.call('GetCredentialReport'), 'ReportExpired', 410, /./);
  expect(generate(t)).toEqual({ State: 'STARTED' });
  later(t, 4 * hour + 11_000);
  expect(generate(t)).toEqual({ State: 'COMPLETE' });
});

test('R-07 a loop that only reads the credential report ends too', () => {
  const t = new TestAccount();
  generate(t);
  expectError(t.call('GetCredentialReport'), 'ReportInProgress', 404, /./);
  expect(expectOk(t.call('GetCredentialReport'))).toMatchObject({
    ReportFormat: 'text/csv',
    GeneratedTime: '2026-01-31T12:00:00Z',
  });
});

test('R-02, R-04, R-05, R-06, R-08 the credential report is written byte for byte, and does not follow later changes', () => {
  const t = new TestAccount().given(
    ['CreateUser', { UserName: 'zoe' }],
    ['CreateUser', { UserName: 'Bob' }],
    ['CreateUser', { UserName: 'a,b' }],
    ['UpdateAccountPasswordPolicy', { MaxPasswordAge: 90 }],
    ['CreateLoginProfile', { UserName: 'Bob', Password: 'secret' }],
  );
  const key = expectOk(t.call('CreateAccessKey', { UserName: 'Bob' }))['AccessKey'] as {
    AccessKeyId: string;
  };
  const caller = { kind: 'access-key', accessKeyId: key.AccessKeyId } as const;
  apply(
    t.world,
    handle(t.world, { service: 'sts', operation: 'GetCallerIdentity', params: {}, caller }, t.env).marks,
  );
  later(t, hour);
  t.given(['UpdateAccessKey', { UserName: 'Bob', AccessKeyId: key.AccessKeyId, Status: 'Inactive' }]);
  generate(t);
  t.given(['DeleteUser', { UserName: 'zoe' }]);
  generate(t);
  const created = '2026-01-31T12:00:00+00:00';
  const no = (count: number) => Array.from({ length: count }, () => 'N/A');
  const empty = ['false', 'false', ...no(4), 'false', ...no(4), 'false', 'N/A', 'false', 'N/A'];
  const plain = (name: string, arn: string) => [name, arn, created, 'false', ...no(3), ...empty].join(',');
  expect(report(t)).toBe(
    [
      reportColumns.join(','),
      `<root_account>,${root},${created},not_supported,no_information,not_supported,not_supported,${empty.join(',')}`,
      plain('"a,b"', `"arn:aws:iam::${account}:user/a,b"`),
      [
        'Bob',
        `arn:aws:iam::${account}:user/Bob`,
        created,
        'true',
        'no_information',
        created,
        '2026-05-01T12:00:00+00:00',
        'false',
        'false',
        '2026-01-31T13:00:00+00:00',
        created,
        'us-east-1',
        'sts',
        ...empty.slice(6),
      ].join(','),
      plain('zoe', `arn:aws:iam::${account}:user/zoe`),
    ].join('\n'),
  );
});

const support = { AWSServiceName: 'support.amazonaws.com' };
const name = 'AWSServiceRoleForSupport';

test('N-31, E-53 a service-linked role is made for a service, with its policy, and only AWS changes it', () => {
  const t = new TestAccount();
  expect(expectOk(t.call('CreateServiceLinkedRole', support))['Role']).toMatchObject({
    RoleName: name,
    Path: '/aws-service-role/support.amazonaws.com/',
  });
  expect([...t.world.roles.values()][0]?.attachedPolicies).toEqual([
    'arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy',
  ]);
  expectError(t.call('CreateServiceLinkedRole', support), 'InvalidInput', 400, /has been taken/);
  expectError(t.call('DeleteRole', { RoleName: name }), 'UnmodifiableEntity', 400, /only modifiable by AWS/);
  t.given(['TagRole', { RoleName: name, Tags: [{ Key: 'a', Value: 'b' }] }]);
});

test.each([
  ['a service without them', { AWSServiceName: 'ec2.amazonaws.com' }, /^ec2.amazonaws.com is not a valid/],
  [
    'a suffix where there is one role only',
    { ...support, CustomSuffix: 'x' },
    'Custom suffix is not allowed for support.amazonaws.com',
  ],
])('N-31, W-02 CreateServiceLinkedRole refuses %s', (_, params, message) => {
  expectError(new TestAccount().call('CreateServiceLinkedRole', params), 'InvalidInput', 400, message);
});

test('N-42 a service-linked role is deleted by a task', () => {
  const t = new TestAccount().given([
    'CreateServiceLinkedRole',
    { AWSServiceName: 'autoscaling.amazonaws.com', CustomSuffix: 'blue' },
  ]);
  const RoleName = 'AWSServiceRoleForAutoScaling_blue';
  const { DeletionTaskId } = expectOk(t.call('DeleteServiceLinkedRole', { RoleName }));
  expect(t.world.roles.size).toBe(0);
  const status = () => expectOk(t.call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }))['Status'];
  expect([status(), status(), status()]).toEqual(['IN_PROGRESS', 'SUCCEEDED', 'SUCCEEDED']);
  expectError(
    t.call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: 'x' }),
    'NoSuchEntity',
    404,
    /./,
  );
});

test('N-46 the role of AWS Support stays, whoever deletes it', () => {
  const t = new TestAccount().given(['CreateServiceLinkedRole', { AWSServiceName: 'support.amazonaws.com' }]);
  const { DeletionTaskId } = expectOk(
    t.call('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForSupport' }),
  );
  later(t, 10_000);
  expect(expectOk(t.call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }))).toMatchObject({
    Status: 'FAILED',
    Reason: { Reason: expect.stringContaining('AWS Support') as string },
  });
  expect(t.world.roles.size).toBe(1);
});

test('N-42 a service-linked role stays while a resource of the service uses it', () => {
  const cluster = `arn:aws:ecs:eu-west-1:${account}:cluster/c`;
  const t = new TestAccount().given(['CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' }]);
  expectOk(t.play('PutResource', { Arn: cluster }));
  const { DeletionTaskId } = expectOk(
    t.call('DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForECS' }),
  );
  later(t, 10_000);
  expect(expectOk(t.call('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }))).toMatchObject({
    Status: 'FAILED',
    Reason: { RoleUsageList: [{ Region: 'eu-west-1', Resources: [cluster] }] },
  });
  expect(t.world.roles.size).toBe(1);
});
