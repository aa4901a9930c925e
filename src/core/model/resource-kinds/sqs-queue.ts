/** SQS: queues. Their policy is one of their attributes. */

import { parseArn } from '../arn.ts';
import type { ResourceRecord } from '../records/tables.ts';
import {
  type ResourceKind,
  arnOfName,
  kindCall,
  fieldOf,
  fifo,
  unlessEmpty,
  nameField,
  tagMap,
} from './kind.ts';

/** Returns, for example, `https://sqs.us-east-1.amazonaws.com/111122223333/jobs`. */
export function queueUrl(arn: string): string {
  const { region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  return `https://sqs.${region}.amazonaws.com/${account}/${resource}`;
}

const byUrl = ({ arn }: ResourceRecord, operation: string, more: object = {}) =>
  kindCall(operation, { QueueUrl: queueUrl(arn), ...more });

const named = arnOfName('sqs');

export const sqsQueue: ResourceKind<'sqs'> = {
  service: {
    prefix: 'sqs',
    fullName: 'Amazon SQS',
    protocol: 'xml',
    trusted: true,
    denied: { action: (name) => name.replace(/^sqs:.*/, (own) => own.toLowerCase()) },
  },
  type: 'AWS::SQS::Queue',
  one: 'queue',
  content: 'messages',
  many: 'queues',
  form: /^[^:]+$/,
  /** Takes a name, `{account}/{name}`, an ARN, or `https://sqs.{region}.amazonaws.com/{account}/{name}`. */
  arn: (place, text) => {
    const [, region = place.region, account, name] =
      /^(?:https?:\/\/sqs\.([^./]+)\.[^/]+\/)?(\d{12})\/([^/]+)$/.exec(text) ?? [];
    return account && name ? named({ region, account }, name) : named(place, text);
  },
  handle: queueUrl,
  members: (arn) => ({ queueurl: [arn], queuename: [fieldOf(arn)] }),
  action: 'sqs:SendMessage',
  reached: ['sqs:ReceiveMessage'],
  holdsContent: true,
  labels: { VisibilityTimeout: 'Visibility timeout (s)', MessageRetentionPeriod: 'Retention (s)' },
  create: {
    operation: 'CreateQueue',
    fields: [nameField('Queue name', 'Up to 80 letters, digits, - and _.')],
    params: ({ name }) => ({ QueueName: name }),
  },
  list: 'ListQueues',
  remove: (record) => byUrl(record, 'DeleteQueue'),
  tag: (record, tag) => byUrl(record, 'TagQueue', { Tags: tagMap([tag]) }),
  untag: (record, key) => byUrl(record, 'UntagQueue', { TagKeys: [key] }),
  policy: {
    name: 'queue policy',
    limit: 8_192,
    read: {
      command: 'get-queue-attributes',
      options: (url) => `--queue-url ${url} --attribute-names Policy`,
      answer: 'Attributes.Policy',
    },
    repairs: ['sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'],
    put: (record, Policy) => byUrl(record, 'SetQueueAttributes', { Attributes: { Policy } }),
    remove: (record) => byUrl(record, 'SetQueueAttributes', { Attributes: { Policy: '' } }),
  },
  exports: {
    script: ({ name, tags }, policy) => {
      const attributes = { ...fifo(name, 'FifoQueue', 'true'), ...(policy && { Policy: policy }) };
      const params = {
        QueueName: name,
        Attributes: unlessEmpty(attributes),
        tags: unlessEmpty(tagMap(tags)),
      };
      return [kindCall('CreateQueue', params)];
    },
    cloudFormation: {
      properties: ({ name }) => ({ QueueName: name, ...fifo(name, 'FifoQueue', true) }),
      policy: {
        type: 'AWS::SQS::QueuePolicy',
        properties: (queue, PolicyDocument) => ({ Queues: [queue], PolicyDocument }),
      },
    },
    terraform: {
      type: 'aws_sqs_queue',
      block: ({ name }) => ({ name, ...fifo(name, 'fifo_queue', true) }),
      policy: { type: 'aws_sqs_queue_policy', member: 'queue_url', attribute: 'id' },
      known: ({ arn }) => queueUrl(arn),
    },
  },
  collector: { query: 'QueueUrls', arn: 'arn:$partition:sqs:$at:$account:${one##*/}' },
};
