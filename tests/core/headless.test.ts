/** The core runs from Node: files open or are refused, questions are asked, and policies are checked and compared. */

import { expect, test } from 'vitest';
import {
  type ExtraFacts,
  type World,
  ask,
  checkPolicy,
  grantsMore,
  isAdministrator,
  managedPolicyDocument,
  openAccount,
} from '#headless.ts';

const [home, other] = ['111122223333', '444455556666'];
const allow = (Action: string, Resource = '*', more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});

interface Holder {
  readonly policy?: object;
  readonly attached?: string;
  readonly trust?: object;
}

const common = (name: string, { policy, attached }: Holder, kind: 'User' | 'Role', account: string) => ({
  Path: '/',
  [`${kind}Name`]: name,
  [`${kind}Id`]: `${kind === 'User' ? 'AIDA' : 'AROA'}${account}${name.toUpperCase()}`,
  Arn: `arn:aws:iam::${account}:${kind.toLowerCase()}/${name}`,
  CreateDate: '2026-01-31T12:00:00Z',
  [`${kind}PolicyList`]: policy ? [{ PolicyName: 'own', PolicyDocument: policy }] : [],
  AttachedManagedPolicies: attached
    ? [{ PolicyName: attached, PolicyArn: `arn:aws:iam::aws:policy/${attached}` }]
    : [],
});
const users = (account: string, holders: Readonly<Record<string, Holder>>) => ({
  UserDetailList: Object.entries(holders).map(([name, holder]) => ({
    ...common(name, holder, 'User', account),
    GroupList: [],
  })),
});
const roles = (account: string, holders: Readonly<Record<string, Holder>>) => ({
  RoleDetailList: Object.entries(holders).map(([name, holder]) => ({
    ...common(name, holder, 'Role', account),
    AssumeRolePolicyDocument: holder.trust ?? allow('sts:AssumeRole', undefined, { Principal: '*' }),
    InstanceProfileList: [],
  })),
});
const files = (...values: object[]) =>
  values.map((value, at) => ({ name: `${at + 1}.json`, text: JSON.stringify(value) }));

const bucket = 'arn:aws:s3:::payroll';
const file = `${bucket}/2026.csv`;
const alice = { alice: { policy: allow('s3:GetObject', `${bucket}/*`) } };
const arnOf = (name: string, account = home, kind = 'user') => `arn:aws:iam::${account}:${kind}/${name}`;

const open = (value: object, extra?: ExtraFacts) => openAccount(files(value), extra);
const refusal = (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => 'was not refused',
    (error: unknown) => String(error),
  );

test('two accounts in two pages are one world, and a request reaches from one to the other', async () => {
  const reader = { policy: allow('sts:AssumeRole', arnOf('reader', other, 'role')) };
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: arnOf('ann') }, Action: 'sts:AssumeRole' }],
  };
  const pages = files(users(home, { ann: reader, bob: reader }), roles(other, { reader: { trust } }));
  const { world, notices } = await openAccount(pages);
  expect([...world.accounts.keys()]).toEqual([home, other]);
  expect(notices.join()).toContain('2 accounts');
  const assume = (principal: string) =>
    ask(world, { principal, action: 'sts:AssumeRole', resource: arnOf('reader', other, 'role') });
  expect(assume(arnOf('ann'))).toMatchObject({ verdict: 'allowed', reason: 'allowed' });
  expect(assume(arnOf('bob'))).toMatchObject({
    verdict: 'denied',
    reason: 'implicit-deny',
    layer: 'resource',
  });
});

test('a question is a call: its permissions are listed, the first that is denied decides, and AWS’s error is told', async () => {
  const trust = {
    ...allow('sts:AssumeRole'),
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const { world } = await open({
    ...users(home, { ann: { policy: allow('lambda:*') } }),
    ...roles(home, { runner: { trust } }),
  });
  const runner = arnOf('runner', home, 'role');
  const resource = `arn:aws:lambda:us-east-1:${home}:function:report`;
  const question = { principal: arnOf('ann'), action: 'lambda:CreateFunction', resource };
  expect(ask(world, question)).toMatchObject({ verdict: 'denied', handsOverRole: true, needsRole: true });
  expect(ask(world, { ...question, passedRole: runner })).toMatchObject({
    verdict: 'denied',
    parts: [
      { action: 'lambda:CreateFunction', resource, verdict: 'allowed' },
      { action: 'iam:PassRole', resource: runner, verdict: 'denied' },
    ],
    error: { code: 'AccessDeniedException' },
  });
});

test('AWS managed policies that the files only name come from the catalogue', async () => {
  const { world, notices } = await open(users(home, { root: { attached: 'AdministratorAccess' } }));
  expect(ask(world, { principal: arnOf('root'), action: 'ec2:RunInstances', resource: '*' }).verdict).toBe(
    'allowed',
  );
  expect(notices.join()).toContain('`AdministratorAccess`');
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'no file',
    () => openAccount([]),
    /^Error: no file, line 1, column 1 \(the file\): expected the output of/,
  ],
  [
    'a file that is cut off',
    () => openAccount([...files(users(home, alice)), { name: 'page-2.json', text: '{"UserDetailList": [' }]),
    /^Error: page-2\.json, line 1, column \d+ \(.*\): the file is cut off$/,
  ],
  [
    'another file',
    () => openAccount([{ name: 'buckets.json', text: '{"Buckets": []}' }]),
    /^Error: buckets\.json, line 1, column 1 \(the file\): expected the output of .*found an object with `Buckets`$/,
  ],
  [
    'a policy without an account',
    () =>
      openAccount([], {
        resourcePolicies: [{ account: home, arn: bucket, document: allow('s3:*', bucket) }],
      }),
    /^Error: the files hold no account details$/,
  ],
  [
    'a resource policy that is none',
    () =>
      open(users(home, alice), {
        resourcePolicies: [{ account: home, arn: bucket, document: { Statement: 1 } }],
      }),
    /^Error: extra\.resourcePolicies\[0\]\.document\.Statement: the policy of `arn:aws:s3:::payroll`: /,
  ],
  [
    'a resource without an account',
    () => open(users(home, alice), { resources: [{ type: 'AWS::S3::Bucket', arn: bucket }] }),
    /^Error: extra\.resources\[0\]: `account` is missing, and no ARN of the resource names an account$/,
  ],
  [
    'a field of another form',
    () => open(users(home, alice), { resources: [{ type: 'AWS::IAM::AccessKey', userArn: 'alice' }] }),
    /^Error: extra\.resources\[0\]\.userArn: expected an ARN, found the text `alice`$/,
  ],
  [
    'a time that is none',
    () => open(users(home, alice), { now: 'yesterday' }),
    /^Error: extra\.now: expected a date like `2026-01-31T12:00:00Z`, found `yesterday`$/,
  ],
])('opening accounts is refused with a word on what is wrong: %s', async (_, opening, expected) => {
  expect(await refusal(opening())).toMatch(expected);
});

const key = { type: 'AWS::IAM::AccessKey', userArn: arnOf('alice'), status: 'Active' };
const instance = {
  type: 'AWS::EC2::Instance',
  account: other,
  arn: `arn:aws:ec2:us-east-1:${other}:instance/i-1`,
  tags: { Env: 'prod' },
};

test('a list of resources becomes rows, with access keys that have no secret', async () => {
  const { world } = await open(users(home, alice), { resources: [key, instance] });
  expect([...world.resources.values()]).toMatchObject([
    { arn: instance.arn, account: other, name: 'i-1', tags: [{ key: 'Env', value: 'prod' }] },
  ]);
  expect([...world.accessKeys.values()]).toMatchObject([{ account: home, status: 'Active' }]);
  expect(world.secrets.size).toBe(0);
  expect(world.accounts.get(home)).toMatchObject({ resourcesKnown: true });
  expect(world.accounts.get(home)?.unknown).not.toContain('access-keys');
});

test('an empty list of resources says that the one account has nothing, and no list says nothing', async () => {
  const empty = await open(users(home, alice), { resources: [] });
  expect(empty.world.accounts.get(home)?.resourcesKnown).toBe(true);
  const silent = await open(users(home, alice));
  expect(silent.world.accounts.get(home)).not.toHaveProperty('resourcesKnown');
});

test('unknown resource types and fields are left out and named', async () => {
  const { world, notices } = await open(users(home, alice), {
    resources: [
      { type: 'AWS::Nowhere::Thing', account: home },
      { ...key, mood: 'good' },
    ],
  });
  expect(world.accessKeys.size).toBe(1);
  expect(world.resources.size).toBe(0);
  expect(notices.slice(-2)).toEqual([
    'Resources of these types are not known here and were left out: `AWS::Nowhere::Thing`.',
    'These fields of resources are not known here and were left out: `AWS::IAM::AccessKey mood`.',
  ]);
});

test('a listed resource leaves open which policy it has, until its policy is given', async () => {
  const listed = { resources: [{ type: 'AWS::S3::Bucket', account: home, arn: bucket }] };
  const read = (world: World) =>
    ask(world, { principal: arnOf('bob'), action: 's3:GetObject', resource: file });
  const { world } = await open(users(home, { bob: {} }), listed);
  expect(read(world).dependsOn).toEqual(['resource-policies']);
  const told = await open(users(home, { bob: {} }), {
    ...listed,
    resourcePolicies: [
      { account: home, arn: bucket, document: allow('s3:ListBucket', bucket, { Principal: { AWS: home } }) },
    ],
  });
  expect(read(told.world)).not.toHaveProperty('dependsOn');
});

test('the verdict says what the known part says, and names what is missing and could turn it', async () => {
  const { world } = await open(users(home, { ...alice, bob: {} }));
  const read = (name: string) =>
    ask(world, { principal: arnOf(name), action: 's3:GetObject', resource: file });
  expect(read('alice')).toMatchObject({
    verdict: 'allowed',
    layer: 'identity',
    dependsOn: ['organization', 'resource-policies'],
  });
  expect(read('bob')).toMatchObject({
    verdict: 'denied',
    layer: 'identity',
    dependsOn: ['resource-policies'],
  });
  expect(read('bob').because).toMatch(/\bs3:GetObject\b/);
});

test('a verdict that nothing can turn depends on nothing', async () => {
  const { world } = await open(users(home, { bob: {} }));
  const answer = ask(world, { principal: arnOf('bob'), action: 'ec2:RunInstances', resource: '*' });
  expect(answer.verdict).toBe('denied');
  expect(answer).not.toHaveProperty('dependsOn');
});

test('a resource policy of `extra` grants, and its silence is known then', async () => {
  const document = allow('s3:GetObject', `${bucket}/*`, { Principal: { AWS: arnOf('bob') } });
  const { world } = await open(users(home, { bob: {}, carol: {} }), {
    resourcePolicies: [{ account: home, arn: bucket, document }],
  });
  const read = (name: string) =>
    ask(world, { principal: arnOf(name), action: 's3:GetObject', resource: file });
  expect(read('bob')).toMatchObject({ verdict: 'allowed', layer: 'resource' });
  expect(read('carol').verdict).toBe('denied');
  expect(read('carol')).not.toHaveProperty('dependsOn');
});

test('a resource of an account beside the files is foreign, so both sides must allow', async () => {
  const document = (Principal: object) => allow('s3:GetObject', `${bucket}/*`, { Principal });
  const read = async (Principal: object, name: string) => {
    const resourcePolicies = [{ account: other, arn: bucket, document: document(Principal) }];
    const { world } = await open(users(home, { ...alice, bob: {} }), { resourcePolicies });
    return ask(world, { principal: arnOf(name), action: 's3:GetObject', resource: file }).verdict;
  };
  expect(await read({ AWS: home }, 'alice')).toBe('allowed');
  expect(await read({ AWS: home }, 'bob')).toBe('denied');
  expect(await read({ AWS: '999988887777' }, 'alice')).toBe('denied');
});

test('a role asks as a session issued at the given time, and a user asks with a long-term key', async () => {
  const fresh = { DateGreaterThan: { 'aws:TokenIssueTime': '2026-05-01T00:00:00Z' } };
  const policy = allow('s3:*', '*', { Condition: fresh });
  const accounts = { ...users(home, { ann: { policy } }), ...roles(home, { worker: { policy } }) };
  const verdicts = async (now: string) => {
    const { world } = await open(accounts, { now });
    return [arnOf('ann'), arnOf('worker', home, 'role')].map(
      (principal) => ask(world, { principal, action: 's3:ListBucket', resource: bucket }).verdict,
    );
  };
  expect(await verdicts('2026-06-01T00:00:00Z')).toEqual(['denied', 'allowed']);
  expect(await verdicts('2026-04-01T00:00:00Z')).toEqual(['denied', 'denied']);
});

test('keys of the request come in as context', async () => {
  const policy = allow('s3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
  const { world } = await open(users(home, { ann: { policy } }));
  const question = { principal: arnOf('ann'), action: 's3:ListBucket', resource: bucket };
  expect(ask(world, question).verdict).toBe('denied');
  expect(ask(world, { ...question, context: { 'aws:MultiFactorAuthPresent': 'true' } }).verdict).toBe(
    'allowed',
  );
});

test.each([
  ['a principal that does not exist', { principal: arnOf('nobody') }, 'there is no principal'],
  ['a principal that is no ARN', { principal: 'alice' }, 'there is no principal'],
  ['an action without a service', { action: 'GetObject' }, 'expected an action like `s3:GetObject`'],
  ['a resource that is no ARN', { resource: 'payroll' }, 'expected the ARN of a resource or `*`'],
])('a slip in a question is no denial: %s', async (_, slip, message) => {
  const { world } = await open(users(home, alice));
  const question = { principal: arnOf('alice'), action: 's3:GetObject', resource: file, ...slip };
  expect(() => ask(world, question)).toThrow(message);
});

const found = async (document: object | string, check: Parameters<typeof checkPolicy>[1]) => {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return (await checkPolicy(text, check)).map(
    ({ id, issueCode, severity, span }) =>
      `${id} ${issueCode ?? '-'} ${severity}: ${text.slice(span.start, span.end)}`,
  );
};
const identity = { type: 'IDENTITY_POLICY' } as const;
const trust = { type: 'RESOURCE_POLICY', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' } as const;
const scp = { type: 'SERVICE_CONTROL_POLICY' } as const;
const assume = allow('sts:AssumeRole', undefined, { Principal: { AWS: home } });
const onBucket = allow('s3:GetObject', file, { Principal: { AWS: home } });

test.each<[string, object | string, Parameters<typeof checkPolicy>[1], string[]]>([
  ['nothing to say', allow('s3:GetObject', file), identity, []],
  ['no JSON', '{"Version"', identity, ['json-syntax-error JSON_SYNTAX_ERROR error: ']],
  [
    'an element that does not exist',
    { ...allow('s3:GetObject', file), Name: 'x' },
    identity,
    ['invalid-policy-element INVALID_POLICY_ELEMENT error: "Name"'],
  ],
  [
    'no version',
    { Statement: allow('s3:GetObject', file).Statement },
    identity,
    [
      'missing-version MISSING_VERSION warning: {"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::payroll/2026.csv"}]}',
    ],
  ],
  [
    'an action that does not exist, and a role for anybody',
    allow('iam:PassRole', '*', { Action: ['iam:PassRole', 's3:GetObjct'] }),
    identity,
    [
      'pass-role-with-star-in-resource PASS_ROLE_WITH_STAR_IN_RESOURCE security warning: "iam:PassRole"',
      'unknown-action INVALID_ACTION error: "s3:GetObjct"',
    ],
  ],
  [
    'everything, of which AWS says less',
    allow('*'),
    identity,
    [
      'administrator - warning: "*"',
      'pass-role-with-star-in-action-and-resource PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE security warning: "*"',
      'create-slr-with-star-in-action-and-resource CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE warning: "*"',
    ],
  ],
  [
    'a principal where none may be',
    onBucket,
    identity,
    ['unsupported-principal UNSUPPORTED_PRINCIPAL error: "Principal"'],
  ],
  ['the same in an SCP', onBucket, scp, ['principal-in-scp SCP_SYNTAX_ERROR_PRINCIPAL error: "Principal"']],
  ['the same where it belongs', onBucket, { type: 'RESOURCE_POLICY', resourceType: 'AWS::S3::Bucket' }, []],
  [
    'a customer RCP that allows',
    allow('s3:GetObject', '*', { Principal: '*' }),
    { type: 'RESOURCE_CONTROL_POLICY' },
    ['allow-in-rcp RCP_SYNTAX_ERROR_ALLOW error: "Allow"'],
  ],
  [
    'a resource in a trust policy',
    assume,
    trust,
    ['resource-in-trust-policy ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE error: "Resource"'],
  ],
])('a policy with this content gets its findings: %s', async (_, document, check, expected) => {
  expect(await found(document, check)).toEqual(expected);
});

test('a detail of ours follows AWS’s text in a finding', async () => {
  const [first] = await checkPolicy('{"Version":"2012-10-17"}', identity);
  expect(first?.message).toBe('Syntax errors in policy: the policy has no `Statement`; add one');
});

test('AWS managed policies are found by name and by ARN, also below a path', async () => {
  const text = await managedPolicyDocument('AWSLambdaBasicExecutionRole');
  expect(text).toContain('logs:PutLogEvents');
  const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  expect(await managedPolicyDocument(arn)).toBe(text);
});

test('an unknown name of an AWS managed policy is an error that says so', async () => {
  expect(await refusal(managedPolicyDocument('NoSuchPolicy'))).toMatch(
    /^Error: there is no AWS managed policy `NoSuchPolicy` as of \d{4}-\d\d-\d\d$/,
  );
});

test('grantsMore compares policies of each type, and its witness is a real action', async () => {
  const [objects, all] = [
    allow('s3:GetObject', 'arn:aws:s3:::corp/*'),
    allow('s3:*', 'arn:aws:s3:::corp/*'),
  ].map((policy) => JSON.stringify(policy)) as [string, string];
  expect(await grantsMore(all, objects, { type: 'IDENTITY_POLICY' })).toEqual({ answer: 'no' });
  const found = await grantsMore(objects, all, { type: 'IDENTITY_POLICY' });
  expect(found).toMatchObject({ answer: 'yes', witness: { action: 's3:AbortMultipartUpload', context: {} } });
  expect(await grantsMore(all, all, { type: 'SERVICE_CONTROL_POLICY' })).toEqual({ answer: 'no' });
  const trust = (Service: string) =>
    JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' } });
  const asTrust = { type: 'RESOURCE_POLICY', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' } as const;
  expect(await grantsMore(trust('ec2.amazonaws.com'), trust('lambda.amazonaws.com'), asTrust)).toMatchObject({
    answer: 'yes',
    witness: { principal: 'lambda.amazonaws.com', action: 'sts:AssumeRole' },
  });
  await expect(grantsMore('{}', all, { type: 'RESOURCE_CONTROL_POLICY' })).rejects.toThrow('Statement');
});

test('isAdministrator adds up policies, and says what is missing', async () => {
  const rest = { Version: '2012-10-17', Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } };
  const file = users(home, {
    chief: { attached: 'AdministratorAccess' },
    parts: { policy: { Version: '2012-10-17', Statement: [rest.Statement, allow('iam:*').Statement[0]] } },
    guest: { policy: rest },
  });
  const { world } = await openAccount([{ name: 'account.json', text: JSON.stringify(file) }]);
  const asked = ['chief', 'parts', 'guest'].map((name) =>
    isAdministrator(world, `arn:aws:iam::${home}:user/${name}`),
  );
  const found = await Promise.all(asked);
  expect(found.map(({ admin }) => admin)).toEqual([true, true, false]);
  expect(found[2]?.because).toContain('Others in the account may call iam:');
  await expect(isAdministrator(world, `arn:aws:iam::${home}:user/nobody`)).rejects.toThrow(
    'there is no principal',
  );
});
