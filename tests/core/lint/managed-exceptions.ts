/**
 * Findings of the checks in AWS's own 1,594 policies, check by check: in how many, and why that is right. A check that
 * is wrong about AWS's own policies is mended and not listed.
 */

import type { CheckId } from '../../../src/core/lint/catalogue.ts';

interface Exception {
  /** Number of policies in which the check finds something. */
  readonly policies: number;
  readonly reason: string;
}

export const exceptions: { readonly [I in CheckId]?: Exception } = {
  'unknown-service-key': {
    policies: 5,
    reason:
      'Keys that neither the service reference nor the service’s documentation has: a4b:amazonId and a4b:filters_deviceType of Alexa for Business, which has ended, iottwinmaker:linkedServices in two service-linked roles, and lakeformation:GlueARN in a role of DataZone. AWS’s own check reads the same reference.',
  },
  'condition-key-not-carried': {
    policies: 18,
    reason:
      'An action stands beside others that carry the key and does not carry it itself, as the reference has it: ec2:DescribeInstances with ec2:ResourceTag, ram:GetResourceShares with ram:ResourceShareName, sagemaker:DeleteDomain with aws:TagKeys. The statement does not allow these actions.',
  },
  'allow-with-tag-of-service': {
    policies: 21,
    reason:
      'A create or list action with aws:ResourceTag, such as resource-groups:CreateGroup or kms:ListKeys: there is no tagged resource yet, or no single one. The reference gives these actions no aws:ResourceTag, and the statement does not allow them.',
  },
  'deny-with-tag-of-service': {
    policies: 4,
    reason:
      'The four policies of Glue sessions deny tag:TagResources and tag:UntagResources by aws:TagKeys, which no action of the prefix tag carries. The tagging actions of Glue itself, which count, are denied.',
  },
  'operator-of-wrong-type': {
    policies: 31,
    reason:
      'AWS’s own analyzer reports them in its policies. Most use ArnLike with kms:EncryptionContext or a tag, which are text; two use StringEquals with a key that is true or false.',
  },
  'string-like-with-arn-key': {
    policies: 6,
    reason:
      'StringLike with iam:AssociatedResourceArn, ram:ResourceArn or aws:PrincipalArn, which are ARNs. AWS’s own analyzer reports these very policies.',
  },
  'tests-only-presence': {
    policies: 61,
    reason:
      'StringLike with a * alone for a tag or an encryption context. AWS’s own analyzer suggests Null with false for each of those whose findings are published.',
  },
  'several-values': {
    policies: 3,
    reason:
      'StringEquals with events:detail-type, which can have several values. AWS’s own analyzer reports these policies.',
  },
  'for-all-values-with-allow': {
    policies: 21,
    reason:
      'ForAllValues without Null for kms:EncryptionContextKeys, aws-marketplace:AgreementType, events:source and the like. AWS’s documentation asks for Null beside it: without the key the statement allows.',
  },
};
