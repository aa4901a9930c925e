/**
 * The simulated operations of the services around IAM (resources, account), with the members that they have
 * here: `in | out`, `*` for all. Other members are ignored when they are sent, as AWS ignores unknown
 * members. models.ts reads this file; nothing of it is shipped.
 */

export interface ModelSelection {
  readonly version: string;
  readonly operations: Readonly<Record<string, string>>;
  /** Structures of which only the named members exist here. */
  readonly shapes?: Readonly<Record<string, string>>;
}

export const selections: Readonly<Record<string, ModelSelection>> = {
  s3: {
    version: '2006-03-01',
    operations: {
      CreateBucket: 'Bucket CreateBucketConfiguration | Location',
      DeleteBucket: 'Bucket |',
      HeadBucket: 'Bucket | BucketRegion',
      ListBuckets: '| Buckets Owner',
      GetBucketLocation: 'Bucket | LocationConstraint',
      PutBucketPolicy: 'Bucket Policy |',
      GetBucketPolicy: 'Bucket | Policy',
      DeleteBucketPolicy: 'Bucket |',
      PutBucketTagging: 'Bucket Tagging |',
      GetBucketTagging: 'Bucket | TagSet',
      DeleteBucketTagging: 'Bucket |',
      ListObjectsV2:
        'Bucket Prefix Delimiter MaxKeys | Name Prefix KeyCount MaxKeys IsTruncated Contents CommonPrefixes',
      PutObject: 'Bucket Key Body ContentType Tagging | ETag Size',
      GetObject: 'Bucket Key | Body ContentLength ContentType ETag LastModified TagCount',
      HeadObject: 'Bucket Key | ContentLength ContentType ETag LastModified',
      DeleteObject: 'Bucket Key |',
      PutObjectTagging: 'Bucket Key Tagging |',
      GetObjectTagging: 'Bucket Key | TagSet',
      DeleteObjectTagging: 'Bucket Key |',
    },
    shapes: {
      CreateBucketConfiguration: 'LocationConstraint',
      Bucket: 'Name CreationDate BucketRegion',
      Object: 'Key LastModified ETag Size StorageClass',
    },
  },
  ec2: {
    version: '2016-11-15',
    operations: {
      RunInstances:
        'ImageId InstanceType KeyName MinCount MaxCount SubnetId SecurityGroupIds IamInstanceProfile TagSpecifications DryRun | ReservationId OwnerId Instances',
      TerminateInstances: 'InstanceIds DryRun | TerminatingInstances',
      StartInstances: 'InstanceIds DryRun | StartingInstances',
      StopInstances: 'InstanceIds DryRun | StoppingInstances',
      DescribeInstances: 'InstanceIds | Reservations',
      CreateTags: 'Resources Tags DryRun |',
      DeleteTags: 'Resources Tags DryRun |',
      DescribeTags: '| Tags',
      AssociateIamInstanceProfile: 'IamInstanceProfile InstanceId | IamInstanceProfileAssociation',
      ModifyInstanceAttribute: 'InstanceId UserData DryRun |',
      RequestSpotInstances: 'InstanceCount LaunchSpecification DryRun | SpotInstanceRequests',
    },
    shapes: {
      RequestSpotLaunchSpecification: 'ImageId InstanceType SubnetId IamInstanceProfile',
      SpotInstanceRequest: 'SpotInstanceRequestId InstanceId State',
      Instance: 'InstanceId ImageId State InstanceType KeyName LaunchTime IamInstanceProfile Tags',
      Reservation: 'ReservationId OwnerId Instances',
    },
  },
  lambda: {
    version: '2015-03-31',
    operations: {
      CreateFunction: 'FunctionName Runtime Role Handler Description Tags | *',
      DeleteFunction: 'FunctionName |',
      GetFunction: 'FunctionName | Configuration Tags',
      ListFunctions: '| Functions',
      UpdateFunctionConfiguration: 'FunctionName Role Handler Runtime Description | *',
      UpdateFunctionCode: 'FunctionName ZipFile ImageUri | *',
      Invoke: 'FunctionName InvocationType | StatusCode ExecutedVersion',
      CreateEventSourceMapping: 'EventSourceArn FunctionName | UUID EventSourceArn FunctionArn State',
      AddPermission:
        'FunctionName StatementId Action Principal SourceArn SourceAccount PrincipalOrgID | Statement',
      RemovePermission: 'FunctionName StatementId |',
      GetPolicy: 'FunctionName | Policy RevisionId',
      TagResource: 'Resource Tags |',
      UntagResource: 'Resource TagKeys |',
      ListTags: 'Resource | Tags',
    },
    shapes: {
      FunctionConfiguration:
        'FunctionName FunctionArn Runtime Role Handler Description LastModified State Version',
    },
  },
  sqs: {
    version: '2012-11-05',
    operations: {
      CreateQueue: 'QueueName Attributes tags | QueueUrl',
      DeleteQueue: 'QueueUrl |',
      GetQueueUrl: 'QueueName QueueOwnerAWSAccountId | QueueUrl',
      ListQueues: 'QueueNamePrefix | QueueUrls',
      GetQueueAttributes: 'QueueUrl AttributeNames | Attributes',
      SetQueueAttributes: 'QueueUrl Attributes |',
      AddPermission: 'QueueUrl Label AWSAccountIds Actions |',
      RemovePermission: 'QueueUrl Label |',
      TagQueue: 'QueueUrl Tags |',
      UntagQueue: 'QueueUrl TagKeys |',
      ListQueueTags: 'QueueUrl | Tags',
    },
  },
  sns: {
    version: '2010-03-31',
    operations: {
      CreateTopic: 'Name Attributes Tags | TopicArn',
      DeleteTopic: 'TopicArn |',
      ListTopics: '| Topics',
      GetTopicAttributes: 'TopicArn | Attributes',
      SetTopicAttributes: 'TopicArn AttributeName AttributeValue |',
      AddPermission: 'TopicArn Label AWSAccountId ActionName |',
      RemovePermission: 'TopicArn Label |',
      TagResource: 'ResourceArn Tags |',
      UntagResource: 'ResourceArn TagKeys |',
      ListTagsForResource: 'ResourceArn | Tags',
    },
  },
  kms: {
    version: '2014-11-01',
    operations: {
      CreateKey: 'Policy Description BypassPolicyLockoutSafetyCheck Tags | KeyMetadata',
      DescribeKey: 'KeyId | KeyMetadata',
      ListKeys: '| Keys Truncated',
      GetKeyPolicy: 'KeyId PolicyName | Policy PolicyName',
      PutKeyPolicy: 'KeyId PolicyName Policy BypassPolicyLockoutSafetyCheck |',
      EnableKey: 'KeyId |',
      DisableKey: 'KeyId |',
      ScheduleKeyDeletion: 'KeyId PendingWindowInDays | KeyId DeletionDate KeyState PendingWindowInDays',
      CancelKeyDeletion: 'KeyId | KeyId',
      TagResource: 'KeyId Tags |',
      UntagResource: 'KeyId TagKeys |',
      ListResourceTags: 'KeyId | Tags Truncated',
    },
    shapes: {
      KeyMetadata:
        'AWSAccountId KeyId Arn CreationDate Enabled Description KeyUsage KeyState DeletionDate Origin KeyManager KeySpec MultiRegion',
    },
  },
  dynamodb: {
    version: '2012-08-10',
    operations: {
      CreateTable:
        'TableName AttributeDefinitions KeySchema BillingMode ResourcePolicy Tags | TableDescription',
      DeleteTable: 'TableName | TableDescription',
      DescribeTable: 'TableName | Table',
      ListTables: '| TableNames',
      PutResourcePolicy: 'ResourceArn Policy ExpectedRevisionId ConfirmRemoveSelfResourceAccess | RevisionId',
      GetResourcePolicy: 'ResourceArn | Policy RevisionId',
      DeleteResourcePolicy: 'ResourceArn ExpectedRevisionId | RevisionId',
      TagResource: 'ResourceArn Tags |',
      UntagResource: 'ResourceArn TagKeys |',
      ListTagsOfResource: 'ResourceArn | Tags',
    },
    shapes: {
      TableDescription: 'TableName TableStatus CreationDateTime TableArn KeySchema AttributeDefinitions',
    },
  },
  secretsmanager: {
    version: '2017-10-17',
    operations: {
      CreateSecret: 'Name ClientRequestToken Description SecretString Tags | ARN Name VersionId',
      DescribeSecret: 'SecretId | ARN Name Description CreatedDate DeletedDate Tags VersionIdsToStages',
      ListSecrets: '| SecretList',
      GetSecretValue:
        'SecretId VersionId VersionStage | ARN Name VersionId SecretString VersionStages CreatedDate',
      PutSecretValue:
        'SecretId ClientRequestToken SecretString VersionStages | ARN Name VersionId VersionStages',
      DeleteSecret: 'SecretId RecoveryWindowInDays ForceDeleteWithoutRecovery | ARN Name DeletionDate',
      RestoreSecret: 'SecretId | ARN Name',
      PutResourcePolicy: 'SecretId ResourcePolicy BlockPublicPolicy | ARN Name',
      GetResourcePolicy: 'SecretId | ARN Name ResourcePolicy',
      DeleteResourcePolicy: 'SecretId | ARN Name',
      TagResource: 'SecretId Tags |',
      UntagResource: 'SecretId TagKeys |',
    },
    shapes: { SecretListEntry: 'ARN Name Description CreatedDate DeletedDate Tags' },
  },
  events: {
    version: '2015-10-07',
    operations: {
      CreateEventBus: 'Name Description Tags | EventBusArn Description',
      DeleteEventBus: 'Name |',
      DescribeEventBus: 'Name | Name Arn Description Policy CreationTime LastModifiedTime',
      ListEventBuses: 'NamePrefix NextToken Limit | EventBuses NextToken',
      PutPermission: 'EventBusName Action Principal StatementId Condition Policy |',
      RemovePermission: 'StatementId RemoveAllPermissions EventBusName |',
      TagResource: 'ResourceARN Tags |',
      UntagResource: 'ResourceARN TagKeys |',
      ListTagsForResource: 'ResourceARN | Tags',
    },
  },
  account: {
    version: '2021-02-01',
    operations: {
      GetContactInformation: '* | *',
      PutContactInformation: '* | *',
      GetAlternateContact: '* | *',
      PutAlternateContact: '* | *',
      DeleteAlternateContact: '* | *',
      ListRegions: '* | *',
      GetRegionOptStatus: '* | *',
      EnableRegion: '* | *',
      DisableRegion: '* | *',
    },
  },
};
