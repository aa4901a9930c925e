/**
 * A second document for each code of Access Analyzer, as `checkPolicy` of the headless engine is asked for it. It is
 * written from AWS's description of the code, not from our checks. A row may name what else AWS says of the document.
 */

import { expect, test } from 'vitest';
import { checkPolicy, type PolicyToCheck } from '#headless.ts';
import { type IssueCode, severityOfIssue } from '#core/policy/checks/issue-codes.ts';

type Case = readonly [document: object | string, to?: PolicyToCheck, besides?: readonly IssueCode[]];

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' };
const one = (more: object) => policy({ ...read, ...more });
const when = (operator: string, key: string, value: unknown, more: object = {}) =>
  one({ ...more, Condition: { [operator]: { [key]: value } } });
const without = (member: keyof typeof read) =>
  policy(Object.fromEntries(Object.entries(read).filter(([name]) => name !== member)));
const identity: PolicyToCheck = { type: 'IDENTITY_POLICY' };
const bucket: PolicyToCheck = { type: 'RESOURCE_POLICY', resourceType: 'AWS::S3::Bucket' };
const trust: PolicyToCheck = { type: 'RESOURCE_POLICY', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' };
const scp: PolicyToCheck = { type: 'SERVICE_CONTROL_POLICY' };
const rcp: PolicyToCheck = { type: 'RESOURCE_CONTROL_POLICY' };
const account = '111122223333';
const them = { AWS: `arn:aws:iam::${account}:role/reader` };
const ofBucket = (more: object) => policy({ ...read, Principal: them, ...more });
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account } };
const trusted = (more: object) => policy({ ...assume, ...more });
const web = (Principal: object, Condition?: object) =>
  trusted({ Action: 'sts:AssumeRoleWithWebIdentity', Principal, ...(Condition && { Condition }) });
const github = { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` };
const cognito = { Federated: 'cognito-identity.amazonaws.com' };
const aud = (of: string) => `token.actions.githubusercontent.com:${of}`;
const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const denied = (more: object) => policy({ ...deny, ...more });
const twice = (Sid: string) => [
  { ...read, Sid },
  { ...read, Sid, Action: 's3:PutObject' },
];
const pass = (more: object) => policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', ...more });
const slr = (more: object) =>
  policy({ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*', ...more });
const role = `arn:aws:iam::${account}:role/app`;

export const cases: { readonly [C in IssueCode]: Case | undefined } = {
  ARN_ACCOUNT_NOT_ALLOWED: [one({ Resource: `arn:aws:s3::${account}:data`, Action: 's3:ListBucket' })],
  ARN_REGION_NOT_ALLOWED: [
    one({ Action: 'iam:GetUser', Resource: `arn:aws:iam:us-east-1:${account}:user/ann` }),
  ],
  DATA_TYPE_MISMATCH: [{ Version: 20121017, Statement: [read] }],
  DUPLICATE_KEYS_WITH_DIFFERENT_CASE: [
    one({
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:principalorgid': 'o-a1b2c3d4e5' },
      },
    }),
  ],
  INVALID_ACTION: [one({ Action: 's3:ReadObject' })],
  INVALID_ARN_ACCOUNT: [
    one({ Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:us-east-1:1111222233:table/t' }),
  ],
  INVALID_ARN_PREFIX: [one({ Resource: 'aws:s3:::data/*' })],
  INVALID_ARN_REGION: [
    one({ Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:us-easty-1:${account}:jobs` }),
  ],
  INVALID_ARN_RESOURCE: [
    one({ Action: 'dynamodb:GetItem', Resource: `arn:aws:dynamodb:us-east-1:${account}:tables/t` }),
  ],
  INVALID_ARN_SERVICE_CASE: [one({ Resource: 'arn:aws:S3:::data/*' })],
  INVALID_CONDITION_DATA_TYPE: [when('StringEquals', 'aws:PrincipalOrgID', ['o-a1b2c3d4e5', 5])],
  INVALID_CONDITION_KEY_FORMAT: [when('StringEquals', 'username', 'ann')],
  INVALID_CONDITION_MULTIPLE_BOOLEAN: [when('Bool', 'aws:SecureTransport', ['true', 'false'])],
  INVALID_CONDITION_OPERATOR: [when('StringContains', 'aws:PrincipalOrgID', 'o-1')],
  INVALID_EFFECT: [one({ Effect: 'allow' })],
  INVALID_GLOBAL_CONDITION_KEY: [when('StringEquals', 'aws:SourceAccountId', account)],
  INVALID_PARTITION: [one({ Resource: 'arn:amazon:s3:::data/*' })],
  INVALID_POLICY_ELEMENT: [one({ Resources: '*' })],
  INVALID_PRINCIPAL_FORMAT: [ofBucket({ Principal: role }), bucket],
  INVALID_PRINCIPAL_KEY: [ofBucket({ Principal: { Aws: role } }), bucket],
  INVALID_REGION: [when('StringEquals', 'aws:RequestedRegion', 'us-easty-1')],
  INVALID_SERVICE: [one({ Resource: 'arn:aws:s4:::data/*' })],
  INVALID_SERVICE_CONDITION_KEY: [when('StringEquals', 's3:colour', 'red')],
  INVALID_SERVICE_IN_ACTION: [one({ Action: 'ses3:GetObject' })],
  INVALID_VARIABLE_FOR_OPERATOR: [when('NumericEquals', 'aws:MultiFactorAuthAge', '${aws:username}')],
  INVALID_VERSION: [{ ...one({}), Version: '2015-10-17' }],
  JSON_SYNTAX_ERROR: ['{"Version": "2012-10-17", "Statement": [}'],
  MISSING_ACTION: [without('Action')],
  MISSING_ARN_FIELD: [one({ Resource: 'arn:aws:s3:data' })],
  MISSING_ARN_REGION: [one({ Action: 'sqs:SendMessage', Resource: `arn:aws:sqs::${account}:jobs` })],
  MISSING_EFFECT: [without('Effect')],
  MISSING_PRINCIPAL: [one({}), bucket],
  MISSING_QUALIFIER: [
    when('StringEquals', 'aws:TagKeys', ['team'], {
      Action: 's3:CreateBucket',
      Resource: 'arn:aws:s3:::data',
    }),
  ],
  MISSING_RESOURCE: [without('Resource')],
  MISSING_STATEMENT: [{ Version: '2012-10-17', Statement: [] }],
  NULL_WITH_IF_EXISTS: [when('NullIfExists', 'aws:PrincipalOrgID', 'true')],
  SCP_SYNTAX_ERROR_ACTION_WILDCARD: undefined,
  SCP_SYNTAX_ERROR_PRINCIPAL: [one({ Effect: 'Deny', NotPrincipal: them }), scp],
  UNIQUE_SIDS_REQUIRED: [policy(...twice('Same'))],
  UNSUPPORTED_ACTION_IN_POLICY: [ofBucket({ Action: ['s3:GetObject', 'ec2:RunInstances'] }), bucket],
  UNSUPPORTED_ELEMENT_COMBINATION: [one({ NotAction: 's3:PutObject' })],
  UNSUPPORTED_GLOBAL_CONDITION_KEY: [when('ArnEquals', 'aws:ARN', role)],
  UNSUPPORTED_PRINCIPAL: [one({ Principal: '*' })],
  UNSUPPORTED_RESOURCE_ARN_IN_POLICY: [
    ofBucket({ Resource: `arn:aws:sqs:us-east-1:${account}:jobs` }),
    bucket,
  ],
  UNSUPPORTED_SID: [one({ Sid: 'read objects!' })],
  UNSUPPORTED_WILDCARD_IN_PRINCIPAL: [
    ofBucket({ Principal: { AWS: `arn:aws:iam::${account}:role/*` } }),
    bucket,
  ],
  MISSING_BRACE_IN_VARIABLE: [one({ Resource: 'arn:aws:s3:::data/${aws:username/*' })],
  MISSING_QUOTE_IN_VARIABLE: [one({ Resource: "arn:aws:s3:::data/${aws:username, 'nobody}/*" })],
  UNSUPPORTED_SPACE_IN_VARIABLE: [one({ Resource: 'arn:aws:s3:::data/${aws: username}/*' })],
  EMPTY_VARIABLE: [one({ Resource: 'arn:aws:s3:::data/${}/*' })],
  VARIABLE_UNSUPPORTED_IN_ELEMENT: [one({ Action: 's3:${aws:username}' })],
  VARIABLE_UNSUPPORTED_IN_VERSION: [
    { Version: '2008-10-17', Statement: [{ ...read, Resource: 'arn:aws:s3:::data/${aws:username}/*' }] },
  ],
  PRIVATE_IP_ADDRESS: [when('IpAddress', 'aws:SourceIp', '10.0.0.0/16')],
  PRIVATE_NOT_IP_ADDRESS: [when('NotIpAddress', 'aws:SourceIp', '192.168.1.0/24', { Effect: 'Deny' })],
  POLICY_SIZE_EXCEEDS_SCP_QUOTA: [
    one({ Effect: 'Deny', Resource: `arn:aws:s3:::${'a'.repeat(10_300)}` }),
    scp,
  ],
  INVALID_SERVICE_PRINCIPAL_FORMAT: [trusted({ Principal: { Service: 'ec2' } }), trust],
  MISSING_TAG_KEY_IN_CONDITION: [when('StringEquals', 'aws:PrincipalTag', 'red')],
  INVALID_VPC_FORMAT: [when('StringEquals', 'aws:SourceVpc', 'my-vpc')],
  INVALID_VPCE_FORMAT: [when('StringEquals', 'aws:SourceVpce', 'vpc-0a1b2c3d')],
  FEDERATED_PRINCIPAL_NOT_SUPPORTED: [ofBucket({ Principal: { Federated: 'accounts.google.com' } }), bucket],
  UNSUPPORTED_ACTION_FOR_CONDITION_KEY: [when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')],
  UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: [
    ofBucket({
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    bucket,
    ['RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL'],
  ],
  ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: [
    policy({ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: account } }),
    trust,
  ],
  ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: [trusted({ Principal: '*' }), trust],
  ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: [trusted({ Resource: role }), trust],
  TYPE_MISMATCH_IP_RANGE: [when('IpAddress', 'aws:SourceIp', '203.0.113.0/64')],
  MISSING_ACTION_FOR_CONDITION_KEY: [
    trusted({ Condition: { StringEquals: { 'sts:SourceIdentity': 'ann' } } }),
    trust,
  ],
  INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: [
    web({ Federated: 'https://accounts.google.com' }, { StringEquals: { 'accounts.google.com:aud': 'app' } }),
    trust,
  ],
  MISMATCHED_ACTION_FOR_PRINCIPAL: [
    trusted({ Principal: { Federated: `arn:aws:iam::${account}:saml-provider/corp` } }),
    trust,
  ],
  MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY: [
    trusted({ Principal: { Service: 'rolesanywhere.amazonaws.com' } }),
    trust,
  ],
  POLICY_SIZE_EXCEEDS_RCP_QUOTA: [denied({ Resource: `arn:aws:s3:::${'a'.repeat(5_200)}` }), rcp],
  RCP_SYNTAX_ERROR_PRINCIPAL: [denied({ Principal: { AWS: account } }), rcp],
  RCP_SYNTAX_ERROR_ALLOW: [denied({ Effect: 'Allow' }), rcp],
  RCP_SYNTAX_ERROR_NOTACTION: [
    policy({ Effect: 'Deny', Principal: '*', NotAction: 's3:GetObject', Resource: '*' }),
    rcp,
  ],
  RCP_SYNTAX_ERROR_ACTION: [denied({ Action: '*' }), rcp],
  MISSING_ARN_ACCOUNT: [one({ Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:us-east-1::jobs' })],
  INVALID_KMS_KEY_VALUE: [
    when('StringEquals', 's3:x-amz-server-side-encryption-aws-kms-key-id', 'my-key', {
      Action: 's3:PutObject',
    }),
  ],
  VARIABLE_USAGE_TOO_PERMISSIVE: [
    when('StringLike', 'aws:PrincipalOrgID', '${aws:PrincipalTag/org}', { Effect: 'Deny' }),
  ],
  WILDCARD_USAGE_TOO_PERMISSIVE: [when('StringLike', 'aws:PrincipalAccount', '1111*')],
  CREATE_SLR_WITH_NOT_RESOURCE: [
    policy({ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', NotResource: `${role}s` }),
  ],
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: [
    policy({ Effect: 'Allow', Action: 'iam:*', NotResource: role }),
    identity,
    ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE'],
  ],
  CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: [
    policy({ Effect: 'Allow', NotAction: 's3:*', NotResource: role }),
    identity,
    ['PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE'],
  ],
  CREATE_SLR_WITH_STAR_IN_RESOURCE: [slr({})],
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: [slr({ Action: 'iam:Create*' })],
  CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: [
    policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
    identity,
    ['PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION'],
  ],
  DEPRECATED_GLOBAL_CONDITION_KEY: [ofBucket({ Condition: { ArnEquals: { 'aws:ARN': role } } }), bucket],
  INVALID_DATE_VALUE: [when('DateLessThan', 'aws:CurrentTime', '2026')],
  INVALID_ROLE_REFERENCE: [ofBucket({ Principal: { AWS: 'AROAEXAMPLE1234567890' } }), bucket],
  INVALID_USER_REFERENCE: [ofBucket({ Principal: { AWS: 'AIDAEXAMPLE1234567890' } }), bucket],
  MISSING_VERSION: [{ Statement: [read] }],
  UNIQUE_SIDS_RECOMMENDED: [
    policy(...twice('Same').map((statement) => ({ ...statement, Principal: them }))),
    bucket,
  ],
  WILDCARD_WITHOUT_LIKE_OPERATOR: [
    when('StringEquals', 's3:prefix', 'home/*', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::data' }),
  ],
  POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: [one({ Resource: `arn:aws:s3:::${'a'.repeat(10_240)}` })],
  POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA: [
    ofBucket({ Resource: `arn:aws:s3:::${'a'.repeat(20_600)}` }),
    bucket,
  ],
  TYPE_MISMATCH: [when('DateLessThan', 'aws:PrincipalOrgID', '2026-01-01T00:00:00Z')],
  TYPE_MISMATCH_BOOLEAN: [when('Bool', 'aws:MultiFactorAuthPresent', 'yes')],
  TYPE_MISMATCH_DATE: [when('DateGreaterThan', 'aws:CurrentTime', 'tomorrow')],
  TYPE_MISMATCH_NUMBER: [when('NumericLessThan', 'aws:MultiFactorAuthAge', 'one hour')],
  TYPE_MISMATCH_STRING: [when('BinaryEquals', 'aws:userid', 'not base 64!')],
  SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED: [
    web(github, {
      StringEquals: { [aud('aud')]: 'sts.amazonaws.com' },
      StringLike: { [aud('sub')]: 'repo:acme/*' },
    }),
    trust,
  ],
  POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA: [
    trusted({ Condition: { StringEquals: { 'sts:ExternalId': 'a'.repeat(4_200) } } }),
    trust,
  ],
  RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY: [
    denied({ Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    rcp,
  ],
  RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY: [
    denied({
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        Null: { 'aws:SourceAccount': 'false' },
      },
    }),
    rcp,
  ],
  RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK: [
    denied({
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    }),
    rcp,
  ],
  USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: [
    one({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:VpceOrgID': 'o-a1b2c3d4e5' } },
    }),
    scp,
  ],
  UNTRUSTWORTHY_CONDITION_KEY: [when('StringLike', 'aws:UserAgent', 'backup-tool*')],
  ALLOW_WITH_NOT_PRINCIPAL: [
    policy({ ...read, NotPrincipal: { AWS: `arn:aws:iam::${account}:user/mallory` } }),
    bucket,
  ],
  FORALLVALUES_WITH_SINGLE_VALUED_KEY: [when('ForAllValues:StringEquals', 'aws:PrincipalAccount', [account])],
  PASS_ROLE_WITH_NOT_RESOURCE: [policy({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: role })],
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: [
    policy({ Effect: 'Allow', Action: 'iam:*', NotResource: role }),
    identity,
    ['CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE'],
  ],
  PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: [
    policy({ Effect: 'Allow', NotAction: 's3:*', NotResource: role }),
    identity,
    ['CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE'],
  ],
  PASS_ROLE_WITH_STAR_IN_RESOURCE: [pass({})],
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: [pass({ Action: 'iam:P*' })],
  PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: [
    policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
    identity,
    ['CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION'],
  ],
  MISSING_PAIRED_CONDITION_KEYS: [when('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/16')],
  DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: [
    policy({
      Effect: 'Deny',
      Action: 'health:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    }),
  ],
  DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: [
    policy({
      Effect: 'Deny',
      NotAction: ['s3:*', 'iam:*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    }),
  ],
  RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: [
    ofBucket({ Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject' }),
    bucket,
  ],
  MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: [web(cognito), trust],
  MISSING_GITHUB_REPO_CONDITION_KEY: [
    web(github, { StringEquals: { [aud('aud')]: 'sts.amazonaws.com' } }),
    trust,
  ],
  STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS: [
    when('StringLike', 'aws:PrincipalArn', `arn:aws:iam::*:role/app`),
  ],
  DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: [
    policy({
      Effect: 'Allow',
      Action: ['dynamodb:Query', 'dynamodb:Scan'],
      Resource: `arn:aws:dynamodb:us-east-1:${account}:table/t`,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'name'] } },
    }),
  ],
  S3_PREFIX_IN_NEGATIVE_CONTEXT: [
    policy({
      Effect: 'Deny',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::data',
      Condition: { StringLike: { 's3:prefix': 'private/*' } },
    }),
  ],
  FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE: [
    web(cognito, {
      'ForAnyValue:StringEquals': {
        'cognito-identity.amazonaws.com:aud': 'us-east-1:12345678-1234-1234-1234-123456789012',
      },
    }),
    trust,
  ],
  EMPTY_ARRAY_ACTION: [one({ Action: [] })],
  EMPTY_ARRAY_CONDITION: [when('StringEquals', 'aws:PrincipalAccount', [])],
  EMPTY_ARRAY_CONDITION_FORALLVALUES: [
    when('ForAllValues:StringEquals', 'aws:TagKeys', [], {
      Action: 's3:CreateBucket',
      Resource: 'arn:aws:s3:::data',
    }),
  ],
  EMPTY_ARRAY_CONDITION_FORANYVALUE: [
    when('ForAnyValue:StringEquals', 'aws:TagKeys', [], {
      Action: 's3:CreateBucket',
      Resource: 'arn:aws:s3:::data',
    }),
  ],
  EMPTY_ARRAY_CONDITION_IFEXISTS: [when('StringEqualsIfExists', 'aws:PrincipalAccount', [])],
  EMPTY_ARRAY_PRINCIPAL: [ofBucket({ Principal: { AWS: [] } }), bucket],
  EMPTY_ARRAY_RESOURCE: [one({ Resource: [] })],
  EMPTY_OBJECT_CONDITION: [one({ Condition: {} })],
  EMPTY_OBJECT_PRINCIPAL: [ofBucket({ Principal: {} }), bucket],
  EMPTY_SID_VALUE: [one({ Sid: '' })],
  EQUIVALENT_TO_NULL_FALSE: [when('StringLike', 'aws:username', '*')],
  EQUIVALENT_TO_NULL_TRUE: [when('StringNotLike', 'aws:username', '*')],
  IMPROVE_IP_RANGE: [when('IpAddress', 'aws:SourceIp', '203.0.113.7/24')],
  NULL_WITH_QUALIFIER: [
    when('ForAnyValue:Null', 'aws:TagKeys', 'true', {
      Action: 's3:CreateBucket',
      Resource: 'arn:aws:s3:::data',
    }),
  ],
  PRIVATE_IP_ADDRESS_SUBSET: [when('IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '10.0.0.0/16'])],
  PRIVATE_NOT_IP_ADDRESS_SUBSET: [
    when('NotIpAddress', 'aws:SourceIp', ['203.0.113.0/24', '172.16.0.0/16'], { Effect: 'Deny' }),
  ],
  REDUNDANT_ACTION: [one({ Action: ['s3:GetObject', 's3:*'] })],
  REDUNDANT_CONDITION_VALUE_NUM: [when('NumericLessThan', 'aws:MultiFactorAuthAge', ['3600', '7200'])],
  REDUNDANT_RESOURCE: [one({ Resource: ['arn:aws:s3:::data/*', 'arn:aws:s3:::*'] })],
  REDUNDANT_STATEMENT: [
    policy({ ...read, Sid: 'Read' }, { ...read, Sid: 'Again', Action: ['s3:GetObject'] }),
  ],
  WILDCARD_IN_SERVICE_NAME: [one({ Action: 's*:GetObject' })],
  ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: [
    policy({
      Effect: 'Allow',
      Action: 'health:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    }),
  ],
  ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: [
    policy({
      Effect: 'Allow',
      NotAction: ['s3:*', 'iam:*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    }),
  ],
  RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: [
    ofBucket({
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'aws:Referer': 'https://example.com' } },
    }),
    bucket,
    ['UNTRUSTWORTHY_CONDITION_KEY'],
  ],
  IRRELEVANT_CONDITION_KEY_IN_POLICY: [
    ofBucket({ Condition: { StringEquals: { 's3:ResourceAccount': account } } }),
    bucket,
  ],
  REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION: [when('StringLikeIfExists', 'aws:username', '*')],
  REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY: [
    trusted({ Principal: { AWS: [role, `arn:aws:sts::${account}:assumed-role/app/build`] } }),
    trust,
  ],
  REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: [
    when('ForAnyValue:StringNotLike', 'aws:TagKeys', ['*'], {
      Action: 's3:CreateBucket',
      Resource: 'arn:aws:s3:::data',
    }),
  ],
  CONFIRM_AUDIENCE_CLAIM_TYPE: [
    web(
      { Federated: `arn:aws:iam::${account}:oidc-provider/oidc.example.com` },
      {
        'ForAnyValue:StringEquals': { 'oidc.example.com:aud': ['app'] },
        StringEquals: { 'oidc.example.com:sub': 'ann' },
      },
    ),
    trust,
  ],
};

const rows = Object.entries(cases).flatMap(([code, row]) => (row ? [[code as IssueCode, row] as const] : []));

test.each(rows)(
  'the code %s is found in a document of another hand',
  async (code, [document, to = identity]) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    const found = await checkPolicy(text, to);
    expect(found.map(({ issueCode }) => issueCode)).toContain(code);
    for (const { issueCode, severity, span } of found) {
      if (issueCode !== undefined) expect(severity).toBe(severityOfIssue[issueCode]);
      expect(span.start).toBeLessThanOrEqual(span.end);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
  },
);

test.each(rows)('nothing else is found beside %s', async (code, [document, to = identity, besides = []]) => {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const found = await checkPolicy(text, to);
  const more = found.filter(
    ({ issueCode }) => issueCode !== undefined && issueCode !== code && !besides.includes(issueCode),
  );
  expect(more.map(({ issueCode, message }) => `${issueCode ?? ''}: ${message}`)).toEqual([]);
});
