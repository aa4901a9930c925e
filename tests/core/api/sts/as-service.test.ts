/** AssumeRole by AWS's services (G-64): only the trust policy decides, and whom the service acts for. */

import { expect, test } from 'vitest';
import type { Caller } from '#core/model/request/request.ts';
import { evaluationInput } from '#core/authz/authorize.ts';
import {
  TestAccount,
  account,
  allow,
  expectError,
  expectOk,
  holderOf,
  otherAccount,
  root as rootUser,
  trusts,
} from '../door.ts';

const role = `arn:aws:iam::${account}:role/Worker`;
const instance = `arn:aws:ec2:us-east-1:${account}:instance/i-0abcd1234`;
const ec2 = {
  kind: 'service',
  principal: 'ec2.amazonaws.com',
  sourceArn: instance,
  sourceAccount: account,
} as const satisfies Caller;
const params = { RoleArn: role, RoleSessionName: 'i-0abcd1234' };
const withWorker = (trust: string) =>
  new TestAccount().given(
    ['CreateRole', { RoleName: 'Worker', AssumeRolePolicyDocument: trust }],
    ['PutRolePolicy', { RoleName: 'Worker', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') }],
  );
const guarded = (key: string, value: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { [key]: value } },
      },
    ],
  });

test('G-64 a role that trusts the service gives six hours, and the session acts as the role', () => {
  const t = withWorker(trusts({ Service: 'ec2.amazonaws.com' }));
  const outcome = t.as(ec2, 'AssumeRole', params);
  const response = expectOk(outcome);
  expect(response['Credentials']).toMatchObject({ Expiration: '2026-01-31T18:00:00Z' });
  const larger = expectOk(t.as(ec2, 'AssumeRole', { ...params, MinimumSessionTokenSize: 1024 }));
  expect(larger).toMatchObject({ SessionTokenSize: 1024, SessionTokenUtilization: 25 });
  expect(outcome.events).toMatchObject([
    {
      eventName: 'AssumeRole',
      userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
      recipientAccountId: account,
    },
  ]);
  expectOk(t.as(holderOf(response), 'ListUsers'));
  expectError(
    t.as(holderOf(response), 'ListRoles'),
    'AccessDenied',
    403,
    /assumed-role\/Worker\/i-0abcd1234/,
  );
});

test('K-33, D-02 aws:SourceOrgID is the organization of the account that the service acts for', () => {
  const t = withWorker(trusts({ Service: 'ec2.amazonaws.com' }));
  const made = expectOk(t.org(rootUser, 'CreateOrganization')) as { Organization: { Id: string } };
  const { Id } = made.Organization;
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  t.given(['UpdateAssumeRolePolicy', { RoleName: 'Worker', PolicyDocument: guarded('aws:SourceOrgID', Id) }]);
  expectOk(t.as(ec2, 'AssumeRole', params));
  expectError(t.as({ ...ec2, sourceAccount: otherAccount }, 'AssumeRole', params), 'AccessDenied', 403, /./);
  const { sourceAccount: _, ...sourceless } = ec2;
  expectError(t.as(sourceless, 'AssumeRole', params), 'AccessDenied', 403, /./);
  const keys = (context: Record<string, string>) =>
    evaluationInput(
      t.world,
      { principal: 'ec2.amazonaws.com', action: 'sts:AssumeRole', resource: role, context },
      t.env,
    ).context;
  expect(keys({ 'AWS:sourceAccount': account })).toMatchObject({
    'aws:SourceOrgID': Id,
    'aws:SourceOrgPaths': [expect.stringMatching(new RegExp(`^${Id}/r-[a-z0-9]+/$`)) as string],
  });
  expect(keys({ 'aws:SourceAccount': account, 'aws:sourceorgid': 'o-stated' })).not.toHaveProperty(
    'aws:SourceOrgID',
  );
});

test.each([
  ['another service', trusts({ Service: 'lambda.amazonaws.com' })],
  ['an account', trusts({ AWS: account })],
  ['another source account', guarded('aws:SourceAccount', '999999999999')],
  ['another source ARN', guarded('aws:SourceArn', 'arn:aws:ec2:us-east-1:999999999999:instance/i-1')],
])('G-64 a service cannot assume a role that trusts %s', (_, trust) => {
  expectError(
    withWorker(trust).as(ec2, 'AssumeRole', params),
    'AccessDenied',
    403,
    `User: ec2.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  );
});

test('G-64 a service with the source that the trust policy asks for is let in', () => {
  expectOk(withWorker(guarded('aws:SourceAccount', account)).as(ec2, 'AssumeRole', params));
  expectOk(withWorker(guarded('aws:SourceArn', instance)).as(ec2, 'AssumeRole', params));
});

test('G-64 a service can call nothing else', () => {
  const t = withWorker(trusts({ Service: 'ec2.amazonaws.com' }));
  for (const operation of ['ListUsers', 'GetCallerIdentity']) {
    expect(t.as(ec2, operation)).toMatchObject({
      ok: false,
      error: { code: 'MissingAuthenticationToken' },
    });
  }
  expectError(
    t.as(ec2, 'AssumeRole', { RoleArn: `${role}s`, RoleSessionName: 'x2' }),
    'AccessDenied',
    403,
    /not authorized/,
  );
});
