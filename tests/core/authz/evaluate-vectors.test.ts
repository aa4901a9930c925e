/** The test vectors that the engine alone can answer. */

import { test } from 'vitest';
import type { EvaluationInput } from '#core/authz/decision.ts';
import {
  A,
  bob,
  bobOfB,
  role,
  session,
  federated,
  key,
  allow,
  deny,
  trusts,
  expectDecision,
  implicit,
  explicit,
  allowedBy,
  type Answer,
  type Parts,
  asRole,
} from './asked.ts';

const bucket = (principal: unknown, parts: Parts = {}) => allow('s3:*', { Principal: principal, ...parts });
const ec2 = allow('ec2:*');
test.each<[string, Partial<EvaluationInput>, Answer]>([
  ['T-01', {}, implicit('identity')],
  ['T-02', { identityPolicies: [allow('s3:*'), deny('s3:GetObject')] }, explicit('identity')],
  ['T-03', { resourcePolicy: bucket({ AWS: bob }) }, allowedBy('resource')],
  ['T-04', { resourcePolicy: bucket({ AWS: bob }), permissionsBoundary: ec2 }, allowedBy('resource')],
  [
    'T-05',
    { resourcePolicy: bucket({ AWS: bob }), permissionsBoundary: deny('s3:*') },
    explicit('permissions-boundary'),
  ],
  [
    'T-06',
    { ...asRole, resourcePolicy: bucket({ AWS: role }), permissionsBoundary: ec2 },
    implicit('permissions-boundary'),
  ],
  [
    'T-07',
    {
      ...asRole,
      resourcePolicy: bucket({ AWS: session }),
      permissionsBoundary: ec2,
      sessionPolicies: [ec2],
    },
    allowedBy('resource'),
  ],
  ['T-08', { resourcePolicy: bucket({ AWS: A }) }, implicit('identity')],
  ['T-09', { resourcePolicy: bucket('*') }, allowedBy('resource')],
  ['T-10', { principal: bobOfB, resourcePolicy: bucket({ AWS: bobOfB }) }, implicit('identity')],
  [
    'T-11',
    { principal: bobOfB, resourcePolicy: bucket({ AWS: bobOfB }), identityPolicies: [allow('s3:*')] },
    allowedBy('resource'),
  ],
  [
    'T-12',
    { identityPolicies: [allow('*')], serviceControlPolicies: [[allow('*')], [ec2]] },
    implicit('service-control'),
  ],
  [
    'T-13',
    {
      identityPolicies: [allow('*')],
      serviceControlPolicies: [[allow('*')], [ec2]],
      inManagementAccount: true,
    },
    allowedBy('identity'),
  ],
  [
    'T-14',
    {
      principal: `arn:aws:iam::${A}:root`,
      action: 'iam:CreateUser',
      resource: bob,
      serviceControlPolicies: [[allow('*'), deny('iam:*')]],
    },
    explicit('service-control'),
  ],
  [
    'T-15',
    {
      principal: bobOfB,
      identityPolicies: [allow('*')],
      resourcePolicy: bucket({ AWS: bobOfB }),
      context: { 'aws:PrincipalOrgID': 'o-other' },
      resourceControlPolicies: [
        [
          deny('s3:*', {
            Principal: '*',
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-mine' } },
          }),
        ],
      ],
    },
    explicit('resource-control'),
  ],
  [
    'T-16',
    {
      action: 'kms:Decrypt',
      resource: key,
      identityPolicies: [allow('kms:*')],
      resourcePolicy: allow('kms:*', { Principal: { AWS: `arn:aws:iam::${A}:user/Zoe` } }),
    },
    implicit('resource'),
  ],
  [
    'T-17',
    {
      action: 'kms:Decrypt',
      resource: key,
      identityPolicies: [allow('kms:*')],
      resourcePolicy: allow('kms:*', { Principal: { AWS: `arn:aws:iam::${A}:root` } }),
    },
    allowedBy('identity'),
  ],
  [
    'T-18',
    { action: 'sts:AssumeRole', resource: role, resourcePolicy: trusts({ AWS: A }) },
    implicit('identity'),
  ],
  [
    'T-19',
    { action: 'sts:AssumeRole', resource: role, resourcePolicy: trusts({ AWS: bob }) },
    allowedBy('resource'),
  ],
  [
    'T-20',
    { principal: bobOfB, action: 'sts:AssumeRole', resource: role, resourcePolicy: trusts('*') },
    implicit('identity'),
  ],
  [
    'T-21',
    { principal: federated, federatingUserArn: bob, identityPolicies: [allow('*')] },
    implicit('session'),
  ],
  [
    'T-22',
    {
      principal: federated,
      federatingUserArn: bob,
      identityPolicies: [ec2],
      sessionPolicies: [allow('s3:*')],
    },
    implicit('identity'),
  ],
  [
    'T-23',
    { action: 'sts:GetCallerIdentity', resource: '*', identityPolicies: [deny('sts:GetCallerIdentity')] },
    allowedBy('identity'),
  ],
  [
    'T-24',
    {
      identityPolicies: [
        allow('*'),
        deny('*', { Condition: { StringNotEquals: { 'aws:PrincipalTag/x': 'a' } } }),
      ],
    },
    explicit('identity'),
  ],
  [
    'T-25',
    {
      identityPolicies: [
        allow('*', { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } } }),
      ],
    },
    allowedBy('identity'),
  ],
  [
    'T-26',
    {
      context: { 'aws:TagKeys': ['a', 'b'] },
      identityPolicies: [
        allow('*', { Condition: { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } } }),
      ],
    },
    allowedBy('identity'),
  ],
  [
    'T-27',
    {
      ...asRole,
      resource: 'arn:aws:s3:::bucket/Dev/k',
      identityPolicies: [allow('*', { Resource: 'arn:aws:s3:::bucket/${aws:username}/*' })],
    },
    implicit('identity'),
  ],
  [
    'T-28',
    {
      resource: 'arn:aws:s3:::bucket/${aws:username}/k',
      identityPolicies: [
        {
          name: 'old',
          document: {
            Version: '2008-10-17',
            Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::bucket/${aws:username}/*' },
          },
        },
      ],
    },
    allowedBy('identity'),
  ],
  [
    'T-29',
    {
      resource: 'arn:aws:s3:::b-company-wide',
      identityPolicies: [allow('*', { Resource: "arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}" })],
    },
    allowedBy('identity'),
  ],
  [
    'T-30',
    {
      ...asRole,
      identityPolicies: [
        allow('*', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/De*' } } }),
      ],
    },
    implicit('identity'),
  ],
  [
    'T-31',
    {
      ...asRole,
      identityPolicies: [
        allow('*', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*De*' } } }),
      ],
    },
    allowedBy('identity'),
  ],
  [
    'T-40',
    {
      identityPolicies: [allow('*')],
      permissionsBoundary: allow('*'),
      resourcePolicy: deny('*', { NotPrincipal: { AWS: [bob, `arn:aws:iam::${A}:root`] } }),
    },
    explicit('resource'),
  ],
  [
    'T-41',
    {
      context: { 'aws:SourceIp': '203.0.113.255' },
      identityPolicies: [allow('*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })],
    },
    allowedBy('identity'),
  ],
  [
    'T-42',
    {
      context: { 'aws:SourceVpce': 'vpce-1' },
      identityPolicies: [
        allow('*'),
        deny('*', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
      ],
    },
    explicit('identity'),
  ],
  [
    'T-43',
    {
      identityPolicies: [
        allow('*', { Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } }),
      ],
    },
    implicit('identity'),
  ],
  [
    'T-44',
    { identityPolicies: [allow('*', { Condition: { Null: { 'aws:TokenIssueTime': 'true' } } })] },
    allowedBy('identity'),
  ],
  [
    'T-45',
    { action: 'iam:ListAccessKeys', resource: bob, identityPolicies: [allow('IAM:listaccesskeys')] },
    allowedBy('identity'),
  ],
  [
    'T-50',
    {
      ...asRole,
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:eu-west-1:${A}:q`,
      identityPolicies: [ec2],
      sessionPolicies: [allow('s3:*')],
      resourcePolicy: allow('sqs:*', { Principal: { AWS: role } }),
    },
    implicit('session'),
  ],
])('%s: the engine decides as the test vector says', (_, parts, expected) => expectDecision(parts, expected));
