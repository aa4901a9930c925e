/**
 * The calls that services make with the role of a running thing to do their own work, from AWS's policies for it: to
 * report a machine to Systems Manager, to write the log of a function, to fetch the image of a task.
 */

export interface OwnWork {
  /** Services of the things, as in their ARNs. */
  readonly of: readonly string[];
  /** The policy of AWS that grants the actions for this work, by its name with its path. */
  readonly source: string;
  readonly actions: readonly string[];
}

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] as const;
const images = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
] as const;

export const ownWorks: readonly OwnWork[] = [
  {
    of: ['ec2', 'ecs', 'ssm'],
    source: 'AmazonSSMManagedInstanceCore',
    actions: [
      ...['DescribeAssociation', 'GetDeployablePatchSnapshotForInstance', 'GetDocument', 'DescribeDocument'],
      ...['GetManifest', 'GetParameter', 'GetParameters', 'ListAssociations', 'ListInstanceAssociations'],
      ...['PutInventory', 'PutComplianceItems', 'PutConfigurePackageResult', 'UpdateAssociationStatus'],
      ...['UpdateInstanceAssociationStatus', 'UpdateInstanceInformation'],
    ]
      .map((name) => `ssm:${name}`)
      .concat(
        ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
          (name) => `ssmmessages:${name}`,
        ),
        ['AcknowledgeMessage', 'DeleteMessage', 'FailMessage', 'GetEndpoint', 'GetMessages', 'SendReply'].map(
          (name) => `ec2messages:${name}`,
        ),
      ),
  },
  {
    of: ['ec2'],
    source: 'service-role/AmazonEC2ContainerServiceforEC2Role',
    actions: [
      'ec2:DescribeTags',
      ...['CreateCluster', 'DeregisterContainerInstance', 'DiscoverPollEndpoint', 'Poll'].map(
        (name) => `ecs:${name}`,
      ),
      ...['RegisterContainerInstance', 'StartTelemetrySession', 'UpdateContainerInstancesState'].map(
        (name) => `ecs:${name}`,
      ),
      ...['ecs:Submit*', 'ecs:TagResource', 'ecs:ListTagsForResource'],
      ...images,
      ...logs.slice(1),
    ],
  },
  {
    of: ['ec2', 'ecs'],
    source: 'CloudWatchAgentServerPolicy',
    actions: [
      ...logs,
      ...['logs:PutRetentionPolicy', 'logs:DescribeLogStreams', 'logs:DescribeLogGroups'],
      ...['cloudwatch:PutMetricData', 'ec2:DescribeVolumes', 'ec2:DescribeTags'],
    ],
  },
  {
    of: ['ecs'],
    source: 'service-role/AmazonECSTaskExecutionRolePolicy',
    actions: [...images, ...logs.slice(1)],
  },
  { of: ['lambda', 'codebuild', 'glue'], source: 'service-role/AWSLambdaBasicExecutionRole', actions: logs },
  {
    of: ['lambda'],
    source: 'service-role/AWSLambdaVPCAccessExecutionRole',
    actions: [
      ...['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface'],
      ...['AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'],
    ].map((name) => `ec2:${name}`),
  },
  {
    of: ['lambda'],
    source: 'service-role/AWSLambdaSQSQueueExecutionRole',
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  },
  {
    of: ['lambda'],
    source: 'service-role/AWSLambdaKinesisExecutionRole',
    actions: [
      ...['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'],
      ...['ListStreams', 'SubscribeToShard'],
    ].map((name) => `kinesis:${name}`),
  },
  {
    of: ['lambda'],
    source: 'service-role/AWSLambdaDynamoDBExecutionRole',
    actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (name) => `dynamodb:${name}`,
    ),
  },
  {
    of: ['ec2', 'ecs', 'lambda'],
    source: 'AWSXRayDaemonWriteAccess',
    actions: [
      ...['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'],
      'GetSamplingStatisticSummaries',
    ].map((name) => `xray:${name}`),
  },
];
