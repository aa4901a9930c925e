/** Attacks and mistakes (D-…) that no other test quotes: what each gives the attacker, and what stops it. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { createReference } from '#reference/reference.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, root, trusts } from './door.ts';
import { Account, ann, policy } from './resource/account.ts';
import { addMfa, assumed, bob, dev, put, serial, withDev } from './sts/account.ts';

const policyArn = `arn:aws:iam::${account}:policy/Own`;
const everything = allow('*');

/** Bob with a managed policy of his own, attached to him. */
const withOwn = (document: string) =>
  withDev().given(
    ['CreatePolicy', { PolicyName: 'Own', PolicyDocument: document }],
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: policyArn }],
  );
const createsUser = (t: TestAccount) => t.as(bob, 'CreateUser', { UserName: 'backdoor' });
const refused = (outcome: ReturnType<typeof createsUser>) =>
  expectError(outcome, 'AccessDenied', 403, /is not authorized/);

test('D-03 a new default version of an attached policy needs no SetDefaultPolicyVersion', () => {
  const t = withOwn(allow('iam:CreatePolicyVersion'));
  refused(createsUser(t));
  refused(t.as(bob, 'SetDefaultPolicyVersion', { PolicyArn: policyArn, VersionId: 'v1' }));
  const version = { PolicyArn: policyArn, PolicyDocument: everything, SetAsDefault: true };
  expectOk(t.as(bob, 'CreatePolicyVersion', version));
  expectOk(createsUser(t));
});

test('D-04 an old version that allowed more comes back, unless it was deleted', () => {
  const narrow = { PolicyArn: policyArn, PolicyDocument: allow('iam:SetDefaultPolicyVersion') };
  const tightened = () =>
    withOwn(everything).given(['CreatePolicyVersion', { ...narrow, SetAsDefault: true }]);
  const goBack = (t: TestAccount) =>
    t.as(bob, 'SetDefaultPolicyVersion', { PolicyArn: policyArn, VersionId: 'v1' });
  const t = tightened();
  refused(createsUser(t));
  expectOk(goBack(t));
  expectOk(createsUser(t));
  const cleaned = tightened().given(['DeletePolicyVersion', { PolicyArn: policyArn, VersionId: 'v1' }]);
  expectError(goBack(cleaned), 'NoSuchEntity', 404, /./);
});

test('D-06 whoever may fill any group joins the administrators; a named group stops it', () => {
  const group = (name: string) => `arn:aws:iam::${account}:group/${name}`;
  const joining = (resource: string) =>
    withOwn(allow('iam:AddUserToGroup', resource)).given(
      ['CreateGroup', { GroupName: 'Admins' }],
      ['PutGroupPolicy', { GroupName: 'Admins', PolicyName: 'p', PolicyDocument: everything }],
    );
  const join = (t: TestAccount) => t.as(bob, 'AddUserToGroup', { GroupName: 'Admins', UserName: 'Bob' });
  refused(join(joining(group('Readers'))));
  const t = joining('*');
  expectOk(join(t));
  expectOk(createsUser(t));
});

test('D-08 whoever may change a trust policy adds himself to it and assumes the role', () => {
  const t = withDev(trusts({ Service: 'ec2.amazonaws.com' }));
  put(t, 'Role', 'Dev', everything);
  put(t, 'User', 'Bob', allow('iam:UpdateAssumeRolePolicy', dev));
  refused(t.as(bob, 'AssumeRole', { RoleArn: dev, RoleSessionName: 's1' }));
  const mine = { RoleName: 'Dev', PolicyDocument: trusts({ AWS: bob }) };
  expectOk(t.as(bob, 'UpdateAssumeRolePolicy', mine));
  expectOk(t.as(assumed(t), 'CreateUser', { UserName: 'backdoor' }));
});

test('D-09, D-12 starting something new needs PassRole; changing code where a role runs already does not', async () => {
  const reference = createReference();
  await reference.loadAllActions();
  const t = new Account();
  t.env = { ...t.env, reference };
  t.given([
    'CreateRole',
    { RoleName: 'Strong', AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }) },
  ]);
  const strong = `arn:aws:iam::${account}:role/Strong`;
  const fn = [`arn:aws:lambda:us-east-1:${account}:function:f`];
  const create = () => t.by('any lambda:CreateFunction', { Resources: fn, PassedRole: strong }, ann);
  const lambda = { Effect: 'Allow', Action: 'lambda:*', Resource: '*' };
  const passing = (Resource: string) => ({ Effect: 'Allow', Action: 'iam:PassRole', Resource });
  t.may(policy(lambda, passing(`arn:aws:iam::${account}:role/app-*`)));
  expectError(create(), 'AccessDeniedException', 403, /iam:PassRole on resource: .*Strong/);
  expectOk(t.by('any lambda:UpdateFunctionCode', { Resources: fn }, ann));
  t.may(policy(lambda, passing('*')));
  expectOk(create());
});

test('D-10 whoever may delete boundaries lifts his own, unless the boundary itself denies it', () => {
  const bound = (ceiling: string) =>
    withOwn(everything).given(
      ['CreatePolicy', { PolicyName: 'Ceiling', PolicyDocument: ceiling }],
      [
        'PutUserPermissionsBoundary',
        { UserName: 'Bob', PermissionsBoundary: `arn:aws:iam::${account}:policy/Ceiling` },
      ],
    );
  const lift = (t: TestAccount) => t.as(bob, 'DeleteUserPermissionsBoundary', { UserName: 'Bob' });
  const t = bound(allow(['s3:*', 'iam:DeleteUserPermissionsBoundary']));
  refused(createsUser(t));
  expectOk(lift(t));
  expectOk(createsUser(t));
  const held = policy(
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'iam:*PermissionsBoundary', Resource: '*' },
  );
  refused(lift(bound(held)));
});

test('D-11 a device is taken away without MFA where no condition asks for it', () => {
  const strip = { UserName: 'Bob', SerialNumber: serial };
  const asking = (Condition?: object) => {
    const t = withDev();
    const statement = { Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: '*' };
    put(t, 'User', 'Bob', policy({ ...statement, ...(Condition ? { Condition } : {}) }));
    addMfa(t);
    return t;
  };
  refused(asking({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }).as(bob, 'DeactivateMFADevice', strip));
  const t = asking();
  expectOk(t.as(bob, 'DeactivateMFADevice', strip));
  expect(expectOk(t.call('ListMFADevices', { UserName: 'Bob' }))['MFADevices']).toEqual([]);
});

test('D-21 where tags decide, whoever may tag himself lets himself in', () => {
  const tagged = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
  const byTag = { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*', Condition: tagged };
  const tagging = { Effect: 'Allow', Action: 'iam:TagUser', Resource: '*' };
  const tagSelf = (t: TestAccount) =>
    t.as(bob, 'TagUser', { UserName: 'Bob', Tags: [{ Key: 'Team', Value: 'red' }] });
  refused(tagSelf(withOwn(policy(byTag, tagging, { ...tagging, Effect: 'Deny' }))));
  const t = withOwn(policy(byTag, tagging));
  refused(createsUser(t));
  expectOk(tagSelf(t));
  expectOk(createsUser(t));
});

const bucket = 'arn:aws:s3:::reports';
const file = `${bucket}/2026.csv`;
const answer = (
  t: TestAccount,
  principal: string,
  action: string,
  resource: string,
  context: RequestContext = {},
) => authorize(t.world, { principal, action, resource, context }, t.env).verdict;
const withPolicy = (document: string) => {
  const t = withDev();
  put(t, 'User', 'Bob', document);
  return t;
};

test('D-15 ForAllValues holds without the key, and a Null condition of false closes that hole', () => {
  const asking = (Condition: object) =>
    withPolicy(policy({ Effect: 'Allow', Action: 'ec2:CreateVolume', Resource: '*', Condition }));
  const set = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } };
  const volume = `arn:aws:ec2:us-east-1:${account}:volume/*`;
  const open = asking(set);
  expect(answer(open, bob, 'ec2:CreateVolume', volume)).toBe('allowed');
  expect(answer(open, bob, 'ec2:CreateVolume', volume, { 'aws:TagKeys': ['x'] })).toBe('denied');
  const closed = asking({ ...set, Null: { 'aws:TagKeys': 'false' } });
  expect(answer(closed, bob, 'ec2:CreateVolume', volume)).toBe('denied');
  expect(answer(closed, bob, 'ec2:CreateVolume', volume, { 'aws:TagKeys': ['team'] })).toBe('allowed');
});

test('D-18 NotPrincipal with Allow would let in everybody else, signed in or not, and cannot be saved', () => {
  const t = withDev();
  const but = {
    Effect: 'Allow',
    NotPrincipal: { AWS: bob },
    Action: 's3:GetObject',
    Resource: `${bucket}/*`,
  };
  const saved = t.play('PutResource', { Arn: bucket, Policy: policy(but) });
  expectError(saved, 'MalformedPolicyDocument', 400, 'NotPrincipal must be used with Deny.');
  const resourcePolicy = { name: 'bucket', document: policy(but) };
  const asked = { action: 's3:GetObject', resource: file, resourceAccount: account, identityPolicies: [] };
  const verdicts = [bob, `arn:aws:iam::${account}:user/Zoe`, '*'].map(
    (principal) => evaluate({ ...asked, principal, resourcePolicy }).verdict,
  );
  expect(verdicts).toEqual(['denied', 'allowed', 'allowed']);
});

test('D-19 a condition on the user agent trusts what the client writes itself', () => {
  const Condition = { StringEquals: { 'aws:UserAgent': 'secret-tool' } };
  const t = withPolicy(policy({ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*', Condition }));
  refused(t.as(bob, 'ListUsers'));
  expectOk(t.as(bob, 'ListUsers', {}, { userAgent: 'secret-tool' }));
});

test('D-20 a Deny on addresses stops what a service does for the user, unless it leaves that out', () => {
  const office = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  const denying = (Condition: object) =>
    withPolicy(
      policy(
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', Action: '*', Resource: '*', Condition },
      ),
    );
  const forwarded = { 'aws:SourceIp': '198.51.100.20', 'aws:ViaAWSService': 'true' };
  const direct = { 'aws:SourceIp': '198.51.100.20' };
  const strict = denying(office);
  expect(answer(strict, bob, 's3:GetObject', file)).toBe('allowed');
  expect(answer(strict, bob, 's3:GetObject', file, forwarded)).toBe('denied');
  const mended = denying({ ...office, Bool: { 'aws:ViaAWSService': 'false' } });
  expect(answer(mended, bob, 's3:GetObject', file, forwarded)).toBe('allowed');
  expect(answer(mended, bob, 's3:GetObject', file, direct)).toBe('denied');
});

test('D-22 a user made again passes a test of the ARN, and is not the principal that was named', () => {
  const byText = policy({
    Effect: 'Allow',
    Principal: { AWS: root },
    Action: 'sts:AssumeRole',
    Condition: { ArnEquals: { 'aws:PrincipalArn': bob } },
  });
  const t = withDev().given(
    ['CreateRole', { RoleName: 'ByText', AssumeRolePolicyDocument: byText }],
    ['DeleteUser', { UserName: 'Bob' }],
    ['CreateUser', { UserName: 'Bob' }],
  );
  put(t, 'User', 'Bob', allow('sts:AssumeRole'));
  const enter = (RoleArn: string) => t.as(bob, 'AssumeRole', { RoleArn, RoleSessionName: 's1' });
  refused(enter(dev));
  expectOk(enter(dev.replace('Dev', 'ByText')));
});

test('D-29 a boundary that leaves S3 out does not limit a bucket policy; a Deny in it does', () => {
  const bounded = (ceiling: string) => {
    const t = withDev().given(
      ['CreatePolicy', { PolicyName: 'Ceiling', PolicyDocument: ceiling }],
      [
        'PutUserPermissionsBoundary',
        { UserName: 'Bob', PermissionsBoundary: `arn:aws:iam::${account}:policy/Ceiling` },
      ],
    );
    const named = {
      Effect: 'Allow',
      Principal: { AWS: bob },
      Action: 's3:GetObject',
      Resource: `${bucket}/*`,
    };
    expectOk(t.play('PutResource', { Arn: bucket, Policy: policy(named) }));
    return answer(t, bob, 's3:GetObject', file);
  };
  expect([bounded(allow('ec2:*')), bounded(deny('s3:*'))]).toEqual(['allowed', 'denied']);
});

/** The root user of a member account below a unit with this service control policy beside FullAWSAccess. */
function member(Content: string): { t: TestAccount; id: string; memberRoot: string } {
  const t = new TestAccount();
  const ok = (operation: string, params: Record<string, unknown> = {}) =>
    expectOk(t.org(root, operation, params));
  ok('CreateOrganization');
  const [top] = ok('ListRoots')['Roots'] as { Id: string }[];
  const { AccountId: id } = ok('CreateAccount', { Email: 'dev@example.com', AccountName: 'Dev' })[
    'CreateAccountStatus'
  ] as { AccountId: string };
  ok('EnablePolicyType', { RootId: top?.Id, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const made = ok('CreatePolicy', { Name: 'p', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content });
  const { PolicySummary } = made['Policy'] as { PolicySummary: { Id: string } };
  ok('AttachPolicy', { PolicyId: PolicySummary.Id, TargetId: id });
  return { t, id, memberRoot: `arn:aws:iam::${id}:root` };
}

test('D-27 no policy of an account limits its root user; an SCP limits that of a member', () => {
  const t = new TestAccount();
  expect(
    authorize(t.world, { principal: root, action: 'iam:CreateUser', resource: '*' }, t.env).verdict,
  ).toBe('allowed');
  const { t: there, memberRoot } = member(deny('iam:CreateUser'));
  refused(there.as(memberRoot, 'CreateUser', { UserName: 'x' }));
  expectOk(there.as(memberRoot, 'ListUsers'));
});

test('D-28 an Allow in an SCP gives nobody a permission', () => {
  const { t, memberRoot } = member(everything);
  expectOk(t.as(memberRoot, 'CreateUser', { UserName: 'Kim' }));
  const kim = memberRoot.replace('root', 'user/Kim');
  refused(t.as(kim, 'ListUsers'));
  const own = { UserName: 'Kim', PolicyName: 'p', PolicyDocument: allow('iam:ListUsers') };
  expectOk(t.as(memberRoot, 'PutUserPolicy', own));
  expectOk(t.as(kim, 'ListUsers'));
});

test('Y-08 an SCP may test conditions in an Allow, and use NotAction, NotResource and wildcards anywhere', () => {
  const { t, memberRoot } = member(
    policy(
      {
        Effect: 'Allow',
        NotAction: 'ec2:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      },
      { Effect: 'Deny', Action: 'iam:*Users*', NotResource: `arn:aws:iam::*:user/team/*` },
      {
        Effect: 'Deny',
        Action: 'iam:Create*er',
        Resource: '*',
        Condition: { StringNotLike: { 'aws:PrincipalArn': '*:role/*' } },
      },
    ),
  );
  refused(t.as(memberRoot, 'ListUsers'));
  refused(t.as(memberRoot, 'CreateUser', { UserName: 'x' }));
  expectOk(t.as(memberRoot, 'ListRoles'));
});

test('Y-08 an Allow with NotResource in an SCP is saved, and leaves everything but that resource', () => {
  const { t, id, memberRoot } = member(
    policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:iam::*:user/team/*' }),
  );
  // Each level must allow: AWS's own policy would let everything through.
  expectOk(t.org(root, 'DetachPolicy', { PolicyId: 'p-FullAWSAccess', TargetId: id }));
  expectOk(t.as(memberRoot, 'CreateUser', { UserName: 'Kim' }));
  expectError(
    t.as(memberRoot, 'CreateUser', { UserName: 'Lee', Path: '/team/' }),
    'AccessDenied',
    403,
    /no service control policy allows the iam:CreateUser action/,
  );
});
