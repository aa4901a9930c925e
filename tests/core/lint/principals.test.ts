/** Principals and control policies: forms that the examples of the checks do not have. */

import { expect, test } from 'vitest';
import { checkPolicy, type PolicyToCheck } from '#headless.ts';

const account = '111122223333';
const trust = { type: 'RESOURCE_POLICY', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' } as const;
const bucket = { type: 'RESOURCE_POLICY', resourceType: 'AWS::S3::Bucket' } as const;
const rcp = { type: 'RESOURCE_CONTROL_POLICY' } as const;
const identity = { type: 'IDENTITY_POLICY' } as const;

const issuesOf = (statements: readonly object[], to: PolicyToCheck) =>
  checkPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), to);
const issuesIn = (statement: object, to: PolicyToCheck) => issuesOf([statement], to);
const codesIn = async (statement: object, to: PolicyToCheck) =>
  (await issuesIn(statement, to)).flatMap(({ issueCode }) => issueCode ?? []);

test('NotPrincipal is no missing principal as well', async () => {
  const statement = { Effect: 'Deny', NotPrincipal: { AWS: account } };
  expect(await codesIn({ ...statement, Action: 'sts:AssumeRole' }, trust)).toEqual([
    'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
  ]);
  expect(await codesIn({ ...statement, Action: 's3:*', Resource: '*' }, rcp)).toEqual([
    'RCP_SYNTAX_ERROR_PRINCIPAL',
  ]);
});

test.each(['Service', 'Federated'])('in a resource control policy %s: * is not everybody', async (type) => {
  const statement = { Effect: 'Deny', Principal: { [type]: '*' }, Action: 's3:*', Resource: '*' };
  expect(await codesIn(statement, rcp)).toEqual(['RCP_SYNTAX_ERROR_PRINCIPAL']);
});

test('a limited Allow of a resource control policy has no fault in its actions', async () => {
  const secure = { Bool: { 'aws:SecureTransport': 'true' } };
  const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: secure };
  expect(await codesIn(statement, rcp)).toEqual(['RCP_SYNTAX_ERROR_ALLOW']);
});

test.each([
  ['Lambda.amazonaws.com', 'lambda.amazonaws.com'],
  ['EC2.amazonaws.com.cn', 'ec2.amazonaws.com.cn'],
])('the service %s is written %s', async (wrong, right) => {
  const statement = { Effect: 'Allow', Principal: { Service: wrong }, Action: 'sts:AssumeRole' };
  const [issue, ...more] = await issuesIn(statement, trust);
  expect(more).toEqual([]);
  expect(issue?.issueCode).toBe('INVALID_SERVICE_PRINCIPAL_FORMAT');
  expect(issue?.fix?.apply()).toContain(`"${right}"`);
});

test.each([
  ['ec2.amazonaws.com', ['INVALID_SERVICE_PRINCIPAL_FORMAT']],
  ['ec2.eu-west-1.amazonaws.com', []],
  ['ec2.*.amazonaws.com', []],
  ['rds.us-gov-west-1.amazonaws.com', []],
])('the service %s of kms:ViaService has a Region or a pattern', async (service, codes) => {
  const statement = {
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    Condition: { StringLike: { 'kms:ViaService': service } },
  };
  expect(await codesIn(statement, identity)).toEqual(codes);
});

test('a bucket may name an identity of CloudFront', async () => {
  const user = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC';
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: user },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::data/*',
  };
  expect(await issuesIn(statement, bucket)).toEqual([]);
});

test('a session in the form of AWS’s page is redundant beside its role', async () => {
  const AWS = [`arn:aws:iam::${account}:role/app`, `arn:aws:iam::${account}:assumed-role/app/build`];
  const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' };
  expect(await codesIn(statement, trust)).toContain('REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY');
});

test('one service in place of everybody is no role for anybody', async () => {
  const statement = { Effect: 'Allow', Principal: { Service: '*' }, Action: 'sts:AssumeRole' };
  const issues = await issuesIn(statement, trust);
  expect(issues.map(({ id }) => id)).toEqual(['unsupported-wildcard-in-principal']);
});

test('a trust policy is known without its type', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: '',
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-west-2_EXAMPLE' } },
      },
    ],
  };
  const text = JSON.stringify(policy);
  const issues = await checkPolicy(text, { type: 'RESOURCE_POLICY' });
  // The CLI's page of `validate-policy` has this policy, with these codes and places.
  expect(issues.map(({ issueCode, span }) => [issueCode, text.slice(span.start, span.end)])).toEqual([
    ['EMPTY_SID_VALUE', '""'],
    ['MISMATCHED_ACTION_FOR_PRINCIPAL', '"sts:AssumeRole"'],
    ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY', '"sts:TagSession"'],
  ]);
});

test.each([
  ['accounts.google.com', 'aud', ['FORALLVALUES_WITH_SINGLE_VALUED_KEY']],
  ['www.amazon.com', 'app_id', ['FORALLVALUES_WITH_SINGLE_VALUED_KEY']],
  ['cognito-identity.amazonaws.com', 'amr', []],
])('ForAllValues with %s:%s, which AWS knows', async (issuer, claim, codes) => {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: issuer },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      'ForAllValues:StringEquals': { [`${issuer}:${claim}`]: ['app'] },
      StringEquals: { [`${issuer}:sub`]: 'ann', [`${issuer}:aud`]: 'app' },
    },
  };
  const found = await codesIn(statement, trust);
  expect(found.filter((code) => code.startsWith('FORALLVALUES'))).toEqual(codes);
});

test.each([
  ['repo:acme/app:*', 'Workflows of any branch, tag or pull request there can assume this role.'],
  ['repo:acme/app:ref:refs/heads/*', 'Workflows of each branch that fits can assume this role.'],
  ['repo:acme/app:ref:refs/tags/v*', 'Workflows of each tag that fits can assume this role.'],
  ['repo:acme/app:ref:*', 'Workflows of each branch or tag that fits can assume this role.'],
  ['repo:acme/app:environment:*', 'Workflows of each environment that fits can assume this role.'],
])('the message about the subject %s names no more than it lets in', async (subject, sentence) => {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': subject },
    },
  };
  const issues = await issuesIn(statement, trust);
  const found = issues.find(({ id }) => id === 'specific-github-repo-and-branch-recommended');
  expect(found?.message).toBe(`“${subject}” names no single branch. ${sentence}`);
});

const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } };
const endpoint = { StringEquals: { 'aws:SourceVpce': 'vpce-1234567890abcdef0' } };
test.each([
  [{ Principal: '*' }, 'This lets in everybody, over HTTP too.'],
  [
    { Principal: '*', Condition: organization },
    'This lets in everybody who meets its conditions, over HTTP too.',
  ],
  [
    { Principal: '*', Condition: endpoint },
    'This lets in everybody who meets its conditions, over HTTP too.',
  ],
  [
    { NotPrincipal: { AWS: account }, Condition: endpoint },
    'This lets in everybody who is not listed and meets its conditions, over HTTP too.',
  ],
])('%j is said to be for those whom it lets in over HTTP', async (party, words) => {
  const statement = { Effect: 'Allow', ...party, Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
  const issue = (await issuesIn(statement, bucket)).find(({ id }) => id === 'plain-http');
  expect(issue?.message).toContain(words);
});

test('a statement for everybody beside a Deny is not said to let in anybody', async () => {
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
  const messageOf = async (...statements: object[]) =>
    (await issuesOf(statements, bucket)).find(({ id }) => id === 'open-to-everyone')?.message;
  expect(await messageOf(open)).toContain(
    'Anybody on the internet, without credentials, can use this resource.',
  );
  expect(await messageOf(open, { ...open, Effect: 'Deny', Condition: organization })).toContain(
    'only what a Deny keeps out stays out',
  );
});

test('what AWS’s reference lacks has the day of the reference beside it', async () => {
  const statement = { Effect: 'Allow', Resource: '*' };
  for (const Action of ['s3:ListBuckets', 's3:ListBuckett*', 'esthree:GetObject']) {
    const said = (await issuesIn({ ...statement, Action }, identity)).map(({ message }) => message);
    expect(said.join()).toMatch(/as far as AWS’s reference of \d{4}-\d\d-\d\d knows/);
  }
});
