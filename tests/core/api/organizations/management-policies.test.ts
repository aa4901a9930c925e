/** Policies of an organization that never decide a request, the paths and states of W-13, and what is refused. */

import { expect, test } from 'vitest';
import { effectivePolicy } from '#core/policy/inheritance.ts';
import { TestAccount, account, expectError, expectOk, root } from '../door.ts';
import { withOrganization } from './account.ts';

function setting() {
  const made = withOrganization(new TestAccount());
  const dev = made.member('Dev');
  made.ok('MoveAccount', { AccountId: dev, SourceParentId: made.top, DestinationParentId: made.unit });
  const create = (content: unknown, Type = 'TAG_POLICY', Name = 'T') => {
    const made1 = made.ok('CreatePolicy', { Name, Description: '', Type, Content: JSON.stringify(content) });
    return (made1 as { Policy: { PolicySummary: { Id: string } } }).Policy.PolicySummary.Id;
  };
  const attach = (PolicyId: string, TargetId: string) =>
    made.t.org(root, 'AttachPolicy', { PolicyId, TargetId });
  return { ...made, dev, inside: `arn:aws:iam::${dev}:root`, create, attach };
}

const tagPolicy = (values: Record<string, unknown>) => ({
  tags: { team: { tag_key: { '@@assign': 'Team' }, tag_value: values } },
});

test('Y-12 a tag policy is created, attached and merged from the root down, and decides no request', () => {
  const { t, ok, top, unit, dev, inside, create, attach } = setting();
  const first = create(tagPolicy({ '@@assign': ['red', 'blue'] }));
  expectError(attach(first, top), 'PolicyTypeNotEnabledException', 400, /enabled/);
  ok('EnablePolicyType', { RootId: top, PolicyType: 'TAG_POLICY' });
  expectOk(attach(first, top));
  expectOk(
    attach(create(tagPolicy({ '@@remove': ['red'], '@@append': ['green'] }), 'TAG_POLICY', 'U'), unit),
  );
  const asked = { PolicyType: 'TAG_POLICY', TargetId: dev };
  const { EffectivePolicy } = ok('DescribeEffectivePolicy', asked) as {
    EffectivePolicy: { PolicyContent: string };
  };
  expect(JSON.parse(EffectivePolicy.PolicyContent)).toEqual({
    tags: { team: { tag_key: 'Team', tag_value: ['blue', 'green'] } },
  });
  expect(expectOk(t.org(inside, 'DescribeEffectivePolicy', { PolicyType: 'TAG_POLICY' }))).toMatchObject({
    EffectivePolicy: { TargetId: dev, PolicyType: 'TAG_POLICY' },
  });
  expect(ok('ListRoots')).toMatchObject({
    Roots: [{ PolicyTypes: [{ Type: 'TAG_POLICY', Status: 'ENABLED' }] }],
  });
  expectOk(t.as(inside, 'CreateUser', { UserName: 'Any' }));
  expectError(t.org(root, 'DeletePolicy', { PolicyId: first }), 'PolicyInUseException', 400, /use/);
  ok('DisablePolicyType', { RootId: top, PolicyType: 'TAG_POLICY' });
  expectError(t.org(root, 'DescribeEffectivePolicy', asked), 'EffectivePolicyNotFoundException', 400, /./);
  ok('DeletePolicy', { PolicyId: first });
});

test.each([
  'AISERVICES_OPT_OUT_POLICY',
  'BACKUP_POLICY',
  'BEDROCK_POLICY',
  'CHATBOT_POLICY',
  'DECLARATIVE_POLICY_EC2',
  'GUARDDUTY_POLICY',
  'INSPECTOR_POLICY',
  'NETWORK_SECURITY_DIRECTOR_POLICY',
  'S3_POLICY',
  'SECURITYHUB_CSPM_POLICY',
  'SECURITYHUB_POLICY',
  'UPGRADE_ROLLOUT_POLICY',
])('Y-12 a policy of type %s is listed by its type, and detached again', (type) => {
  const roots: Record<string, string> = {
    AISERVICES_OPT_OUT_POLICY: 'services',
    BACKUP_POLICY: 'plans',
    DECLARATIVE_POLICY_EC2: 'ec2_attributes',
  };
  const { t, ok, top, create, attach } = setting();
  const id = create({ [roots[type] ?? 'any']: { x: { '@@assign': 'y' } } }, type);
  ok('EnablePolicyType', { RootId: top, PolicyType: type });
  expectOk(attach(id, top));
  expect(ok('ListPoliciesForTarget', { TargetId: top, Filter: type })).toMatchObject({
    Policies: [{ Id: id, Type: type, AwsManaged: false }],
  });
  ok('DetachPolicy', { PolicyId: id, TargetId: top });
  expect(ok('ListPoliciesForTarget', { TargetId: top, Filter: type })).toEqual({ Policies: [] });
  expect(t.world.controlPolicies.size).toBe(0);
});

test('a text that is no policy of its type is refused by Organizations', () => {
  const { t } = setting();
  const create = (Content: string, Type = 'TAG_POLICY') =>
    t.org(root, 'CreatePolicy', { Name: 'x', Description: '', Type, Content });
  expectError(create('{"plans":{}}'), 'MalformedPolicyDocumentException', 400, /./);
  for (const type of ['TAG_POLICY', 'BEDROCK_POLICY'])
    for (const text of ['{', '[]', '[1]', '{}', 'null', '"abc"', '12', 'true'])
      expectError(create(text, type), 'MalformedPolicyDocumentException', 400, /./);
  expect(create(`{"tags":"${'x'.repeat(10_000)}"}`)).toMatchObject({
    error: { reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
  });
});

test('a level that allows no operators keeps the levels below from changing a value or adding one', () => {
  const locked = (value: Record<string, unknown>) => JSON.stringify({ tags: { team: { tag_value: value } } });
  const above = locked({ '@@assign': ['a'], '@@operators_allowed_for_child_policies': ['@@append'] });
  expect(effectivePolicy([[above], [locked({ '@@assign': ['b'], '@@append': ['c'] })]])).toEqual({
    tags: { team: { tag_value: ['a', 'c'] } },
  });
  const closed = JSON.stringify({
    tags: { '@@operators_allowed_for_child_policies': ['@@none'], team: { tag_key: { '@@assign': 'T' } } },
  });
  const more = JSON.stringify({ tags: { other: { tag_key: { '@@assign': 'O' } } } });
  expect(effectivePolicy([[closed], [more]])).toEqual({ tags: { team: { tag_key: 'T' } } });
  expect(effectivePolicy([[], []])).toBeUndefined();
});

test('W-13 accounts carry State and Paths, units their path', () => {
  const { ok, org, top, unit, dev } = setting();
  expect(ok('DescribeAccount', { AccountId: dev })).toMatchObject({
    Account: { State: 'ACTIVE', Status: 'ACTIVE', Paths: [`${org}/${top}/${unit}/${dev}/`] },
  });
  expect(ok('DescribeOrganizationalUnit', { OrganizationalUnitId: unit })).toMatchObject({
    OrganizationalUnit: { Path: `${org}/${top}/${unit}/` },
  });
  ok('CloseAccount', { AccountId: dev });
  expect(ok('DescribeAccount', { AccountId: dev })).toMatchObject({ Account: { State: 'SUSPENDED' } });
});

test.each([
  ['DescribeAccount', { AccountId: '12' }, 'INVALID_PATTERN'],
  ['DescribePolicy', { PolicyId: 'nothing' }, 'INVALID_PATTERN'],
  ['DescribeOrganizationalUnit', { OrganizationalUnitId: 'x' }, 'INVALID_PATTERN'],
  ['ListChildren', { ParentId: 'x', ChildType: 'ACCOUNT' }, 'INVALID_PATTERN'],
  ['AttachPolicy', { PolicyId: 'p-abcdefgh', TargetId: 'x' }, 'INVALID_PATTERN'],
  ['DescribeHandshake', { HandshakeId: 'x' }, 'INVALID_PATTERN'],
  ['TagResource', { ResourceId: 'x', Tags: [] }, 'INVALID_PATTERN'],
  [
    'MoveAccount',
    { AccountId: 'x', SourceParentId: 'r-aaaa', DestinationParentId: 'r-aaaa' },
    'INVALID_PATTERN',
  ],
  ['ListPolicies', { Filter: 'NO_POLICY' }, 'INVALID_ENUM_POLICY_TYPE'],
  ['ListChildren', { ParentId: 'r-aaaa', ChildType: 'ROOT' }, 'INVALID_ENUM'],
  ['ListAccounts', { MaxResults: 0 }, 'MIN_VALUE_EXCEEDED'],
  ['ListAccounts', { NextToken: 'none' }, 'INVALID_NEXT_TOKEN'],
  ['DescribeAccount', {}, 'INPUT_REQUIRED'],
])('W-13 %s refuses a value of a wrong form with the reason: %j', (operation, params, reason) => {
  const outcome = setting().t.org(root, operation, params);
  if (outcome.ok) expect.fail('the call succeeded');
  expect(outcome.error.code).toBe('InvalidInputException');
  expect(outcome.error.reason).toBe(reason);
  if (outcome.error.reason === 'INVALID_PATTERN')
    expect(outcome.error.message).toBe('You provided a value that does not match the required pattern.');
});

test('Y-13 what none of these accounts may do is refused with its reason', () => {
  const { t, ok, top, dev } = setting();
  const gov = { Email: 'g@example.com', AccountName: 'Gov' };
  expect(t.org(root, 'CreateGovCloudAccount', gov)).toMatchObject({
    error: { reason: 'MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED' },
  });
  expect(ok('ListInboundResponsibilityTransfers', { Type: 'BILLING' })).toEqual({
    ResponsibilityTransfers: [],
  });
  const Id = 'rt-abcdefgh';
  for (const operation of ['Describe', 'Terminate'])
    expectError(
      t.org(root, `${operation}ResponsibilityTransfer`, { Id }),
      'ResponsibilityTransferNotFoundException',
      404,
      /exist/,
    );
  expect(ok('ListAccountsWithInvalidEffectivePolicy', { PolicyType: 'TAG_POLICY' })).toMatchObject({
    Accounts: [],
  });
  expect(ok('ListChildren', { ParentId: top, ChildType: 'ACCOUNT' })).toEqual({
    Children: [{ Id: account, Type: 'ACCOUNT' }],
  });
  expect(ok('ListCreateAccountStatus')).toMatchObject({
    CreateAccountStatuses: [{ AccountId: dev, State: 'SUCCEEDED' }],
  });
});

test('G-01 AWS’s own RCP cannot be detached', () => {
  const { t, ok, top } = withOrganization(new TestAccount());
  ok('EnablePolicyType', { RootId: top, PolicyType: 'RESOURCE_CONTROL_POLICY' });
  const detach = { PolicyId: 'p-RCPFullAWSAccess', TargetId: top };
  expect(t.org(root, 'DetachPolicy', detach)).toMatchObject({
    error: { code: 'InvalidInputException', reason: 'NON_DETACHABLE_POLICY' },
  });
});
