/**
 * The services with service-linked roles: the service, the role's name after `AWSServiceRoleFor`, its AWS
 * managed policy, and whether a suffix may tell several roles apart (W-02).
 */

export interface LinkedService {
  readonly role: string;
  readonly policy: string;
  readonly suffix: boolean;
}

type Row = readonly [service: string, role: string, policy: string, suffix?: true];

/** Recorded from AWS in 2026. */
const recorded: readonly Row[] = [
  ['accountdiscovery.ssm', 'AmazonSSM_AccountDiscovery', 'AWSSystemsManagerAccountDiscoveryServicePolicy'],
  ['acm', 'CertificateManager', 'CertificateManagerServiceRolePolicy'],
  ['appmesh', 'AppMesh', 'AWSAppMeshServiceRolePolicy'],
  ['autoscaling', 'AutoScaling', 'AutoScalingServiceRolePolicy', true],
  ['autoscaling-plans', 'AutoScalingPlans_EC2AutoScaling', 'AWSAutoScalingPlansEC2AutoScalingPolicy'],
  ['backup', 'Backup', 'AWSBackupServiceLinkedRolePolicyForBackup'],
  ['batch', 'Batch', 'BatchServiceRolePolicy'],
  [
    'cassandra.application-autoscaling',
    'ApplicationAutoScaling_CassandraTable',
    'AWSApplicationAutoscalingCassandraTablePolicy',
  ],
  [
    'cks.kms',
    'KeyManagementServiceCustomKeyStores',
    'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy',
  ],
  ['cloudtrail', 'CloudTrail', 'CloudTrailServiceRolePolicy'],
  ['codestar-notifications', 'CodeStarNotifications', 'AWSCodeStarNotificationsServiceRolePolicy'],
  ['config', 'Config', 'AWSConfigServiceRolePolicy'],
  ['connect', 'AmazonConnect', 'AmazonConnectServiceLinkedRolePolicy', true],
  ['dms', 'DMSServerless', 'AWSDMSServerlessServiceRolePolicy'],
  ['dms-fleet-advisor', 'DMSFleetAdvisor', 'AWSDMSFleetAdvisorServiceRolePolicy'],
  ['docdb-elastic', 'DocDB-Elastic', 'AmazonDocDB-ElasticServiceRolePolicy'],
  ['ec2-instance-connect', 'Ec2InstanceConnect', 'Ec2InstanceConnectEndpoint'],
  [
    'ec2.application-autoscaling',
    'ApplicationAutoScaling_EC2SpotFleetRequest',
    'AWSApplicationAutoscalingEC2SpotFleetRequestPolicy',
  ],
  ['ecr', 'ECRTemplate', 'ECRTemplateServiceRolePolicy'],
  ['ecs', 'ECS', 'AmazonECSServiceRolePolicy'],
  ['eks', 'AmazonEKS', 'AmazonEKSServiceRolePolicy'],
  ['eks-connector', 'AmazonEKSConnector', 'AmazonEKSConnectorServiceRolePolicy'],
  ['eks-fargate', 'AmazonEKSForFargate', 'AmazonEKSForFargateServiceRolePolicy'],
  ['eks-nodegroup', 'AmazonEKSNodegroup', 'AWSServiceRoleForAmazonEKSNodegroup'],
  ['elasticache', 'ElastiCache', 'ElastiCacheServiceRolePolicy'],
  ['elasticbeanstalk', 'ElasticBeanstalk', 'AWSElasticBeanstalkServiceRolePolicy'],
  ['elasticfilesystem', 'AmazonElasticFileSystem', 'AmazonElasticFileSystemServiceRolePolicy'],
  ['elasticloadbalancing', 'ElasticLoadBalancing', 'AWSElasticLoadBalancingServiceRolePolicy'],
  ['email.cognito-idp', 'AmazonCognitoIdpEmailService', 'AmazonCognitoIdpEmailServiceRolePolicy'],
  ['emr-containers', 'AmazonEMRContainers', 'AmazonEMRContainersServiceRolePolicy'],
  ['emrwal', 'EMRWAL', 'EMRDescribeClusterPolicyForEMRWAL'],
  ['fis', 'FIS', 'AmazonFISServiceRolePolicy'],
  ['grafana', 'AmazonGrafana', 'AmazonGrafanaServiceLinkedRolePolicy'],
  ['imagebuilder', 'ImageBuilder', 'AWSServiceRoleForImageBuilder'],
  ['iotmanagedintegrations', 'IoTManagedIntegrations', 'AWSIoTManagedIntegrationsRolePolicy'],
  ['kafka', 'Kafka', 'KafkaServiceRolePolicy'],
  ['kafkaconnect', 'KafkaConnect', 'KafkaConnectServiceRolePolicy'],
  ['lakeformation', 'LakeFormationDataAccess', 'LakeFormationDataAccessServiceRolePolicy'],
  ['lex', 'LexBots', 'AmazonLexBotPolicy'],
  ['lexv2', 'LexV2Bots', 'AmazonLexV2BotPolicy', true],
  ['lightsail', 'Lightsail', 'LightsailExportAccess'],
  ['m2', 'AWSM2', 'AWSM2ServicePolicy'],
  ['memorydb', 'MemoryDB', 'MemoryDBServiceRolePolicy'],
  ['mq', 'AmazonMQ', 'AmazonMQServiceRolePolicy'],
  [
    'mrk.kms',
    'KeyManagementServiceMultiRegionKeys',
    'AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy',
  ],
  ['notifications', 'AwsUserNotifications', 'AWSUserNotificationsServiceLinkedRolePolicy'],
  ['observability.aoss', 'AmazonOpenSearchServerless', 'AmazonOpenSearchServerlessServiceRolePolicy'],
  ['opensearchservice', 'AmazonOpenSearchService', 'AmazonOpenSearchServiceRolePolicy'],
  ['ops.apigateway', 'APIGateway', 'APIGatewayServiceRolePolicy'],
  ['ops.emr-serverless', 'AmazonEMRServerless', 'AmazonEMRServerlessServiceRolePolicy'],
  ['opsdatasync.ssm', 'SystemsManagerOpsDataSync', 'AWSSystemsManagerOpsDataSyncServiceRolePolicy'],
  ['opsinsights.ssm', 'AmazonSSM_OpsInsights', 'AWSSSMOpsInsightsServiceRolePolicy'],
  ['pullthroughcache.ecr', 'ECRPullThroughCache', 'AWSECRPullThroughCache_ServiceRolePolicy'],
  ['ram', 'ResourceAccessManager', 'AWSResourceAccessManagerServiceRolePolicy'],
  ['rds', 'RDS', 'AmazonRDSServiceRolePolicy'],
  ['redshift', 'Redshift', 'AmazonRedshiftServiceLinkedRolePolicy'],
  ['replication.cassandra', 'KeyspacesReplication', 'KeyspacesReplicationServiceRolePolicy'],
  ['replication.ecr', 'ECRReplication', 'ECRReplicationServiceRolePolicy'],
  ['repository.sync.codeconnections', 'GitSync', 'AWSGitSyncServiceRolePolicy'],
  ['resource-explorer-2', 'ResourceExplorer', 'AWSResourceExplorerServiceRolePolicy'],
  ['rolesanywhere', 'RolesAnywhere', 'AWSRolesAnywhereServicePolicy'],
  ['s3-outposts', 'S3OnOutposts', 'AWSS3OnOutpostsServiceRolePolicy'],
  ['ses', 'AmazonSES', 'AmazonSESServiceRolePolicy'],
  ['shield', 'AWSShield', 'AWSShieldServiceRolePolicy'],
  ['ssm', 'AmazonSSM', 'AmazonSSMServiceRolePolicy'],
  ['ssm-incidents', 'IncidentManager', 'AWSIncidentManagerServiceRolePolicy'],
  ['ssm-quicksetup', 'SSMQuickSetup', 'SSMQuickSetupRolePolicy'],
  ['sso', 'SSO', 'AWSSSOServiceRolePolicy'],
  ['vpcorigin.cloudfront', 'CloudFrontVPCOrigin', 'AWSCloudFrontVPCOriginServiceRolePolicy'],
  ['waf', 'WAFLogging', 'WAFLoggingServiceRolePolicy'],
  ['wafv2', 'WAFV2Logging', 'WAFV2LoggingServiceRolePolicy'],
];

/** Found in AWS's documentation alone. */
const documented: readonly Row[] = [
  ['access-analyzer', 'AccessAnalyzer', 'AccessAnalyzerServiceRolePolicy'],
  ['elasticmapreduce', 'EMRCleanup', 'AmazonEMRCleanupPolicy', true],
  ['guardduty', 'AmazonGuardDuty', 'AmazonGuardDutyServiceRolePolicy'],
  ['inspector2', 'AmazonInspector2', 'AmazonInspector2ServiceRolePolicy'],
  ['macie', 'AmazonMacie', 'AmazonMacieServiceRolePolicy'],
  ['organizations', 'Organizations', 'AWSOrganizationsServiceTrustPolicy'],
  ['replicator.lambda', 'LambdaReplicator', 'AWSLambdaReplicator'],
  ['securityhub', 'SecurityHub', 'AWSSecurityHubServiceRolePolicy'],
  ['spot', 'EC2Spot', 'AWSEC2SpotServiceRolePolicy'],
  ['spotfleet', 'EC2SpotFleet', 'AWSEC2SpotFleetServiceRolePolicy'],
  [
    'custom-resource.application-autoscaling',
    'ApplicationAutoScaling_CustomResource',
    'AWSApplicationAutoScalingCustomResourcePolicy',
  ],
  ['support', 'Support', 'AWSSupportServiceRolePolicy'],
  ['trustedadvisor', 'TrustedAdvisor', 'AWSTrustedAdvisorServiceRolePolicy'],
];

export const linkedServices: ReadonlyMap<string, LinkedService> = new Map(
  [...recorded, ...documented].map(([service, role, policy, suffix = false]) => [
    `${service}.amazonaws.com`,
    { role: `AWSServiceRoleFor${role}`, policy, suffix },
  ]),
);
