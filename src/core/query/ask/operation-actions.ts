/**
 * The actions that an API call may be refused for. Mostly an action has the name of its operation; the table
 * holds where they differ: S3 by "Required permissions for Amazon S3 API operations" of its User Guide, the
 * others by the Service Authorization Reference. It may only name actions that AWS's reference has.
 */

/** `from` → `to`, one pair in a line; an operation that needs several permissions has several. */
const differing: Readonly<Record<string, string>> = {
  s3: `
    CompleteMultipartUpload PutObject
    CopyObject PutObject,GetObject
    CreateMultipartUpload PutObject
    DeleteBucketAnalyticsConfiguration PutAnalyticsConfiguration
    DeleteBucketCors PutBucketCORS
    DeleteBucketEncryption PutEncryptionConfiguration
    DeleteBucketIntelligentTieringConfiguration PutIntelligentTieringConfiguration
    DeleteBucketInventoryConfiguration PutInventoryConfiguration
    DeleteBucketLifecycle PutLifecycleConfiguration
    DeleteBucketMetricsConfiguration PutMetricsConfiguration
    DeleteBucketOwnershipControls PutBucketOwnershipControls
    DeleteBucketReplication PutReplicationConfiguration
    DeleteBucketTagging PutBucketTagging
    DeleteObjects DeleteObject
    DeletePublicAccessBlock PutBucketPublicAccessBlock,PutAccountPublicAccessBlock
    GetBucketAccelerateConfiguration GetAccelerateConfiguration
    GetBucketAnalyticsConfiguration GetAnalyticsConfiguration
    GetBucketCors GetBucketCORS
    GetBucketEncryption GetEncryptionConfiguration
    GetBucketIntelligentTieringConfiguration GetIntelligentTieringConfiguration
    GetBucketInventoryConfiguration GetInventoryConfiguration
    GetBucketLifecycle GetLifecycleConfiguration
    GetBucketLifecycleConfiguration GetLifecycleConfiguration
    GetBucketMetricsConfiguration GetMetricsConfiguration
    GetBucketNotificationConfiguration GetBucketNotification
    GetBucketReplication GetReplicationConfiguration
    GetObjectLockConfiguration GetBucketObjectLockConfiguration
    GetPublicAccessBlock GetBucketPublicAccessBlock,GetAccountPublicAccessBlock
    HeadBucket ListBucket
    HeadObject GetObject
    ListBucketAnalyticsConfigurations GetAnalyticsConfiguration
    ListBucketIntelligentTieringConfigurations GetIntelligentTieringConfiguration
    ListBucketInventoryConfigurations GetInventoryConfiguration
    ListBucketMetricsConfigurations GetMetricsConfiguration
    ListBuckets ListAllMyBuckets
    ListMultipartUploads ListBucketMultipartUploads
    ListObjects ListBucket
    ListObjectsV2 ListBucket
    ListObjectVersions ListBucketVersions
    ListParts ListMultipartUploadParts
    PutBucketAccelerateConfiguration PutAccelerateConfiguration
    PutBucketAnalyticsConfiguration PutAnalyticsConfiguration
    PutBucketCors PutBucketCORS
    PutBucketEncryption PutEncryptionConfiguration
    PutBucketIntelligentTieringConfiguration PutIntelligentTieringConfiguration
    PutBucketInventoryConfiguration PutInventoryConfiguration
    PutBucketLifecycle PutLifecycleConfiguration
    PutBucketLifecycleConfiguration PutLifecycleConfiguration
    PutBucketMetricsConfiguration PutMetricsConfiguration
    PutBucketNotificationConfiguration PutBucketNotification
    PutBucketReplication PutReplicationConfiguration
    PutObjectLockConfiguration PutBucketObjectLockConfiguration
    PutPublicAccessBlock PutBucketPublicAccessBlock,PutAccountPublicAccessBlock
    SelectObjectContent GetObject
    UploadPart PutObject
    UploadPartCopy PutObject,GetObject`,
  bedrock: `
    Converse InvokeModel
    ConverseStream InvokeModelWithResponseStream`,
  dynamodb: `
    BatchExecuteStatement PartiQLSelect,PartiQLInsert,PartiQLUpdate,PartiQLDelete
    ExecuteStatement PartiQLSelect,PartiQLInsert,PartiQLUpdate,PartiQLDelete
    TransactGetItems GetItem
    TransactWriteItems PutItem,UpdateItem,DeleteItem,ConditionCheckItem`,
  kms: `
    ReEncrypt ReEncryptFrom,ReEncryptTo`,
  lambda: `
    Invoke InvokeFunction
    InvokeWithResponseStream InvokeFunction`,
  sns: `
    PublishBatch Publish`,
  sqs: `
    ChangeMessageVisibilityBatch ChangeMessageVisibility
    DeleteMessageBatch DeleteMessage
    SendMessageBatch SendMessage`,
};

/** Prefixes of services whose name in an SDK is another one, in lower case and without blanks. */
const prefixes: Readonly<Record<string, string>> = {
  apigatewayv2: 'apigateway',
  applicationautoscaling: 'application-autoscaling',
  bedrockruntime: 'bedrock',
  cloudwatchevents: 'events',
  cloudwatchlogs: 'logs',
  cognitoidentity: 'cognito-identity',
  cognitoidentityprovider: 'cognito-idp',
  configservice: 'config',
  costexplorer: 'ce',
  databasemigration: 'dms',
  directoryservice: 'ds',
  efs: 'elasticfilesystem',
  elasticloadbalancingv2: 'elasticloadbalancing',
  emr: 'elasticmapreduce',
  eventbridge: 'events',
  opensearch: 'es',
  resourcegroupstagging: 'tag',
  resourcegroupstaggingapi: 'tag',
  s3control: 's3',
  securitytokenservice: 'sts',
  sfn: 'states',
  simplenotificationservice: 'sns',
  simplequeueservice: 'sqs',
  ssoadmin: 'sso',
  stepfunctions: 'states',
};

const prefixOf = (service: string): string => {
  const name = service.toLowerCase().replaceAll(' ', '');
  return prefixes[name] ?? name;
};

const byOperation = new Map(
  Object.entries(differing).map(([service, lines]) => [
    service,
    new Map(
      lines
        .trim()
        .split('\n')
        .map((line) => line.trim().split(' '))
        .map(([from = '', to = '']) => [
          from.toLowerCase(),
          to.split(',').map((action) => `${service}:${action}`),
        ]),
    ),
  ]),
);

/**
 * Returns the actions that the call may be refused for: none, one, or those among which a person must choose.
 * `actionNames` are those of AWS's reference. Without a service all that have such an operation are meant.
 */
export function actionsOfOperation(
  { operation, service }: { readonly operation: string; readonly service?: string },
  actionNames: readonly string[],
): readonly string[] {
  const name = operation.toLowerCase();
  const asked = service === undefined ? undefined : prefixOf(service);
  const isAsked = (prefix: string) => asked === undefined || prefix === asked;
  const listed = [...byOperation].flatMap(([prefix, actions]) =>
    isAsked(prefix) ? (actions.get(name) ?? []) : [],
  );
  // The table knows better than a name: `s3:GetBucketCORS` is spelled in another way than its operation.
  const isListed = (prefix: string) => byOperation.get(prefix)?.has(name) === true;
  const named = actionNames.filter((action) => {
    const colon = action.indexOf(':');
    const prefix = action.slice(0, colon);
    return action.slice(colon + 1).toLowerCase() === name && isAsked(prefix) && !isListed(prefix);
  });
  return [...listed, ...named];
}

/** @internal Every action that the table names, for the test that AWS's reference has each. */
export const listedActions = (): string[] =>
  [...byOperation.values()].flatMap((actions) => [...actions.values()].flat());
