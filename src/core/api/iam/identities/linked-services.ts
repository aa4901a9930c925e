/**
 * The services with service-linked roles that this playground knows: the service, the role's name after
 * `AWSServiceRoleFor`, its AWS managed policy, and whether a suffix may tell several roles apart.
 */

export interface LinkedService {
  readonly role: string;
  readonly policy: string;
  readonly suffix: boolean;
}

const rows: readonly (readonly [service: string, role: string, policy: string, suffix?: true])[] = [
  ['access-analyzer', 'AccessAnalyzer', 'AccessAnalyzerServiceRolePolicy'],
  ['autoscaling', 'AutoScaling', 'AutoScalingServiceRolePolicy', true],
  ['backup', 'Backup', 'AWSBackupServiceLinkedRolePolicyForBackup'],
  ['batch', 'Batch', 'BatchServiceRolePolicy'],
  ['cloudtrail', 'CloudTrail', 'CloudTrailServiceRolePolicy'],
  ['config', 'Config', 'AWSConfigServiceRolePolicy'],
  ['ecs', 'ECS', 'AmazonECSServiceRolePolicy'],
  ['eks', 'AmazonEKS', 'AmazonEKSServiceRolePolicy'],
  ['eks-nodegroup', 'AmazonEKSNodegroup', 'AWSServiceRoleForAmazonEKSNodegroup'],
  ['elasticache', 'ElastiCache', 'ElastiCacheServiceRolePolicy'],
  ['elasticbeanstalk', 'ElasticBeanstalk', 'AWSElasticBeanstalkServiceRolePolicy'],
  ['elasticfilesystem', 'AmazonElasticFileSystem', 'AmazonElasticFileSystemServiceRolePolicy'],
  ['elasticloadbalancing', 'ElasticLoadBalancing', 'AWSElasticLoadBalancingServiceRolePolicy'],
  ['elasticmapreduce', 'EMRCleanup', 'AmazonEMRCleanupPolicy', true],
  ['guardduty', 'AmazonGuardDuty', 'AmazonGuardDutyServiceRolePolicy'],
  ['inspector2', 'AmazonInspector2', 'AmazonInspector2ServiceRolePolicy'],
  ['lex', 'LexBots', 'AmazonLexBotPolicy'],
  ['macie', 'AmazonMacie', 'AmazonMacieServiceRolePolicy'],
  ['opensearchservice', 'AmazonOpenSearchService', 'AmazonOpenSearchServiceRolePolicy'],
  ['ops.apigateway', 'APIGateway', 'APIGatewayServiceRolePolicy'],
  ['organizations', 'Organizations', 'AWSOrganizationsServiceTrustPolicy'],
  ['rds', 'RDS', 'AmazonRDSServiceRolePolicy'],
  ['redshift', 'Redshift', 'AmazonRedshiftServiceLinkedRolePolicy'],
  ['replicator.lambda', 'LambdaReplicator', 'AWSLambdaReplicator'],
  ['securityhub', 'SecurityHub', 'AWSSecurityHubServiceRolePolicy'],
  ['spot', 'EC2Spot', 'AWSEC2SpotServiceRolePolicy'],
  ['spotfleet', 'EC2SpotFleet', 'AWSEC2SpotFleetServiceRolePolicy'],
  ['ssm', 'AmazonSSM', 'AmazonSSMServiceRolePolicy'],
  ['sso', 'SSO', 'AWSSSOServiceRolePolicy'],
  ['support', 'Support', 'AWSSupportServiceRolePolicy'],
  ['trustedadvisor', 'TrustedAdvisor', 'AWSTrustedAdvisorServiceRolePolicy'],
];

export const linkedServices: ReadonlyMap<string, LinkedService> = new Map(
  rows.map(([service, role, policy, suffix = false]) => [
    `${service}.amazonaws.com`,
    { role: `AWSServiceRoleFor${role}`, policy, suffix },
  ]),
);
