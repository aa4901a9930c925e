/**
 * The codes that AWS's analyzer gave to AWS's own policies, as a public archive of them has published it. Facts only, and
 * only of policies whose text is the same today: the offsets of the published places were compared.
 */

/** Findings by policy: the code and its places, as paths from a statement. `=` at the end is the value of a key. */
export const publishedFindings: Readonly<Record<string, readonly string[]>> = {
  AIDevOpsAgentAccessPolicy: [
    'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA .',
    'REDUNDANT_RESOURCE 2>Resource>1 2>Resource>2 2>Resource>3 2>Resource>4 2>Resource>5 2>Resource>6 2>Resource>7',
    'REDUNDANT_RESOURCE 2>Resource>9 2>Resource>10 2>Resource>11 2>Resource>12 2>Resource>13 2>Resource>14 2>Resource>15',
  ],
  AWSAccountActivityAccess: ['INVALID_ACTION 0>Action>2'],
  AWSBackupAccessPointOperatorAccess: [
    'EQUIVALENT_TO_NULL_FALSE 4>Condition>StringLike>kms:EncryptionContext:aws:backup:backup-vault=',
  ],
  AWSBackupGuardDutyRolePolicyForScans: [
    'EQUIVALENT_TO_NULL_FALSE 0>Condition>StringLike>aws:ResourceTag/aws:backup:source-resource=',
    'EQUIVALENT_TO_NULL_FALSE 5>Condition>StringLike>aws:ResourceTag/aws:backup:source-resource=',
    'EQUIVALENT_TO_NULL_FALSE 10>Condition>StringLike>kms:EncryptionContext:aws:backup:backup-vault=',
  ],
  AWSBackupServiceRolePolicyForRestores: ['POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA .'],
  AWSBatchFullAccess: ['REDUNDANT_ACTION 0>Action>9 0>Action>10'],
  AWSCloud9Administrator: [
    'EQUIVALENT_TO_NULL_FALSE 2>Condition>StringLike>ssm:resourceTag/aws:cloud9:environment=',
  ],
  AWSCodePipeline_FullAccess: [
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS 6>Condition>StringLike>codestar-notifications:NotificationsForResource',
  ],
  AWSCodeStarFullAccess: ['INVALID_ACTION 0>Action>5'],
  AWSDeepLensLambdaFunctionAccessPolicy: ['REDUNDANT_RESOURCE 0>Resource>0 0>Resource>1'],
  AWSEC2FleetServiceRolePolicy: [
    'EQUIVALENT_TO_NULL_FALSE 5>Condition>StringLike>ec2:ResourceTag/aws:ec2:fleet-id=',
  ],
  AWSElasticBeanstalkService: [
    'REDUNDANT_RESOURCE 3>Resource>0 3>Resource>1',
    'PASS_ROLE_WITH_STAR_IN_RESOURCE 6>Action>73 6>Resource>0',
  ],
  AWSGlueConsoleFullAccess: ['REDUNDANT_RESOURCE 1>Resource>0 1>Resource>2'],
  AWSGlueDataBrewServiceRole: [
    'EQUIVALENT_TO_NULL_FALSE 4>Condition>StringLike>aws:ResourceTag/aws-glue-service-resource=',
  ],
  AWSIPAMServiceRolePolicy: ['INVALID_ACTION 0>Action>12'],
  AWSIoTTwinMakerServiceRolePolicy: [
    'INVALID_SERVICE_CONDITION_KEY 3>Condition>ForAnyValue:StringEquals>iottwinmaker:linkedServices',
  ],
  AWSMarketplaceFullAccess: ['REDUNDANT_ACTION 0>Action>10 0>Action>13'],
  AWSMarketplaceImageBuildFullAccess: [
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS 8>Condition>StringLike>iam:AssociatedResourceARN',
  ],
  AWSMarketplaceManageSubscriptions: ['INVALID_ACTION 2>Action>0'],
  AWSMigrationHubOrchestratorServiceRolePolicy: ['REDUNDANT_RESOURCE 8>Resource>0 8>Resource>1'],
  AWSOrganizationsServiceTrustPolicy: ['CREATE_SLR_WITH_STAR_IN_RESOURCE 1>Action>0 1>Resource'],
  AWSProtonCodeBuildProvisioningServiceRolePolicy: ['PASS_ROLE_WITH_STAR_IN_RESOURCE 2>Action 2>Resource'],
  AWSServiceRoleForSMS: [
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS 15>Condition>StringLike>iam:AssociatedResourceArn',
  ],
  AWSSupplyChainFederationAdminAccess: [
    'EQUIVALENT_TO_NULL_FALSE 1>Condition>StringLike>aws:ResourceTag/SCNInstanceId=',
    'INVALID_SERVICE_IN_ACTION 5>Action>0',
    'INVALID_SERVICE_IN_ACTION 5>Action>1',
    'INVALID_SERVICE_IN_ACTION 5>Action>2',
    'INVALID_SERVICE_IN_ACTION 5>Action>3',
    'TYPE_MISMATCH 17>Condition>ArnLike>kms:EncryptionContext:aws:sso:instance-arn',
    'TYPE_MISMATCH 18>Condition>ArnLike>kms:EncryptionContext:aws:identitystore:identitystore-arn',
  ],
  AdministratorAccess: [
    'CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE 0>Action 0>Resource',
    'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE 0>Action 0>Resource',
  ],
  AlexaForBusinessFullAccess: ['CREATE_SLR_WITH_STAR_IN_RESOURCE 1>Action>0 1>Resource'],
  AmazonCodeGuruReviewerServiceRolePolicy: ['REDUNDANT_RESOURCE 3>Resource>0 3>Resource>1'],
  AmazonDynamoDBFullAccesswithDataPipeline: ['PASS_ROLE_WITH_STAR_IN_RESOURCE 3>Action>1 3>Resource>0'],
  AmazonEKSLoadBalancingPolicy: [
    'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE 8>Action>13 8>Condition>StringEquals>aws:ResourceTag/eks:eks-cluster-name',
  ],
  AmazonElasticMapReduceFullAccess: [
    'REDUNDANT_ACTION 0>Action>16 0>Action>23',
    'PASS_ROLE_WITH_STAR_IN_RESOURCE 0>Action>36 0>Resource',
  ],
  AmazonElasticMapReduceRole: ['PASS_ROLE_WITH_STAR_IN_RESOURCE 0>Action>48 0>Resource'],
  AmazonRedshiftAllCommandsFullAccess: [
    'REDUNDANT_RESOURCE 4>Resource>0 4>Resource>1 4>Resource>2 4>Resource>3',
    'REDUNDANT_RESOURCE 6>Resource>0 6>Resource>1',
  ],
  AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy: [
    'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA .',
    'REDUNDANT_RESOURCE 4>Resource>9 4>Resource>10',
    'REDUNDANT_RESOURCE 4>Resource>34 4>Resource>35',
  ],
  AmazonSecurityLakeMetastoreManager: ['REDUNDANT_RESOURCE 0>Resource>0 0>Resource>1'],
  CloudWatchApplicationSignalsFullAccess: [
    'INVALID_SERVICE_PRINCIPAL_FORMAT 7>Condition>ForAnyValue:StringEquals>aws:CalledVia>0=',
  ],
  DataScientist: ['REDUNDANT_ACTION 0>Action>41 0>Action>42 0>Action>49'],
  IAMFullAccess: [
    'CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE 0>Action>0 0>Resource',
    'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE 0>Action>0 0>Resource',
  ],
  MemoryDBServiceRolePolicy: ['INVALID_ACTION 6>Action>0'],
  NeptuneConsoleFullAccess: [
    'REDUNDANT_ACTION 2>Action>22 2>Action>23',
    'REDUNDANT_ACTION 2>Action>24 2>Action>25',
    'REDUNDANT_ACTION 2>Action>27 2>Action>28',
    'REDUNDANT_ACTION 2>Action>36 2>Action>37',
    'REDUNDANT_ACTION 2>Action>38 2>Action>39',
    'REDUNDANT_ACTION 2>Action>40 2>Action>41',
    'REDUNDANT_ACTION 2>Action>43 2>Action>44',
  ],
  RDSCloudHsmAuthorizationRole: [
    'INVALID_ACTION 0>Action>0',
    'INVALID_ACTION 0>Action>1',
    'INVALID_ACTION 0>Action>2',
    'INVALID_ACTION 0>Action>3',
    'INVALID_ACTION 0>Action>4',
    'INVALID_ACTION 0>Action>5',
    'INVALID_ACTION 0>Action>6',
  ],
  ResourceGroupsTaggingAPITagUntagSupportedResources: [
    'INVALID_SERVICE_IN_ACTION 0>Action>102',
    'INVALID_SERVICE_IN_ACTION 0>Action>103',
  ],
  S3UnlockBucketPolicy: [
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS 1>Condition>StringNotLike>aws:PrincipalArn',
  ],
  SageMakerStudioProjectRoleMachineLearningPolicy: [
    'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA .',
    'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE 7>Action>5 7>Condition>StringEquals>aws:ResourceTag/AmazonDataZoneProject',
    'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE 22>Action>0 22>Condition>StringEquals>aws:ResourceTag/AmazonDataZoneProject',
    'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE 54>Action>0 54>Condition>StringEquals>aws:ResourceTag/AmazonDataZoneProject',
  ],
  SupportUser: [
    'REDUNDANT_ACTION 0>Action>83 0>Action>84 0>Action>85 0>Action>86 0>Action>87 0>Action>88 0>Action>89 0>Action>90',
    'REDUNDANT_ACTION 0>Action>106 0>Action>112',
    'REDUNDANT_ACTION 0>Action>124 0>Action>128',
  ],
  SystemAdministrator: ['REDUNDANT_ACTION 0>Action>28 0>Action>31'],
};

/** The day of the published run over 1,406 policies. */
export const dayOfRun = '2025-11-19';

/** Policies in which that run found something, by severity. All others were silent. */
export const reportedInRun = {
  error:
    'AWSAccountActivityAccess AWSAuditManagerAdministratorAccess AWSAuditManagerServiceRolePolicy AWSCodeStarFullAccess AWSControlTowerAccountServiceRolePolicy AWSIAMIdentityCenterAllowListForIdentityContext AmazonDataZoneGlueManageAccessRolePolicy AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary AmazonSageMakerFullAccess BatchServiceRolePolicy CloudTrailEventContext CloudWatchApplicationSignalsFullAccess CloudWatchApplicationSignalsReadOnlyAccess MemoryDBServiceRolePolicy RDSCloudHsmAuthorizationRole ResourceGroupsTaggingAPITagUntagSupportedResources',
  'security warning':
    'AWSCodePipeline_FullAccess AWSCodePipeline_ReadOnlyAccess AWSElasticBeanstalkService AWSProtonCodeBuildProvisioningServiceRolePolicy AWSServiceRoleForAmazonEKSNodegroup AWSServiceRoleForSMS AdministratorAccess AdministratorAccess-Amplify AmazonDynamoDBFullAccesswithDataPipeline AmazonElasticMapReduceFullAccess AmazonElasticMapReduceRole AmazonSecurityLakeAdministrator IAMFullAccess S3UnlockBucketPolicy SQSUnlockQueuePolicy',
  warning:
    'AIOpsAssistantPolicy AWSApplicationMigrationNetworkMigrationMultiAccount AWSBackupServiceRolePolicyForBackup AWSBackupServiceRolePolicyForRestores AWSElasticDisasterRecoveryConsoleFullAccess_v2 AWSOrganizationsServiceTrustPolicy AWSResourceExplorerServiceRolePolicy AdministratorAccess AdministratorAccess-Amplify AlexaForBusinessFullAccess AmazonConnectServiceLinkedRolePolicy AmazonDataZoneEnvironmentRolePermissionsBoundary AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary AmazonLaunchWizardFullAccessV2 AmazonRDSCustomPreviewServiceRolePolicy AmazonRDSCustomServiceRolePolicy AmazonSageMakerCanvasFullAccess AmazonSageMakerFullAccess AmazonSageMakerServiceCatalogProductsCodeBuildServiceRolePolicy AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy FMSServiceRolePolicy IAMFullAccess PowerUserAccess SageMakerStudioAdminIAMDefaultExecutionPolicy SageMakerStudioAdminIAMPermissiveExecutionPolicy SageMakerStudioProjectRoleMachineLearningPolicy SageMakerStudioUserIAMDefaultExecutionPolicy SageMakerStudioUserIAMPermissiveExecutionPolicy SecurityAudit ViewOnlyAccess',
  suggestion:
    'AIOpsAssistantPolicy AWSBatchFullAccess AWSCloud9Administrator AWSCloud9EnvironmentMember AWSCloud9User AWSDeepLensLambdaFunctionAccessPolicy AWSDeepRacerFullAccess AWSEC2FleetServiceRolePolicy AWSEC2SpotFleetServiceRolePolicy AWSEC2SqlHaInstancePolicy AWSEC2VssSnapshotPolicy AWSElasticBeanstalkCustomPlatformforEC2Role AWSElasticBeanstalkRoleCore AWSElasticBeanstalkService AWSElasticBeanstalkWebTier AWSElasticBeanstalkWorkerTier AWSGlueConsoleFullAccess AWSGlueDataBrewServiceRole AWSMarketplaceFullAccess AWSMigrationHubOrchestratorConsoleFullAccess AWSMigrationHubOrchestratorServiceRolePolicy AWSMigrationHubRefactorSpaces-EnvironmentsWithoutBridgesFullAccess AWSMigrationHubRefactorSpacesFullAccess AWSMigrationHubRefactorSpacesServiceRolePolicy AWSObservabilityAdminTelemetryEnablementServiceRolePolicy AWSQuickSetupDeploymentRolePolicy AWSQuickSetupDistributorPermissionsBoundary AWSQuickSetupPatchPolicyDeploymentRolePolicy AWSQuickSetupPatchPolicyPermissionsBoundary AWSQuickSetupSSMDeploymentRolePolicy AWSQuickSetupSSMHostMgmtPermissionsBoundary AWSResourceExplorerServiceRolePolicy AWSSSODirectoryAdministrator AWSSSODirectoryReadOnly AWSSSOMasterAccountAdministrator AWSSSOMemberAccountAdministrator AWSSSOReadOnly AWSServiceRoleForAmazonEKSNodegroup AWSServiceRoleForEC2ScheduledInstances AWSSupplyChainFederationAdminAccess AWSThinkboxDeadlineResourceTrackerAccessPolicy AWSThinkboxDeadlineSpotEventPluginAdminPolicy AWSTransformApplicationDeploymentPolicy AmazonAppStreamPCAAccess AmazonCodeGuruReviewerServiceRolePolicy AmazonConnectServiceLinkedRolePolicy AmazonDataZoneEnvironmentRolePermissionsBoundary AmazonDocDBElasticFullAccess AmazonEBSCSIDriverPolicy AmazonEC2RolePolicyForLaunchWizard AmazonECSServiceRolePolicy AmazonEKSComputePolicy AmazonEKSLocalOutpostServiceRolePolicy AmazonEKSNetworkingPolicy AmazonEKSServiceRolePolicy AmazonElasticMapReduceFullAccess AmazonGuardDutyMalwareProtectionServiceRolePolicy AmazonGuardDutyServiceRolePolicy AmazonInspector2AgentlessServiceRolePolicy AmazonLaunchWizardFullAccessV2 AmazonMSKFullAccess AmazonRedshiftAllCommandsFullAccess AmazonRedshiftDataFullAccess AmazonRedshiftFullAccess AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy AmazonSageMakerNotebooksServiceRolePolicy AmazonSageMakerServiceCatalogProductsCodeBuildServiceRolePolicy AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy AmazonSecurityLakeMetastoreManager AmazonWorkspacesPCAAccess AppRunnerNetworkingServiceRolePolicy DataScientist EC2FastLaunchServiceRolePolicy EC2FleetTimeShiftableServiceRolePolicy FMSServiceRolePolicy KafkaServiceRolePolicy NeptuneConsoleFullAccess SageMakerStudioProjectRoleMachineLearningPolicy SecurityAudit SupportUser SystemAdministrator ViewOnlyAccess',
} as const;

/** Policies that the run could not read, or that had been withdrawn before it. */
export const notInRun =
  'AWSConfigServiceRolePolicy AWSPartnerLedSupportReadOnlyAccess AWSSupportServiceRolePolicy AWS_ConfigRole ReadOnlyAccess SageMakerStudioProjectProvisioningRolePolicy SageMakerStudioProjectUserRolePermissionsBoundary SageMakerStudioProjectUserRolePolicy AWSIoT1ClickFullAccess AWSIoT1ClickReadOnlyAccess AWSIotRoboRunnerFullAccess AWSIotRoboRunnerReadOnly AWSMobileHub_FullAccess AWSMobileHub_ReadOnly AWSMarketplaceImageBuildFullAccess AmazonDataZonePortalFullAccessPolicy AmazonDataZonePreviewConsoleFullAccess AmazonLaunchWizard_Fullaccess GroundTruthSyntheticConsoleFullAccess GroundTruthSyntheticConsoleReadOnlyAccess ServerMigration_ServiceRole';
