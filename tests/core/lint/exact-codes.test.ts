/** Documents with the codes that AWS has for them, all of them and no other: one fault has one code. */

import { expect, test } from 'vitest';
import { checkPolicy, type PolicyToCheck } from '#headless.ts';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' };
const one = (more: object) => policy({ ...read, ...more });
const queue = (region: string) => `arn:aws:sqs:${region}:111122223333:jobs`;
const send = (...Resource: string[]) => one({ Action: 'sqs:SendMessage', Resource });
const Principal = { AWS: '111122223333' };
const bucket: PolicyToCheck = { type: 'RESOURCE_POLICY', resourceType: 'AWS::S3::Bucket' };
const trust: PolicyToCheck = {
  type: 'RESOURCE_POLICY',
  resourceType: 'AWS::IAM::AssumeRolePolicyDocument',
};
const ofResource: PolicyToCheck = { type: 'RESOURCE_POLICY' };
const scp: PolicyToCheck = { type: 'SERVICE_CONTROL_POLICY' };
const rcp: PolicyToCheck = { type: 'RESOURCE_CONTROL_POLICY' };
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal };

interface Case {
  readonly what: string;
  readonly document: object;
  readonly to?: PolicyToCheck;
  readonly codes: readonly string[];
  /** The text at the first finding. */
  readonly at?: string;
  /** The texts at its other places. */
  readonly related?: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'a number as an action',
    document: one({ Action: ['s3:GetObject', 5] }),
    codes: ['DATA_TYPE_MISMATCH'],
    at: '5',
  },
  { what: 'a boolean as a resource', document: one({ Resource: true }), codes: ['DATA_TYPE_MISMATCH'] },
  {
    what: 'a variable in an action',
    document: one({ Action: 's3:${aws:username}' }),
    codes: ['VARIABLE_UNSUPPORTED_IN_ELEMENT'],
  },
  // The end-to-end tests of awslabs/aws-cloudformation-iam-policy-validator have the code for `fakeArn`.
  { what: 'a bare word as a resource', document: one({ Resource: 'fakeArn' }), codes: ['MISSING_ARN_FIELD'] },
  {
    what: 'a bare word as the resource of a bucket',
    document: one({ Resource: 'data/*', Principal }),
    to: bucket,
    codes: ['MISSING_ARN_FIELD'],
  },
  {
    what: 'a bare word as the resource of a resource control policy',
    document: one({ Effect: 'Deny', Principal: '*', Resource: 'data' }),
    to: rcp,
    codes: ['MISSING_ARN_FIELD'],
  },
  { what: 'the first field alone', document: one({ Resource: 'arn' }), codes: ['MISSING_ARN_FIELD'] },
  {
    what: 'a short ARN with a wildcard for a service',
    document: one({ Effect: 'Deny', Resource: 'arn:aws:s3*' }),
    to: scp,
    codes: ['MISSING_ARN_FIELD'],
  },
  {
    what: 'another first field',
    document: one({ Resource: 'Arn:aws:s3:::data/*' }),
    codes: ['INVALID_ARN_PREFIX'],
  },
  {
    what: 'an ARN without a service',
    document: one({ Resource: 'arn:aws::::data/*' }),
    codes: ['INVALID_SERVICE'],
  },
  {
    what: 'an empty principal in an identity policy',
    document: one({ Principal: {} }),
    codes: ['UNSUPPORTED_PRINCIPAL'],
  },
  {
    what: 'a name as the principal of a service control policy',
    document: one({ Effect: 'Deny', Principal: 'ann' }),
    to: scp,
    codes: ['SCP_SYNTAX_ERROR_PRINCIPAL'],
  },
  {
    what: 'NotPrincipal in a resource control policy',
    document: policy({ Effect: 'Deny', NotPrincipal: Principal, Action: 's3:*', Resource: '*' }),
    to: rcp,
    codes: ['RCP_SYNTAX_ERROR_PRINCIPAL'],
  },
  {
    what: 'an effect in small letters beside a fault that hides its refusal',
    document: one({ Effect: 'allow', Comment: 'read' }),
    codes: ['INVALID_POLICY_ELEMENT', 'INVALID_EFFECT'],
  },
  {
    what: 'a Sid with a dash beside a fault that hides its refusal',
    document: one({ Sid: 'read-data', Comment: 'read' }),
    codes: ['INVALID_POLICY_ELEMENT', 'UNSUPPORTED_SID'],
  },
  {
    what: 'a Sid with a space in the policy of a bucket',
    document: one({ Sid: 'read data', Principal }),
    to: bucket,
    codes: [],
  },
  {
    what: 'no resource in the policy of a resource',
    document: policy({ Effect: 'Allow', Principal, Action: 's3:GetObject' }),
    to: ofResource,
    codes: ['MISSING_RESOURCE'],
  },
  {
    what: 'no resource in the policy of a repository',
    document: policy({ Effect: 'Allow', Principal, Action: 'ecr:BatchGetImage' }),
    to: { type: 'RESOURCE_POLICY', resourceType: 'AWS::ECR::Repository' },
    codes: [],
  },
  { what: 'no resource in a trust policy', document: policy(assume), to: trust, codes: [] },
  {
    what: 'an action of STS that does not exist, in a trust policy',
    document: policy({ ...assume, Action: ['sts:AssumeRole', 'sts:AssumeRoles'] }),
    to: trust,
    codes: ['INVALID_ACTION'],
    at: '"sts:AssumeRoles"',
  },
  {
    what: 'an action that stands twice, in another case',
    document: one({ Action: ['s3:GetObject', 'S3:getobject'] }),
    codes: ['REDUNDANT_ACTION'],
    at: '"S3:getobject"',
  },
  {
    what: 'two roles that one wildcard covers',
    document: one({
      Action: 'iam:GetRole',
      Resource: [role('jane-admin'), role('jane-s3only'), role('jane*')],
    }),
    codes: ['REDUNDANT_RESOURCE'],
    at: `"${role('jane-admin')}"`,
    related: [`"${role('jane-s3only')}"`, `"${role('jane*')}"`],
  },
  {
    what: 'actions that patterns of patterns cover',
    document: one({
      Action: ['ec2:Describe*', 'ec2:DescribeVpcs', 's3:GetObject', 's3:Get*', 'ec2:*', 'ec2:describevpcs'],
      Resource: '*',
    }),
    codes: ['REDUNDANT_ACTION', 'REDUNDANT_ACTION'],
    at: '"ec2:Describe*"',
    related: ['"ec2:DescribeVpcs"', '"ec2:*"', '"ec2:describevpcs"'],
  },
  {
    what: 'a question mark beside a star',
    document: one({ Action: ['s3:GetObjectAc?', 's3:GetObjectAc*'] }),
    codes: ['REDUNDANT_ACTION'],
    at: '"s3:GetObjectAc?"',
  },
  {
    what: 'a region that a wildcard covers',
    document: send(queue('*'), queue('eu-central-1')),
    codes: ['REDUNDANT_RESOURCE'],
    at: `"${queue('eu-central-1')}"`,
  },
  { what: 'two regions', document: send(queue('eu-*'), queue('us-east-1')), codes: [] },
  {
    what: 'a home that a wildcard covers',
    document: one({ Resource: ['arn:aws:s3:::home/*', 'arn:aws:s3:::home/${aws:username}/*'] }),
    codes: ['REDUNDANT_RESOURCE'],
  },
  {
    what: 'homes of two variables',
    document: one({ Resource: ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/${aws:userid}/x'] }),
    codes: [],
  },
  {
    what: 'a star as a character',
    document: one({ Resource: ['arn:aws:s3:::home/a${*}', 'arn:aws:s3:::home/ab'] }),
    codes: [],
  },
  {
    what: 'two statements of NotAction that say the same',
    document: policy(
      { Sid: 'A', Effect: 'Deny', NotAction: ['iam:*', 's3:*'], Resource: '*' },
      { Sid: 'B', Effect: 'Deny', NotAction: ['s3:*', 'iam:*'], Resource: '*' },
    ),
    codes: ['REDUNDANT_STATEMENT'],
    at: '{"Sid":"B","Effect":"Deny","NotAction":["s3:*","iam:*"],"Resource":"*"}',
  },
  {
    what: 'two statements of NotResource that differ',
    document: policy(
      { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::a/*' },
      { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::b/*' },
    ),
    codes: [],
  },
  {
    what: 'a session as AWS’s page of checks writes it',
    document: policy({
      ...assume,
      Principal: {
        AWS: ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:assumed-role/app/build'],
      },
    }),
    to: trust,
    codes: ['REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY'],
  },
];

test.each(cases)('$what has the codes $codes', async ({ document, to, codes, at, related }) => {
  const text = JSON.stringify(document);
  const all = await checkPolicy(text, to ?? { type: 'IDENTITY_POLICY' });
  const found = all.filter(({ issueCode }) => issueCode !== undefined);
  expect(found.map(({ issueCode }) => issueCode)).toEqual(codes);
  const textAt = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  const [first] = found;
  if (at !== undefined) expect(first && textAt(first.span)).toBe(at);
  if (related) expect(first?.related?.map(textAt)).toEqual(related);
});

test.each(['data/*', 'arn:aws:s3:data/*', 's3:::data/*'])(
  '%s, which is no ARN, has one finding',
  async (Resource) => {
    const found = await checkPolicy(JSON.stringify(one({ Resource })), { type: 'IDENTITY_POLICY' });
    expect(found).toHaveLength(1);
  },
);
