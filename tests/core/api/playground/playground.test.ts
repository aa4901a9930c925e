/** The calls that AWS does not have: accounts, quotas, resources and imports. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { verifyPassword } from '#core/api/iam/credentials/password-hashes.ts';
import { replaced } from '#core/model/world/change.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { tableNames } from '#core/model/records/lists.ts';
import type { World } from '#core/model/world/world.ts';
import {
  TestAccount,
  account,
  allow,
  awsAdministrator,
  expectError,
  expectOk,
  otherAccount,
  trusts,
} from '../door.ts';

const recordsOf = (world: World) =>
  Object.fromEntries(tableNames.map((table) => [table, [...world[table].values()]]));
const bucket = 'arn:aws:s3:::data';
const readable = (principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: `${bucket}/*` }],
  });

test('CreateAccount needs no caller, because it makes the first account', () => {
  const t = new TestAccount();
  const request = {
    service: 'playground',
    operation: 'CreateAccount',
    params: { AccountName: 'A', Email: 'a@example.com' },
    caller: { kind: 'anonymous' },
  } as const;
  const world = createWorld();
  const made = handle(world, request, t.env);
  const { Account } = expectOk(made);
  expect(Account).toMatchObject({ Id: expect.stringMatching(/^\d{12}$/) as string, Name: 'A' });
  expect([made.events, made.marks]).toEqual([[], []]);
  apply(world, made.changes);
  expect(world.accounts.size).toBe(1);
});

test.each([
  ['a taken id', { AccountId: account }, 'EntityAlreadyExists', 409, `Account ${account} already exists.`],
  ['a bad id', { AccountId: '12' }, 'ValidationError', 400, /at 'accountId'/],
  ['no name', { AccountName: undefined }, 'ValidationError', 400, /Value null at 'accountName'/],
  [
    'a root password against the default policy (P-03)',
    { Password: 'short' },
    'PasswordPolicyViolation',
    400,
    'Password should have a minimum length of 8',
  ],
  ['an unknown member', { Colour: 'red' }, 'MalformedInput', 400, 'unknown member `Colour`'],
] as const)('CreateAccount refuses %s', (_, params, code, status, message) => {
  expectError(
    new TestAccount().play('CreateAccount', { AccountName: 'B', ...params }),
    code,
    status,
    message,
  );
});

test('P-04 CreateAccount keeps the root password as a salted hash under the account id', () => {
  const t = new TestAccount();
  const password = 'Correct-horse-7';
  const { Account } = expectOk(t.play('CreateAccount', { AccountName: 'B', Password: password }));
  const { Id } = Account as { Id: string };
  expect([verifyPassword(t.world, Id, password), verifyPassword(t.world, Id, 'wrong')]).toEqual([
    true,
    false,
  ]);
  expect(JSON.stringify(t.world.secrets.get(Id))).not.toContain(password);
});

test('an unknown operation of the playground is InvalidAction', () => {
  expectError(
    new TestAccount().play('Explode', {}),
    'InvalidAction',
    400,
    'Could not find operation Explode for version 1',
  );
});

test('SetQuota sets a quota, and goes back to the default', () => {
  const t = new TestAccount();
  expect(expectOk(t.play('SetQuota', { Name: 'GroupsPerUser', Value: 3 }))).toEqual({
    Name: 'GroupsPerUser',
    Value: 3,
  });
  expect(expectOk(t.play('SetQuota', { Name: 'GroupsPerUser' }))).toEqual({
    Name: 'GroupsPerUser',
    Value: 10,
  });
  expectError(t.play('SetQuota', { Name: 'Nothing', Value: 1 }), 'ValidationError', 400, /enum value set/);
  expectError(
    t.play('SetQuota', { Account: otherAccount, Name: 'GroupsPerUser' }),
    'NoSuchEntity',
    404,
    /does not exist/,
  );
});

test('a resource has an owner, tags and a policy, and PutResource replaces it', () => {
  const t = new TestAccount();
  expectOk(t.play('PutResource', { Arn: bucket, Tags: [{ Key: 'a', Value: 'b' }], Policy: readable('*') }));
  expect(t.world.resources.get(bucket)).toMatchObject({ account, name: 'data', policy: readable('*') });
  expectOk(t.play('PutResource', { Arn: bucket }));
  expect(t.world.resources.get(bucket)).toEqual({
    id: bucket,
    arn: bucket,
    account,
    name: 'data',
    tags: [],
  });
  expectOk(t.play('DeleteResource', { Arn: bucket }));
  expectError(
    t.play('DeleteResource', { Arn: bucket }),
    'NoSuchEntity',
    404,
    `Resource ${bucket} does not exist.`,
  );
});

test('PutResource says which role a resource runs as, and keeps it when other things change', () => {
  const t = new TestAccount();
  const Arn = `arn:aws:codebuild:us-east-1:${account}:project/site`;
  const RoleArn = `arn:aws:iam::${account}:role/build`;
  expectOk(t.play('PutResource', { Arn, RoleArn }));
  expectOk(t.play('PutResource', { Arn, Tags: [{ Key: 'a', Value: 'b' }] }));
  expect(t.world.resources.get(Arn)).toMatchObject({ details: { role: RoleArn }, tags: [{ key: 'a' }] });
  expectOk(t.play('PutResource', { Arn, RoleArn: '' }));
  expect(t.world.resources.get(Arn)?.details).toBeUndefined();
});

const queue = `arn:aws:sqs:us-east-1:${account}:listed`;
const onQueue = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queue }],
});
const isTold = ({ world }: TestAccount, arn: string) =>
  world.resources.get(arn)?.details?.['policyNotTold'] === undefined;

const asOwner = (service: 's3' | 'sqs', operation: string, params: object) => ({
  service,
  operation,
  params: { ...params },
  caller: { kind: 'principal' as const, arn: `arn:aws:iam::${account}:root` },
});

/** A file listed both without their policies. */
function listed(): TestAccount {
  const t = new TestAccount();
  for (const arn of [bucket, queue]) {
    expectOk(t.play('PutResource', { Arn: arn }));
    const row = t.world.resources.get(arn);
    if (!row) throw new Error(`there is no ${arn}`);
    apply(t.world, [
      replaced('resources', row, { ...row, details: { ...row.details, policyNotTold: 'true' } }),
    ]);
  }
  return t;
}

test('a policy that nobody knew of is known after it is written or deleted, and not after a tag', () => {
  const tagged = listed();
  expectOk(tagged.play('PutResource', { Arn: bucket, Tags: [{ Key: 'a', Value: 'b' }] }));
  expect(isTold(tagged, bucket)).toBe(false);
  expectOk(tagged.play('PutResource', { Arn: bucket, Policy: '' }));
  expect(isTold(tagged, bucket)).toBe(true);
  expect(tagged.world.resources.get(bucket)?.policy).toBeUndefined();

  const written = listed();
  expectOk(written.play('PutResource', { Arn: bucket, Policy: readable('*') }));
  expectOk(written.play('PutResource', { Arn: bucket }));
  expect(isTold(written, bucket)).toBe(true);

  const deleted = listed();
  expectOk(deleted.send(asOwner('s3', 'DeleteBucketPolicy', { Bucket: 'data' })));
  expect(isTold(deleted, bucket)).toBe(true);
  expect(isTold(deleted, queue)).toBe(false);
  const attributes = (Policy: string) => ({
    QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/listed`,
    Attributes: { Policy },
  });
  expectOk(deleted.send(asOwner('sqs', 'SetQueueAttributes', attributes(onQueue))));
  expectOk(deleted.send(asOwner('sqs', 'SetQueueAttributes', attributes(''))));
  expect(isTold(deleted, queue)).toBe(true);
});

test.each([
  [
    'a role that is none',
    { Arn: `arn:aws:sqs:us-east-1:${account}:q`, RoleArn: `arn:aws:iam::${account}:user/x` },
    'InvalidInput',
    400,
    /is no role$/,
  ],
  ['no ARN', { Arn: 'my-very-good-bucket' }, 'ValidationError', 400, /at 'arn'/],
  ['an IAM entity', { Arn: `arn:aws:iam::${account}:user/x` }, 'InvalidInput', 400, /use the IAM calls/],
  [
    'an owner that the ARN contradicts',
    { Arn: `arn:aws:sqs:us-east-1:${otherAccount}:q`, Account: account },
    'InvalidInput',
    400,
    /belongs to account/,
  ],
  [
    'an account that is not there',
    { Arn: `arn:aws:sqs:us-east-1:${otherAccount}:q` },
    'NoSuchEntity',
    404,
    /does not exist/,
  ],
  ['a policy that does not parse', { Arn: bucket, Policy: '{' }, 'MalformedPolicyDocument', 400, /./],
  [
    'G-53 a principal that does not exist',
    { Arn: bucket, Policy: readable({ AWS: `arn:aws:iam::${account}:user/no` }) },
    'MalformedPolicyDocument',
    400,
    /^Invalid principal in policy/,
  ],
] as const)('%s is refused by PutResource', (_, params, code, status, message) => {
  expectError(new TestAccount().play('PutResource', params), code, status, message);
});

const source = () => {
  const t = new TestAccount(7).given(
    ['CreatePolicy', { PolicyName: 'P', PolicyDocument: allow('s3:*') }],
    ['CreateGroup', { GroupName: 'G' }],
    ['CreateUser', { UserName: 'U', PermissionsBoundary: `arn:aws:iam::${account}:policy/P` }],
    ['AddUserToGroup', { UserName: 'U', GroupName: 'G' }],
    ['AttachGroupPolicy', { GroupName: 'G', PolicyArn: awsAdministrator.arn }],
    [
      'CreateRole',
      { RoleName: 'R', AssumeRolePolicyDocument: trusts({ AWS: `arn:aws:iam::${account}:user/U` }) },
    ],
    ['CreateInstanceProfile', { InstanceProfileName: 'I' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'I', RoleName: 'R' }],
  );
  expectOk(t.play('PutResource', { Arn: bucket }));
  expectOk(t.as(`arn:aws:iam::${account}:user/U`, 'GetCallerIdentity'));
  return t;
};
const target = () => {
  const t = new TestAccount(8);
  const world = createWorld({ freeze: true });
  return Object.assign(t, { world });
};

test('ImportAccount brings the same rows into another world', () => {
  const from = source();
  const to = target();
  const imported = expectOk(to.play('ImportAccount', { Records: recordsOf(from.world) }));
  expect(imported).toMatchObject({
    Accounts: [account],
    Imported: { users: 1, policies: 2, resources: 1, usage: 2 },
  });
  expect(recordsOf(to.world)).toEqual(recordsOf(from.world));
  expect(to.world.index).toEqual(from.world.index);
});

test('ImportAccount copies AWS managed policies that the records only name', () => {
  const records = recordsOf(source().world) as unknown as { policies: { account: string }[] };
  const to = target();
  const own = records.policies.filter((policy) => policy.account !== 'aws');
  expectOk(to.play('ImportAccount', { Records: { ...records, policies: own } }));
  expect(to.world.index.byArn.has(awsAdministrator.arn)).toBe(true);
});

type Rows = Record<(typeof tableNames)[number], Record<string, unknown>[]>;
const breaks: readonly [string, (records: Rows) => void, string, RegExp][] = [
  ['a group that is missing', (r) => (r.groups = []), 'InvalidInput', /is in group `AGPA/],
  [
    'a policy that is missing',
    (r) => (r.policies = []),
    'InvalidInput',
    /uses policy `arn:aws:iam::111122223333:policy\/P`/,
  ],
  ['a role that is missing', (r) => (r.roles = []), 'InvalidInput', /holds role `AROA/],
  ['a user twice', (r) => r.users.push({ ...r.users[0], id: 'other' }), 'InvalidInput', /appears twice/],
  [
    'names that differ by case only',
    (r) => r.users.push({ ...r.users[0], id: 'o', userName: 'u', arn: `arn:aws:iam::${account}:user/u` }),
    'InvalidInput',
    /appears twice/,
  ],
  [
    'a row of another account',
    (r) => Object.assign(r, { users: r.users.map((u) => ({ ...u, account: otherAccount })) }),
    'InvalidInput',
    /does not belong/,
  ],
  [
    'a document that does not parse',
    (r) =>
      Object.assign(r, {
        users: r.users.map((u) => ({ ...u, inlinePolicies: [{ policyName: 'p', document: '{"a":' }] })),
      }),
    'InvalidInput',
    /policy `p` holds a policy that does not parse/,
  ],
  [
    'a default version that is missing',
    (r) => Object.assign(r, { policies: r.policies.map((p) => ({ ...p, defaultVersionId: 'v9' })) }),
    'InvalidInput',
    /lacks its default version `v9`/,
  ],
  [
    'a version counter that is too low',
    (r) => Object.assign(r, { policies: r.policies.map((p) => ({ ...p, nextVersion: 1 })) }),
    'InvalidInput',
    /count its next version twice/,
  ],
  [
    'a mark of nobody',
    (r) => Object.assign(r, { usage: r.usage.map((u) => ({ ...u, principal: 'x' })) }),
    'InvalidInput',
    /marks principal `x`/,
  ],
  ['no account', (r) => (r.accounts = []), 'InvalidInput', /hold no account/],
  [
    'a member of another shape',
    (r) => Object.assign(r, { users: r.users.map((u) => ({ ...u, groups: 'g' })) }),
    'MalformedInput',
    /`records\.users\.1\.member\.groups` must be a list/,
  ],
  [
    'a bad date',
    (r) => Object.assign(r, { users: r.users.map((u) => ({ ...u, createDate: 'soon' })) }),
    'ValidationError',
    /at 'records\.users\.1\.member\.createDate'/,
  ],
];

test.each(breaks)('ImportAccount refuses %s and changes nothing', (_, spoil, code, message) => {
  const records = structuredClone(recordsOf(source().world)) as unknown as Rows;
  spoil(records);
  const to = target();
  expectError(to.play('ImportAccount', { Records: records }), code, 400, message);
  expect(tableNames.every((table) => to.world[table].size === 0)).toBe(true);
});

test('ImportAccount takes an account whose file did not hold all that it names, when the account says so', () => {
  const records = structuredClone(recordsOf(source().world)) as unknown as Rows;
  const lost = `arn:aws:iam::${account}:policy/a/b/Lost`;
  const partial = {
    ...records,
    accounts: records.accounts.map((row) => ({ ...row, unknown: ['attached-policies'] })),
    users: records.users.map((user) => ({
      ...user,
      attachedPolicies: [lost],
      permissionsBoundary: undefined,
    })),
  };
  const to = target();
  expectOk(to.play('ImportAccount', { Records: partial }));
  const listed = (PathPrefix: string) =>
    expectOk(to.call('ListAttachedUserPolicies', { UserName: 'U', PathPrefix }));
  expect(listed('/a/b/')).toMatchObject({ AttachedPolicies: [{ PolicyName: 'Lost', PolicyArn: lost }] });
  expect(listed('/x/')).toMatchObject({ AttachedPolicies: [] });
  to.given(['DetachUserPolicy', { UserName: 'U', PolicyArn: lost }]);
  expect(listed('/')).toMatchObject({ AttachedPolicies: [] });
});

test('ImportAccount refuses an account that is here already', () => {
  const t = source();
  expectError(
    t.play('ImportAccount', { Records: recordsOf(t.world) }),
    'EntityAlreadyExists',
    409,
    `Account ${account} already exists.`,
  );
});
