/** The summary of a policy, as a table and in words, and what an edit changes. */

import { beforeAll, expect, test } from 'vitest';
import { describeChange, policyChanges } from '#core/query/policies/changes.ts';
import { accessText, explainRow, policySummary } from '#core/query/policies/summary.ts';
import { createReference } from '#reference/reference.ts';
import { sampleOf } from '../../../setup/counts.ts';
import { allow, deny, policyOf } from '../../../setup/world.ts';

const reference = createReference();
beforeAll(() => Promise.all([reference.loadAllActions(), reference.loadManagedPolicies()]));

const summary = (document: object) => {
  const found = policySummary(JSON.stringify(document), reference);
  if (!found) throw new Error('no policy');
  return found;
};
const lines = (document: object) => {
  const { allow: allows, deny: denies } = summary(document);
  return [...allows, ...denies].map(
    (row) => `${row.effect} ${row.title} | ${accessText(row.access)} | ${row.resource} | ${row.condition}`,
  );
};
const bucket = 'arn:aws:s3:::payroll';

test.each<[object, string[]]>([
  [allow('s3:*'), ['Allow S3 | Full access | All resources | None']],
  [allow('s3:GetObject', `${bucket}/*`), [`Allow S3 | Limited: Read | ${bucket}/* | None`]],
  [
    allow(['s3:GetObject', 's3:ListBucket'], [bucket, `${bucket}/*`]),
    ['Allow S3 | Limited: List, Read | Multiple | None'],
  ],
  [
    deny('sqs:SendMessage', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    ['Deny SQS | Limited: Write | All resources | aws:MultiFactorAuthPresent | Bool | false'],
  ],
  [allow('s3:ListAllMyBuckets', bucket), ['Allow S3 |  | None | None']],
  [policyOf(), []],
])('the summary table has the rows of the document (case %$)', (document, expected) => {
  expect(lines(document)).toEqual(expected);
});

test('one statement without a condition is enough for a summary without a condition', () => {
  const condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const document = policyOf(
    { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: condition },
    { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
  );
  expect(summary(document).allow[0]?.condition).toBe('None');
});

test('conditions of several statements stay with the resources that they are for', () => {
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const read = (Resource: string, Condition?: object) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource,
    ...(Condition ? { Condition } : {}),
  });
  const rowOf = (...statements: object[]) => {
    const [row] = summary(policyOf(...statements)).allow;
    if (!row) throw new Error('no row');
    return row;
  };
  // All objects with MFA and one bucket's without: neither is all objects without MFA.
  const mixed = rowOf(read('*', mfa), read(`${bucket}/*`));
  expect(mixed.condition).toBe('Multiple');
  expect(mixed.actions[0]?.ways).toEqual([
    { resources: ['*'], conditions: ['aws:MultiFactorAuthPresent | Bool | true'] },
    { resources: [`${bucket}/*`], conditions: [] },
  ]);
  expect(explainRow(mixed)).toBe('Allows GetObject on all resources, partly under conditions.');
  // Either of two conditions is enough, so they are two ways and not both asked for.
  const either = rowOf(read('*', mfa), read('*', { Bool: { 'aws:SecureTransport': 'true' } }));
  expect(either.actions[0]?.ways?.map(({ conditions }) => conditions.length)).toEqual([1, 1]);
  expect(explainRow(either)).toBe('Allows GetObject on all resources, under conditions.');
  const free = rowOf(read(`${bucket}/*`, mfa), read('*'));
  expect([free.condition, free.actions[0]?.ways]).toEqual(['None', undefined]);
  const swapped = (first?: object, second?: object) =>
    policyOf(read(bucket + '/a', first), read(bucket + '/b', second));
  expect(changes(swapped(mfa), swapped(undefined, mfa))).toEqual([
    'Allows 1 action of S3 on other resources or conditions: GetObject',
  ]);
});

test('a star names what there is something for, and nothing else is complained of', () => {
  const found = summary(allow('*', `${bucket}/*`));
  const services = found.allow.map(({ service }) => service);
  expect(services).toContain('s3');
  expect(services).not.toContain('iam');
  expect(services.length).toBeLessThan(10);
  expect(found.allow[0]?.withoutResource).toEqual([]);
});

test('the summary of NotAction names everything but the listed actions', () => {
  const found = summary(policyOf({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }));
  expect(found.allow.length).toBe(found.services - 1);
  expect(found.allow.some(({ service }) => service === 'iam')).toBe(false);
});

test('the summary sets apart what the reference does not know', () => {
  expect(summary(allow(['s3:GetObjet', 'nosuch:Get', 's3:GetObject'])).unrecognized).toEqual([
    { effect: 'Allow', pattern: 's3:GetObjet', what: 'action' },
    { effect: 'Allow', pattern: 'nosuch:Get', what: 'service' },
  ]);
});

test.each<[object, RegExp]>([
  [allow('s3:*'), /^Allows everything that S3 can do on all resources\.$/],
  [allow('s3:GetObject', `${bucket}/*`), /^Allows GetObject on the objects of bucket payroll\.$/],
  [
    allow('s3:GetObject*', `${bucket}/*`),
    /^Allows GetObject, \w+, \w+ and \d+ more on the objects of bucket payroll\. Read \(see what is in it\): \d+ of \d+ actions\.$/,
  ],
  [
    allow('s3:ListAllMyBuckets', bucket),
    /^Allows nothing\. No resource of the policy fits ListAllMyBuckets\.$/,
  ],
  [
    deny('sqs:SendMessage', '*', { Bool: { 'aws:SecureTransport': 'false' } }),
    /^Denies SendMessage on all resources, only if aws:SecureTransport Bool false\.$/,
  ],
])('the summary tells a document in words (case %$)', (document, words) => {
  const { allow: allows, deny: denies } = summary(document);
  const row = [...allows, ...denies][0];
  expect(row && explainRow(row)).toMatch(words);
});

test('a row that allows nothing names no resource', () => {
  expect(summary(allow('s3:ListBucket', `${bucket}/*`)).allow).toMatchObject([
    { access: { levels: [] }, resource: 'None', condition: 'None', withoutResource: ['s3:ListBucket'] },
  ]);
});

test('AdministratorAccess is full access to every service, and AWS policies have a summary', () => {
  const admin = policySummary(
    reference.managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess')?.document ?? '',
    reference,
  );
  expect(admin?.allow.length).toBe(admin?.services);
  expect(admin?.allow.every(({ access }) => access.full)).toBe(true);
  const without = sampleOf(reference.managedPolicies(), 8, 4).filter(({ document }) => {
    const found = policySummary(document, reference);
    return !found || found.allow.length + found.deny.length + found.unrecognized.length === 0;
  });
  expect(without.map(({ name }) => name)).toEqual([]);
});

const changes = (before: object, after: object) =>
  policyChanges(JSON.stringify(before), JSON.stringify(after), reference)?.map(describeChange);

test.each<[object, object, string[]]>([
  [allow('s3:GetObject'), allow('s3:GetObject'), []],
  [
    allow('s3:GetObject'),
    allow(['s3:GetObject', 's3:PutObject']),
    ['Allows 1 action of S3 that it did not: PutObject'],
  ],
  [
    allow('s3:GetObject'),
    allow('sqs:SendMessage'),
    ['No longer allows 1 action of S3: GetObject', 'Allows 1 action of SQS that it did not: SendMessage'],
  ],
  [
    allow('s3:GetObject', `${bucket}/*`),
    allow('s3:GetObject', `${bucket}/public/*`),
    ['Allows 1 action of S3 on other resources or conditions: GetObject'],
  ],
  [
    allow('s3:GetObject'),
    policyOf(...allow('s3:GetObject').Statement, ...deny('s3:PutObject').Statement),
    ['Denies 1 action of S3 that it did not: PutObject'],
  ],
])('the difference between two documents is told in words (case %$)', (before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});

test('nothing is said of an edit whose text is no policy', () => {
  expect(policyChanges('{', '{}', reference)).toBeUndefined();
});
