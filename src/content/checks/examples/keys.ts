/** Examples of the checks of this folder. */

import type { Examples } from '#core/lint/facts.ts';

const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' };
const list = { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::payroll' };
const stop = { Action: 'ec2:StopInstances', Resource: '*' };
const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const reading = (operator: string, key: string, value: string | string[]) =>
  policy({ ...read, ...when(operator, key, value) });
const bucket = (operator: string, key: string, value: string) =>
  policy({
    ...read,
    Principal: { AWS: 'arn:aws:iam::111122223333:role/Payroll' },
    ...when(operator, key, value),
  });
const trust = (action: string | string[], operator: string, key: string, value: string) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: action,
    ...when(operator, key, value),
  });
const role = 'arn:aws:iam::111122223333:role/Payroll';
const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const encryption = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const put = (value: string) =>
  policy({ ...read, Action: 's3:PutObject', ...when('StringEquals', encryption, value) });
const table = { Effect: 'Allow', Resource: 'arn:aws:dynamodb:eu-central-1:111122223333:table/Staff' };
const attributes = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['Name', 'Office'] } };
const anyAttribute = { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': ['Name', 'Office'] } };
const tagged = (operator: string, name = 'aws:ResourceTag/team') => when(operator, name, 'payroll');
const routes = { Action: 'route53:DeleteHostedZone', Resource: '*' };
const ownEndpoints = (effect: string, action: string | string[], operator: string) =>
  policy({
    Effect: effect,
    Action: action,
    Resource: '*',
    ...when(operator, 'aws:VpceOrgID', 'o-a1b2c3d4e5'),
  });

export const keyExamples = {
  'condition-key-format': {
    bad: reading('IpAddress', 'SourceIp', '203.0.113.0/24'),
    good: reading('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    near: policy({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      ...when('StringEquals', 'kms:EncryptionContext:project', 'payroll'),
    }),
    nearBecause: 'A key may have two colons. The rest is a name in the encryption context.',
  },
  'unknown-global-key': {
    bad: reading('StringEquals', 'aws:PrincipalOrgI', 'o-a1b2c3d4e5'),
    good: reading('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'),
    near: reading('StringEquals', 'AWS:principalorgid', 'o-a1b2c3d4e5'),
    nearBecause: 'The case of a key’s letters does not matter.',
  },
  'unknown-service-key': {
    bad: policy({ Effect: 'Allow', ...list, ...when('StringLike', 's3:prefx', 'reports/*') }),
    good: policy({ Effect: 'Allow', ...list, ...when('StringLike', 's3:prefix', 'reports/*') }),
    near: reading('ArnLike', 'lambda:SourceFunctionArn', 'arn:aws:lambda:*:111122223333:function:report'),
    nearBecause: 'The key has Lambda’s prefix, and requests to every service carry it.',
  },
  'unsupported-global-key': {
    bad: reading('ArnEquals', 'aws:ARN', role),
    good: reading('ArnEquals', 'aws:PrincipalArn', role),
    near: reading('ArnEquals', 'aws:SourceArn', 'arn:aws:sns:eu-central-1:111122223333:news'),
    nearBecause: 'aws:SourceArn is a key of its own.',
  },
  'deprecated-global-key': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: bucket('ArnEquals', 'aws:ARN', role),
    good: bucket('ArnEquals', 'aws:PrincipalArn', role),
    near: bucket('StringEquals', 'aws:userid', 'AIDACKCEVSQ6C2EXAMPLE'),
    nearBecause: 'aws:userid is as old and still in use.',
  },
  'condition-key-not-carried': {
    bad: policy({
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
      Resource: 'arn:aws:s3:::payroll',
      ...when('StringLike', 's3:prefix', 'reports/*'),
    }),
    good: policy({ Effect: 'Allow', ...list, ...when('StringLike', 's3:prefix', 'reports/*') }),
    near: policy({
      Effect: 'Allow',
      Action: ['ec2:StartInstances', 'ec2:DescribeInstances'],
      Resource: '*',
      ...when('StringEqualsIfExists', 'ec2:InstanceType', 't3.micro'),
    }),
    nearBecause: 'IfExists says what holds for the action that has no such key.',
  },
  'tag-key-missing': {
    bad: policy({ Effect: 'Allow', ...stop, ...tagged('StringEquals', 'aws:ResourceTag') }),
    good: policy({ Effect: 'Allow', ...stop, ...tagged('StringEquals') }),
    near: policy({
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: '*',
      ...when('ForAnyValue:StringEquals', 'aws:TagKeys', 'team'),
    }),
    nearBecause: 'aws:TagKeys has the tags’ keys as its values, not in its name.',
  },
  'vpc-format': {
    bad: reading('StringEquals', 'aws:SourceVpc', 'vpc-1234'),
    good: reading('StringEquals', 'aws:SourceVpc', 'vpc-12345678'),
    near: reading('StringEquals', 'aws:SourceVpc', 'vpc-11223344556677889'),
    nearBecause: 'Newer ids have 17 letters and digits.',
  },
  'vpce-format': {
    bad: reading('StringEquals', 'aws:SourceVpce', 'vpc-12345678'),
    good: reading('StringEquals', 'aws:SourceVpce', 'vpce-12345678'),
    near: reading('StringEquals', 'aws:SourceVpce', 'vpce-11223344556677889'),
    nearBecause: 'Newer ids have 17 letters and digits.',
  },
  'kms-key-value': {
    bad: put('1234abcd-12ab-34cd-56ef-1234567890ab'),
    good: put(key),
    near: put('arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'),
    nearBecause: 'The id of a key in several regions begins with mrk-.',
  },
  'missing-paired-key': {
    bad: reading('IpAddress', 'aws:VpcSourceIp', '10.1.0.0/16'),
    good: policy({
      ...read,
      Condition: {
        IpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' },
        StringEquals: { 'aws:SourceVpc': 'vpc-12345678' },
      },
    }),
    near: policy({
      ...read,
      Condition: {
        IpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' },
        StringEquals: { 'aws:SourceVpce': 'vpce-12345678' },
      },
    }),
    nearBecause: 'The endpoint belongs to one VPC, so it tells VPCs apart as well.',
  },
  'untrustworthy-key': {
    bad: reading('StringLike', 'aws:Referer', 'https://intranet.example.com/*'),
    good: reading('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    near: reading('StringEquals', 'aws:PrincipalTag/useragent', 'portal'),
    nearBecause: 'Administrators set the tags of a principal, callers do not.',
  },
  'missing-action-for-key': {
    kind: 'trust',
    bad: trust('sts:AssumeRole', 'StringLike', 'sts:SourceIdentity', 'ada-lovelace*'),
    good: trust(
      ['sts:AssumeRole', 'sts:SetSourceIdentity'],
      'StringLike',
      'sts:SourceIdentity',
      'ada-lovelace*',
    ),
    near: trust('sts:AssumeRole', 'StringLike', 'sts:RoleSessionName', 'ada-lovelace*'),
    nearBecause: 'Every caller names the session; that needs no permission of its own.',
  },
  'deny-with-tag-of-service': {
    bad: policy({ Effect: 'Deny', ...routes, ...tagged('StringEquals') }),
    good: policy({ Effect: 'Deny', ...routes, ...tagged('StringEquals', 'aws:PrincipalTag/team') }),
    near: policy({ Effect: 'Deny', ...stop, ...tagged('StringEquals') }),
    nearBecause: 'EC2 sends the tags of instances.',
  },
  'deny-notaction-with-tag': {
    bad: policy({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*', ...tagged('StringEquals') }),
    good: policy({ Effect: 'Deny', ...stop, ...tagged('StringEquals') }),
    near: policy({
      Effect: 'Deny',
      NotAction: 'iam:*',
      Resource: '*',
      ...tagged('StringEquals', 'aws:PrincipalTag/team'),
    }),
    nearBecause: 'The tag is the caller’s, and every request of a tagged caller has it.',
  },
  'allow-with-tag-of-service': {
    bad: policy({ Effect: 'Allow', ...routes, ...tagged('StringEquals') }),
    good: policy({ Effect: 'Allow', ...routes, ...tagged('StringEquals', 'aws:PrincipalTag/team') }),
    near: policy({
      Effect: 'Allow',
      Action: 'ec2:Start*Instances',
      Resource: '*',
      ...tagged('StringEquals'),
    }),
    nearBecause: 'Every action that the wildcard names sends the tag.',
  },
  'allow-notaction-with-tag': {
    bad: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*', ...tagged('StringEquals') }),
    good: policy({ Effect: 'Allow', ...stop, ...tagged('StringEquals') }),
    near: policy({
      Effect: 'Allow',
      NotAction: 'iam:*',
      Resource: '*',
      ...tagged('StringEquals', 'aws:PrincipalTag/team'),
    }),
    nearBecause: 'The tag is the caller’s, and every request of a tagged caller has it.',
  },
  'attributes-without-select': {
    bad: policy({ ...table, Action: 'dynamodb:Query', Condition: anyAttribute }),
    good: policy({
      ...table,
      Action: 'dynamodb:Query',
      Condition: { ...anyAttribute, StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
    }),
    near: policy({
      ...table,
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      Condition: { ...attributes, StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
    }),
    nearBecause: 'PutItem selects nothing, so IfExists is right beside it.',
  },
  's3-prefix-in-negative-context': {
    bad: policy({ Effect: 'Deny', ...list, ...when('StringLike', 's3:prefix', 'private/*') }),
    good: policy({ Effect: 'Allow', ...list, ...when('StringLike', 's3:prefix', 'public/*') }),
    near: policy({ Effect: 'Deny', ...list, ...when('StringNotLike', 's3:prefix', 'public/*') }),
    nearBecause: 'Everything but the allowed prefixes is denied, and a shorter prefix is not among them.',
  },
  'irrelevant-key': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: policy({
      ...read,
      Principal: { AWS: role },
      Condition: {
        StringEquals: { 's3:ResourceAccount': '111122223333', 'aws:PrincipalTag/team': 'payroll' },
      },
    }),
    good: bucket('StringEquals', 'aws:PrincipalTag/team', 'payroll'),
    near: bucket('StringEquals', 's3:DataAccessPointAccount', '111122223333'),
    nearBecause: 'Access points of a bucket can belong to other accounts.',
  },
  'key-only-with-some-services': {
    kind: 'scp',
    bad: ownEndpoints('Deny', ['s3:*', 'ec2:*'], 'StringNotEqualsIfExists'),
    good: ownEndpoints('Deny', ['s3:*', 'kms:*'], 'StringNotEqualsIfExists'),
    near: ownEndpoints('Deny', 'sqs:*', 'StringNotEqualsIfExists'),
    nearBecause: 'SQS sends aws:VpceOrgID, though not the account of the endpoint.',
  },
} as const satisfies Examples;
