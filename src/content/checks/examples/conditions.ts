/** Examples of the checks of this folder. */

import type { Examples } from '#core/lint/facts.ts';

const version = '2012-10-17';
const bucket = 'arn:aws:s3:::reports';

/** A policy that allows reading objects under a condition. */
const reading = (condition: object) => ({
  Version: version,
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*`, Condition: condition }],
});

/** A policy that allows actions on all resources under a condition. */
const allowing = (action: string, condition: object, resource = '*') => ({
  Version: version,
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource, Condition: condition }],
});

const denying = (condition: object, action = '*') => ({
  Version: version,
  Statement: [{ Effect: 'Deny', Action: action, Resource: '*', Condition: condition }],
});

const tagging = (condition: object) =>
  allowing('ec2:CreateTags', condition, 'arn:aws:ec2:*:111122223333:instance/*');

const office = '203.0.113.0/24';

export const conditionExamples = {
  'unknown-operator': {
    bad: reading({ StringEqual: { 'aws:username': 'ana' } }),
    good: reading({ StringEquals: { 'aws:username': 'ana' } }),
    near: reading({ stringequals: { 'aws:username': 'ana' } }),
    nearBecause: 'Names of operators ignore case.',
  },
  'null-with-if-exists': {
    bad: reading({ NullIfExists: { 'aws:TokenIssueTime': 'true' } }),
    good: reading({ Null: { 'aws:TokenIssueTime': 'true' } }),
    near: reading({ BoolIfExists: { 'aws:SecureTransport': 'true' } }),
    nearBecause: 'Every operator but Null takes IfExists.',
  },
  'null-with-qualifier': {
    bad: tagging({ 'ForAllValues:Null': { 'aws:TagKeys': 'false' } }),
    good: tagging({ Null: { 'aws:TagKeys': 'false' } }),
    near: tagging({
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
      Null: { 'aws:TagKeys': 'false' },
    }),
    nearBecause: 'The set operator belongs to StringEquals; Null stands beside it.',
  },
  'operator-of-wrong-type': {
    bad: reading({ StringEquals: { 'aws:SecureTransport': 'true' } }),
    good: reading({ Bool: { 'aws:SecureTransport': 'true' } }),
    near: reading({ StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/reader' } }),
    nearBecause: 'AWS accepts StringEquals for an ARN.',
  },
  'string-like-with-arn-key': {
    bad: reading({ StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/team-*' } }),
    good: reading({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/team-*' } }),
    near: reading({ StringLike: { 'aws:PrincipalTag/role-arn': 'arn:aws:iam::111122223333:role/*' } }),
    nearBecause: 'The key is a tag, whose value is text even if it looks like an ARN.',
  },
  'tests-only-presence': {
    bad: tagging({ StringLike: { 'aws:RequestTag/team': '*' } }),
    good: tagging({ Null: { 'aws:RequestTag/team': 'false' } }),
    near: tagging({ StringLike: { 'aws:RequestTag/team': 'web-*' } }),
    nearBecause: 'The pattern also asks how the value begins.',
  },
  'tests-only-absence': {
    bad: denying({ StringNotLike: { 'aws:PrincipalTag/team': '*' } }, 's3:*'),
    good: denying({ Null: { 'aws:PrincipalTag/team': 'true' } }, 's3:*'),
    near: denying({ StringNotLike: { 'aws:PrincipalTag/team': ['web-*', 'data-*'] } }, 's3:*'),
    nearBecause: 'The patterns let some values pass.',
  },
  'several-values': {
    bad: tagging({ StringEquals: { 'aws:TagKeys': 'team' } }),
    good: tagging({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } }),
    near: tagging({ StringEquals: { 'aws:RequestTag/team': ['web', 'data'] } }),
    nearBecause: 'The policy names several values, but a request has only one.',
  },
  'for-all-values-with-single-key': {
    bad: reading({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    good: reading({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    near: reading({
      'ForAnyValue:StringEquals': {
        'aws:CalledVia': ['athena.amazonaws.com', 'cloudformation.amazonaws.com'],
      },
    }),
    nearBecause: 'The key can have several values, and ForAnyValue needs one of them.',
  },
  'for-all-values-with-allow': {
    bad: allowing(
      'dynamodb:GetItem',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ana'] } },
      'arn:aws:dynamodb:eu-central-1:111122223333:table/orders',
    ),
    good: allowing(
      'dynamodb:GetItem',
      {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ana'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
      'arn:aws:dynamodb:eu-central-1:111122223333:table/orders',
    ),
    near: tagging({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } }),
    nearBecause: 'A request without tags changes no tag, and AWS recommends this for tag keys.',
  },
  'not-a-boolean': {
    bad: reading({ Bool: { 'aws:SecureTransport': 'yes' } }),
    good: reading({ Bool: { 'aws:SecureTransport': 'true' } }),
    near: reading({ Bool: { 'aws:SecureTransport': 'TRUE' } }),
    nearBecause: 'AWS ignores capital letters in true and false.',
  },
  'not-a-number': {
    bad: reading({ NumericLessThan: { 'aws:MultiFactorAuthAge': '1h' } }),
    good: reading({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
    near: reading({ NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } }),
    nearBecause: 'A number may stand without quotes.',
  },
  'not-a-date': {
    bad: reading({ DateLessThan: { 'aws:CurrentTime': '1 May 2026' } }),
    good: reading({ DateLessThan: { 'aws:CurrentTime': '2026-05-01T00:00:00Z' } }),
    near: reading({ DateLessThan: { 'aws:CurrentTime': '2026-05-01T02:00:00+02:00' } }),
    nearBecause: 'A date may name another time zone.',
  },
  'unclear-date': {
    bad: reading({ DateLessThan: { 'aws:CurrentTime': '1777593600' } }),
    good: reading({ DateLessThan: { 'aws:CurrentTime': '2026-05-01T00:00:00Z' } }),
    near: reading({ DateLessThan: { 'aws:EpochTime': '1777593600' } }),
    nearBecause: 'This key counts seconds since 1970.',
  },
  'not-an-address-range': {
    bad: reading({ IpAddress: { 'aws:SourceIp': '203.0.113' } }),
    good: reading({ IpAddress: { 'aws:SourceIp': office } }),
    near: reading({ IpAddress: { 'aws:SourceIp': '2001:db8::1' } }),
    nearBecause: 'One address of IPv6 is a range of one.',
  },
  'not-base64': {
    bad: reading({ BinaryEquals: { 'aws:PrincipalTag/key': 'a secret' } }),
    good: reading({ BinaryEquals: { 'aws:PrincipalTag/key': 'YSBzZWNyZXQ=' } }),
    near: reading({ StringEquals: { 'aws:PrincipalTag/key': 'a secret' } }),
    nearBecause: 'StringEquals compares the text itself.',
  },
  'value-not-an-arn': {
    bad: reading({ ArnLike: { 'aws:PrincipalArn': 'role/reader' } }),
    good: reading({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/reader' } }),
    near: reading({ ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/reader' } }),
    nearBecause: 'Parts of an ARN may be wildcards.',
  },
  'wildcard-in-equals': {
    bad: reading({ StringEquals: { 'aws:PrincipalTag/team': 'web-*' } }),
    good: reading({ StringLike: { 'aws:PrincipalTag/team': 'web-*' } }),
    near: reading({ StringEquals: { 'aws:PrincipalTag/team': 'web-${*}' } }),
    nearBecause: 'The escape says that the character itself is meant.',
  },
  'several-booleans': {
    bad: reading({ Bool: { 'aws:SecureTransport': ['true', 'false'] } }),
    good: reading({ Bool: { 'aws:SecureTransport': 'true' } }),
    near: reading({ Bool: { 'aws:SecureTransport': ['true'] } }),
    nearBecause: 'A list of one value is one value.',
  },
  'mixed-value-types': {
    bad: reading({ NumericEquals: { 's3:TlsVersion': ['1.2', 1.3] } }),
    good: reading({ NumericEquals: { 's3:TlsVersion': ['1.2', '1.3'] } }),
    near: reading({ NumericEquals: { 's3:TlsVersion': [1.2, 1.3] } }),
    nearBecause: 'All values are numbers.',
  },
  'key-twice-in-other-case': {
    bad: reading({ StringEquals: { 'aws:PrincipalTag/team': 'web', 'aws:principaltag/team': 'data' } }),
    good: reading({ StringEquals: { 'aws:PrincipalTag/team': ['web', 'data'] } }),
    near: reading({
      StringEquals: { 'aws:PrincipalTag/team': 'web' },
      StringNotEquals: { 'aws:PrincipalTag/stage': 'test' },
    }),
    nearBecause: 'These are two keys, each under its own operator.',
  },
  'empty-condition': {
    bad: reading({ StringEquals: { 'aws:username': [] } }),
    good: reading({ StringEquals: { 'aws:username': ['ana'] } }),
    near: reading({ StringEquals: { 'aws:username': [''] } }),
    nearBecause: 'An empty text is a value.',
  },
  'empty-condition-for-all-values': {
    bad: tagging({ 'ForAllValues:StringEquals': { 'aws:TagKeys': [] } }),
    good: tagging({ Null: { 'aws:TagKeys': 'true' } }),
    near: tagging({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }),
    nearBecause: 'The list has a value.',
  },
  'empty-condition-for-any-value': {
    bad: tagging({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': [] } }),
    good: tagging({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }),
    near: tagging({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } }),
    nearBecause: 'One value needs no list.',
  },
  'empty-condition-if-exists': {
    bad: reading({ StringEqualsIfExists: { 'aws:PrincipalTag/team': [] } }),
    good: reading({ Null: { 'aws:PrincipalTag/team': 'true' } }),
    near: reading({ StringEqualsIfExists: { 'aws:PrincipalTag/team': 'web' } }),
    nearBecause: 'The list has a value.',
  },
  'empty-condition-block': {
    bad: reading({}),
    good: {
      Version: version,
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` }],
    },
    near: reading({ Bool: { 'aws:SecureTransport': 'true' } }),
    nearBecause: 'The condition tests a key.',
  },
  'address-beyond-its-mask': {
    bad: reading({ IpAddress: { 'aws:SourceIp': '203.0.113.7/24' } }),
    good: reading({ IpAddress: { 'aws:SourceIp': office } }),
    near: reading({ IpAddress: { 'aws:SourceIp': '203.0.113.7/32' } }),
    nearBecause: 'The mask /32 keeps all bits of the address.',
  },
  'only-private-addresses': {
    bad: reading({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.1.0/24'] } }),
    good: reading({ IpAddress: { 'aws:SourceIp': office } }),
    near: reading({
      IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' },
      StringEquals: { 'aws:SourceVpc': 'vpc-0a1b2c3d4e5f60718' },
    }),
    nearBecause: 'This key is the private address of a request through a VPC endpoint.',
  },
  'excludes-only-private-addresses': {
    bad: denying({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, Bool: { 'aws:ViaAWSService': 'false' } }),
    good: denying({ NotIpAddress: { 'aws:SourceIp': office }, Bool: { 'aws:ViaAWSService': 'false' } }),
    near: denying({ NotIpAddress: { 'aws:SourceIp': '11.0.0.0/8' }, Bool: { 'aws:ViaAWSService': 'false' } }),
    nearBecause: 'The range looks private and is public.',
  },
  'some-private-addresses': {
    bad: reading({ IpAddress: { 'aws:SourceIp': [office, '192.168.0.0/16'] } }),
    good: reading({ IpAddress: { 'aws:SourceIp': [office] } }),
    near: reading({ IpAddress: { 'aws:SourceIp': [office, '172.32.0.0/16'] } }),
    nearBecause: 'The private range ends before 172.32.0.0.',
  },
  'excludes-some-private-addresses': {
    bad: denying({
      NotIpAddress: { 'aws:SourceIp': [office, '172.16.0.0/12'] },
      Bool: { 'aws:ViaAWSService': 'false' },
    }),
    good: denying({
      NotIpAddress: { 'aws:SourceIp': [office] },
      Bool: { 'aws:ViaAWSService': 'false' },
    }),
    near: denying({
      NotIpAddress: { 'aws:SourceIp': [office, '2001:db8::/32'] },
      Bool: { 'aws:ViaAWSService': 'false' },
    }),
    nearBecause: 'Private addresses of IPv6 begin with fc or fd.',
  },
  'mfa-deny-misses-access-keys': {
    bad: denying({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 'iam:*'),
    good: denying({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, 'iam:*'),
    near: allowing('iam:ListUsers', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    nearBecause: 'An Allow that asks for MFA gives nothing without it.',
  },
  'address-deny-hits-services': {
    bad: denying({ NotIpAddress: { 'aws:SourceIp': office } }),
    good: denying({ NotIpAddress: { 'aws:SourceIp': office }, Bool: { 'aws:ViaAWSService': 'false' } }),
    near: denying({
      NotIpAddress: { 'aws:SourceIp': office },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    }),
    nearBecause: 'The Deny leaves calls of services out.',
  },
  'region-deny-hits-global-services': {
    bad: denying({ StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } }),
    good: denying({ StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'us-east-1'] } }),
    near: denying({ StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } }, 'ec2:*'),
    nearBecause: 'EC2 works in each Region by itself.',
  },
} as const satisfies Examples;
