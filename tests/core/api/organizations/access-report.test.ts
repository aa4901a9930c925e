/** IAM's calls about an organization: centralized root access (N-44) and the access report. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, root } from '../door.ts';
import { withOrganization } from './account.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;

function setting() {
  const { t, ok, org, top, unit } = withOrganization(
    new TestAccount(1).given(
      ['CreateUser', { UserName: 'Bob' }],
      ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:List*') }],
    ),
  );
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const { Policy } = ok('CreatePolicy', {
    Name: 'Some',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: allow(['iam:*', 's3:*']),
  }) as { Policy: { PolicySummary: { Id: string } } };
  return { t, org, top, unit, policy: Policy.PolicySummary.Id };
}

const report = (t: TestAccount, params: Record<string, unknown>, sort = {}) => {
  const { JobId } = expectOk(t.call('GenerateOrganizationsAccessReport', params));
  expect(expectOk(t.call('GetOrganizationsAccessReport', { JobId }))['JobStatus']).toBe('IN_PROGRESS');
  return expectOk(t.call('GetOrganizationsAccessReport', { JobId, ...sort }));
};

test('organizations features are switched in the management account', () => {
  const { t, org } = setting();
  t.given(
    ['EnableOrganizationsRootSessions', {}],
    ['EnableOrganizationsRootCredentialsManagement', {}],
    ['EnableOrganizationsRootSessions', {}],
    ['DisableOrganizationsRootCredentialsManagement', {}],
  );
  expect(expectOk(t.call('ListOrganizationsFeatures'))).toEqual({
    OrganizationId: org,
    EnabledFeatures: ['RootSessions'],
  });
});

test('A-10 the organizations access report lists what a control policy allows, and who used it last', () => {
  const { t, org, top, policy } = setting();
  expectOk(t.as(bob, 'ListUsers'));
  const asked = { EntityPath: `${org}/${top}`, OrganizationsPolicyId: policy };
  expect(report(t, asked, { SortKey: 'SERVICE_NAMESPACE_DESCENDING' })).toMatchObject({
    JobStatus: 'COMPLETED',
    NumberOfServicesAccessible: 2,
    NumberOfServicesNotAccessed: 1,
    AccessDetails: [
      { ServiceNamespace: 's3', TotalAuthenticatedEntities: 0 },
      {
        ServiceNamespace: 'iam',
        EntityPath: `${org}/${top}/${account}`,
        LastAuthenticatedTime: '2026-01-31T12:00:00Z',
        TotalAuthenticatedEntities: 1,
      },
    ],
  });
});

test('A-10 a unit without accounts may use what reaches it at every level', () => {
  const { t, org, top, unit, policy } = setting();
  expectOk(t.org(root, 'AttachPolicy', { PolicyId: policy, TargetId: unit }));
  expectOk(t.org(root, 'DetachPolicy', { PolicyId: 'p-FullAWSAccess', TargetId: unit }));
  expect(report(t, { EntityPath: `${org}/${top}/${unit}` })['NumberOfServicesAccessible']).toBe(0);
  expectOk(t.org(root, 'AttachPolicy', { PolicyId: policy, TargetId: top }));
  expect(report(t, { EntityPath: `${org}/${top}/${unit}` })['NumberOfServicesAccessible']).toBe(2);
});

test('A-10 five access reports may run at a time; their paths and policies must exist', () => {
  const { t, org, top } = setting();
  const generate = (EntityPath: string, more = {}) =>
    t.call('GenerateOrganizationsAccessReport', { EntityPath, ...more });
  expectError(generate('o-aaaaaaaaaa/r-aaaa'), 'InvalidInput', 400, /entity path/);
  expectError(generate(`${org}/${top}/ou-none`), 'InvalidInput', 400, /entity path/);
  const unknown = { OrganizationsPolicyId: 'p-aaaaaaaa' };
  expectError(generate(`${org}/${top}`, unknown), 'InvalidInput', 400, /p-aaaaaaaa/);
  for (let i = 0; i < 5; i += 1) expectOk(generate(`${org}/${top}`));
  expectError(generate(`${org}/${top}`), 'ReportGenerationLimitExceeded', 409, /./);
});
