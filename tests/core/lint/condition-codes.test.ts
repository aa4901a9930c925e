/**
 * The codes of conditions and variables, each at the place where AWS's analyzer reports it. The spans of the codes
 * marked `seen` are those of its findings for AWS's own policies, which are published.
 */

import { beforeAll, expect, test } from 'vitest';
import { policyIssues } from '#core/lint/issues.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const issuesOf = (text: string) =>
  policyIssues(text, { kind: 'identity-managed', reference, complete: true });

const documentOf = (condition: object, resource = 'arn:aws:s3:::reports/*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource, Condition: condition }],
  });

/** Returns code and place of the issues that AWS has too. */
const codesOf = (text: string) =>
  issuesOf(text).flatMap(({ issueCode, span }) =>
    issueCode === undefined ? [] : [[issueCode, text.slice(span.start, span.end)] as const],
  );

const org = 'aws:PrincipalOrgID';

test.each([
  ['seen', { StringEquals: { 'aws:ViaAWSService': 'x' } }, [['TYPE_MISMATCH', '"aws:ViaAWSService"']]],
  [
    'seen',
    { ArnLike: { 's3:ExistingObjectTag/a': 'arn:aws:x:::*' } },
    [['TYPE_MISMATCH', '"s3:ExistingObjectTag/a"']],
  ],
  ...['aws:ResourceTag/a', 'aws:PrincipalTag/a'].flatMap((key) =>
    ['ArnLike', 'ArnNotEquals'].map(
      (operator) => [`${key} is any text,`, { [operator]: { [key]: 'arn:aws:s3:::a' } }, []] as const,
    ),
  ),
  [
    'seen',
    { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
    [['STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS', '"aws:PrincipalArn"']],
  ],
  ['seen', { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:root' } }, []],
  ['seen', { StringLike: { 'aws:PrincipalTag/a': '*' } }, [['EQUIVALENT_TO_NULL_FALSE', '"*"']]],
  [
    '',
    { StringLikeIfExists: { 'aws:PrincipalTag/a': '*' } },
    [['REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION', '"*"']],
  ],
  ['', { StringNotLike: { 'aws:PrincipalTag/a': '*' } }, [['EQUIVALENT_TO_NULL_TRUE', '"*"']]],
  [
    'seen',
    { StringEquals: { 'aws:CalledVia': 'athena.amazonaws.com' } },
    [['MISSING_QUALIFIER', '"aws:CalledVia"']],
  ],
  [
    'seen',
    { 'ForAllValues:StringEquals': { [org]: ['o-a1b2c3d4e5'] } },
    [['FORALLVALUES_WITH_SINGLE_VALUED_KEY', '["o-a1b2c3d4e5"]']],
  ],
  ['seen', { DateGreaterThan: { 'aws:CurrentTime': '2021' } }, [['INVALID_DATE_VALUE', '"2021"']]],
  ['', { DateGreaterThan: { 'aws:CurrentTime': '2026-12-31' } }, []],
  ['', { DateGreaterThan: { 'aws:CurrentTime': ['soon'] } }, [['TYPE_MISMATCH_DATE', '["soon"]']]],
  ['', { IpAddress: { 'aws:SourceIp': '300.1.1.1' } }, [['TYPE_MISMATCH_IP_RANGE', '"300.1.1.1"']]],
  [
    '',
    { IpAddress: { 'aws:SourceIp': ['10.1.2.3', '192.168.0.0/16'] } },
    [['PRIVATE_IP_ADDRESS', '["10.1.2.3","192.168.0.0/16"]']],
  ],
  ['', { IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } }, []],
  ['', { NumericEquals: { 's3:signatureAge': 'old' } }, [['TYPE_MISMATCH_NUMBER', '"old"']]],
  ['', { NumericEquals: { 's3:signatureAge': '${aws:x' } }, [['TYPE_MISMATCH_NUMBER', '"${aws:x"']]],
  ['', { StringEquals: {} }, [['EMPTY_OBJECT_CONDITION', '{}']]],
  [
    '',
    { StringEquals: { [org]: ['o-a1b2c3d4e5', 5] } },
    [['INVALID_CONDITION_DATA_TYPE', '["o-a1b2c3d4e5",5]']],
  ],
  ['', { StringLike: { [org]: 'o-a1b2c3d4e5*' } }, [['WILDCARD_USAGE_TOO_PERMISSIVE', '"o-a1b2c3d4e5*"']]],
  [
    '',
    { StringLike: { 'aws:sourceVpc': 'vpc-0a1b2c3?' } },
    [['WILDCARD_USAGE_TOO_PERMISSIVE', '"vpc-0a1b2c3?"']],
  ],
  [
    '',
    { StringEquals: { [org]: 'o-a1b2c3${aws:PrincipalTag/o}' } },
    [['VARIABLE_USAGE_TOO_PERMISSIVE', '"o-a1b2c3${aws:PrincipalTag/o}"']],
  ],
  [
    '',
    {
      StringLike: {
        'aws:userid': ['AROAEXAMPLE:*', '*:ann', '${aws:userid}:*', 'AIDAEXAMPLE:${aws:userid}'],
      },
    },
    [],
  ],
  [
    '',
    { StringLike: { 'aws:UserId': ['AROAEXAMPLE:*', 'AROA*:ann'] } },
    [['WILDCARD_USAGE_TOO_PERMISSIVE', '"AROA*:ann"']],
  ],
  [
    '',
    { StringEquals: { 'aws:userid': '${aws:username}' } },
    [['VARIABLE_USAGE_TOO_PERMISSIVE', '"${aws:username}"']],
  ],
  [
    '',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*', 'o-*'] } },
    [['WILDCARD_USAGE_TOO_PERMISSIVE', '"o-*"']],
  ],
  ['', { StringLike: { 'aws:PrincipalTag/a': ['b', '*'] } }, [['EQUIVALENT_TO_NULL_FALSE', '["b","*"]']]],
  [
    '',
    { 'ForAnyValue:StringNotLikeIfExists': { 'aws:CalledVia': '*' } },
    [['EQUIVALENT_TO_NULL_TRUE', '"*"']],
  ],
  [
    '',
    { DateLessThan: { 'aws:CurrentTime': '${aws:CurrentTime}' } },
    [['INVALID_VARIABLE_FOR_OPERATOR', '"${aws:CurrentTime}"']],
  ],
  [
    '',
    { StringEquals: { [org]: 'o-${aws:username}' } },
    [['VARIABLE_USAGE_TOO_PERMISSIVE', '"o-${aws:username}"']],
  ],
  ['seen', { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } }, []],
  [
    '',
    { 'ForAnyValue:NullIfExists': { [org]: 'true' } },
    [['NULL_WITH_IF_EXISTS', '"ForAnyValue:NullIfExists"']],
  ],
] as const)('%s AWS reports %j as %j', (_, condition, expected) => {
  expect(codesOf(documentOf(condition))).toEqual(expected);
});

const gitHub = 'token.actions.githubusercontent.com:sub';

test.each([
  ['repo:*', true],
  ['repo:acme/app:*', false],
  ['repo:acme@*/app@*:ref:refs/heads/main', true],
  ['repo:acme@*/apps@*:ref:refs/heads/main', false],
])('the organization of %s is open to strangers: %s', (subject, isOpen) => {
  const found = codesOf(documentOf({ StringLike: { [gitHub]: subject } })).map(([code]) => code);
  expect(found.includes('WILDCARD_USAGE_TOO_PERMISSIVE')).toBe(isOpen);
});

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['203.0.113.200/25', '203.0.113.128/25'],
  ['2001:db8:1:2::5/64', '2001:db8:1:2::/64'],
  ['2001:db8:0:0:1::5/80', '2001:db8:0:0:1::/80'],
  ['::5/0', '::/0'],
])('the address %s is mended to %s', (written, right) => {
  const text = documentOf({ IpAddress: { 'aws:VpcSourceIp': written } });
  const found = issuesOf(text).find(({ issueCode }) => issueCode === 'IMPROVE_IP_RANGE');
  expect(found?.fix?.apply()).toBe(documentOf({ IpAddress: { 'aws:VpcSourceIp': right } }));
});

test.each([
  ['${aws:username/x', 'MISSING_BRACE_IN_VARIABLE', '${aws:username}/x'],
  ['${aws:PrincipalTag/team/x', 'MISSING_BRACE_IN_VARIABLE', '${aws:PrincipalTag/team}/x'],
  ['${aws:username-${aws:userid}', 'MISSING_BRACE_IN_VARIABLE', '${aws:username}-${aws:userid}'],
  ["${aws:username, 'x}", 'MISSING_QUOTE_IN_VARIABLE', "${aws:username, 'x'}"],
  ["${aws: username, 'x'}", 'UNSUPPORTED_SPACE_IN_VARIABLE', "${aws:username, 'x'}"],
  ['${ }', 'EMPTY_VARIABLE', undefined],
] as const)('the variable %s is a %s, and mended to %s', (written, code, right) => {
  const whole = (name: string) =>
    documentOf({ Bool: { 'aws:SecureTransport': 'true' } }, `arn:aws:s3:::homes/${name}`);
  const found = issuesOf(whole(written)).find(({ issueCode }) => issueCode === code);
  expect(found).toBeDefined();
  expect(found?.fix?.apply()).toBe(right === undefined ? undefined : whole(right));
});

test.each([
  [
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS',
    {
      StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/a*' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*b' },
    },
  ],
  [
    'EQUIVALENT_TO_NULL_FALSE',
    { StringLike: { 'aws:PrincipalTag/a': '*' }, Null: { 'aws:PrincipalTag/a': 'false' } },
  ],
  ['PRIVATE_IP_ADDRESS', { IpAddress: { 'aws:SourceIp': '10.0.0.1', 'aws:VpcSourceIp': '10.0.0.2' } }],
] as const)('%s has no fix where two tests would become one that asks for less', (code, condition) => {
  const found = issuesOf(documentOf(condition)).find(({ issueCode }) => issueCode === code);
  expect(found).toBeDefined();
  expect(found?.fix).toBeUndefined();
});
