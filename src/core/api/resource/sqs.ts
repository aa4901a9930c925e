/** SQS: queues. Their policy is one of their attributes. */

import { currentResourceDocument } from '../../authz/trust-ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { queueUrl, sqsQueue } from '../../model/resource-kinds/sqs-queue.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import { type ApiFailure, jsonSpelling } from '../errors/codes.ts';
import { serviceTexts as say } from '../errors/service-texts.ts';
import { resourcePolicyTexts as refusedPolicy } from '../errors/texts.ts';
import { type Operation, type Answer, type Service, done } from '../operation.ts';
import {
  type Attributes,
  addPermission,
  resourceAttributes,
  differingAttribute,
  removePermission,
  withAttributes,
} from './attributes.ts';
import {
  changed,
  gone,
  keyList,
  madeResource,
  making,
  newRecord,
  onAccount,
  onOne,
  optionalParam,
  tagMapParam,
  tagObject,
  tagging,
  taggingToo,
  textParam,
  untagging,
} from './calls.ts';
import { type ResourceParams, type ResourceCall, apiKind, findResource, ofKind } from './kinds.ts';
import { failed } from './refusals.ts';
import { defined } from '../../model/defined.ts';

const queue = apiKind(sqsQueue, {
  missing: () =>
    failed('AWS.SimpleQueueService.NonExistentQueue', 400, 'The specified queue does not exist.'),
  tags: { code: 'InvalidParameterValue', tooMany: say.queueTooManyTags },
  policy: {
    code: 'InvalidAttributeValue',
    tooLong: refusedPolicy.sqsPolicy,
    grammar: (problem) => `${refusedPolicy.sqsPolicy} ${problem}`,
    principal: (problem) => `${refusedPolicy.sqsPolicy} ${problem}`,
    foreignAction: refusedPolicy.sqsPolicy,
    anyResource: true,
  },
});
type Response = Record<string, unknown>;

const queueDefaults: Attributes = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
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
  const name = textParam('QueueName')(call.params);
  const given = resourceAttributes(call.params);
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
  const before = findResource(call, queue, name);
  if (before) {
    const details = { FifoQueue: 'false', ...queueDefaults, ...before.details };
    const other = differingAttribute({ ...before, details }, given);
    if (other === undefined) return done({ QueueUrl: queueUrl(before.arn) });
    return failed('QueueAlreadyExists', 400, say.queueAttributeDiffers(other));
  }
  const arn = queue.arn(call, name);
  const record = newRecord(call, arn, tags, { details: queueDefaults });
  const filled = withAttributes(call, queue, record, given);
  return filled.ok ? madeResource({ QueueUrl: queueUrl(filled.value.arn) }, filled.value) : filled;
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
    ...defined({ Policy: policy }),
  };
  const shown = wanted.includes('All')
    ? Object.entries(all)
    : Object.entries(all).filter(([name]) => wanted.includes(name));
  return shown.length === 0 ? done({}) : done({ Attributes: Object.fromEntries(shown) });
}

/** Actions that a queue's owner may give away with AddPermission (W-17). */
const givenAway: ReadonlySet<string> = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);
const mostActions = 7;

function refusePermission(
  _: ResourceCall,
  accounts: readonly string[],
  actions: readonly string[],
): ApiFailure | undefined {
  if (actions.length === 0) return failed('MissingParameter', 400, say.queueNeeds('Actions'));
  const unknown = accounts.find((id) => !/^\d{12}$/.test(id));
  if (accounts.length === 0 || unknown !== undefined)
    return failed('InvalidParameterValue', 400, say.queueAccount(unknown ?? ''));
  if (actions.length > mostActions) return failed('OverLimit', 403, say.queueTooManyActions(actions.length));
  const owners = actions.find((name) => !givenAway.has(name));
  return owners === undefined ? undefined : failed('InvalidParameterValue', 400, say.queueAction(owners));
}

const url = textParam('QueueUrl');

/** Query's model says `Tags`, JSON's says `tags`. */
const queueTags = (params: ResourceParams): ApiTag[] => [
  ...tagMapParam('tags')(params),
  ...tagMapParam('Tags')(params),
];

export const sqsOperations: Operation[] = [
  making(queue, 'CreateQueue', {
    on: (call) => queue.arn(call, textParam('QueueName')(call.params)),
    tags: queueTags,
    also: (call) =>
      taggingToo(
        'sqs:TagQueue',
        queue.arn(call, textParam('QueueName')(call.params)),
        queueTags(call.params),
      ),
    run: createQueue,
  }),
  onOne(queue, 'DeleteQueue', url, (_, record) => gone({}, record)),
  onOne(
    queue,
    'GetQueueUrl',
    (params) => {
      const owner = optionalParam(params, 'QueueOwnerAWSAccountId');
      const name = textParam('QueueName')(params);
      return owner === undefined ? name : `${owner}/${name}`;
    },
    (_, record) => done({ QueueUrl: queueUrl(record.arn) }),
  ),
  onAccount('sqs', 'ListQueues', (call) => {
    const prefix = optionalParam(call.params, 'QueueNamePrefix') ?? '';
    const urls = ofKind(call, queue)
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ arn }) => queueUrl(arn));
    return done(urls.length > 0 ? { QueueUrls: urls } : {});
  }),
  onOne(queue, 'GetQueueAttributes', url, queueAttributes),
  onOne(queue, 'SetQueueAttributes', url, (call, record) => {
    const given = resourceAttributes(call.params);
    const refused = refuseQueueAttributes(given);
    if (refused) return refused;
    const after = withAttributes(call, queue, record, given);
    return after.ok ? changed({}, record, after.value) : after;
  }),
  onOne(
    queue,
    'AddPermission',
    url,
    addPermission(queue, {
      ...{ accounts: 'AWSAccountIds', actions: 'Actions', prefix: 'SQS', refuse: refusePermission },
      taken: (label) => failed('InvalidParameterValue', 400, say.queueLabelTaken(label)),
    }),
  ),
  onOne(
    queue,
    'RemovePermission',
    url,
    removePermission((label) => failed('InvalidParameterValue', 400, say.queueLabelMissing(label))),
  ),
  tagging(queue, 'TagQueue', url, tagMapParam('Tags')),
  untagging(queue, 'UntagQueue', url, keyList('TagKeys')),
  onOne(queue, 'ListQueueTags', url, (_, record) => done({ Tags: tagObject(record) })),
];

/** Names of SQS's errors in JSON, where they are not those of Query. */
const queueErrors: Readonly<Record<string, string>> = {
  'AWS.SimpleQueueService.NonExistentQueue': 'QueueDoesNotExist',
  QueueAlreadyExists: 'QueueNameExists',
  InvalidParameterValue: 'InvalidParameterValueException',
  MissingParameter: 'MissingRequiredParameterException',
};

/** SQS spoke Query before: old codes stand in a header, JSON's own in the body (W-17). */
export const queueErrorOnWire: NonNullable<Service['errorOnWire']> = (error) => ({
  header: ['x-amzn-query-error', `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}`],
  error: { ...error, code: `com.amazonaws.sqs#${queueErrors[error.code] ?? jsonSpelling(error).code}` },
});
