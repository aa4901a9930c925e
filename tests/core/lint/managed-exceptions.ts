/**
 * Findings of the checks in AWS's own 1,594 policies, check by check: in how many, and why that is right. A check that
 * is wrong about AWS's own policies is mended and not listed.
 */

import type { CheckId } from '#core/lint/catalogue.ts';

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
    policies: 4,
    reason:
      'An action that can be limited to resources stands beside others that carry the key and does not carry it itself, as the reference has it: glue:BatchGetTableOptimizer with glue:LakeFormationPermissions, nimble:ListStreamingSessionBackups with nimble:ownedBy. The statement does not allow these actions. AWS reported none in November 2025; Nimble Studio, of that time, has ended.',
  },
  'allow-with-tag-of-service': {
    policies: 7,
    reason:
      'An action with aws:ResourceTag that is about no single resource, such as elasticloadbalancing:DescribeLoadBalancers, alone or within a wildcard. The reference gives it no aws:ResourceTag. AWS’s published findings name the same places.',
  },
  'operator-of-wrong-type': {
    policies: 2,
    reason:
      'AWS’s own analyzer reports them in its policies: both use StringEquals with a key that is true or false.',
  },
  'string-like-with-arn-key': {
    policies: 8,
    reason:
      'StringLike or StringNotLike with iam:AssociatedResourceArn, ram:ResourceArn, codestar-notifications:NotificationsForResource or aws:PrincipalArn, which are ARNs. AWS’s own analyzer reports seven of these eight policies; the eighth was withdrawn before.',
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
  'action-never-matches-resource': {
    policies: 187,
    reason:
      'Lists of actions on ARNs hold list and create actions too, such as sagemaker:ListEndpoints, logs:DescribeLogGroups or s3:ListAllMyBuckets. AWS’s reference gives these no type of resource, so only a statement on * allows them. Where AWS accepts more than its reference says (ssmmessages), nobody outside can tell.',
  },
  'action-spelling': {
    policies: 67,
    reason:
      'The spelling is another than in AWS’s reference: s3:PutBucketCors, SNS:Publish, elasticloadbalancing:SetWebACL. AWS ignores case, and the finding is a suggestion.',
  },
  'covered-action': {
    policies: 13,
    reason:
      'The same action stands twice, or beside a pattern that covers it (ecs:Describe* and ecs:DescribeClusters). AWS’s own analyzer suggests to remove it.',
  },
  'covered-resource': {
    policies: 35,
    reason:
      'An ARN is covered by a wider one, most often arn:aws:s3:::name-* and arn:aws:s3:::name-*/*. AWS’s own analyzer reports the same ARNs, in the same groups, in all of those of the policies whose findings are published.',
  },
  'covered-statement': {
    policies: 17,
    reason:
      'A statement is part of a wider one of the same policy, as CollaborationMembershipCheck in AWSCleanRoomsMLFullAccess. AWS’s analyzer reports only statements that are alike; this check is ours.',
  },
  'policy-too-large': {
    policies: 40,
    reason:
      'Policies of AWS may be larger than those of customers, and AWS’s own analyzer warns of these too: a copy cannot be saved.',
  },
  'unknown-action': {
    policies: 7,
    reason:
      'Actions that AWS’s reference does not have: of services that have ended (RDSCloudHsmAuthorizationRole), not yet announced (AWSManagedSettingsAdminAccess, SecurityAgentWebAppAPIPolicy) or taken back (qapps:ImportDocumentToQApp). AWS’s own analyzer reports them.',
  },
  'unknown-service': {
    policies: 24,
    reason:
      'Services that have ended (deepracer, deepcomposer, deeplens, iot1click, iotroborunner, mobilehub, elastic-inference, zocalo) or are not public (builderid, datazonecontrol, sagemaker-groundtruth-synthetic). AWS’s own analyzer reports such services.',
  },
  administrator: {
    policies: 1,
    reason: 'AdministratorAccess allows everything, as its name says.',
  },
  'not-action-with-allow': {
    policies: 2,
    reason:
      'PowerUserAccess and AIDevOpsAgentActionsPolicy allow all services but a few, and so every service that AWS adds.',
  },
  'not-resource-with-allow': {
    policies: 8,
    reason:
      'Allow with NotResource stands there: ElastiCache may make VPC endpoints on all resources but endpoints themselves, SageMaker’s projects may use all Glue databases but the default one.',
  },
  'pass-role-with-star-in-resource': {
    policies: 8,
    reason:
      'iam:PassRole on all roles, without a service or with StringEqualsIfExists. AWS’s own analyzer reports seven of these eight; AWSRoboMakerServiceRolePolicy was withdrawn before.',
  },
  'pass-role-with-star-in-action-and-resource': {
    policies: 3,
    reason:
      'AdministratorAccess and IAMFullAccess, which AWS’s page of checks lists, and AWSMcpServiceActionsFullAccess, which allows everything for calls that an MCP server makes.',
  },
  'create-slr-with-star-in-resource': {
    policies: 4,
    reason:
      'PowerUserAccess, AlexaForBusinessFullAccess and AWSOrganizationsServiceTrustPolicy, which AWS’s page of checks lists, and AdministratorAccess-Amplify, which allows iam:CreateServiceLinkedRole on all resources too.',
  },
  'create-slr-with-star-in-action-and-resource': {
    policies: 3,
    reason:
      'AdministratorAccess and IAMFullAccess, which AWS’s page of checks lists, and AWSMcpServiceActionsFullAccess, which allows everything for calls that an MCP server makes.',
  },
  'self-escalation': {
    policies: 93,
    reason:
      'AWS marks none of these, but the engine allows every call of the method: IAMFullAccess gives itself any policy, AWSLambda_FullAccess passes any role to a new function, AmazonEC2FullAccess changes the start script of any instance, service roles of Auto Scaling and Batch pass any role to an instance.',
  },
  'reads-all-data': {
    policies: 76,
    reason:
      'They are made to read everything of a service, on all resources: AmazonS3ReadOnlyAccess all objects, SecretsManagerReadWrite all secrets, AmazonSSMManagedInstanceCore all parameters, ReadOnlyAccess several kinds. Whoever gets one should know it.',
  },
};
