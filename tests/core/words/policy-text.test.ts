/** A policy is found by the name that a decision gives it. */

import { expect, test } from 'vitest';
import { policyText } from '#core/words/policy-text.ts';
import { TestAccount, deny, expectOk, root } from '../api/door.ts';

test('a control policy is found by its ARN, with its name and text', () => {
  const t = new TestAccount();
  const org = (operation: string, params: Record<string, unknown> = {}) =>
    expectOk(t.org(root, operation, params));
  org('CreateOrganization');
  const policy = { Name: 'NoS3', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: deny('s3:*') };
  const made = org('CreatePolicy', policy)['Policy'] as { PolicySummary: { Arn: string } };
  const arn = made.PolicySummary.Arn;
  expect(policyText(t.world, arn)).toEqual({ kind: 'control', label: 'NoS3', arn, document: deny('s3:*') });
  expect(policyText(t.world, `${arn}x`)).toBeUndefined();
});
