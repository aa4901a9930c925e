/**
 * The reference knows every action, condition key and AWS managed policy once it is loaded, and nothing
 * before.
 */

import { beforeAll, expect, test } from 'vitest';
import { accessLevels } from '#core/model/service-reference.ts';
import { linkedServices } from '#core/api/iam/identities/linked-services.ts';
import { keyMatches } from '#core/policy/global-keys.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import { awsServices } from '#core/api/registry.ts';
import { commonServices } from '#reference/common-services.ts';
import { passingActions } from '#reference/dependent-actions.ts';
import { newestActions } from '#reference/actions.ts';
import { createReference, referenceCounts, referenceSources } from '#reference/reference.ts';

const reference = createReference();
beforeAll(async () => {
  await reference.loadAllActions();
  await reference.loadManagedPolicies();
});

test('a reference knows nothing before it is loaded', () => {
  const fresh = createReference();
  expect(fresh.action('s3:GetObject')).toBeUndefined();
  expect(fresh.managedPolicies()).toEqual([]);
});

test('common services are loaded alone, and the rest comes later', async () => {
  const fresh = createReference();
  await fresh.loadCommonActions();
  expect(fresh.action('s3:getobject')?.name).toBe('s3:GetObject');
  expect(fresh.action('zocalo:GetGroupInformation')).toBeUndefined();
  const services = new Set(fresh.actionNames().map((name) => name.split(':')[0] ?? ''));
  expect([...services].sort()).toEqual([...commonServices].sort());
  expect(commonServices).toHaveLength(40);
  await fresh.loadAllActions();
  expect(fresh.actionNames()).toHaveLength(referenceCounts.actions + newest.length);
});

const newest = Object.entries(newestActions).flatMap(([prefix, actions]) =>
  Object.entries(actions).map(([name, like]) => ({ name: `${prefix}:${name}`, like: `${prefix}:${like}` })),
);

test.each(newest)('$name, which the reference lacks, acts on the resources of $like', ({ name, like }) => {
  expect(reference.action(name)?.name).toBe(name);
  expect(reference.action(name)?.resourceTypes).toEqual(reference.action(like)?.resourceTypes);
});

test('every operation of IAM, STS and Organizations is an action of the reference', () => {
  const missing = (['iam', 'sts', 'organizations'] as const).flatMap((service) =>
    Object.keys(awsServices[service].model.operations)
      .map((name) => `${service}:${name}`)
      .filter((name) => !reference.action(name)),
  );
  expect(missing).toEqual([]);
});

test('every action that passes a role is an action of the reference', () => {
  expect([...passingActions].filter((name) => reference.action(name)?.name !== name)).toEqual([]);
});

test('the action s3:GetObject has its level, resource type and condition keys', () => {
  const action = reference.action('S3:GETOBJECT');
  expect(action?.accessLevel).toBe('Read');
  expect(action?.resourceTypes).toContainEqual({
    name: 'object',
    arnFormat: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    // An object of a bucket or of an access point: neither alone is a must.
    required: false,
  });
  expect(action?.conditionKeys).toContain('s3:ExistingObjectTag/<key>');
});

test('condition keys of a resource type are among those of the action', () => {
  expect(reference.action('iam:CreateUser')?.conditionKeys).toContain('iam:PermissionsBoundary');
  expect(reference.action('iam:DeleteUser')?.conditionKeys).toContain('iam:ResourceTag/${TagKey}');
});

test('G-34 an action without a resource type is evaluated with `*`', () => {
  expect(reference.action('s3:ListAllMyBuckets')?.resourceTypes).toEqual([]);
});

test('every access level is one of AWS’s five, and doubled ones are repaired', () => {
  const levels = new Set(
    reference.actionNames().map((name) => reference.action(name)?.accessLevel ?? 'none'),
  );
  expect([...levels].sort()).toEqual([...accessLevels].sort());
  expect(reference.action('iam:TagUser')?.accessLevel).toBe('Tagging');
  expect(reference.action('iam:AttachUserPolicy')?.accessLevel).toBe('Permissions management');
});

test('all AWS managed policies are there, each with a document that parses', () => {
  expect(reference.managedPolicies()).toHaveLength(referenceCounts.managedPolicies);
  const faults = reference.managedPolicies().filter(({ document }) => !parsePolicy(document).ok);
  expect(faults.map(({ name }) => name)).toEqual([]);
});

test('AdministratorAccess has its version, date and document', () => {
  const policy = reference.managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess');
  expect(policy).toMatchObject({
    name: 'AdministratorAccess',
    path: '/',
    versionId: 'v1',
    createDate: '2015-02-06T18:39:46Z',
  });
  expect(JSON.parse(policy?.document ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
});

test('a copy of a managed policy for a worker has the document', () => {
  const policy = reference.managedPolicy('arn:aws:iam::aws:policy/PowerUserAccess');
  expect(structuredClone(policy)?.document).toBe(policy?.document);
});

test('W-02 AWS has the policy of every service-linked role but that of the first Amazon Lex', () => {
  const missing = [...linkedServices.values()]
    .map(({ policy }) => policy)
    .filter((name) => !reference.managedPolicy(`arn:aws:iam::aws:policy/aws-service-role/${name}`));
  expect(missing).toEqual(['AmazonLexBotPolicy']);
});

test('Application Auto Scaling has a service-linked role for custom resources', () => {
  expect(linkedServices.get('custom-resource.application-autoscaling.amazonaws.com')).toEqual({
    role: 'AWSServiceRoleForApplicationAutoScaling_CustomResource',
    policy: 'AWSApplicationAutoScalingCustomResourcePolicy',
    suffix: false,
  });
});

test('managed policies keep their paths: job functions, service roles', () => {
  expect(reference.managedPolicy('arn:aws:iam::aws:policy/job-function/Billing')?.path).toBe(
    '/job-function/',
  );
});

test.each(Object.entries(referenceSources))(
  'the page can say how new the %s are, and from where',
  (_, source) => {
    expect(source.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(source.source).toMatch(/^\S+ \d+\.\d+\.\d+$/);
  },
);

test('a key that ends in the place of a tag matches every tag, however AWS writes that place', () => {
  const keys = reference.actionNames().flatMap((name) => reference.action(name)?.conditionKeys ?? []);
  const inWords = [...new Set(keys)].filter((key) => /\/[^$<*]*key$/i.test(key));
  expect(inWords.toSorted()).toEqual(['secretsmanager:ResourceTag/tag-key', 'ssm:resourceTag/tag-key']);
  for (const key of inWords) expect(keyMatches(key, key.replace('tag-key', 'team'))).toBe(true);
  expect(keyMatches('ssm:resourceTag/aws:ssmmessages:target-id', 'ssm:resourceTag/team')).toBe(false);
});
