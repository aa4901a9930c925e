/** The preview of an import counts the policies that AWS would refuse, warn of or save with an error, and lists them. */

import { beforeAll, expect, test } from 'vitest';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
import { actionTexts, referenceOfActions } from '#reference/action-texts.ts';
import { importedChecks } from '#share/import/policy-checks.ts';
import { aWorld, allow, policyOf, trusts } from '../../setup/world.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const reads = allow('s3:GetObject', 'arn:aws:s3:::payroll/*');
const refused = policyOf({ Effect: 'Allow', Action: 'nothing', Resource: '*' });
const passes = policyOf({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' });
const typo = policyOf({ Effect: 'Allow', Action: 's3:GetObjet', Resource: 'arn:aws:s3:::payroll/*' });

const records = aWorld()
  .policy('Read', reads)
  .policy('Typo', typo)
  .awsManagedPolicy('Wide', passes)
  .user('alice', { attach: ['arn:aws:iam::aws:policy/Wide'], inline: { own: refused, passes } })
  .role('Deploy', trusts({ Service: 'lambda.amazonaws.com' }))
  .role('AWSServiceRoleForSupport', refused, { path: '/aws-service-role/support.amazonaws.com/' })
  .records();

test('policies are counted by what AWS says of them, without those that AWS writes', () => {
  const { listed, ...counts } = runToEnd(importedChecks(records, reference));
  expect(counts).toEqual({ policies: 5, refused: 1, security: 1, faulty: 1 });
  expect(listed.map(({ name, holder, use, isRefused }) => [name, holder, use, isRefused])).toEqual([
    ['own', 'alice', 'inline', true],
    ['Typo', undefined, 'customer', false],
    ['passes', 'alice', 'inline', false],
  ]);
});

test('each step checks one policy, so that an import can be cancelled in between', () => {
  const steps = importedChecks(records, reference);
  expect([steps.next().value, steps.next().value]).toEqual([1, 2]);
});

test('the texts of the actions make the same reference in another thread', async () => {
  const sent = referenceOfActions(structuredClone(await actionTexts()));
  expect(sent.services?.()).toEqual(reference.services?.());
  expect(sent.service?.('s3')).toEqual(reference.service?.('s3'));
  expect(runToEnd(importedChecks(records, sent))).toEqual(runToEnd(importedChecks(records, reference)));
});
