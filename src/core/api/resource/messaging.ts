/** SQS queues and SNS topics: their policy is one of their attributes. */

import { currentResourceDocument, withPrincipalIds } from '../../authz/trust-ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import { apiTags } from '../iam/tag-rules.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { type Operation, type Answer, done } from '../operation.ts';
import {
  changed,
  gone,
  keyList,
  made,
  making,
  newRecord,
  onAccount,
  onOne,
  optional,
  tagList,
  tagMap,
  tagObject,
  tagging,
  text,
  untagging,
} from './calls.ts';
import { type Kind, type Params, type ResourceCall, find, kinds, ofKind, queueUrl } from './kinds.ts';
import { refusePolicy } from './policies.ts';
import { failed } from './refusals.ts';
import { type Statement, policyWith, policyWithout } from './statements.ts';

const { queue, topic } = kinds;
type Response = Record<string, unknown>;
type Attributes = Readonly<Record<string, string>>;

const attributesOf = (params: Params): Attributes => (params['Attributes'] ?? {}) as Attributes;

/** Writes attributes over the record's own. An empty `Policy` removes the policy. */
function withAttributes(
  call: ResourceCall,
  kind: Kind,
  record: ResourceRecord,
  given: Attributes,
): Result<ResourceRecord, AwsError> {
  const { Policy, ...others } = given;
  const details = Object.keys(others).length > 0 ? { details: { ...record.details, ...others } } : {};
  const { policy: _replaced, ...without } = record;
  if (Policy === undefined) return ok({ ...record, ...details });
  if (Policy === '') return ok({ ...without, ...details });
  const after = { ...record, ...details, policy: Policy };
  return refusePolicy(call, kind, record.arn, Policy) ?? ok(withPrincipalIds(call.world, after));
}

const queueDefaults: Attributes = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '262144',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
};
/** Seconds or bytes: minimum and maximum. */
const queueBounds: Readonly<Record<string, readonly [number, number]>> = {
  VisibilityTimeout: [0, 43_200],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
};

function refuseQueueAttributes(given: Attributes): ApiFailure | undefined {
  for (const [name, value] of Object.entries(given)) {
    const bounds = queueBounds[name];
    if (!bounds) continue;
    const number = /^\d+$/.test(value) ? Number(value) : -1;
    if (number < bounds[0] || number > bounds[1]) {
      return failed('InvalidAttributeValue', 400, `Invalid value for the parameter ${name}.`);
    }
  }
  return undefined;
}

function createQueue(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const name = text('QueueName')(call.params);
  const given = attributesOf(call.params);
  const isFifo = given['FifoQueue'] === 'true';
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(isFifo ? name.replace(/\.fifo$/, '') : name) || name.length > 80) {
    return failed(
      'InvalidParameterValue',
      400,
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  if (isFifo && !name.endsWith('.fifo')) {
    return failed(
      'InvalidParameterValue',
      400,
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  const refused = refuseQueueAttributes(given);
  if (refused) return refused;
  const before = find(call, queue, name);
  if (before) {
    const same = Object.entries(given).every(
      ([key, value]) => (key === 'Policy' ? before.policy : before.details?.[key]) === value,
    );
    if (same) return done({ QueueUrl: queueUrl(before) });
    const message = 'A queue already exists with the same name and a different value for attribute(s)';
    return failed('QueueAlreadyExists', 400, message);
  }
  const arn = queue.arn(call, name);
  const record = newRecord(call, arn, tags, { details: queueDefaults });
  const filled = withAttributes(call, queue, record, given);
  return filled.ok ? made({ QueueUrl: queueUrl(filled.value) }, filled.value) : filled;
}

function queueAttributes({ params, world }: ResourceCall, record: ResourceRecord): Answer<Response> {
  const wanted = (params['AttributeNames'] ?? []) as readonly string[];
  const policy = currentResourceDocument(world, record);
  const created = String(Math.floor(Date.parse(record.createDate ?? '1970-01-01T00:00:00Z') / 1000));
  const all: Record<string, string> = {
    QueueArn: record.arn,
    CreatedTimestamp: created,
    ...queueDefaults,
    ...record.details,
    ...(policy === undefined ? {} : { Policy: policy }),
  };
  const shown = wanted.includes('All')
    ? Object.entries(all)
    : Object.entries(all).filter(([name]) => wanted.includes(name));
  return shown.length === 0 ? done({}) : done({ Attributes: Object.fromEntries(shown) });
}

/** AddPermission writes one statement for accounts and actions of the service. */
function addPermission(kind: Kind, ids: string, actions: string, prefix: string) {
  return (call: ResourceCall, record: ResourceRecord): Answer<Response> => {
    const { params } = call;
    const accounts = (params[ids] ?? []) as readonly string[];
    const statement: Statement = {
      Sid: text('Label')(params),
      Effect: 'Allow',
      Principal: { AWS: accounts.map((id) => `arn:aws:iam::${id}:root`) },
      Action: ((params[actions] ?? []) as readonly string[]).map((name) => `${prefix}:${name}`),
      Resource: record.arn,
    };
    const before = currentResourceDocument(call.world, record);
    const id = `${record.arn}/SQSDefaultPolicy`;
    const policy = policyWith(before, statement, id);
    if (policy === undefined) {
      return failed(
        'InvalidParameterValue',
        400,
        `Value ${statement.Sid} for parameter Label is invalid. Reason: Already exists.`,
      );
    }
    const refused = refusePolicy(call, kind, record.arn, policy, policyWith(undefined, statement, id));
    return refused ?? changed({}, record, { ...record, policy });
  };
}

function removePermission({ params, world }: ResourceCall, record: ResourceRecord): Answer<Response> {
  const label = text('Label')(params);
  const left = policyWithout(currentResourceDocument(world, record), label);
  if (left === undefined) {
    return failed(
      'InvalidParameterValue',
      400,
      `Value ${label} for parameter Label is invalid. Reason: can't find label.`,
    );
  }
  const { policy: _gone, ...without } = record;
  return changed({}, record, left === '' ? without : { ...record, policy: left });
}

const url = text('QueueUrl');

/** Query's model says `Tags`, JSON's says `tags`. */
const queueTags = (params: Params): ApiTag[] => [...tagMap('tags')(params), ...tagMap('Tags')(params)];

export const sqsOperations: Operation[] = [
  making(queue, 'CreateQueue', {
    on: (call) => queue.arn(call, text('QueueName')(call.params)),
    tags: queueTags,
    run: createQueue,
  }),
  onOne(queue, 'DeleteQueue', url, (_, record) => gone({}, record)),
  onOne(
    queue,
    'GetQueueUrl',
    (params) => {
      const owner = optional(params, 'QueueOwnerAWSAccountId');
      const name = text('QueueName')(params);
      return owner === undefined ? name : `arn:aws:sqs:us-east-1:${owner}:${name}`;
    },
    (_, record) => done({ QueueUrl: queueUrl(record) }),
  ),
  onAccount('sqs', 'ListQueues', (call) => {
    const prefix = optional(call.params, 'QueueNamePrefix') ?? '';
    const urls = ofKind(call, queue)
      .filter(({ name }) => name.startsWith(prefix))
      .map(queueUrl);
    return done(urls.length > 0 ? { QueueUrls: urls } : {});
  }),
  onOne(queue, 'GetQueueAttributes', url, queueAttributes),
  onOne(queue, 'SetQueueAttributes', url, (call, record) => {
    const given = attributesOf(call.params);
    const refused = refuseQueueAttributes(given);
    if (refused) return refused;
    const after = withAttributes(call, queue, record, given);
    return after.ok ? changed({}, record, after.value) : after;
  }),
  onOne(queue, 'AddPermission', url, addPermission(queue, 'AWSAccountIds', 'Actions', 'SQS')),
  onOne(queue, 'RemovePermission', url, removePermission),
  tagging(queue, 'TagQueue', url, tagMap('Tags')),
  untagging(queue, 'UntagQueue', url, keyList('TagKeys')),
  onOne(queue, 'ListQueueTags', url, (_, record) => done({ Tags: tagObject(record) })),
];

const topicArn = text('TopicArn');

/** Returns SNS's policy for a new topic without one: the owner's account may do everything with the topic. */
const topicPolicy = (arn: string, account: string): string =>
  JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });

function createTopic(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const name = text('Name')(call.params);
  if (!/^[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(name)) {
    return failed('InvalidParameter', 400, 'Invalid parameter: Topic Name');
  }
  const arn = topic.arn(call, name);
  if (find(call, topic, name)) return done({ TopicArn: arn });
  const record = newRecord(call, arn, tags, { policy: topicPolicy(arn, call.account.id) });
  const filled = withAttributes(call, topic, record, attributesOf(call.params));
  return filled.ok ? made({ TopicArn: arn }, filled.value) : filled;
}

export const snsOperations: Operation[] = [
  making(topic, 'CreateTopic', {
    on: (call) => topic.arn(call, text('Name')(call.params)),
    tags: tagList('Tags'),
    run: createTopic,
  }),
  onOne(topic, 'DeleteTopic', topicArn, (_, record) => gone({}, record)),
  onAccount('sns', 'ListTopics', (call) =>
    done({ Topics: ofKind(call, topic).map(({ arn }) => ({ TopicArn: arn })) }),
  ),
  onOne(topic, 'GetTopicAttributes', topicArn, ({ world }, record) => {
    const policy = currentResourceDocument(world, record);
    return done({
      Attributes: {
        TopicArn: record.arn,
        Owner: record.account,
        DisplayName: '',
        ...record.details,
        ...(policy === undefined ? {} : { Policy: policy }),
      },
    });
  }),
  onOne(topic, 'SetTopicAttributes', topicArn, (call, record) => {
    const name = text('AttributeName')(call.params);
    const after = withAttributes(call, topic, record, {
      [name]: optional(call.params, 'AttributeValue') ?? '',
    });
    return after.ok ? changed({}, record, after.value) : after;
  }),
  onOne(topic, 'AddPermission', topicArn, addPermission(topic, 'AWSAccountId', 'ActionName', 'SNS')),
  onOne(topic, 'RemovePermission', topicArn, removePermission),
  tagging(topic, 'TagResource', text('ResourceArn'), tagList('Tags')),
  untagging(topic, 'UntagResource', text('ResourceArn'), keyList('TagKeys')),
  onOne(topic, 'ListTagsForResource', text('ResourceArn'), (_, { tags }) => done({ Tags: apiTags(tags) })),
];
