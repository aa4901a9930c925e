/**
 * The door of the API: who may call, in which order a call is checked, what the trail records, and what
 * comes out.
 */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { awsServices } from '#core/api/registry.ts';
import { trailDate } from '#core/api/trail.ts';
import type { Request } from '#core/model/request/request.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, root, trusts } from './door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const withBob = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
const call = (t: TestAccount, request: Partial<Request>) =>
  handle(
    t.world,
    {
      service: 'iam',
      operation: 'ListUsers',
      params: {},
      caller: { kind: 'principal', arn: root },
      ...request,
    },
    t.env,
  );

test.each([
  [
    'nobody',
    { kind: 'anonymous' },
    'MissingAuthenticationToken',
    403,
    'Request is missing Authentication Token',
  ],
  [
    'a user that does not exist',
    { kind: 'principal', arn: `${bob}x` },
    'InvalidClientTokenId',
    403,
    'The security token included in the request is invalid.',
  ],
  [
    'root of an account that does not exist',
    { kind: 'principal', arn: 'arn:aws:iam::999999999999:root' },
    'InvalidClientTokenId',
    403,
    /./,
  ],
  [
    'a session of a missing role',
    { kind: 'principal', arn: `arn:aws:sts::${account}:assumed-role/no/s` },
    'InvalidClientTokenId',
    403,
    /./,
  ],
  ['a service', { kind: 'principal', arn: 'ec2.amazonaws.com' }, 'InvalidClientTokenId', 403, /./],
] as const)('E-77 a call by %s is refused before anything else', (_, caller, code, status, message) => {
  const outcome = call(withBob(), { caller });
  expectError(outcome, code, status, message);
  expect([outcome.events, outcome.marks]).toEqual([[], []]);
});

test.each([
  [
    'an operation that AWS does not have',
    'Explode',
    'Could not find operation Explode for version 2010-05-08',
  ],
  ['a name of Object.prototype', 'toString', 'Could not find operation toString for version 2010-05-08'],
])('E-77 the door answers InvalidAction for %s', (_, operation, message) => {
  expectError(call(withBob(), { operation }), 'InvalidAction', 400, message);
});

test('the door tells a bad shape even to a caller who may do nothing', () => {
  expectError(
    withBob().as(bob, 'CreateUser', {}),
    'ValidationError',
    400,
    "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null",
  );
});

test('E-75 a caller without the permission does not learn the state', () => {
  expectError(withBob().as(bob, 'CreateUser', { UserName: 'Bob' }), 'AccessDenied', 403, /not authorized/);
});

test.each([
  ['root', root, { UserId: account, Account: account, Arn: root }],
  ['a user', bob, { Account: account, Arn: bob, UserId: expect.stringMatching(/^AIDA/) as string }],
  [
    'a session',
    `arn:aws:sts::${account}:assumed-role/R/s1`,
    {
      Account: account,
      Arn: `arn:aws:sts::${account}:assumed-role/R/s1`,
      UserId: expect.stringMatching(/^AROA\w+:s1$/) as string,
    },
  ],
  [
    'a federated user',
    `arn:aws:sts::${account}:federated-user/f`,
    { Account: account, Arn: `arn:aws:sts::${account}:federated-user/f`, UserId: `${account}:f` },
  ],
])('K-31 GetCallerIdentity answers %s with its id, account and ARN', (_, arn, identity) => {
  const t = withBob().given([
    'CreateRole',
    { RoleName: 'R', Path: '/p/', AssumeRolePolicyDocument: trusts({ AWS: account }) },
  ]);
  expect(expectOk(t.as(arn, 'GetCallerIdentity'))).toEqual(identity);
});

test('T-23 GetCallerIdentity answers against an explicit deny', () => {
  const t = withBob().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: deny('*') },
  ]);
  expectOk(t.as(bob, 'GetCallerIdentity'));
});

const eventOf = (t: TestAccount, caller: string, operation: string, params: object) =>
  t.as(caller, operation, params as Record<string, unknown>).events[0];

test('L-01, L-06 the trail records a write with parameters and response in lower camel case', () => {
  expect(
    eventOf(new TestAccount(), root, 'CreateUser', { UserName: 'Bob', Tags: [{ Key: 'a', Value: 'b' }] }),
  ).toMatchObject({
    eventVersion: '1.08',
    userIdentity: { type: 'Root', principalId: account, arn: root, accountId: account },
    eventTime: '2026-01-31T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'us-east-1',
    requestParameters: { userName: 'Bob', tags: [{ key: 'a', value: 'b' }] },
    responseElements: {
      user: { userName: 'Bob', createDate: 'Jan 31, 2026, 12:00:00 PM', tags: [{ key: 'a', value: 'b' }] },
    },
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  });
});

test('L-06 the trail puts IAM calls in us-east-1 whatever region the client is set to, and STS calls where they are made', () => {
  const there = { region: 'eu-west-1' };
  const regionOf = (operation: string) =>
    new TestAccount().as(root, operation, {}, there).events[0]?.awsRegion;
  expect([regionOf('ListUsers'), regionOf('GetCallerIdentity')]).toEqual(['us-east-1', 'eu-west-1']);
});

test('L-02 the trail says which credentials were issued, never their secret', () => {
  for (const [operation, params] of [
    ['GetSessionToken', {}],
    ['GetFederationToken', { Name: 'fred' }],
  ] as const) {
    const t = new TestAccount();
    const outcome = t.as(root, operation, params);
    const { Credentials } = expectOk(outcome) as { Credentials: Record<string, string> };
    const [event] = outcome.events;
    expect(event).toMatchObject({
      readOnly: true,
      responseElements: {
        credentials: { accessKeyId: Credentials['AccessKeyId'], expiration: 'Jan 31, 2026, 1:00:00 PM' },
      },
    });
    expect(JSON.stringify(event)).not.toContain(Credentials['SecretAccessKey']);
  }
});

test('L-08 the trail records the root user where a call names it by account id or alias', () => {
  const t = withBob().given(['CreateAccountAlias', { AccountAlias: 'acme' }]);
  const named = (UserName: string) =>
    eventOf(t, root, 'ListMFADevices', { UserName })?.requestParameters?.['userName'];
  expect([account, 'acme', 'Bob'].map(named)).toEqual(['AWS ROOT USER', 'AWS ROOT USER', 'Bob']);
});

test('L-06 the trail holds no response for reads and for calls without a response', () => {
  expect(eventOf(withBob(), root, 'GetUser', { UserName: 'Bob' })).toMatchObject({
    readOnly: true,
    responseElements: null,
  });
  expect(eventOf(withBob(), root, 'DeleteUser', { UserName: 'Bob' })).toMatchObject({
    readOnly: false,
    responseElements: null,
  });
});

test('L-03 the trail records refused calls with the full text', () => {
  const t = withBob();
  const outcome = t.as(bob, 'DeleteUser', { UserName: 'Bob' });
  expectError(outcome, 'AccessDenied', 403, /iam:DeleteUser/);
  expect(outcome.events[0]).toMatchObject({
    errorCode: 'AccessDenied',
    errorMessage: outcome.ok ? '' : outcome.error.message,
    requestParameters: { userName: 'Bob' },
  });
  expect(eventOf(t, root, 'GetUser', { UserName: 'no' })).toMatchObject({
    errorCode: 'NoSuchEntityException',
  });
});

test('L-07 the trail tells a session by its role', () => {
  const t = new TestAccount().given([
    'CreateRole',
    { RoleName: 'R', Path: '/p/', AssumeRolePolicyDocument: trusts({ AWS: account }) },
  ]);
  expect(eventOf(t, `arn:aws:sts::${account}:assumed-role/R/s`, 'GetCallerIdentity', {})).toMatchObject({
    eventSource: 'sts.amazonaws.com',
    userIdentity: {
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA\w+:s$/) as string,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/p/R`, userName: 'R' },
      },
    },
  });
});

test('the door writes the source of the request to the trail, and puts it into the context', () => {
  const fromOffice = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
      },
    ],
  });
  const t = withBob().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: fromOffice },
  ]);
  expectError(t.as(bob, 'ListUsers'), 'AccessDenied', 403, /./);
  const outcome = t.as(bob, 'ListUsers', {}, { ip: '198.51.100.7', userAgent: 'aws-cli/2' });
  expectOk(outcome);
  expect(outcome.events[0]).toMatchObject({ sourceIPAddress: '198.51.100.7', userAgent: 'aws-cli/2' });
});

test.each([
  ['2026-07-18T16:07:39Z', 'Jul 18, 2026, 4:07:39 PM'],
  ['2026-01-01T00:00:00Z', 'Jan 1, 2026, 12:00:00 AM'],
])('L-02 the trail prints %s as %s', (iso, text) => expect(trailDate(iso)).toBe(text));

test('the outcome of a call carries the decision, refused or successful', () => {
  const t = withBob().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') },
  ]);
  expect(t.as(bob, 'ListUsers').decision).toMatchObject({
    verdict: 'allowed',
    deciding: [{ policy: `${bob}#p`, statement: 0 }],
  });
  expect(t.as(bob, 'ListRoles').decision).toMatchObject({
    verdict: 'denied',
    layer: 'identity',
    reason: 'implicit-deny',
  });
});

test('the door gives the same outcome for the same world, request and seed, and leaves the world alone', () => {
  const [a, b] = [withBob(), withBob()];
  const request = { operation: 'CreateUser', params: { UserName: 'Eve' } };
  expect(JSON.stringify(call(a, request))).toBe(JSON.stringify(call(b, request)));
  expect(a.world.users.size).toBe(1);
});

test('every operation of the registry is an operation of the API model', () => {
  for (const { model, operations } of Object.values(awsServices)) {
    for (const name of operations.keys()) expect(model.operations).toHaveProperty(name);
  }
});
