/** Every check of the linter in a table of documents, and documents of which it must say nothing. */

import { beforeAll, expect, test } from 'vitest';
import type { CheckId } from '#core/lint/catalogue.ts';
import { lintPolicy } from '#core/lint/lint.ts';
import { nearest } from '#core/lint/edits/text.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';
import { createReference } from '#reference/reference.ts';
import { countOf, sampleOf } from '../../setup/counts.ts';

const reference = createReference();
beforeAll(() => Promise.all([reference.loadAllActions(), reference.loadManagedPolicies()]));

const documentOf = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const lint = (text: string, kind: PolicyKind = 'identity-managed') =>
  lintPolicy(text, { kind, reference, complete: true });

const bucket = 'arn:aws:s3:::payroll';
const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string | string[], more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource: '*',
  ...more,
});
const when = (operator: string, key: string, value: unknown) => ({
  Condition: { [operator]: { [key]: value } },
});
const trust = (Principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...more,
});
const corp = { Federated: 'arn:aws:iam::123456789012:saml-provider/Corp' };
const read = allow('s3:GetObject', `${bucket}/*`);

interface Row {
  readonly id: CheckId;
  /** What the squiggle stands under, and the statement(s). */
  readonly at: string;
  readonly statements: object[];
  readonly kind?: PolicyKind;
  /** The first statement after the fix, or all of them. */
  readonly fixed?: object | object[];
}

const rows: Row[] = [
  {
    id: 'unknown-service',
    at: '"s4:GetObject"',
    statements: [allow('s4:GetObject')],
    fixed: allow('s3:GetObject'),
  },
  { id: 'unknown-service', at: '"nothinglikeit:Get"', statements: [allow('nothinglikeit:Get')] },
  {
    id: 'unknown-action',
    at: '"s3:GetObjet"',
    statements: [allow('s3:GetObjet')],
    fixed: allow('s3:GetObject'),
  },
  { id: 'unknown-action', at: '"s3:Zzz*"', statements: [allow('s3:Zzz*')] },
  {
    id: 'action-spelling',
    at: '"s3:getobject"',
    statements: [allow(['s3:getobject', 's3:ListBucket'])],
    fixed: allow(['s3:GetObject', 's3:ListBucket']),
  },
  {
    id: 'action-never-matches-resource',
    at: '"s3:ListAllMyBuckets"',
    statements: [allow('s3:ListAllMyBuckets', bucket)],
    fixed: allow('s3:ListAllMyBuckets', '*'),
  },
  {
    id: 'action-never-matches-resource',
    at: '"s3:ListAllMyBuckets"',
    statements: [allow(['s3:ListBucket', 's3:ListAllMyBuckets'], bucket)],
    fixed: [allow(['s3:ListBucket'], bucket), { Sid: 'VisualEditor0', ...allow('s3:ListAllMyBuckets', '*') }],
  },
  {
    id: 'action-never-matches-resource',
    at: '"s3:GetObject"',
    statements: [allow('s3:GetObject', bucket)],
    fixed: allow('s3:GetObject', [bucket, `${bucket}/*`]),
  },
  {
    id: 'action-never-matches-resource',
    at: '"s3:ListBucket"',
    statements: [allow(['s3:ListBucket', 's3:GetObject'], `${bucket}/*`)],
    fixed: allow(['s3:ListBucket', 's3:GetObject'], [`${bucket}/*`, bucket]),
  },
  {
    id: 'action-never-matches-resource',
    at: '"ec2:Describe*"',
    statements: [deny('ec2:Describe*', { Resource: bucket })],
  },
  {
    id: 'covered-action',
    at: '"s3:GetObject"',
    statements: [allow(['s3:Get*', 's3:GetObject'])],
    fixed: allow(['s3:Get*']),
  },
  {
    id: 'covered-action',
    at: '"s3:GetObject"',
    statements: [allow(['s3:GetObject', 's3:PutObject', 's3:GetObject'])],
    fixed: allow(['s3:GetObject', 's3:PutObject']),
  },
  {
    id: 'covered-resource',
    at: `"${bucket}/a/*"`,
    statements: [allow('s3:GetObject', [`${bucket}/*`, `${bucket}/a/*`])],
    fixed: allow('s3:GetObject', [`${bucket}/*`]),
  },
  {
    id: 'covered-statement',
    at: '"Narrow"',
    statements: [allow('s3:Get*', `${bucket}/*`), { Sid: 'Narrow', ...read }],
    fixed: [allow('s3:Get*', `${bucket}/*`)],
  },
  {
    id: 'redundant-statement',
    at: JSON.stringify(read, null, 2).replaceAll('\n', '\n    '),
    statements: [read, read],
    fixed: [read],
  },
  { id: 'statement-without-effect', at: '{', statements: [read, deny('s3:*')] },
  { id: 'administrator', at: '"*"', statements: [allow('*')] },
  { id: 'self-escalation', at: '"iam:AttachUserPolicy"', statements: [allow('iam:AttachUserPolicy')] },
  { id: 'self-escalation', at: '"iam:*"', statements: [allow('iam:*')] },
  {
    id: 'pass-role-with-star-in-resource',
    at: '"iam:PassRole"',
    statements: [allow('iam:PassRole'), allow('ec2:RunInstances')],
    fixed: [
      allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')),
      allow('ec2:RunInstances'),
    ],
  },
  {
    id: 'self-escalation',
    at: '"iam:PassRole"',
    statements: [allow('iam:PassRole'), allow('ec2:RunInstances')],
  },
  {
    id: 'not-action-with-allow',
    at: '"iam:*"',
    statements: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
  },
  {
    id: 'not-resource-with-allow',
    at: `"${bucket}"`,
    statements: [{ Effect: 'Allow', Action: 's3:*', NotResource: bucket }],
  },
  { id: 'bare-star-in-trust-policy', at: '"Principal"', kind: 'trust', statements: [trust('*')] },
  { id: 'open-to-everyone', at: '"*"', kind: 'trust', statements: [trust({ AWS: '*' })] },
  {
    id: 'open-to-everyone',
    at: '"*"',
    kind: 'resource',
    statements: [trust({ AWS: '*' }, { Resource: bucket })],
  },
  {
    id: 'missing-github-repo-condition-key',
    at: '"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"',
    kind: 'trust',
    statements: [
      trust(
        { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
        {
          Action: 'sts:AssumeRoleWithWebIdentity',
          ...when('StringEquals', 'token.actions.githubusercontent.com:repository', 'acme/app'),
        },
      ),
    ],
    fixed: trust(
      { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'token.actions.githubusercontent.com:repository': 'acme/app' },
          StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:*' },
        },
      },
    ),
  },
  {
    id: 'specific-github-repo-and-branch-recommended',
    at: '"repo:*"',
    kind: 'trust',
    statements: [
      trust(
        { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
        {
          Action: 'sts:AssumeRoleWithWebIdentity',
          ...when('StringLike', 'token.actions.githubusercontent.com:sub', 'repo:*'),
        },
      ),
    ],
  },
  {
    id: 'provider-without-audience',
    at: '"arn:aws:iam::123456789012:oidc-provider/id.example.com"',
    kind: 'trust',
    statements: [
      trust(
        { Federated: 'arn:aws:iam::123456789012:oidc-provider/id.example.com' },
        { Action: 'sts:AssumeRoleWithWebIdentity', ...when('StringEquals', 'id.example.com:sub', 'deploy') },
      ),
    ],
  },
  {
    id: 'saml-without-audience',
    at: '"arn:aws:iam::123456789012:saml-provider/Corp"',
    kind: 'trust',
    statements: [trust(corp, { Action: 'sts:AssumeRoleWithSAML' })],
    fixed: trust(corp, {
      Action: 'sts:AssumeRoleWithSAML',
      ...when('StringEquals', 'SAML:aud', 'https://signin.aws.amazon.com/saml'),
    }),
  },
  {
    id: 'confused-deputy',
    at: '"sns.amazonaws.com"',
    kind: 'resource',
    statements: [{ ...allow('sqs:SendMessage'), Principal: { Service: 'sns.amazonaws.com' } }],
  },
  {
    id: 'unknown-global-key',
    at: '"aws:SourceIpp"',
    statements: [{ ...read, ...when('IpAddress', 'aws:SourceIpp', '10.0.0.0/8') }],
    fixed: { ...read, ...when('IpAddress', 'aws:SourceIp', '10.0.0.0/8') },
  },
  {
    id: 'unknown-service-key',
    at: '"s3:prefx"',
    statements: [allow('s3:ListBucket', bucket, when('StringLike', 's3:prefx', 'a/*'))],
    fixed: allow('s3:ListBucket', bucket, when('StringLike', 's3:prefix', 'a/*')),
  },
  {
    id: 'condition-key-not-carried',
    at: '"s3:GetObject"',
    statements: [allow('s3:GetObject', `${bucket}/*`, when('StringLike', 's3:prefix', 'a/*'))],
  },
  {
    id: 'condition-key-not-carried',
    at: '"iam:ListUsers"',
    statements: [allow('iam:ListUsers', '*', when('StringEquals', 'aws:RequestTag/team', 'x'))],
  },
  {
    id: 'wildcard-in-equals',
    at: '"a*"',
    statements: [{ ...read, ...when('StringEquals', 'aws:username', 'a*') }],
    fixed: { ...read, ...when('StringLike', 'aws:username', 'a*') },
  },
  {
    id: 'not-a-boolean',
    at: '"yes"',
    statements: [{ ...read, ...when('Bool', 'aws:SecureTransport', 'yes') }],
  },
  {
    id: 'not-an-address-range',
    at: '"10.0.0"',
    statements: [{ ...read, ...when('IpAddress', 'aws:SourceIp', '10.0.0') }],
  },
  {
    id: 'value-not-an-arn',
    at: '"alice"',
    statements: [{ ...read, ...when('ArnLike', 'aws:PrincipalArn', 'alice') }],
  },
  {
    id: 'not-a-number',
    at: '"1h"',
    statements: [{ ...read, ...when('NumericLessThan', 'aws:MultiFactorAuthAge', '1h') }],
  },
  {
    id: 'operator-of-wrong-type',
    at: '"aws:SourceIp"',
    statements: [{ ...read, ...when('StringEquals', 'aws:SourceIp', '10.0.0.0/8') }],
    fixed: { ...read, ...when('IpAddress', 'aws:SourceIp', '10.0.0.0/8') },
  },
  {
    id: 'several-values',
    at: '"aws:TagKeys"',
    statements: [allow('ec2:CreateTags', '*', when('StringEquals', 'aws:TagKeys', 'team'))],
    fixed: allow('ec2:CreateTags', '*', when('ForAnyValue:StringEquals', 'aws:TagKeys', 'team')),
  },
  {
    id: 'for-all-values-with-allow',
    at: '"ForAllValues:StringEquals"',
    statements: [allow('dynamodb:*', '*', when('ForAllValues:StringEquals', 'dynamodb:LeadingKeys', 'ana'))],
    fixed: allow('dynamodb:*', '*', {
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'ana' },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  },
  {
    id: 'mfa-deny-misses-access-keys',
    at: '"Bool"',
    statements: [deny('*', when('Bool', 'aws:MultiFactorAuthPresent', 'false'))],
    fixed: deny('*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false')),
  },
  {
    id: 'address-deny-hits-services',
    at: '"NotIpAddress"',
    statements: [deny('*', when('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'))],
    fixed: deny('*', {
      Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, Bool: { 'aws:ViaAWSService': 'false' } },
    }),
  },
  {
    id: 'region-deny-hits-global-services',
    at: '"StringNotEquals"',
    statements: [deny('*', when('StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'))],
  },
  { id: 'empty-condition', at: '[]', statements: [{ ...read, ...when('StringEquals', 'aws:username', []) }] },
];

test.each(rows)('the check $id points at $at in row %$', ({ id, at, statements, kind, fixed }) => {
  const text = documentOf(...statements);
  const found = lint(text, kind).filter((one) => one.id === id);
  expect(found.map(({ span }) => text.slice(span.start, span.end))).toContain(at);
  const finding = found.find(({ span }) => text.slice(span.start, span.end) === at);
  if (fixed === undefined) return expect(finding?.fix).toBeUndefined();
  const after = JSON.parse(finding?.fix?.apply() ?? '{}') as { Statement: object[] };
  expect(after.Statement).toEqual(Array.isArray(fixed) ? fixed : [fixed]);
  expect(lint(finding?.fix?.apply() ?? '', kind).filter((one) => one.id === id)).toEqual([]);
});

test('the check finds variables in an older version, and its fix raises the version', () => {
  const statement = allow('s3:GetObject', `${bucket}/\${aws:username}/*`);
  const found = lint(JSON.stringify({ Statement: [statement] })).find(
    ({ id }) => id === 'variables-need-version',
  );
  expect(JSON.parse(found?.fix?.apply() ?? '')).toEqual({ Version: '2012-10-17', Statement: [statement] });
  const old = lint(JSON.stringify({ Version: '2008-10-17', Statement: [statement] }));
  expect(JSON.parse(old.find(({ id }) => id === 'variables-need-version')?.fix?.apply() ?? '')).toMatchObject(
    {
      Version: '2012-10-17',
    },
  );
});

test('W-20 the size of an identity policy is a finding from 10,240 characters on, without white space', () => {
  const sized = (size: number) => {
    const policy = (resource: string) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [allow('s3:GetObject', resource)] });
    return policy(`arn:aws:s3:::data/${'a'.repeat(size - policy('arn:aws:s3:::data/').length)}`);
  };
  const ids = (text: string, kind?: PolicyKind) => lint(text, kind).map(({ id }) => id);
  expect(ids(sized(10_239))).toEqual([]);
  expect([ids(sized(10_240)), ids(` ${sized(10_240)}`)]).toEqual([
    ['policy-too-large'],
    ['policy-too-large'],
  ]);
  expect(ids(sized(10_240), 'boundary')).toEqual([]);
});

test.each([
  ['StringEquals', []],
  ['StringEqualsIfExists', ['pass-role-with-star-in-resource']],
  ['StringNotEquals', ['pass-role-with-star-in-resource']],
  ['ForAllValues:StringEquals', ['pass-role-with-star-in-resource', 'for-all-values-with-single-key']],
] as const)('W-20 a pass of any role is judged by its operator %s', (operator, found) => {
  const statement = allow('iam:PassRole', '*', when(operator, 'iam:PassedToService', 'ec2.amazonaws.com'));
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  expect(lint(text).map(({ id }) => id)).toEqual(found);
});

test.each<[string, object[], PolicyKind?]>([
  ['an ordinary statement', [read]],
  ['both kinds of resource', [allow(['s3:GetObject', 's3:ListBucket'], [bucket, `${bucket}/*`])]],
  ['a role that is named', [allow('iam:PassRole', 'arn:aws:iam::123456789012:role/Deploy')]],
  [
    'a pass to one service',
    [allow('iam:PassRole', '*', when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com'))],
  ],
  ['an SCP that allows all', [allow('*')], 'scp'],
  ['a boundary with NotAction', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'boundary'],
  ['a deny with NotAction', [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }]],
  ['a trust of an account', [trust({ AWS: '123456789012' })], 'trust'],
  ['a trust of a service', [trust({ Service: 'ec2.amazonaws.com' })], 'trust'],
  ['a tag key of any name', [{ ...read, ...when('StringEquals', 'aws:PrincipalTag/team', 'x') }]],
  [
    'a key of a provider',
    [
      trust(
        { Federated: 'accounts.google.com' },
        {
          Action: 'sts:AssumeRoleWithWebIdentity',
          ...when('StringEquals', 'accounts.google.com:aud', 'x'),
        },
      ),
    ],
    'trust',
  ],
  ['a deny that an allow does not survive in part', [read, deny('s3:DeleteObject')]],
  ['an exact wildcard', [{ ...read, ...when('StringEquals', 'aws:username', 'a${*}') }]],
  ['variables in place', [allow('s3:GetObject', `${bucket}/\${aws:username}/*`)]],
  [
    'a log group with slashes',
    [allow('logs:PutLogEvents', 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f:*')],
  ],
  ['a table’s index', [allow('dynamodb:Query', 'arn:aws:dynamodb:*:*:table/t/index/*')]],
  ['text that is no policy', []],
])('nothing is said of %s', (_, statements, kind) => {
  expect(lint(documentOf(...statements), kind).map(({ id, message }) => `${id}: ${message}`)).toEqual([]);
});

test('nothing is said of services while the reference is not all there', () => {
  const found = lintPolicy(documentOf(allow('s4:Get')), {
    kind: 'identity-managed',
    reference,
    complete: false,
  });
  expect(found).toEqual([]);
});

test('every finding in AWS’s own policies lies in the text, and every fix is a policy that lacks the finding', () => {
  const wrong: string[] = [];
  let fixes = 0;
  for (const { name, document } of sampleOf([...reference.managedPolicies()], 5, 2)) {
    const found = lint(document);
    const seen = new Set<string>();
    for (const { id, span, fix } of found) {
      if (span.start < 0 || span.end > document.length || span.start >= span.end)
        wrong.push(`${name}: ${id} span`);
      if (!fix || seen.has(id)) continue;
      seen.add(id);
      fixes += 1;
      const mended = fix.apply();
      const after = parsePolicy(mended).ok ? lint(mended).filter((one) => one.id === id).length : Infinity;
      if (after >= found.filter((one) => one.id === id).length) wrong.push(`${name}: ${id} is not mended`);
    }
  }
  expect(fixes).toBeGreaterThan(countOf({ sample: 30, full: 100 }));
  expect(wrong).toEqual([]);
});

test.each([
  ['GetObjet', 'GetObject'],
  ['getobject', 'GetObject'],
  ['Xyz', undefined],
  ['PutObjects', 'PutObject'],
])('the nearest name to %s is %s', (name, expected) => {
  expect(nearest(name, ['GetObject', 'PutObject', 'ListBucket'])).toBe(expected);
});
