/**
 * The kinds of resources that Settings shows, and the calls of their service that list, create, tag and
 * delete each and set its policy. Dispatch decides what AWS allows or refuses, never this table.
 */

import { parseArn } from '../../../../core/model/arn.ts';
import type { ResourceRecord } from '../../../../core/model/records/tables.ts';
import type { Tag } from '../../../../core/model/records/tag.ts';
import type { ServiceName } from '../../../../core/model/request/request.ts';
import type { Call } from '../../../requests/act.svelte.ts';

export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
  readonly value?: string;
  /** The values to choose from. `roles` and `profiles` are those of the account. */
  readonly options?: readonly string[] | 'roles' | 'profiles';
  readonly secret?: true;
}
export type Values = Readonly<Record<string, string>>;

export interface ResourceKind {
  readonly id: string;
  readonly service: ServiceName;
  readonly label: string;
  /** The noun for one: `bucket`. */
  readonly one: string;
  /** AWS's name of the service. */
  readonly of: string;
  /** The call that AWS must allow before the list is shown. Absent when none is needed. */
  readonly list?: string;
  readonly isOne: (resource: string) => boolean;
  readonly fields: readonly FieldSpec[];
  readonly create: (values: Values) => Call;
  readonly remove: (record: ResourceRecord) => Call;
  readonly tag?: (record: ResourceRecord, tag: Tag) => Call;
  readonly untag?: (record: ResourceRecord, key: string) => Call;
  readonly policy?: {
    readonly put: (record: ResourceRecord, text: string) => Call;
    /** Absent when the policy cannot be deleted. */
    readonly remove?: (record: ResourceRecord) => Call;
    /** The `Resource` of a policy: the ARN itself or `*`. */
    readonly resource: (record: ResourceRecord) => string | readonly string[];
    readonly action: string;
  };
  /** The first action that Ask asks about one. */
  readonly action: string;
}

const call =
  (service: ServiceName) =>
  (operation: string, params: Call['params']): Call => ({
    service,
    operation,
    params,
  });
const [s3, ec2, lambda, sqs, sns, kms, dynamodb, secrets, playground] = (
  ['s3', 'ec2', 'lambda', 'sqs', 'sns', 'kms', 'dynamodb', 'secretsmanager', 'playground'] as const
).map(call) as [Caller, Caller, Caller, Caller, Caller, Caller, Caller, Caller, Caller];
type Caller = ReturnType<typeof call>;

const apiTag = ({ key, value }: Tag) => ({ Key: key, Value: value });
const name = (label: string, hint: string): FieldSpec => ({ name: 'name', label, hint });
const given = (member: string, value: string | undefined) => (value ? { [member]: value } : {});

/** Returns, for example, `https://sqs.us-east-1.amazonaws.com/111122223333/jobs`. */
function queueUrl(arn: string): string {
  const { region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  return `https://sqs.${region}.amazonaws.com/${account}/${resource}`;
}

const bucketTags = (record: ResourceRecord, tags: readonly Tag[]): Call =>
  tags.length === 0
    ? s3('DeleteBucketTagging', { Bucket: record.name })
    : s3('PutBucketTagging', { Bucket: record.name, Tagging: { TagSet: tags.map(apiTag) } });

const without = ({ tags }: ResourceRecord, key: string) => tags.filter((tag) => tag.key !== key);

export const resourceKinds: readonly ResourceKind[] = [
  {
    id: 'buckets',
    service: 's3',
    label: 'Buckets',
    one: 'bucket',
    of: 'Amazon S3',
    list: 'ListBuckets',
    isOne: (resource) => !resource.includes('/'),
    fields: [
      name(
        'Bucket name',
        '3–63 lowercase letters, digits, dots and hyphens. No other account may use the name.',
      ),
    ],
    create: ({ name: Bucket }) => s3('CreateBucket', { Bucket }),
    remove: (record) => s3('DeleteBucket', { Bucket: record.name }),
    tag: (record, tag) => bucketTags(record, [...without(record, tag.key), tag]),
    untag: (record, key) => bucketTags(record, without(record, key)),
    policy: {
      put: (record, Policy) => s3('PutBucketPolicy', { Bucket: record.name, Policy }),
      remove: (record) => s3('DeleteBucketPolicy', { Bucket: record.name }),
      resource: ({ arn }) => [arn, `${arn}/*`],
      action: 's3:GetObject',
    },
    action: 's3:ListBucket',
  },
  {
    id: 'instances',
    service: 'ec2',
    label: 'Instances',
    one: 'instance',
    of: 'Amazon EC2',
    list: 'DescribeInstances',
    isOne: (resource) => resource.startsWith('instance/'),
    fields: [
      {
        name: 'image',
        label: 'AMI',
        value: 'ami-0abcdef1234567890',
        hint: 'The image that the instance starts from.',
      },
      {
        name: 'type',
        label: 'Instance type',
        value: 't3.micro',
        options: ['t3.nano', 't3.micro', 't3.small', 't3.medium', 't3.large', 'm5.large', 'c5.large'],
      },
      {
        name: 'profile',
        label: 'Instance profile',
        optional: true,
        options: 'profiles',
        hint: 'It gives its role to EC2, which needs iam:PassRole.',
      },
    ],
    create: ({ image, type, profile }) =>
      ec2('RunInstances', {
        ImageId: image,
        InstanceType: type,
        MinCount: 1,
        MaxCount: 1,
        ...(profile ? { IamInstanceProfile: { Name: profile } } : {}),
      }),
    remove: (record) => ec2('TerminateInstances', { InstanceIds: [record.name] }),
    tag: (record, tag) => ec2('CreateTags', { Resources: [record.name], Tags: [apiTag(tag)] }),
    untag: (record, key) => ec2('DeleteTags', { Resources: [record.name], Tags: [{ Key: key }] }),
    action: 'ec2:StopInstances',
  },
  {
    id: 'functions',
    service: 'lambda',
    label: 'Functions',
    one: 'function',
    of: 'AWS Lambda',
    list: 'ListFunctions',
    isOne: (resource) => resource.startsWith('function:'),
    fields: [
      name('Function name', 'Letters, digits, - and _.'),
      {
        name: 'role',
        label: 'Execution role',
        options: 'roles',
        hint: 'Its policies say what the code can do. Its trust policy must allow lambda.amazonaws.com.',
      },
      {
        name: 'runtime',
        label: 'Runtime',
        value: 'nodejs20.x',
        options: ['nodejs20.x', 'python3.12', 'java21', 'dotnet8'],
      },
    ],
    create: ({ name: FunctionName, role, runtime }) =>
      lambda('CreateFunction', {
        FunctionName,
        Role: role,
        Runtime: runtime,
        Handler: 'index.handler',
        Code: {},
      }),
    remove: ({ arn }) => lambda('DeleteFunction', { FunctionName: arn }),
    tag: ({ arn }, { key, value }) => lambda('TagResource', { Resource: arn, Tags: { [key]: value } }),
    untag: ({ arn }, key) => lambda('UntagResource', { Resource: arn, TagKeys: [key] }),
    action: 'lambda:InvokeFunction',
  },
  {
    id: 'queues',
    service: 'sqs',
    label: 'Queues',
    one: 'queue',
    of: 'Amazon SQS',
    list: 'ListQueues',
    isOne: () => true,
    fields: [name('Queue name', 'Up to 80 letters, digits, - and _.')],
    create: ({ name: QueueName }) => sqs('CreateQueue', { QueueName }),
    remove: ({ arn }) => sqs('DeleteQueue', { QueueUrl: queueUrl(arn) }),
    tag: ({ arn }, { key, value }) => sqs('TagQueue', { QueueUrl: queueUrl(arn), Tags: { [key]: value } }),
    untag: ({ arn }, key) => sqs('UntagQueue', { QueueUrl: queueUrl(arn), TagKeys: [key] }),
    policy: {
      put: ({ arn }, Policy) =>
        sqs('SetQueueAttributes', { QueueUrl: queueUrl(arn), Attributes: { Policy } }),
      remove: ({ arn }) => sqs('SetQueueAttributes', { QueueUrl: queueUrl(arn), Attributes: { Policy: '' } }),
      resource: ({ arn }) => arn,
      action: 'sqs:SendMessage',
    },
    action: 'sqs:SendMessage',
  },
  {
    id: 'topics',
    service: 'sns',
    label: 'Topics',
    one: 'topic',
    of: 'Amazon SNS',
    list: 'ListTopics',
    isOne: () => true,
    fields: [name('Topic name', 'Up to 256 letters, digits, - and _.')],
    create: ({ name: Name }) => sns('CreateTopic', { Name }),
    remove: ({ arn }) => sns('DeleteTopic', { TopicArn: arn }),
    tag: ({ arn }, tag) => sns('TagResource', { ResourceArn: arn, Tags: [apiTag(tag)] }),
    untag: ({ arn }, key) => sns('UntagResource', { ResourceArn: arn, TagKeys: [key] }),
    policy: {
      put: ({ arn }, AttributeValue) =>
        sns('SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue }),
      resource: ({ arn }) => arn,
      action: 'sns:Publish',
    },
    action: 'sns:Publish',
  },
  {
    id: 'keys',
    service: 'kms',
    label: 'Keys',
    one: 'key',
    of: 'AWS KMS',
    list: 'ListKeys',
    isOne: (resource) => resource.startsWith('key/'),
    fields: [{ name: 'description', label: 'Description', optional: true }],
    create: ({ description }) => kms('CreateKey', given('Description', description)),
    remove: ({ arn }) => kms('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 }),
    tag: ({ arn }, { key, value }) =>
      kms('TagResource', { KeyId: arn, Tags: [{ TagKey: key, TagValue: value }] }),
    untag: ({ arn }, key) => kms('UntagResource', { KeyId: arn, TagKeys: [key] }),
    policy: {
      put: ({ arn }, Policy) => kms('PutKeyPolicy', { KeyId: arn, PolicyName: 'default', Policy }),
      resource: () => '*',
      action: 'kms:Decrypt',
    },
    action: 'kms:Decrypt',
  },
  {
    id: 'tables',
    service: 'dynamodb',
    label: 'Tables',
    one: 'table',
    of: 'Amazon DynamoDB',
    list: 'ListTables',
    isOne: (resource) => /^table\/[^/]+$/.test(resource),
    fields: [
      name('Table name', '3–255 letters, digits, . - and _.'),
      { name: 'key', label: 'Partition key', value: 'id', hint: 'The name of the attribute, a string.' },
    ],
    create: ({ name: TableName, key = 'id' }) =>
      dynamodb('CreateTable', {
        TableName,
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    remove: ({ arn }) => dynamodb('DeleteTable', { TableName: arn }),
    tag: ({ arn }, tag) => dynamodb('TagResource', { ResourceArn: arn, Tags: [apiTag(tag)] }),
    untag: ({ arn }, key) => dynamodb('UntagResource', { ResourceArn: arn, TagKeys: [key] }),
    policy: {
      put: ({ arn }, Policy) => dynamodb('PutResourcePolicy', { ResourceArn: arn, Policy }),
      remove: ({ arn }) => dynamodb('DeleteResourcePolicy', { ResourceArn: arn }),
      resource: ({ arn }) => arn,
      action: 'dynamodb:GetItem',
    },
    action: 'dynamodb:GetItem',
  },
  {
    id: 'secrets',
    service: 'secretsmanager',
    label: 'Secrets',
    one: 'secret',
    of: 'AWS Secrets Manager',
    list: 'ListSecrets',
    isOne: (resource) => resource.startsWith('secret:'),
    fields: [
      name('Secret name', 'Letters, digits and / _ + = . @ -'),
      { name: 'value', label: 'Secret value', secret: true, optional: true },
    ],
    create: ({ name: Name, value }) => secrets('CreateSecret', { Name, ...given('SecretString', value) }),
    remove: ({ arn }) => secrets('DeleteSecret', { SecretId: arn, RecoveryWindowInDays: 7 }),
    tag: ({ arn }, tag) => secrets('TagResource', { SecretId: arn, Tags: [apiTag(tag)] }),
    untag: ({ arn }, key) => secrets('UntagResource', { SecretId: arn, TagKeys: [key] }),
    policy: {
      put: ({ arn }, ResourcePolicy) =>
        secrets('PutResourcePolicy', { SecretId: arn, ResourcePolicy, BlockPublicPolicy: true }),
      remove: ({ arn }) => secrets('DeleteResourcePolicy', { SecretId: arn }),
      resource: () => '*',
      action: 'secretsmanager:GetSecretValue',
    },
    action: 'secretsmanager:GetSecretValue',
  },
];

/** Returns the call that stores the whole record, for resources that no service here manages. */
const put = (
  record: ResourceRecord,
  more: { readonly policy?: string; readonly tags?: readonly Tag[] },
): Call => {
  const { policy = record.policy, tags = record.tags } = more;
  return playground('PutResource', {
    Arn: record.arn,
    Account: record.account,
    Tags: tags.map(apiTag),
    ...(policy === undefined ? {} : { Policy: policy }),
  });
};

/** Anything else that has an ARN: objects of buckets and resources of services that are not simulated. */
export const otherKind: ResourceKind = {
  id: 'other',
  service: 'playground',
  label: 'Other',
  one: 'resource',
  of: 'Any service',
  isOne: () => true,
  fields: [
    {
      name: 'arn',
      label: 'ARN',
      hint: 'For a service without its own tab here. The resource has only tags, a policy and a role.',
    },
    {
      name: 'role',
      label: 'Role',
      optional: true,
      options: 'roles',
      hint: 'The role that it runs as: of a build project, a job, a notebook, a stack.',
    },
  ],
  create: ({ arn: Arn, role }) => playground('PutResource', { Arn, ...given('RoleArn', role) }),
  remove: ({ arn }) => playground('DeleteResource', { Arn: arn }),
  tag: (record, tag) => put(record, { tags: [...without(record, tag.key), tag] }),
  untag: (record, key) => put(record, { tags: without(record, key) }),
  policy: {
    put: (record, policy) => put(record, { policy }),
    remove: (record) => put({ ...record, policy: '' }, {}),
    resource: ({ arn }) => arn,
    action: '*',
  },
  action: 's3:GetObject',
};

/** An object of a bucket. It has tags, and the bucket's policy governs it. */
export const objectKind: ResourceKind = {
  ...otherKind,
  id: 'objects',
  service: 's3',
  one: 'object',
  of: 'Amazon S3',
  remove: (record) => s3('DeleteObject', objectOf(record)),
  tag: (record, tag) => objectTags(record, [...without(record, tag.key), tag]),
  untag: (record, key) => objectTags(record, without(record, key)),
  action: 's3:GetObject',
};

const objectTags = (record: ResourceRecord, tags: readonly Tag[]): Call =>
  s3('PutObjectTagging', { ...objectOf(record), Tagging: { TagSet: tags.map(apiTag) } });

function objectOf({ arn }: ResourceRecord): { readonly Bucket: string; readonly Key: string } {
  const path = arn.slice('arn:aws:s3:::'.length);
  const slash = path.indexOf('/');
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}

export function kindOf({ arn }: { readonly arn: string }): ResourceKind {
  const parts = parseArn(arn);
  if (!parts) return otherKind;
  if (parts.service === 's3' && parts.resource.includes('/')) return objectKind;
  return (
    resourceKinds.find((kind) => kind.service === parts.service && kind.isOne(parts.resource)) ?? otherKind
  );
}

/** Returns the region of a resource, or `–` for a bucket that no call created, whose region nobody stated. */
export const regionOf = ({ arn, details }: ResourceRecord): string =>
  parseArn(arn)?.region || (details?.['region'] ?? '–');

/** Returns the call as it is made in the region of the resource. */
export const there = ({ arn }: { readonly arn: string }, call: Call): Call => ({
  ...call,
  region: parseArn(arn)?.region || undefined,
});
