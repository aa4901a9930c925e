/** Answers about calls that need more than one permission, and of those that AWS refuses for other reasons. */

import { beforeAll, expect, test } from 'vitest';
import { iamModel } from '#core/api/model/generated/iam.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import { answerAlone } from '#core/query/ask/answer-alone.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { whatIf } from '#core/query/ask/what-if.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { arnName } from '#core/model/arn.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { createReference } from '#reference/reference.ts';
import { TestAccount, account, allow, expectOk, root, trusts } from '../door.ts';
import { withOrganization } from '../organizations/account.ts';
import { Account, ann, policy } from '../resource/account.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const runner = `arn:aws:iam::${account}:role/Runner`;
const fn = `arn:aws:lambda:us-east-1:${account}:function:report`;
const ec2 = (resource: string) => `arn:aws:ec2:us-east-1:${account}:${resource}`;
const image = 'arn:aws:ec2:us-east-1::image/ami-12345678';

function world(document: string): Account {
  const t = new Account().may(document);
  t.env = { ...t.env, reference };
  t.given([
    'CreateRole',
    { RoleName: 'Runner', AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }) },
  ]);
  return t;
}

const ask = (t: Account, question: Omit<CallQuestion, 'principal'>, principal = ann) =>
  answerCall(t.world, { principal, ...question }, t.env, askedCall);
const partsOf = (t: Account, question: Omit<CallQuestion, 'principal'>) =>
  ask(t, question).parts.map(
    ({ question: { action, resource }, answer }) => `${answer.decision.verdict} ${action} ${resource}`,
  );

test('lambda:CreateFunction needs iam:PassRole on the role that it hands over, and says so', () => {
  const t = world(allow('lambda:*'));
  const question = { action: 'lambda:CreateFunction', resource: fn };
  expect(ask(t, question)).toMatchObject({
    handsOverRole: true,
    answer: { decision: { verdict: 'denied' } },
    deciding: { action: 'iam:PassRole', resource: `arn:aws:iam::${account}:role/*` },
  });
  const passing = { ...question, passedRole: runner };
  expect(partsOf(t, passing)).toEqual([
    `allowed lambda:CreateFunction ${fn}`,
    `denied iam:PassRole ${runner}`,
  ]);
  expect(ask(t, passing)).toMatchObject({
    handsOverRole: false,
    answer: { decision: { verdict: 'denied' } },
    deciding: {
      action: 'iam:PassRole',
      resource: runner,
      context: { 'iam:PassedToService': 'lambda.amazonaws.com', 'iam:AssociatedResourceArn': fn },
    },
    error: { code: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') as string },
  });
});

test('ec2:RunInstances lists every resource that a launch touches, and says which one is refused', () => {
  const t = world(
    policy(
      { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' },
      { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: 'arn:aws:ec2:*:*:subnet/subnet-1' },
    ),
  );
  const launch = ['instance/*', 'network-interface/*', 'security-group/*', 'subnet/*', 'volume/*'].map(ec2);
  const listed = partsOf(t, { action: 'ec2:RunInstances', resource: '*' });
  const resources = listed.map((part) => part.split(' ')[2]);
  expect(new Set(resources)).toEqual(new Set([...launch, 'arn:aws:ec2:us-east-1::image/*']));
  const named = {
    action: 'ec2:RunInstances',
    resource: ec2('instance/*'),
    resources: [image, ec2('subnet/subnet-1'), ec2('key-pair/mine')],
  };
  expect(partsOf(t, named)).toContain(`allowed ec2:RunInstances ${ec2('key-pair/mine')}`);
  expect(ask(t, named).deciding.resource).toBe(ec2('subnet/subnet-1'));
});

const noSubnet = policy(
  { Effect: 'Allow', Action: ['ec2:*', 's3:*'], Resource: '*' },
  { Effect: 'Deny', Action: '*', Resource: ['arn:aws:ec2:*:*:subnet/subnet-1', 'arn:aws:s3:::second/*'] },
);
test.each([
  ['but one', { Effect: 'Deny', Action: '*', Resource: ec2('subnet/subnet-1') }, '*', 'except'],
  ['only one', undefined, ec2('subnet/subnet-1'), 'allowed'],
])('a launch that is allowed in %s subnet says so where the question names none', (_, deny, subnet, list) => {
  const others = ['image', 'instance', 'network-interface', 'security-group', 'volume'];
  const resources = [...others.map((type) => `arn:aws:ec2:*:*:${type}/*`), subnet];
  const may = { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: resources };
  const t = world(policy(may, ...(deny ? [deny] : [])));
  const { answer, deciding } = ask(t, { action: 'ec2:RunInstances', resource: '*' });
  expect(deciding.resource).toBe(ec2('subnet/*'));
  expect(answer).toMatchObject({ kind: 'on-part', parts: { [list]: [ec2('subnet/subnet-1')] } });
});

const inOregon = (resource: string) => `arn:aws:ec2:us-west-2:${account}:${resource}`;
test.each([
  ['ec2:RunInstances', '*', ec2('subnet/subnet-1')],
  ['ec2:RunInstances', ec2('instance/i-1'), ec2('subnet/subnet-1')],
  ['ec2:RunInstances', ec2('launch-template/lt-1'), ec2('subnet/subnet-1')],
  ['ec2:RunInstances', inOregon('instance/*'), inOregon('subnet/subnet-1')],
  ['ec2:CreateTags', ec2('instance/i-1'), ec2('subnet/subnet-1')],
  ['s3:PutObject', 'arn:aws:s3:::first/a', 'arn:aws:s3:::second/b'],
])('%s on %s asks about the further resource %s too', (action, resource, further) => {
  const asked = ask(world(noSubnet), { action, resource, resources: [further] });
  expect(asked.answer.decision.verdict).toBe('denied');
  expect(asked.deciding.resource).toBe(further);
});

test('a launch in another region asks about the resources of that region', () => {
  const t = world(noSubnet);
  const question = { action: 'ec2:RunInstances', resource: inOregon('instance/*') };
  expect(partsOf(t, question)).toContain(`allowed ec2:RunInstances ${inOregon('subnet/*')}`);
});

test('a launch template stands beside what each launch touches', () => {
  const template = ec2('launch-template/lt-1');
  const question = { action: 'ec2:RunInstances', resource: ec2('instance/*'), resources: [template] };
  expect(partsOf(world(noSubnet), question)).toContain(`allowed ec2:RunInstances ${template}`);
});

test('a further resource that is only a parameter of the call is no permission of its own', () => {
  const resources = [`arn:aws:iam::${account}:policy/Some`];
  const question = { action: 'iam:AttachUserPolicy', resource: ann, resources };
  expect(partsOf(world(allow('iam:*')), question)).toEqual([`allowed iam:AttachUserPolicy ${ann}`]);
});

test.each([
  ['lambda:CreateFunction', '*'],
  ['lambda:CreateFunction', `arn:aws:lambda:us-east-1:${account}:function:*`],
  ['iam:AddRoleToInstanceProfile', '*'],
  ['ecs:RunTask', '*'],
  ['cloudformation:CreateStack', '*'],
])('%s on %s says that it can hand over a role', (action, resource) => {
  const t = world(allow('*'));
  expect(ask(t, { action, resource }).handsOverRole).toBe(true);
  expect(ask(t, { action, resource, passedRole: runner }).handsOverRole).toBe(false);
});

test('an action that no operation simulates takes its parts from the service reference', () => {
  const t = world(allow('ecs:*'));
  const task = `arn:aws:ecs:us-east-1:${account}:task-definition/report:1`;
  const { parts, deciding } = ask(t, { action: 'ecs:RunTask', resource: task, passedRole: runner });
  expect(parts.map(({ question }) => question.action)).toEqual(['ecs:RunTask', 'iam:PassRole']);
  expect(deciding.context).toEqual({ 'iam:PassedToService': 'ecs-tasks.amazonaws.com' });
});

function withLinkedRole() {
  const t = world(allow('iam:*'));
  expectOk(t.call('CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' }));
  const linked = [...t.world.roles.values()].find(({ path }) => path.startsWith('/aws-service-role/'));
  return { t, linked: linked?.arn ?? '' };
}

test.each(['DeleteRole', 'AttachRolePolicy', 'UpdateAssumeRolePolicy'])(
  'iam:%s on a service-linked role is allowed, and AWS refuses it all the same (N-31)',
  (operation) => {
    const { t, linked } = withLinkedRole();
    const asked = ask(t, { action: `iam:${operation}`, resource: linked });
    expect(asked.answer.decision.verdict).toBe('allowed');
    expect(asked.refusal).toMatchObject({ isFirst: false, error: { code: 'UnmodifiableEntity' } });
  },
);

test('iam:TagRole takes a service-linked role too, at the door and in Ask', () => {
  const { t, linked } = withLinkedRole();
  const asked = ask(t, { action: 'iam:TagRole', resource: linked });
  expect(asked.answer.decision.verdict).toBe('allowed');
  expect(asked.refusal).toBeUndefined();
  expectOk(t.as(ann, 'TagRole', { RoleName: arnName(linked), Tags: [{ Key: 'team', Value: 'a' }] }));
});

test('a call that would fail on what is there is told, and one that would succeed is not', () => {
  const t = world(allow('iam:*'));
  expect(ask(t, { action: 'iam:CreateUser', resource: ann }).refusal?.error.code).toBe('EntityAlreadyExists');
  expect(ask(t, { action: 'iam:GetUser', resource: ann }).refusal).toBeUndefined();
  // The document is left open, so nothing about it is certain.
  expect(ask(t, { action: 'iam:PutUserPolicy', resource: ann }).refusal).toBeUndefined();
});

test.each(['CreatePolicyVersion', 'DeletePolicy', 'TagPolicy'])(
  'W-19 iam:%s on a policy of AWS is denied to everybody, root included',
  (operation) => {
    const t = world(allow('*'));
    const question = { action: `iam:${operation}`, resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    for (const principal of [ann, root]) expect(ask(t, question, principal).error?.code).toBe('AccessDenied');
  },
);

test('a session that IAM does not take is refused before any policy is asked', () => {
  const t = world(allow('*'));
  const [key] = [expectOk(t.as(ann, 'GetSessionToken'))['Credentials'] as { AccessKeyId: string }];
  const asked = ask(t, { action: 'iam:ListUsers', resource: '*', session: key.AccessKeyId });
  expect(asked.refusal).toMatchObject({ isFirst: true, error: { code: 'InvalidClientTokenId' } });
});

test.each([
  ['a pattern of names', { action: 'iam:GetUser', resource: `arn:aws:iam::${account}:user/*` }],
  ['everything', { action: 'iam:GetUser', resource: '*' }],
  ['an unknown action', { action: 'nothing:Do', resource: 'arn:aws:nothing:::thing' }],
  ['another account', { action: 'iam:GetUser', resource: 'arn:aws:iam::444455556666:user/Zoe' }],
])('a question about %s stays one check', (_, question) => {
  expect(ask(world(allow('*')), question).parts.map((part) => part.question)).toEqual([
    { principal: ann, ...question },
  ]);
});

test('what the question does not state is not made up', () => {
  const t = world(allow('iam:AttachUserPolicy'));
  const [part] = ask(t, { action: 'iam:AttachUserPolicy', resource: ann }).parts;
  expect(part?.question.context).toBeUndefined();
});

test('until the code of the calls is here, a yes is open where the call may need more', () => {
  const t = world(allow(['lambda:*', 's3:*']));
  const kind = (action: string, resource: string) =>
    answerAlone(t.world, { principal: ann, action, resource }, t.env).answer.kind;
  expect(kind('lambda:CreateFunction', fn)).toBe('unknown');
  expect(kind('s3:GetObject', 'arn:aws:s3:::photos/cat.png')).toBe('decision');
  expect(kind('ec2:RunInstances', '*')).toBe('decision');
  expect(ask(t, { action: 'lambda:CreateFunction', resource: fn }).answer.kind).toBe('decision');
});

test('a question on `*` by a member account is asked of its organization, and says who may never call', () => {
  const { t, ok, top, member } = withOrganization(new TestAccount());
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const inside = `arn:aws:iam::${member('Dev')}:user/Bob`;
  const owner = inside.replace('user/Bob', 'root');
  expectOk(t.as(owner, 'CreateUser', { UserName: 'Bob' }));
  const PolicyDocument = allow('organizations:*');
  expectOk(t.as(owner, 'PutUserPolicy', { UserName: 'Bob', PolicyName: 'all', PolicyDocument }));
  const asks = (name: string, resource = '*') =>
    answerCall(t.world, { principal: inside, action: `organizations:${name}`, resource }, t.env, askedCall);
  const awsOwn = 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess';
  for (const [name, resource] of [
    ['ListAccounts', '*'],
    ['ListRoots', '*'],
    ['DescribePolicy', '*'],
    ['DescribePolicy', awsOwn],
  ] as const)
    expect(asks(name, resource)).toMatchObject({
      answer: { decision: { verdict: 'denied', layer: 'resource' } },
      error: { code: 'AccessDeniedException', message: expect.stringMatching(/permissions/) as string },
    });
  for (const name of ['CreateAccount', 'DeleteOrganization'])
    expect(asks(name)).toMatchObject({
      answer: { decision: { verdict: 'allowed' } },
      refusal: { isFirst: false, error: { code: 'AccessDeniedException' } },
    });
});

test('a question about a token for outside services is the same on `*` and on the account itself', () => {
  const self = `arn:aws:sts::${account}:self`;
  const t = world(allow('sts:GetWebIdentityToken', self));
  for (const resource of ['*', self])
    expect(partsOf(t, { action: 'sts:GetWebIdentityToken', resource })).toEqual([
      `allowed sts:GetWebIdentityToken ${self}`,
    ]);
});

test('AWS is not said to refuse what the question only leaves open', () => {
  const t = world(allow('iam:*'));
  for (const action of ['iam:CreateLoginProfile', 'iam:GetHumanReadableSummary'])
    expect(ask(t, { action, resource: ann }).refusal).toBeUndefined();
  expect(ask(t, { action: 'iam:PutAccountProperties', resource: '*' }).refusal).toBeUndefined();
});

test('no operation of IAM is refused in Ask but for what the account holds', () => {
  const t = world(allow('iam:*'));
  const codes = Object.keys(iamModel.operations).flatMap((operation) =>
    ['*', ann, runner].flatMap(
      (resource) => ask(t, { action: `iam:${operation}`, resource }).refusal?.error.code ?? [],
    ),
  );
  expect(codes).toContain('EntityAlreadyExists');
  expect(codes.filter((code) => /^(ValidationError|Invalid|Malformed)/.test(code))).toEqual([]);
});

test('a resource that is missing is refused before any policy is asked, as at the door', () => {
  const t = world(allow('*'));
  const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const asked = ask(t, { action: 'kms:ScheduleKeyDeletion', resource: key });
  expect(asked.refusal).toMatchObject({ isFirst: true, error: { code: 'NotFoundException' } });
  const bucket = { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::bucket-of-somebody' };
  expect(ask(t, bucket).refusal).toBeUndefined();
});

test.each(['*', `arn:aws:sts::${account}:self`])(
  'Y-02 sts:GetWebIdentityToken on %s is refused while federation is off',
  (resource) => {
    const t = world(allow('sts:*'));
    const question = { action: 'sts:GetWebIdentityToken', resource };
    expect(ask(t, question).refusal?.error.code).toBe('OutboundWebIdentityFederationDisabledException');
    expect(ask(world(allow('s3:*')), question).error?.code).toBe('AccessDenied');
    expectOk(t.call('EnableOutboundWebIdentityFederation'));
    expect(ask(t, question).refusal).toBeUndefined();
  },
);

test('Y-01 a question about a role counts for its sessions, which may scope their credentials down', () => {
  const t = world(allow('*'));
  const question = { action: 'sts:GetScopedCredentials', resource: '*' };
  expect(ask(t, question, runner).refusal).toBeUndefined();
  expect(ask(t, question).refusal?.isFirst).toBe(true);
});

test('E-77 credentials that have expired are refused before all else', () => {
  const t = world(allow('*'));
  const key = expectOk(t.as(ann, 'GetSessionToken', { DurationSeconds: 900 }))['Credentials'];
  const { AccessKeyId: session } = key as { AccessKeyId: string };
  t.env = { ...t.env, now: t.env.now + 3_600_000 };
  const asked = ask(t, { action: 's3:ListAllMyBuckets', resource: '*', session });
  expect(asked.refusal).toMatchObject({ isFirst: true, error: { code: 'ExpiredToken', status: 403 } });
});

test('a name that holds the text of a stand-in is a name like all others', () => {
  for (const name of ['Active', 'ActiveX', 'x000000']) {
    const resource = `arn:aws:iam::${account}:user/${name}`;
    const asked = ask(world(allow('s3:*')), { action: 'iam:UpdateAccessKey', resource });
    expect(asked.error?.message).toContain(`on resource: user ${name}`);
  }
});

const inIreland = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const region = (Operator: string, value: string) => ({
  Condition: { [Operator]: { 'aws:RequestedRegion': value } },
});
const locked = policy(
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Deny', Action: '*', Resource: '*', ...region('StringNotEquals', 'us-east-1') },
);
const onlyIreland = policy({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  ...region('StringEquals', 'eu-west-1'),
});

test.each([
  ['ec2:StartInstances', inIreland('ec2', 'instance/i-1')],
  ['dynamodb:GetItem', inIreland('dynamodb', 'table/t')],
  ['lambda:InvokeFunction', inIreland('lambda', 'function:f')],
  ['lambda:CreateFunction', inIreland('lambda', 'function:f')],
  ['ec2:RunInstances', inIreland('ec2', 'subnet/subnet-1')],
])('K-33 %s on %s is a request in the region of the ARN', (action, resource) => {
  const question = { action, resource, ...(action.includes('Create') ? { passedRole: runner } : {}) };
  const verdicts = (document: string, more: Partial<CallQuestion> = {}) => {
    const t = world(document);
    const { parts } = ask(t, { ...question, ...more });
    const rows = whoCan(t.world, unsafeAccountId(account), { ...question, parts }, t.env);
    const row = rows.find(({ arn }) => arn === ann)?.verdict;
    return [...new Set([...parts.map(({ answer }) => answer.decision.verdict), row])];
  };
  expect(verdicts(locked)).toEqual(['denied']);
  expect(verdicts(onlyIreland)).toEqual(['allowed']);
  expect(verdicts(locked, { context: { 'aws:RequestedRegion': 'us-east-1' } })).toEqual(['allowed']);
});

test('no other region is proposed for a resource whose ARN names one', () => {
  const t = world(locked);
  const asked = ask(t, { action: 'ec2:StartInstances', resource: inIreland('ec2', 'instance/i-1') });
  expect(whatIf(asked, (context) => ask(t, { ...asked.deciding, context }))).toBeUndefined();
});

test.each([
  ['ec2:AttachVolume', 'volume/*', '*', 'instance/*'],
  ['ec2:AttachVolume', 'instance/*', ec2('*'), 'volume/*'],
  ['ec2:RunInstances', 'launch-template/*', ec2('launch-template/lt-1'), 'instance/*'],
  ['ec2:RunInstances', 'launch-template/*', ec2('*'), 'instance/*'],
])('%s on %s only, asked on %s, lacks the permission on %s', (action, allowed, resource, denied) => {
  const t = world(policy({ Effect: 'Allow', Action: action, Resource: ec2(allowed) }));
  const { answer, parts } = ask(t, { action, resource });
  expect(answer).toMatchObject({ kind: 'decision', decision: { verdict: 'denied' } });
  const refused = parts.filter((part) => part.answer.decision.verdict === 'denied');
  expect(refused.map((part) => part.question.resource)).toContain(ec2(denied));
});

test('a launch from a snapshot asks about all that a launch touches, and about the snapshot', () => {
  const snapshot = 'arn:aws:ec2:us-east-1::snapshot/snap-1';
  const parts = partsOf(world(allow('ec2:*')), { action: 'ec2:RunInstances', resource: snapshot });
  expect(parts).toHaveLength(7);
  expect(parts).toContain(`allowed ec2:RunInstances ${snapshot}`);
});
