/**
 * The types of the values of condition keys. AWS's reference of services that we hold has the names of their keys
 * without types, so those of well-known keys stand here. Source: AWS's Service Authorization Reference, the tables
 * "Condition keys" of each service. Those with several values are in list-keys.ts.
 */

import { globalKeys } from './global-keys.ts';
import { listKeys } from './list-keys.ts';

export type ValueType = 'text' | 'arn' | 'bool' | 'ip' | 'date' | 'number';

interface KeyType {
  readonly type: ValueType;
  /** True: the request may carry several values of the key (multivalued). */
  readonly isList: boolean;
}

/** Names of keys with one value, without their service, by service and type. */
const tables: Readonly<Record<string, Partial<Readonly<Record<ValueType, string | readonly string[]>>>>> = {
  autoscaling: {
    bool: 'ForceDelete LaunchTemplateVersionSpecified',
    number: 'MaxSize MetadataHttpPutResponseHopLimit MinSize SpotPrice',
    text: 'ImageId InstanceType LaunchConfigurationName MetadataHttpEndpoint MetadataHttpTokens',
  },
  'aws-marketplace': { text: 'PartyType' },
  backup: { number: 'ChangeableForDays MaxRetentionDays MinRetentionDays' },
  batch: { bool: 'AWSLogsCreateGroup Privileged' },
  bedrock: { arn: 'InferenceProfileArn PromptRouterArn' },
  cloudformation: {
    arn: 'RoleArn',
    text: 'ChangeSetName CreateAction StackPolicyUrl TemplateUrl',
  },
  cloudwatch: { text: 'namespace' },
  codebuild: { arn: 'BuildArn ProjectArn' },
  codecommit: { text: 'References' },
  'codestar-notifications': { arn: 'NotificationsForResource' },
  dynamodb: {
    bool: 'FullTableScan',
    text: 'EnclosingOperation ReturnConsumedCapacity ReturnValues Select',
  },
  ec2: {
    arn: 'AccepterVpc InstanceProfile LaunchTemplate NewInstanceProfile OutpostArn ParentSnapshot ParentVolume PlacementGroup RequesterVpc SourceInstanceARN SourceOutpostArn Subnet Vpc',
    bool: 'AssociatePublicIpAddress EbsOptimized Encrypted IsLaunchTemplateResource Public',
    date: 'SnapshotTime',
    number: 'MetadataHttpPutResponseHopLimit VolumeIops VolumeSize VolumeThroughput',
    text: [
      'AuthorizedService',
      'AuthorizedUser',
      'AvailabilityZone',
      'CreateAction',
      'ImageID',
      'ImageType',
      'InstanceID',
      'InstanceMarketType',
      'InstanceType',
      'KeyPairName',
      'MetadataHttpEndpoint',
      'MetadataHttpTokens',
      'Owner',
      'Permission',
      'Region',
      'RoleDelivery',
      'RootDeviceType',
      'SubnetID',
      'Tenancy',
      'VolumeID',
      'VolumeType',
      'VpcID',
      'VpceServiceName',
      'VpceServiceOwner',
      'VpceServiceRegion',
      'osuser',
    ],
  },
  ecs: { arn: 'cluster service task task-definition', text: 'CreateAction container-name' },
  eks: {
    arn: 'principalArn',
    bool: 'bootstrapClusterCreatorAdminPermissions endpointPrivateAccess endpointPublicAccess zonalShiftEnabled',
    text: 'accessEntryType authenticationMode clientId clusterName issuerUrl kubernetesVersion username',
  },
  elasticache: {
    bool: 'AtRestEncryptionEnabled AuthTokenEnabled AutomaticFailoverEnabled ClusterModeEnabled MultiAZEnabled TransitEncryptionEnabled',
    number: 'NumNodeGroups ReplicasPerNodeGroup SnapshotRetentionLimit',
    text: 'CacheNodeType EngineType EngineVersion KmsKeyId',
  },
  elasticfilesystem: {
    arn: 'AccessPointArn',
    bool: 'AccessedViaMountTarget Encrypted',
    text: 'CreateAction',
  },
  elasticloadbalancing: { text: 'CreateAction' },
  events: {
    arn: 'EventBusArn',
    text: 'ManagedBy creatorAccount',
  },
  glue: { text: 'CredentialIssuingService RoleAssumedBy' },
  iam: {
    arn: 'AssociatedResourceArn PermissionsBoundary PolicyARN',
    number: 'DelegationDuration ServiceSpecificCredentialAgeDays',
    text: 'AWSServiceName FIDO-FIPS-140-2-certification FIDO-certification OrganizationsPolicyId PassedToService RegisterSecurityKey ServiceSpecificCredentialServiceName',
  },
  kms: {
    bool: 'BypassPolicyLockoutSafetyCheck GrantIsForAWSResource MultiRegion ReEncryptOnSameKey',
    date: 'ValidTo',
    number: 'RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays',
    text: [
      'CallerAccount',
      'CustomerMasterKeySpec',
      'CustomerMasterKeyUsage',
      'DataKeyPairSpec',
      'EncryptionAlgorithm',
      'EncryptionContext:<key>',
      'ExpirationModel',
      'GrantConstraintType',
      'GranteePrincipal',
      'KeyOrigin',
      'KeySpec',
      'KeyUsage',
      'MacAlgorithm',
      'MessageType',
      'MultiRegionKeyType',
      'PrimaryRegion',
      'ReplicaRegion',
      'RequestAlias',
      'RetiringPrincipal',
      'SigningAlgorithm',
      'ViaService',
      'WrappingAlgorithm',
      'WrappingKeySpec',
    ],
  },
  lakeformation: { bool: 'EnabledOnlyForMetaDataAccess' },
  lambda: {
    arn: 'CodeSigningConfigArn FunctionArn SourceFunctionArn',
    bool: 'InvokedViaFunctionUrl',
    text: 'FunctionUrlAuthType Principal VpcIds',
  },
  logs: { arn: 'DeliveryDestinationResourceArn' },
  organizations: { text: 'PolicyType ServicePrincipal' },
  ram: {
    arn: 'PermissionArn ResourceArn',
    bool: 'AllowsExternalPrincipals RequestedAllowsExternalPrincipals',
    text: 'PermissionResourceType Principal RequestedResourceType ResourceShareName ShareOwnerAccountId',
  },
  rds: {
    bool: 'CopyOptionGroup ManageMasterUserPassword MultiAz PubliclyAccessible StorageEncrypted Vpc',
    number: 'Piops StorageSize',
    text: 'BackupTarget DatabaseClass DatabaseEngine DatabaseName EndpointType',
  },
  s3: {
    arn: 'AccessGrantsInstanceArn DataAccessPointArn x-amz-server-side-encryption-aws-kms-key-id',
    bool: 'ObjectCreationOperation isReplicationPauseRequest',
    date: 'object-lock-retain-until-date',
    number:
      'ExistingJobPriority RequestJobPriority TlsVersion max-keys object-lock-remaining-retention-days signatureAge',
    text: [
      'AccessPointNetworkOrigin',
      'DataAccessPointAccount',
      'ExistingJobOperation',
      'ExistingObjectTag/<key>',
      'JobSuspendedCause',
      'RequestJobOperation',
      'RequestObjectTag/<key>',
      'ResourceAccount',
      'authType',
      'delimiter',
      'destinationRegion',
      'if-match',
      'if-none-match',
      'locationconstraint',
      'object-lock-legal-hold',
      'object-lock-mode',
      'prefix',
      'signatureversion',
      'versionid',
      'x-amz-acl',
      'x-amz-content-sha256',
      'x-amz-copy-source',
      'x-amz-grant-full-control',
      'x-amz-grant-read',
      'x-amz-grant-read-acp',
      'x-amz-grant-write',
      'x-amz-grant-write-acp',
      'x-amz-metadata-directive',
      'x-amz-object-ownership',
      'x-amz-server-side-encryption',
      'x-amz-server-side-encryption-customer-algorithm',
      'x-amz-storage-class',
      'x-amz-website-redirect-location',
    ],
  },
  sagemaker: {
    arn: 'ModelArn OwnerUserProfileArn WorkteamArn',
    bool: 'InterContainerTrafficEncryption NetworkIsolation',
    number: 'MaxRuntimeInSeconds',
    text: 'DirectInternetAccess RootAccess SpaceSharingType TaggingAction WorkteamType',
  },
  secretsmanager: {
    arn: 'RotationLambdaARN SecretId resource/AllowRotationLambdaArn',
    bool: 'BlockPublicPolicy ForceDeleteWithoutRecovery ForceOverwriteReplicaSecret ModifyRotationRules RotateImmediately',
    number: 'RecoveryWindowInDays',
    text: 'Description KmsKeyId Name SecretPrimaryRegion VersionId VersionStage',
  },
  ses: { text: 'ApiVersion FeedbackAddress FromAddress FromDisplayName' },
  sns: { text: 'Endpoint Protocol' },
  ssm: {
    arn: 'SourceInstanceARN',
    bool: 'SessionDocumentAccessCheck',
    text: 'DocumentType SyncType',
  },
  sts: {
    number: 'DurationSeconds',
    text: 'AWSServiceName ExternalId RoleSessionName SigningAlgorithm SourceIdentity',
  },
  'vpc-lattice-svcs': {
    arn: 'ServiceArn ServiceNetworkArn',
    number: 'Port',
    text: 'RequestMethod RequestPath SourceVpc SourceVpcOwnerAccount',
  },
};

/** Types by the name in lower case. */
const byName = new Map<string, KeyType>();
/** Types of keys whose names end in one's own (`s3:ExistingObjectTag/<key>`), by what stands before. */
const byBeginning = new Map<string, KeyType>();

function enter(name: string, entry: KeyType) {
  const lower = name.toLowerCase();
  const open = lower.search(/<|\$\{/);
  if (open < 0) byName.set(lower, entry);
  else byBeginning.set(lower.slice(0, open), entry);
}

for (const isList of [false, true])
  for (const [service, types] of Object.entries<(typeof tables)[string]>(isList ? listKeys : tables))
    for (const [type, names] of Object.entries(types)) {
      const entry: KeyType = { type: type as ValueType, isList };
      for (const name of typeof names === 'string' ? names.split(' ') : names)
        enter(`${service}:${name}`, entry);
    }
// A global key with several values has texts.
for (const { name, type } of globalKeys)
  enter(name, type === 'list' ? { type: 'text', isList: true } : { type, isList: false });

const tagOfService = /^[a-z0-9-]+:(resource|request)tag\/./;
const oneText: KeyType = { type: 'text', isList: false };

/** Finds the type of a global or a service's key, ignoring case; `undefined`: not known. */
export function keyTypeOf(name: string): KeyType | undefined {
  const lower = name.toLowerCase();
  const known = byName.get(lower);
  if (known) return known;
  if (tagOfService.test(lower)) return oneText;
  for (const mark of ['/', ':']) {
    const end = lower.indexOf(mark, lower.indexOf(':') + 1) + 1;
    const entry = end > 0 && end < lower.length ? byBeginning.get(lower.slice(0, end)) : undefined;
    if (entry) return entry;
  }
  return undefined;
}
