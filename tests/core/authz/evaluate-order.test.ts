/** The whole of a decision: in which order layers end it, what a resource policy is worth, what RCPs reach. */

import { expect, test } from 'vitest';
import type { EvaluationInput, Layer } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import {
  type Answer,
  A,
  allow,
  allowedBy,
  asked,
  asRole,
  bob,
  deny,
  expectDecision,
  explicit,
  federated,
  implicit,
  key,
  role,
  session,
} from './asked.ts';

const silent = allow('ec2:*');
const everything = allow('*');
const refused: Partial<EvaluationInput> = {
  ...asRole,
  identityPolicies: [silent],
  permissionsBoundary: silent,
  sessionPolicies: [deny('s3:*')],
  serviceControlPolicies: [[silent]],
  resourceControlPolicies: [[]],
  vpcEndpointPolicy: allow('ec2:*', { Principal: '*' }),
};
const steps: readonly [stops: Layer, repair: Partial<EvaluationInput>][] = [
  ['session', { sessionPolicies: [silent] }],
  ['service-control', { serviceControlPolicies: [[everything]] }],
  ['vpc-endpoint', { vpcEndpointPolicy: allow('*', { Principal: '*' }) }],
  ['identity', { identityPolicies: [everything] }],
  ['permissions-boundary', { permissionsBoundary: everything }],
  ['session', { sessionPolicies: [everything] }],
];

test('E-09 the explicit Deny decides first, then each layer that must allow, in AWS’s order', () => {
  let parts = refused;
  for (const [index, [layer, repair]] of steps.entries()) {
    expectDecision(parts, index === 0 ? explicit(layer) : implicit(layer));
    parts = { ...parts, ...repair };
  }
  expectDecision(parts, allowedBy('identity'));
});

test('E-09 a direct grant of the resource comes before identity policies, behind control and endpoint policies', () => {
  const granted = { ...refused, resourcePolicy: allow('s3:*', { Principal: { AWS: session } }) };
  let parts: Partial<EvaluationInput> = granted;
  for (const [index, [layer, repair]] of steps.slice(0, 3).entries()) {
    expectDecision(parts, index === 0 ? explicit(layer) : implicit(layer));
    parts = { ...parts, ...repair };
  }
  expectDecision(parts, allowedBy('resource'));
});

const allowsEc2 = allow('ec2:*');
const asUser = { principal: bob };
const asFederated = { principal: federated, federatingUserArn: bob, sessionPolicies: [allowsEc2] };
const asAnyRole = { ...asRole, sessionPolicies: [silent] };
const none = ['identity', 'permissions-boundary', 'session'] as const;
test.each<[string, Partial<EvaluationInput>, unknown, readonly Layer[]]>([
  ['a user by its ARN', asUser, { AWS: bob }, []],
  ['a user by its account', asUser, { AWS: A }, ['identity', 'permissions-boundary']],
  ['a user as everyone', asUser, '*', []],
  ['a session by its ARN', asAnyRole, { AWS: session }, []],
  ['a session by its role', asAnyRole, { AWS: role }, ['permissions-boundary', 'session']],
  ['a session by its account', asAnyRole, { AWS: A }, none],
  ['a session as everyone', asAnyRole, '*', []],
  ['a federated user by its ARN', asFederated, { AWS: federated }, []],
  ['a federated user by its user', asFederated, { AWS: bob }, ['permissions-boundary', 'session']],
  ['a federated user by its account', asFederated, { AWS: A }, none],
  ['a service by its name', { principal: 'sns.amazonaws.com' }, { Service: 'sns.amazonaws.com' }, []],
])(
  'E-31 a resource policy that grants to %s needs only the right layers beside it',
  (_, caller, Principal, needed) => {
    let parts: Partial<EvaluationInput> = {
      permissionsBoundary: allowsEc2,
      ...caller,
      resourcePolicy: allow('s3:*', { Principal }),
    };
    const repairs: Partial<Record<Layer, Partial<EvaluationInput>>> = {
      identity: { identityPolicies: [allow('s3:*')] },
      'permissions-boundary': { permissionsBoundary: allow('s3:*') },
      session: { sessionPolicies: [allow('s3:*')] },
    };
    for (const layer of needed) {
      expectDecision(parts, implicit(layer));
      parts = { ...parts, ...repairs[layer] };
    }
    expect(evaluate(asked(parts)).verdict).toBe('allowed');
  },
);

const [onlyEc2, onlyS3] = [allow('ec2:*'), allow('s3:*')];
const identities = { identityPolicies: [everything] };
test.each<[string, Partial<EvaluationInput>, Answer]>([
  ['what all allow', { ...identities, scopeDownPolicies: [onlyS3, everything] }, allowedBy('identity')],
  [
    'not what the first is silent on',
    { ...identities, scopeDownPolicies: [onlyEc2, onlyS3] },
    implicit('session'),
  ],
  [
    'not what the second is silent on',
    { ...identities, scopeDownPolicies: [onlyS3, onlyEc2] },
    implicit('session'),
  ],
  ['not what one denies', { ...identities, scopeDownPolicies: [onlyS3, deny('s3:*')] }, explicit('session')],
  ['not what only they allow', { scopeDownPolicies: [onlyS3] }, implicit('identity')],
  [
    'not what the session policy is silent on',
    { ...identities, sessionPolicies: [onlyEc2], scopeDownPolicies: [onlyS3] },
    implicit('session'),
  ],
])('Y-01 a session with scope-down policies may do %s', (_, parts, expected) => {
  for (const caller of [asRole, asUser]) expectDecision({ ...caller, ...parts }, expected);
});

test.each<[string, Partial<EvaluationInput>, unknown]>([
  ['the session', asRole, { AWS: session }],
  ['its role', asRole, { AWS: role }],
  ['its account', asRole, { AWS: A }],
  ['everyone', asRole, '*'],
  ['the user', asUser, { AWS: bob }],
  ['the federated user', { ...asFederated, sessionPolicies: [onlyS3] }, { AWS: federated }],
])('Y-01 a resource policy that grants to %s does not escape a scope-down policy', (_, caller, Principal) => {
  const granted = { ...identities, ...caller, resourcePolicy: allow('s3:*', { Principal }) };
  expectDecision({ ...granted, scopeDownPolicies: [onlyS3, onlyEc2] }, implicit('session'));
  expect(evaluate(asked({ ...granted, scopeDownPolicies: [onlyS3] })).verdict).toBe('allowed');
});

const denying = {
  identityPolicies: [allow('*')],
  resourceControlPolicies: [[deny('*', { Principal: '*' })]],
};
test.each([
  ['s3:GetObject', 'arn:aws:s3:::bucket/k', true],
  ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${A}:jobs`, true],
  ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${A}:secret:s-abcdef`, true],
  ['dynamodb:GetItem', `arn:aws:dynamodb:eu-west-1:${A}:table/t`, true],
  ['iam:CreateUser', `arn:aws:iam::${A}:user/Ann`, false],
  ['sns:Publish', `arn:aws:sns:eu-west-1:${A}:topic`, false],
])('E-81 resource control policies reach %s on %s: %s', (action, resource, reached) => {
  expectDecision(
    { ...denying, action, resource },
    reached ? explicit('resource-control') : allowedBy('identity'),
  );
});

test.each([
  ['kms:Decrypt', true],
  ['kms:RetireGrant', false],
])('E-81 resource control policies reach %s on a key whose policy allows it: %s', (action, reached) => {
  const resourcePolicy = allow('kms:*', { Principal: { AWS: bob } });
  expectDecision(
    { ...denying, action, resource: key, resourcePolicy },
    reached ? explicit('resource-control') : allowedBy('resource'),
  );
});

test('E-81 resource control policies do not reach the assumption of a service-linked role, but of any other', () => {
  const assumed = (path: string): Partial<EvaluationInput> => ({
    ...denying,
    principal: 'sns.amazonaws.com',
    action: 'sts:AssumeRole',
    resource: `arn:aws:iam::${A}:role/${path}`,
    resourcePolicy: {
      name: 'trust',
      document: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
    },
  });
  expectDecision(assumed('Own'), explicit('resource-control'));
  expectDecision(assumed('aws-service-role/sns.amazonaws.com/Linked'), allowedBy('resource'));
});

test('E-81 resource control policies do not reach the resources of the management account', () => {
  expectDecision({ ...denying, resourceInManagementAccount: true }, allowedBy('identity'));
});
