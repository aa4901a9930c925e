/** SNS: topics. Their policy is one of their attributes. */

import {
  type ResourceKind,
  apiTag,
  arnOfName,
  kindCall,
  fieldOf,
  fifo,
  unlessEmpty,
  nameField,
} from './kind.ts';

export const snsTopic: ResourceKind<'sns'> = {
  service: {
    prefix: 'sns',
    fullName: 'Amazon SNS',
    protocol: 'xml',
    trusted: true,
    denied: { code: 'AuthorizationError', action: (name) => name.replace(/^sns:/, 'SNS:') },
  },
  type: 'AWS::SNS::Topic',
  one: 'topic',
  many: 'topics',
  form: /^[^:]+$/,
  arn: arnOfName('sns'),
  members: (arn) => ({ topicarn: [arn], resourcearn: [arn], name: [fieldOf(arn)] }),
  action: 'sns:Publish',
  reached: [],
  labels: { DisplayName: 'Display name' },
  create: {
    operation: 'CreateTopic',
    fields: [nameField('Topic name', 'Up to 256 letters, digits, - and _.')],
    params: ({ name }) => ({ Name: name }),
  },
  list: 'ListTopics',
  remove: ({ arn }) => kindCall('DeleteTopic', { TopicArn: arn }),
  tag: ({ arn }, tag) => kindCall('TagResource', { ResourceArn: arn, Tags: [apiTag(tag)] }),
  untag: ({ arn }, key) => kindCall('UntagResource', { ResourceArn: arn, TagKeys: [key] }),
  policy: {
    name: 'topic policy',
    limit: 30_720,
    read: {
      command: 'get-topic-attributes',
      options: (arn) => `--topic-arn ${arn}`,
      answer: 'Attributes.Policy',
    },
    put: ({ arn }, AttributeValue) =>
      kindCall('SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue }),
  },
  exports: {
    script: ({ name, tags }, policy) => {
      const attributes = { ...fifo(name, 'FifoTopic', 'true'), ...(policy && { Policy: policy }) };
      const params = { Name: name, Attributes: unlessEmpty(attributes), Tags: tags.map(apiTag) };
      return [{ operation: 'CreateTopic', params }];
    },
    cloudFormation: {
      properties: ({ name }) => ({ TopicName: name, ...fifo(name, 'FifoTopic', true) }),
      policy: {
        type: 'AWS::SNS::TopicPolicy',
        properties: (topic, PolicyDocument) => ({ Topics: [topic], PolicyDocument }),
      },
    },
    terraform: {
      type: 'aws_sns_topic',
      block: ({ name }) => ({ name, ...fifo(name, 'fifo_topic', true) }),
      id: ({ arn }) => arn,
      policy: { type: 'aws_sns_topic_policy', member: 'arn', attribute: 'arn' },
    },
  },
  collector: { query: 'Topics[].TopicArn' },
};
