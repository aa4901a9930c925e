/**
 * Condition keys that a request may carry with several values (multivalued). Source: AWS's Service Authorization
 * Reference, the tables "Condition keys" of each service, where their type is `ArrayOf…`.
 */

import { globalKeys } from './global-keys.ts';

/** Names of services' keys without their service, by service and type of the single values. */
export const listKeys: Readonly<Record<string, Partial<Readonly<Record<'text' | 'arn', string>>>>> = {
  acm: { text: 'DomainNames' },
  autoscaling: { text: 'InstanceTypes LoadBalancerNames VPCZoneIdentifiers', arn: 'TargetGroupARNs' },
  'aws-marketplace': { text: 'AgreementType ProductId' },
  backup: { text: 'CopyTargetOrgPaths' },
  cloudformation: { text: 'ImportResourceTypes ResourceTypes' },
  cloudwatch: { text: 'AlarmActions requestInsightRuleLogGroups' },
  deadline: { text: 'FarmMembershipLevels FleetMembershipLevels JobMembershipLevels QueueMembershipLevels' },
  'codestar-connections': { text: 'ProviderAction' },
  'devops-guru': { text: 'ServiceNames' },
  dynamodb: { text: 'Attributes LeadingKeys' },
  eks: { text: 'kubernetesGroups namespaces', arn: 'encryptionConfigProviderKeyArns' },
  elasticloadbalancing: { text: 'SecurityGroup Subnet' },
  events: { text: 'detail-type source', arn: 'TargetArn' },
  glue: { text: 'SecurityGroupIds SubnetIds VpcIds' },
  kms: { text: 'EncryptionContextKeys GrantOperations ResourceAliases' },
  lambda: { text: 'Layer SecurityGroupIds SubnetIds' },
  logs: { arn: 'LogGeneratingResourceArns' },
  'partnercentral-account-management': { text: 'LegacyPartnerCentralRole MarketingCentralRole ProServeRole' },
  route53: {
    text: 'ChangeResourceRecordSetsActions ChangeResourceRecordSetsNormalizedRecordNames ChangeResourceRecordSetsRecordTypes VPCs',
  },
  s3: { text: 'InventoryAccessibleOptionalFields RequestObjectTagKeys' },
  sagemaker: { text: 'InstanceTypes VpcSecurityGroupIds VpcSubnets' },
  secretsmanager: { text: 'AddReplicaRegions' },
  ses: { text: 'Recipients' },
  ssm: { text: 'DocumentCategories' },
  sts: { text: 'IdentityTokenAudience TransitiveTagKeys', arn: 'RequestContextProviders' },
  synthetics: { text: 'Names' },
};

const names = new Set(
  [
    ...globalKeys.filter(({ type }) => type === 'list').map(({ name }) => name),
    ...Object.entries(listKeys).flatMap(([service, types]) =>
      Object.values(types).flatMap((list) => list.split(' ').map((name) => `${service}:${name}`)),
    ),
  ].map((name) => name.toLowerCase()),
);

/** True if a request may carry several values of this key, global or of a service. Ignores case. */
export const isListKey = (name: string): boolean => names.has(name.toLowerCase());
