/** A document for each issue code of Access Analyzer that a check of ours has, and the severity that AWS gives it. */

import { beforeAll, expect, test } from 'vitest';
import { policyIssues } from '../../../src/core/lint/issues.ts';
import { type IssueCode, severityOfIssue } from '../../../src/core/policy/checks/issue-codes.ts';
import type { PolicyKind } from '../../../src/core/policy/checks/problem.ts';
import { createReference } from '../../../src/reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' };
const one = (more: object) => policy({ ...read, ...more });
const when = (operator: string, key: string, value: unknown) =>
  one({ Condition: { [operator]: { [key]: value } } });
const without = (member: keyof typeof read) =>
  policy(Object.fromEntries(Object.entries(read).filter(([name]) => name !== member)));
const everybody = { Principal: '*' };
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } };
const deny = { ...read, Effect: 'Deny', ...everybody };
const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const twice = [
  { ...read, Sid: 'A' },
  { ...read, Sid: 'A', Action: 's3:PutObject' },
];

const cases: { readonly [C in IssueCode]: readonly [document: object | string, kind?: PolicyKind] } = {
  ALLOW_WITH_NOT_PRINCIPAL: [one({ NotPrincipal: { AWS: '111122223333' } }), 'resource'],
  ARN_REGION_NOT_ALLOWED: [one({ Resource: 'arn:aws:s3:us-east-1::data/*' })],
  DATA_TYPE_MISMATCH: [one({ Action: 7 })],
  EMPTY_ARRAY_CONDITION: [when('StringEquals', 'aws:PrincipalOrgID', [])],
  FORALLVALUES_WITH_SINGLE_VALUED_KEY: [when('ForAllValues:StringEquals', 'aws:PrincipalOrgID', 'o-1')],
  INVALID_ACTION: [one({ Action: 's3:GetObjct' })],
  INVALID_ARN_RESOURCE: [one({ Action: 'iam:GetUser', Resource: 'arn:aws:iam::111122223333:person/ann' })],
  INVALID_CONDITION_OPERATOR: [when('StringSame', 'aws:PrincipalOrgID', 'o-1')],
  INVALID_EFFECT: [one({ Effect: 'Permit' })],
  INVALID_GLOBAL_CONDITION_KEY: [when('StringEquals', 'aws:PrincipalOrganization', 'o-1')],
  INVALID_PARTITION: [one({ Resource: 'arn:azure:s3:::data/*' })],
  INVALID_POLICY_ELEMENT: [one({ Comment: 'x' })],
  INVALID_PRINCIPAL_FORMAT: [one({ Principal: '111122223333' }), 'resource'],
  INVALID_PRINCIPAL_KEY: [one({ Principal: { User: 'ann' } }), 'resource'],
  INVALID_SERVICE_CONDITION_KEY: [when('StringEquals', 's3:mood', 'good')],
  INVALID_SERVICE_IN_ACTION: [one({ Action: 's4:GetObject' })],
  INVALID_SERVICE_PRINCIPAL_FORMAT: [policy({ ...assume, Principal: { Service: 'lambda' } }), 'trust'],
  INVALID_VERSION: [{ ...one({}), Version: '2020-01-01' }],
  JSON_SYNTAX_ERROR: ['{'],
  MISSING_ACTION: [without('Action')],
  MISSING_ARN_FIELD: [one({ Resource: 'arn:aws:s3::data' })],
  MISSING_EFFECT: [without('Effect')],
  MISSING_GITHUB_REPO_CONDITION_KEY: [
    policy({ ...assume, Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: github } }),
    'trust',
  ],
  MISSING_PRINCIPAL: [policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'trust'],
  MISSING_QUALIFIER: [when('StringEquals', 'aws:TagKeys', 'team')],
  MISSING_RESOURCE: [without('Resource')],
  MISSING_STATEMENT: [{ Version: '2012-10-17' }],
  MISSING_VERSION: [{ Statement: read }],
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: [one({ Action: 'iam:Pass*', Resource: '*' })],
  PASS_ROLE_WITH_STAR_IN_RESOURCE: [one({ Action: 'iam:PassRole', Resource: '*' })],
  POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: [one({ Resource: `arn:aws:s3:::${'a'.repeat(10_240)}` })],
  RCP_SYNTAX_ERROR_ACTION: [policy({ ...deny, Action: '*' }), 'rcp'],
  RCP_SYNTAX_ERROR_ALLOW: [one(everybody), 'rcp'],
  RCP_SYNTAX_ERROR_NOTACTION: [
    policy({ Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*', ...everybody }),
    'rcp',
  ],
  RCP_SYNTAX_ERROR_PRINCIPAL: [policy({ ...deny, Principal: { AWS: '111122223333' } }), 'rcp'],
  REDUNDANT_ACTION: [one({ Action: ['s3:GetObject', 's3:Get*'] })],
  REDUNDANT_RESOURCE: [one({ Resource: ['arn:aws:s3:::data/*', 'arn:aws:s3:::data/a/*'] })],
  REDUNDANT_STATEMENT: [policy(read, { ...read, Resource: 'arn:aws:s3:::data/a/*' })],
  RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: [one({ Principal: { Service: 'sns.amazonaws.com' } }), 'resource'],
  ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: [
    policy({ Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '111122223333' } }),
    'trust',
  ],
  ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: [policy({ ...assume, Resource: '*' }), 'trust'],
  SCP_SYNTAX_ERROR_PRINCIPAL: [one(everybody), 'scp'],
  TYPE_MISMATCH: [when('StringEquals', 'aws:SourceIp', '10.0.0.0/8')],
  TYPE_MISMATCH_BOOLEAN: [when('Bool', 'aws:SecureTransport', 'yes')],
  TYPE_MISMATCH_DATE: [when('DateGreaterThan', 'aws:CurrentTime', 'monday')],
  TYPE_MISMATCH_IP_RANGE: [when('IpAddress', 'aws:SourceIp', 'home')],
  TYPE_MISMATCH_NUMBER: [when('NumericLessThan', 'aws:MultiFactorAuthAge', 'short')],
  UNIQUE_SIDS_RECOMMENDED: [policy(...twice.map((each) => ({ ...each, ...everybody }))), 'resource'],
  UNIQUE_SIDS_REQUIRED: [policy(...twice)],
  UNSUPPORTED_ACTION_FOR_CONDITION_KEY: [when('StringEquals', 's3:prefix', 'home/')],
  UNSUPPORTED_ACTION_IN_POLICY: [policy({ ...assume, Action: 's3:GetObject' }), 'trust'],
  UNSUPPORTED_ELEMENT_COMBINATION: [one({ NotAction: 's3:PutObject' })],
  UNSUPPORTED_PRINCIPAL: [one(everybody)],
  UNSUPPORTED_SID: [one({ Sid: 'with space' })],
  VARIABLE_UNSUPPORTED_IN_VERSION: [
    { Version: '2008-10-17', Statement: { ...read, Resource: 'arn:aws:s3:::data/${aws:username}/*' } },
    'identity-inline',
  ],
  WILDCARD_WITHOUT_LIKE_OPERATOR: [when('StringEquals', 'aws:PrincipalOrgID', 'o-*')],
};

test.each(Object.entries(cases))(
  'the issue code %s is found in its policy',
  (code, [document, kind = 'identity-managed']) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    const found = policyIssues(text, { kind, reference, complete: true });
    expect(found.map(({ issueCode }) => issueCode)).toContain(code);
    for (const { issueCode, severity, span } of found) {
      if (issueCode) expect(severity).toBe(severityOfIssue[issueCode]);
      expect(span.start).toBeLessThanOrEqual(span.end);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
  },
);
