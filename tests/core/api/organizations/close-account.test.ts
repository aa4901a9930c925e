/** An organization with two members, made by invitation of the test's own account. */

import { expect, test } from 'vitest';
import { TestAccount, allow, expectError, expectOk, otherAccount, root, trusts } from '../door.ts';
import { withOrganization } from './account.ts';

function setting() {
  const { t, ok, member } = withOrganization(new TestAccount().given(['CreateUser', { UserName: 'Bob' }]));
  return { t, ok, dev: member('dev'), test: member('test') };
}

const rootOf = (id: string) => `arn:aws:iam::${id}:root`;
const statuses = (response: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    (response as { Accounts: { Id: string; Status: string }[] }).Accounts.map(({ Id, Status }) => [
      Id,
      Status,
    ]),
  );
const close = (t: TestAccount, id: string, by = root) => t.org(by, 'CloseAccount', { AccountId: id });

test('E-66 CloseAccount of Organizations suspends a member at once, and lists and descriptions say so', () => {
  const { t, ok, dev, test } = setting();
  expect(expectOk(close(t, dev))).toEqual({});
  expect(statuses(ok('ListAccounts'))).toMatchObject({ [dev]: 'SUSPENDED', [test]: 'ACTIVE' });
  expect(ok('DescribeAccount', { AccountId: dev })).toMatchObject({ Account: { Status: 'SUSPENDED' } });
  const [event] = close(t, test).events;
  expect(event).toMatchObject({ eventName: 'CloseAccount', readOnly: false, awsRegion: 'us-east-1' });
});

test('only the management account calls CloseAccount of Organizations, and it needs its permission', () => {
  const { t, dev, test } = setting();
  expectError(close(t, test, rootOf(dev)), 'AccessDeniedException', 400, /./);
  const bob = `${root.slice(0, -'root'.length)}user/Bob`;
  expectError(close(t, dev, bob), 'AccessDeniedException', 400, /organizations:CloseAccount/);
  t.given([
    'PutUserPolicy',
    {
      UserName: 'Bob',
      PolicyName: 'p',
      PolicyDocument: allow('organizations:CloseAccount', `arn:aws:organizations::*:account/*/${dev}`),
    },
  ]);
  expectError(close(t, test, bob), 'AccessDeniedException', 400, /organizations:CloseAccount/);
  expectOk(close(t, dev, bob));
  expectError(
    new TestAccount().org(root, 'CloseAccount', { AccountId: dev }),
    'AWSOrganizationsNotInUseException',
    400,
    /./,
  );
});

test('CloseAccount of Organizations refuses the management account, strangers, and what is closed already', () => {
  const { t, dev } = setting();
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  const management = root.split(':')[4] ?? '';
  expectError(close(t, management), 'ConstraintViolationException', 400, /management account/);
  expectError(close(t, otherAccount), 'AccountNotFoundException', 400, /doesn't exist/);
  expectOk(close(t, dev));
  expectError(close(t, dev), 'AccountAlreadyClosedException', 400, /already closed/);
});

test('a closed member account shuts out its own users and callers from outside', () => {
  const { t, dev } = setting();
  const role = `arn:aws:iam::${dev}:role/OrganizationAccountAccessRole`;
  const bob = `${root.slice(0, -'root'.length)}user/Bob`;
  t.given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('*') }]);
  const assume = () => t.as(bob, 'AssumeRole', { RoleArn: role, RoleSessionName: 's1' });
  const read = () =>
    t.send({
      service: 's3',
      operation: 'GetBucketLocation',
      params: { Bucket: 'shared' },
      caller: { kind: 'principal', arn: bob },
    });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::shared' },
    ],
  });
  for (const [operation, params] of [
    ['CreateBucket', { Bucket: 'shared' }],
    ['PutBucketPolicy', { Bucket: 'shared', Policy }],
  ] as const)
    expectOk(t.send({ service: 's3', operation, params, caller: { kind: 'principal', arn: rootOf(dev) } }));
  expectOk(
    t.as(rootOf(dev), 'CreateRole', {
      RoleName: 'Ec2',
      AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }),
    }),
  );
  const service = () =>
    t.as({ kind: 'service', principal: 'ec2.amazonaws.com' }, 'AssumeRole', {
      RoleArn: `arn:aws:iam::${dev}:role/Ec2`,
      RoleSessionName: 'i-0123',
    });
  expectOk(assume());
  expectOk(read());
  expectOk(service());
  expectOk(close(t, dev));
  expectError(t.as(rootOf(dev), 'ListUsers'), 'OptInRequired', 403, /closed on/);
  expectError(assume(), 'AccessDenied', 403, /sts:AssumeRole/);
  expectError(read(), 'AccessDenied', 403, /s3:GetBucketLocation/);
  expectError(service(), 'AccessDenied', 403, /./);
  expectOk(t.play('ReopenAccount', { Account: dev }));
  expectOk(assume());
  expectOk(read());
});

test('the management account itself can close when no member is open', () => {
  const { t, dev, test } = setting();
  const own = () =>
    t.send({
      service: 'account',
      operation: 'CloseAccount',
      params: {},
      caller: { kind: 'principal', arn: root },
    });
  expectOk(close(t, dev));
  expectError(own(), 'ConflictException', 409, /member accounts/);
  expectOk(close(t, test));
  expectOk(own());
});
