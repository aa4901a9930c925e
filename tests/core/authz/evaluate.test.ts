/** The engine alone on callers and special rules, deciding statements and operations; the corpus holds the rest. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvaluationInput } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { PolicySyntaxError } from '#core/policy/syntax/error.ts';
import {
  A,
  B,
  bob,
  bobOfB,
  role,
  federated,
  key,
  policy,
  allow,
  deny,
  trusts,
  asked,
  expectDecision,
  implicit,
  explicit,
  allowedBy,
  type Answer,
} from './asked.ts';
import { mutatedPolicyText } from '../policy/texts.ts';

const everything = allow('*');
const root = `arn:aws:iam::${A}:root`;
test.each<[string, Partial<EvaluationInput>, Answer]>([
  ['E-27 root without policies', { principal: root }, allowedBy('root-user')],
  [
    'E-27 root needs the key policy',
    { principal: root, action: 'kms:Decrypt', resource: key },
    implicit('resource'),
  ],
  ['E-40 root abroad', { principal: root, resourceAccount: B }, implicit('resource')],
  [
    'E-55 a bucket policy denies root',
    { principal: root, resourcePolicy: deny('*', { Principal: '*' }) },
    explicit('resource'),
  ],
  [
    'E-55 a bucket policy does not deny root its repair',
    {
      principal: root,
      action: 's3:PutBucketPolicy',
      resource: 'arn:aws:s3:::bucket',
      resourcePolicy: deny('*', { Principal: '*' }),
    },
    allowedBy('root-user'),
  ],
  [
    'E-55, N-43 a queue policy does not deny root its repair',
    {
      principal: root,
      action: 'sqs:SetQueueAttributes',
      resource: `arn:aws:sqs:eu-west-1:${A}:jobs`,
      resourcePolicy: deny('*', { Principal: '*' }),
    },
    allowedBy('root-user'),
  ],
  [
    'E-55 an SCP still denies root the repair',
    {
      principal: root,
      action: 'sqs:SetQueueAttributes',
      resource: `arn:aws:sqs:eu-west-1:${A}:jobs`,
      resourcePolicy: deny('*', { Principal: '*' }),
      serviceControlPolicies: [[deny('sqs:*')]],
    },
    explicit('service-control'),
  ],
  [
    'E-55 sending to the queue is no repair',
    {
      principal: root,
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:eu-west-1:${A}:jobs`,
      resourcePolicy: deny('*', { Principal: '*' }),
    },
    explicit('resource'),
  ],
  [
    'G-34 a call of S3 without a bucket is about all of S3',
    {
      action: 's3:ListAllMyBuckets',
      resource: '*',
      identityPolicies: [allow('s3:*', { Resource: 'arn:aws:s3:::*' })],
    },
    allowedBy('identity'),
  ],
  [
    'G-34 a statement on one bucket does not cover all of S3',
    {
      action: 's3:ListAllMyBuckets',
      resource: '*',
      identityPolicies: [allow('s3:*', { Resource: 'arn:aws:s3:::bucket' })],
    },
    implicit('identity'),
  ],
  [
    'G-34 a call of another service without resources is not about S3',
    {
      action: 'ec2:DescribeInstances',
      resource: '*',
      identityPolicies: [allow('*', { Resource: 'arn:aws:s3:::*' })],
    },
    implicit('identity'),
  ],
  [
    'E-55 no boundary binds root',
    { principal: root, permissionsBoundary: allow('ec2:*'), identityPolicies: [deny('*')] },
    allowedBy('root-user'),
  ],
  [
    'E-28 a service that the role trusts',
    {
      principal: 'ec2.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: role,
      resourcePolicy: trusts({ Service: 'ec2.amazonaws.com' }),
    },
    allowedBy('resource'),
  ],
  [
    'E-28 a service that the role does not trust',
    {
      principal: 'ec2.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: role,
      resourcePolicy: trusts({ Service: 'lambda.amazonaws.com' }),
      identityPolicies: [everything],
    },
    implicit('resource'),
  ],
  [
    'E-53 RCPs do not keep a service from its service-linked role',
    {
      principal: 'ecs.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${A}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
      resourcePolicy: trusts({ Service: 'ecs.amazonaws.com' }),
      resourceControlPolicies: [[deny('sts:*', { Principal: '*' })]],
    },
    allowedBy('resource'),
  ],
  [
    'E-53 RCPs keep a service from any other role',
    {
      principal: 'ecs.amazonaws.com',
      action: 'sts:AssumeRole',
      resource: role,
      resourcePolicy: trusts({ Service: 'ecs.amazonaws.com' }),
      resourceControlPolicies: [[deny('sts:*', { Principal: '*' })]],
    },
    explicit('resource-control'),
  ],
  [
    'E-51 accounts.google.com',
    {
      principal: 'accounts.google.com',
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: role,
      resourcePolicy: trusts({ Federated: 'accounts.google.com' }),
    },
    allowedBy('resource'),
  ],
  [
    'E-51 a provider is no principal of its account',
    {
      principal: `arn:aws:iam::${A}:saml-provider/X`,
      action: 'sts:AssumeRoleWithSAML',
      resource: role,
      resourcePolicy: trusts({ AWS: A }),
    },
    implicit('resource'),
  ],
  [
    'E-59 an anonymous caller where everybody is named',
    { principal: '*', resourcePolicy: allow('s3:*', { Principal: '*' }), serviceControlPolicies: [] },
    allowedBy('resource'),
  ],
  [
    'E-59 an anonymous caller where an account is named',
    { principal: '*', resourcePolicy: allow('s3:*', { Principal: { AWS: A } }) },
    implicit('resource'),
  ],
  [
    'E-23 a federated user whose user is named, with a session policy',
    {
      principal: federated,
      federatingUserArn: bob,
      resourcePolicy: allow('s3:*', { Principal: { AWS: bob } }),
      sessionPolicies: [allow('s3:*')],
    },
    allowedBy('resource'),
  ],
  [
    'E-23 a federated user whose user is named, without a session policy',
    {
      principal: federated,
      federatingUserArn: bob,
      resourcePolicy: allow('s3:*', { Principal: { AWS: bob } }),
    },
    implicit('session'),
  ],
  [
    'E-24 a federated user who is named',
    { principal: federated, resourcePolicy: allow('s3:*', { Principal: { AWS: federated } }) },
    allowedBy('resource'),
  ],
  [
    'E-03 an empty level denies',
    { identityPolicies: [everything], serviceControlPolicies: [[everything], []] },
    implicit('service-control'),
  ],
  [
    'E-53 SCPs do not bind a service-linked role',
    {
      principal: `arn:aws:sts::${A}:assumed-role/S/x`,
      principalRoleArn: `arn:aws:iam::${A}:role/aws-service-role/s.amazonaws.com/S`,
      identityPolicies: [everything],
      serviceControlPolicies: [[]],
    },
    allowedBy('identity'),
  ],
  [
    'E-02 iam is not covered',
    {
      action: 'iam:GetUser',
      resource: bob,
      identityPolicies: [everything],
      resourceControlPolicies: [[deny('*', { Principal: '*' })]],
    },
    allowedBy('identity'),
  ],
  [
    'E-02 no level of RCPs denies nothing',
    { identityPolicies: [everything], resourceControlPolicies: [] },
    allowedBy('identity'),
  ],
  [
    'E-07b gates direct grants',
    {
      resourcePolicy: allow('s3:*', { Principal: '*' }),
      vpcEndpointPolicy: allow('ec2:*', { Principal: '*' }),
    },
    implicit('vpc-endpoint'),
  ],
  [
    'E-07b an account is its root user',
    { identityPolicies: [everything], vpcEndpointPolicy: allow('*', { Principal: { AWS: A } }) },
    implicit('vpc-endpoint'),
  ],
  [
    'E-42 a bucket in another partition',
    {
      principal: bobOfB,
      resource: 'arn:aws-cn:s3:::bucket/k',
      identityPolicies: [everything],
      resourcePolicy: allow('*', { Principal: '*' }),
    },
    implicit('resource'),
  ],
  [
    'E-52 calls without a key',
    { action: 'kms:ListKeys', resource: '*', identityPolicies: [everything] },
    allowedBy('identity'),
  ],
  [
    'AWS managed policies are read at home',
    {
      action: 'iam:GetPolicy',
      resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      identityPolicies: [everything],
    },
    allowedBy('identity'),
  ],
  [
    'G-52 a stored id is its entity',
    { context: { 'aws:userid': 'AIDAX' }, resourcePolicy: allow('s3:*', { Principal: { AWS: 'AIDAX' } }) },
    allowedBy('resource'),
  ],
  [
    'G-52 a dead id is nobody',
    { context: { 'aws:userid': 'AIDAY' }, resourcePolicy: allow('s3:*', { Principal: { AWS: 'AIDAX' } }) },
    implicit('identity'),
  ],
  [
    'G-56 the account must be listed too',
    { identityPolicies: [everything], resourcePolicy: deny('*', { NotPrincipal: { AWS: bob } }) },
    explicit('resource'),
  ],
  [
    'G-56 both the user and the account listed',
    { identityPolicies: [everything], resourcePolicy: deny('*', { NotPrincipal: { AWS: [bob, A] } }) },
    allowedBy('identity'),
  ],
  [
    'unknown operators never allow',
    { identityPolicies: [allow('*', { Condition: { Odd: { a: 'b' } } })] },
    implicit('identity'),
  ],
  [
    'and always deny',
    { identityPolicies: [everything, deny('*', { Condition: { Odd: { a: 'b' } } })] },
    explicit('identity'),
  ],
  [
    'E-71 SCP before identity',
    { identityPolicies: [deny('*')], serviceControlPolicies: [[deny('*')]] },
    explicit('service-control'),
  ],
  [
    'E-71 explicit before implicit',
    { identityPolicies: [deny('*')], serviceControlPolicies: [[]] },
    explicit('identity'),
  ],
])('%s: the engine gives the decision of this row', (_, parts, expected) => expectDecision(parts, expected));

test('a role asked about without a session decides as its session does', () => {
  const granted = { resourcePolicy: allow('s3:*', { Principal: { AWS: role } }) };
  expectDecision({ principal: role, ...granted }, allowedBy('resource'));
  expectDecision(
    { principal: role, ...granted, permissionsBoundary: allow('ec2:*') },
    implicit('permissions-boundary'),
  );
});

const decidingOf = (parts: Partial<EvaluationInput>) => evaluate(asked(parts)).deciding;
test('the decision names every granting statement with its Sid and position', () => {
  const two = policy(
    { Sid: 'No', Effect: 'Allow', Action: 'ec2:*' },
    { Sid: 'Yes', Effect: 'Allow', Action: '*' },
  );
  const other = allow('s3:Get*');
  expect(decidingOf({ identityPolicies: [two, other] })).toEqual([
    { policy: two.name, statement: 1, sid: 'Yes' },
    { policy: other.name, statement: 0 },
  ]);
});

test('the decision names the denying statements of the layer only', () => {
  const [scp, own] = [deny('s3:*'), deny('*')];
  expect(decidingOf({ serviceControlPolicies: [[scp]], identityPolicies: [own] })).toEqual([
    { policy: scp.name, statement: 0 },
  ]);
  expect(decidingOf({ identityPolicies: [] })).toEqual([]);
});

test('E-40 an allow across accounts names the statements of both sides', () => {
  const [theirs, ours] = [allow('*', { Principal: { AWS: B } }), allow('*')];
  const deciding = decidingOf({ principal: bobOfB, resourcePolicy: theirs, identityPolicies: [ours] });
  expect(deciding.map((statement) => statement.policy)).toEqual([theirs.name, ours.name]);
});

const user = { principal: bob, context: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
const pass = asked({ ...user, action: 'iam:PassRole', resource: role });

test('E-58 passing a role is a permission of its own', () => {
  const refused = evaluate({ ...pass, identityPolicies: [allow('ec2:*')] });
  expect(refused).toMatchObject({ verdict: 'denied', reason: 'implicit-deny', layer: 'identity' });
  expect(refused.explain().because).toContain('iam:PassRole');
});

test('E-58 a role may be passed to one service only', () => {
  const identityPolicies = [
    allow('iam:PassRole', {
      Resource: role,
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    }),
  ];
  expect(evaluate({ ...pass, identityPolicies })).toMatchObject({ verdict: 'allowed', layer: 'identity' });
});

test('the engine throws PolicySyntaxError and nothing else for a document that is no policy', () => {
  for (const document of ['', '{', '[]', 'null', {}, [], { Statement: [{ Effect: 'Maybe', Action: '*' }] }]) {
    expect(() => evaluate(asked({ identityPolicies: [{ name: 'x', document }] }))).toThrow(PolicySyntaxError);
  }
});

test.each(['', 'x', 'arn', 'arn:', 'arn:aws', ':::::', 'arn:aws:iam', '\u0000'])(
  'the engine takes %j as principal, action or resource',
  (text) => {
    const inputs = [asked({ principal: text }), asked({ action: text }), asked({ resource: text })];
    for (const input of inputs) expect(evaluate({ ...input, identityPolicies: [] }).verdict).toBe('denied');
  },
);

test('no document, name or context makes the engine or its trace throw anything else (seeded)', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(bob, role, 'arn:aws:s3:::bucket/k', key, '*', 's3:GetObject'),
  );
  const context = fc.dictionary(
    fc.oneof(fc.string({ maxLength: 6 }), fc.constant('aws:SourceIp')),
    fc.oneof(name, fc.array(name)),
  );
  fc.assert(
    fc.property(
      mutatedPolicyText,
      name,
      name,
      name,
      context,
      (document, principal, action, resource, given) => {
        const layer = { name: 'p', document };
        const input = {
          principal,
          action,
          resource,
          context: given,
          identityPolicies: [layer],
          resourcePolicy: layer,
        };
        try {
          const decision = evaluate(input);
          expect(decision.explain().gates).toHaveLength(8);
        } catch (error) {
          expect(error).toBeInstanceOf(PolicySyntaxError);
        }
      },
    ),
    { seed: 20260301, numRuns: 2_000 },
  );
});
