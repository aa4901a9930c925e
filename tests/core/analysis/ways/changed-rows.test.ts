/**
 * Holds the model of calls to the door: every call that the search of ways models leaves the records that the door leaves.
 * A call without a case fails.
 */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { type AllowedCall, modelledCalls, worldAfterCall } from '#core/analysis/ways/changes.ts';
import { everythingText } from '#core/analysis/everything.ts';
import { handle } from '#core/api/door.ts';
import { authorize } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import type { ServiceName } from '#core/model/request/request.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { account, allow, env, group, policy, role, user } from '../../accounts.ts';
import { all, bucket, code, instance, key, queue, records, secret, table, twoOfEach } from './two-of-each.ts';

const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);

interface Case {
  readonly call: Partial<AllowedCall> & Pick<AllowedCall, 'resource'>;
  /** Gets the world after the model, from which it takes documents that the actor writes. */
  readonly params: (after: World) => Readonly<Record<string, unknown>>;
}

const policyIn = (after: World, arn: string) => findByArn(after, 'resources', arn)?.policy;
const trustIn = (after: World, arn: string) => findByArn(after, 'roles', arn)?.assumeRolePolicyDocument;

/** One case for each of user, group and role. */
const ofHolders = (
  name: (noun: string) => string,
  of: (holder: string, member: Readonly<Record<string, string>>) => Case,
  nouns: readonly ('User' | 'Group' | 'Role')[] = ['User', 'Group', 'Role'],
): Record<string, Case> =>
  Object.fromEntries(
    nouns.map((noun) => {
      const [arn, label] = {
        User: [user('boss'), 'boss'],
        Group: [group('Team'), 'Team'],
        Role: [role('Boss'), 'Boss'],
      }[noun] as [string, string];
      return [`iam:${name(noun)}`, of(arn, { [`${noun}Name`]: label })];
    }),
  );

const tagged = { context: { 'aws:RequestTag/team': 'blue' } };
const Tags = [{ Key: 'team', Value: 'blue' }];

const cases: Readonly<Record<string, Case>> = {
  ...ofHolders(
    (noun) => `Put${noun}Policy`,
    (resource, of) => ({
      call: { resource, inline: 'Old' },
      params: () => ({ ...of, PolicyName: 'Old', PolicyDocument: everythingText }),
    }),
  ),
  ...ofHolders(
    (noun) => `Delete${noun}Policy`,
    (resource, of) => ({
      call: { resource, inline: 'Other' },
      params: () => ({ ...of, PolicyName: 'Other' }),
    }),
  ),
  ...ofHolders(
    (noun) => `Attach${noun}Policy`,
    (resource, of) => ({
      call: { resource, attaches: policy('Free') },
      params: () => ({ ...of, PolicyArn: policy('Free') }),
    }),
  ),
  ...ofHolders(
    (noun) => `Detach${noun}Policy`,
    (resource, of) => ({
      call: { resource, attaches: policy('Own') },
      params: () => ({ ...of, PolicyArn: policy('Own') }),
    }),
  ),
  ...ofHolders(
    (noun) => `Put${noun}PermissionsBoundary`,
    (resource, of) => ({
      call: { resource, attaches: policy('Free') },
      params: () => ({ ...of, PermissionsBoundary: policy('Free') }),
    }),
    ['User', 'Role'],
  ),
  ...ofHolders(
    (noun) => `Delete${noun}PermissionsBoundary`,
    (resource, of) => ({ call: { resource }, params: () => of }),
    ['User', 'Role'],
  ),
  ...ofHolders(
    (noun) => `Tag${noun}`,
    (resource, of) => ({ call: { resource, tag: 'team=blue' }, params: () => ({ ...of, Tags }) }),
    ['User', 'Role'],
  ),
  ...ofHolders(
    (noun) => `Untag${noun}`,
    (resource, of) => ({ call: { resource, tag: 'team' }, params: () => ({ ...of, TagKeys: ['team'] }) }),
    ['User', 'Role'],
  ),
  'iam:TagPolicy': {
    call: { resource: policy('Own'), tag: 'team=blue' },
    params: () => ({ PolicyArn: policy('Own'), Tags }),
  },
  'iam:AddUserToGroup': {
    call: { resource: group('Leads'), target: user('dev') },
    params: () => ({ GroupName: 'Leads', UserName: 'dev' }),
  },
  'iam:RemoveUserFromGroup': {
    call: { resource: group('Team'), target: user('dev') },
    params: () => ({ GroupName: 'Team', UserName: 'dev' }),
  },
  'iam:CreateUser': { call: { resource: user('new'), ...tagged }, params: () => ({ UserName: 'new', Tags }) },
  'iam:CreateGroup': { call: { resource: group('new') }, params: () => ({ GroupName: 'new' }) },
  'iam:CreateRole': {
    call: {
      resource: role('new'),
      context: { ...tagged.context, 'iam:PermissionsBoundary': policy('Limit') },
    },
    params: (after) => ({
      RoleName: 'new',
      AssumeRolePolicyDocument: trustIn(after, role('new')),
      PermissionsBoundary: policy('Limit'),
      Tags,
    }),
  },
  'iam:CreatePolicy': {
    call: { resource: policy('new'), ...tagged },
    params: () => ({ PolicyName: 'new', PolicyDocument: everythingText, Tags }),
  },
  'iam:CreatePolicyVersion': {
    call: { resource: policy('Own') },
    params: () => ({ PolicyArn: policy('Own'), PolicyDocument: everythingText, SetAsDefault: true }),
  },
  'iam:DeletePolicyVersion': {
    call: { resource: policy('Own') },
    params: () => ({ PolicyArn: policy('Own'), VersionId: 'v1' }),
  },
  'iam:SetDefaultPolicyVersion': {
    call: { resource: policy('Own'), version: 'v3' },
    params: () => ({ PolicyArn: policy('Own'), VersionId: 'v3' }),
  },
  'iam:UpdateAssumeRolePolicy': {
    call: { resource: role('Boss') },
    params: (after) => ({ RoleName: 'Boss', PolicyDocument: trustIn(after, role('Boss')) }),
  },
  'ec2:CreateTags': {
    call: { resource: instance, tag: 'team=blue' },
    params: () => ({ Resources: ['i-0123456789abcdef0'], Tags }),
  },
  's3:DeleteBucketPolicy': { call: { resource: bucket }, params: () => ({ Bucket: 'pay' }) },
  'kms:PutKeyPolicy': {
    call: { resource: key },
    params: (after) => ({ KeyId: key, PolicyName: 'default', Policy: policyIn(after, key) }),
  },
  'secretsmanager:PutResourcePolicy': {
    call: { resource: secret },
    params: (after) => ({ SecretId: secret, ResourcePolicy: policyIn(after, secret) }),
  },
  'dynamodb:PutResourcePolicy': {
    call: { resource: table },
    params: (after) => ({ ResourceArn: table, Policy: policyIn(after, table) }),
  },
  'sqs:SetQueueAttributes': {
    call: { resource: queue },
    params: (after) => ({
      QueueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/jobs`,
      Attributes: { Policy: policyIn(after, queue) },
    }),
  },
};

/** Writes what an actor would into a bucket policy: without what denies, and with itself. */
const opened = (arn: string, objects: string, action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      allow('s3:GetObject', objects, all),
      { Effect: 'Allow', Principal: { AWS: user('out') }, Action: action, Resource: [arn, objects] },
    ],
  });

/** The door writes one statement of its own for these, so what counts is whom it lets in. */
const statementCalls: Readonly<Record<string, { params: object; asks: string; resource: string }>> = {
  'lambda:AddPermission': {
    params: {
      FunctionName: 'run',
      StatementId: 'own',
      Action: 'lambda:InvokeFunction',
      Principal: user('out'),
    },
    asks: 'lambda:InvokeFunction',
    resource: code,
  },
  's3:PutBucketPolicy': {
    params: { Bucket: 'pay', Policy: opened(bucket, `${bucket}/*`, 's3:*') },
    asks: 's3:ListBucket',
    resource: bucket,
  },
};

/** The door knows no such call, or none that changes a record: the model is what the search supposes. */
const notAtDoor: readonly string[] = [
  'kms:CreateGrant',
  'sts:AssumeRole',
  // The door lets the account in, as AWS does, and the model the actor: its own policies decide the rest.
  'sqs:AddPermission',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:CreateAccountAssignment',
];

test('every call that is modelled has a case', () => {
  const known = [...Object.keys(cases), ...Object.keys(statementCalls), ...notAtDoor];
  expect([...new Set(known)].sort()).toEqual([...modelledCalls].sort());
});

function after(before: World, action: string, params: object): World {
  const [service = '', operation = ''] = action.split(':');
  const request = {
    service: service as ServiceName,
    operation,
    params: params as Record<string, unknown>,
    account,
  };
  const sent = attempt(before, request, 'root');
  if (!sent.ok) throw new Error(`${action}: ${sent.error.message}`);
  return sent.value;
}

const callOf = (action: string, more: Case['call']): AllowedCall => ({
  action,
  self: user('dev'),
  target: user('dev'),
  ...more,
});

test.each(Object.entries(cases))(
  'the model of %s leaves the records that the door leaves',
  (action, { call, params }) => {
    const before = twoOfEach();
    const model = worldAfterCall(before, callOf(action, call));
    expect(records(model)).not.toEqual(records(before));
    expect(records(model)).toEqual(records(after(before, action, params(model))));
  },
);

test.each(Object.entries(statementCalls))(
  'the model of %s lets the actor in as the door does',
  (action, { params, asks, resource }) => {
    const before = twoOfEach();
    const model = worldAfterCall(
      before,
      callOf(action, { resource, self: user('out'), target: user('out') }),
    );
    const verdict = (one: World) =>
      authorize(one, { principal: user('out'), action: asks, resource }, env).verdict;
    expect(verdict(before)).toBe('denied');
    expect([verdict(model), verdict(after(before, action, params))]).toEqual(['allowed', 'allowed']);
  },
);
