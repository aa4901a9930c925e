/** The findings of a policy carry AWS's severity and their statement, the gravest first. */

import { beforeAll, expect, test } from 'vitest';
import { policyFindings } from '#core/lint/policy-findings.ts';
import { createReference } from '#reference/reference.ts';
import { allow, policyOf } from '../../setup/world.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const found = (document: object | string) =>
  policyFindings(typeof document === 'string' ? document : JSON.stringify(document), {
    kind: 'identity-managed',
    reference,
    complete: true,
  }).map(({ severity, id, statement }) => [severity, id, statement].filter(Boolean).join(' | '));

test('a policy in order has no findings', () => {
  expect(found(allow('s3:GetObject', 'arn:aws:s3:::payroll/*'))).toEqual([]);
});

test('findings name their statement by position and Sid, and the gravest is first', () => {
  const document = policyOf(
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObject'], Resource: 'arn:aws:s3:::payroll/*' },
    { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    { Sid: 'Typo', Effect: 'Allow', Action: 's3:GetObjet', Resource: 'arn:aws:s3:::payroll/*' },
  );
  const all = found(document);
  expect(all.map((one) => one.split(' | ')[0])).toEqual(['error', 'security warning', 'suggestion']);
  expect(all[1]).toBe('security warning | pass-role-with-star-in-resource | Statement 2, Pass');
  expect(all[0]).toMatch(/ \| Statement 3, Typo$/);
  expect(all[2]).toMatch(/ \| Statement 1$/);
});

test('a finding names the other statements that add up to it, and has no backticks', () => {
  const document = policyOf(
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    {
      Sid: 'Run',
      Effect: 'Allow',
      Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'],
      Resource: '*',
    },
  );
  const options = { kind: 'identity-managed', reference, complete: true } as const;
  const all = policyFindings(JSON.stringify(document), options);
  const escalation = all.find(({ id }) => id === 'self-escalation');
  expect(escalation).toMatchObject({ statement: 'Statement 1', together: ['Statement 2, Run'] });
  expect(escalation?.message).not.toContain('`');
  expect(all.filter(({ id, together }) => id !== 'self-escalation' && together)).toEqual([]);
});

test('a document that AWS would refuse has an error, also when it is no JSON', () => {
  expect(found('{').map((one) => one.split(' | ')[0])).toEqual(['error']);
});

test.each<[object, string]>([
  [
    allow('s3:ListBucket', 'arn:aws:s3:::payroll/*'),
    'No resource here fits s3:ListBucket, so the statement does not allow it. It needs: bucket or accesspoint.',
  ],
  [
    allow('s3:ListAllMyBuckets', 'arn:aws:s3:::payroll'),
    's3:ListAllMyBuckets works only with the resource "*". With these resources, the statement does not allow it.',
  ],
])('an action on a resource that it cannot work on is said plainly (case %$)', (document, message) => {
  const messages = policyFindings(JSON.stringify(document), {
    kind: 'identity-managed',
    reference,
    complete: true,
  }).map((one) => one.message);
  expect(messages).toContain(message);
});
