/**
 * The calls that a service makes with the role of a running thing to do its own work: to report a machine to Systems
 * Manager, to write the log of a function, to fetch the image of a task. A thing whose role loses one of them stops, so
 * no change of a cut takes them away.
 */

import { resourcesRunningAs } from '../../model/world/running-roles.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type ActionName, actionMatches, actionName } from '../../eval/action.ts';
import { arnService } from '../../model/arn.ts';
import { matchesAction } from '../../eval/statement.ts';
import { compile } from '../../policy/compile.ts';
import { anyDocument, holdersOf } from './holdings.ts';

interface OwnWork {
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

/** @internal The tests hold it to AWS's policies. */
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

const includes = ({ actions }: OwnWork, action: ActionName): boolean =>
  actions.some((pattern) => actionMatches(pattern, action));

/** Returns true where something runs as the role and would stop without the action. */
export function needsForItsWork(world: World, role: string, action: string): boolean {
  const works = ownWorks.filter((one) => includes(one, actionName(action)));
  return (
    works.length > 0 && servicesRunning(world, role).some((own) => works.some(({ of }) => of.includes(own)))
  );
}

/** A profile is made for machines, also where no file names one that has it. */
function servicesRunning(world: World, arn: string): readonly string[] {
  const role = findByArn(world, 'roles', arn);
  if (!role) return [];
  const isInProfile = (world.index.profilesOf.get(role.id)?.size ?? 0) > 0;
  return [
    ...(isInProfile ? ['ec2'] : []),
    ...resourcesRunningAs(world, role.arn).map((one) => arnService(one.arn)),
  ];
}

/** Returns true where one of those who have the policy would stop without the action. */
export const somebodyNeedsForItsWork = (world: World, policy: string, action: string): boolean =>
  ownWorks.some((one) => includes(one, actionName(action))) &&
  holdersOf(world, policy).some((holder) => needsForItsWork(world, holder, action));

/** Returns true where something runs as the role, and the policy allows a part of the work of its service. */
export function bringsOwnWork(world: World, role: string, policy: string): boolean {
  const services = servicesRunning(world, role);
  const actions = ownWorks
    .filter(({ of }) => services.some((own) => of.includes(own)))
    .flatMap((one) => one.actions);
  const document = actions.length > 0 ? anyDocument(world, policy) : undefined;
  if (document === undefined) return false;
  return compile(document).statements.some(
    (one) => one.effect === 'Allow' && actions.some((action) => matchesAction(one, actionName(action))),
  );
}
