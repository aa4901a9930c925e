/** SNS: topics. Their policy is one of their attributes. */

import { currentResourceDocument } from '../../authz/trust-ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { snsTopic } from '../../model/resource-kinds/sns-topic.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { serviceTexts as say } from '../errors/service-texts.ts';
import { resourcePolicyTexts as refusedPolicy } from '../errors/texts.ts';
import { type Operation, type Answer, done } from '../operation.ts';
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
  tagList,
  tagging,
  taggingToo,
  textParam,
  untagging,
} from './calls.ts';
import { type ResourceCall, apiKind, findResource, ofKind } from './kinds.ts';
import { failed } from './refusals.ts';
import { defined } from '../../model/defined.ts';

const topic = apiKind(snsTopic, {
  missing: () => failed('NotFound', 404, 'Topic does not exist'),
  tags: {
    code: 'InvalidParameter',
    limitCode: 'TagLimitExceeded',
    duplicate: () => say.topicDuplicateTags,
    tooMany: () => say.topicTooManyTags,
  },
  policy: {
    code: 'InvalidParameter',
    tooLong: refusedPolicy.snsTooLong,
    grammar: refusedPolicy.snsPolicy,
    principal: () => refusedPolicy.snsPolicy('PrincipalNotFound'),
    foreignAction: refusedPolicy.snsScope,
  },
});
type Response = Record<string, unknown>;

const topicArn = textParam('TopicArn');

const topicActions = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

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
        Action: topicActions.map((name) => `SNS:${name}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });

/** A name that ends in `.fifo` and the attribute go together, or the call is refused (W-15). */
function isTopicName(name: string, isFifo: boolean): boolean {
  const [, plain = '', fifo] = /^(.*?)(\.fifo)?$/.exec(name) ?? [];
  return /^[A-Za-z0-9_-]{1,256}$/.test(plain) && name.length <= 256 && isFifo === (fifo !== undefined);
}

/** The topic that is there answers only a call that asks for nothing else than what it has (W-15). */
function existingTopic(
  topicRecord: ResourceRecord,
  given: Attributes,
  tags: readonly ApiTag[],
): Answer<Response> {
  const held = { DisplayName: '', FifoTopic: 'false', ...topicRecord.details };
  if (differingAttribute({ ...topicRecord, details: held }, given) !== undefined)
    return failed('InvalidParameter', 400, say.topicAttributesDiffer);
  const has = new Map(topicRecord.tags.map(({ key, value }) => [key, value]));
  const sameTags = tags.length === has.size && tags.every(({ Key, Value }) => has.get(Key) === Value);
  return tags.length === 0 || sameTags
    ? done({ TopicArn: topicRecord.arn })
    : failed('InvalidParameter', 400, say.topicTagsDiffer);
}

function createTopic(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const name = textParam('Name')(call.params);
  const given = resourceAttributes(call.params);
  if (!isTopicName(name, given['FifoTopic'] === 'true')) {
    return failed('InvalidParameter', 400, say.topicName);
  }
  const before = findResource(call, topic, name);
  if (before) return existingTopic(before, given, tags);
  const arn = topic.arn(call, name);
  const record = newRecord(call, arn, tags, { policy: topicPolicy(arn, call.account.id) });
  const filled = withAttributes(call, topic, record, given);
  return filled.ok ? madeResource({ TopicArn: arn }, filled.value) : filled;
}

function refusePermission(
  _: ResourceCall,
  _accounts: readonly string[],
  actions: readonly string[],
): ApiFailure | undefined {
  return actions.every((name) => topicActions.includes(name))
    ? undefined
    : failed('InvalidParameter', 400, say.topicAction);
}

const noTaggedTopic = () => failed('ResourceNotFound', 404, say.taggedTopicMissing);

export const snsOperations: Operation[] = [
  making(topic, 'CreateTopic', {
    on: (call) => topic.arn(call, textParam('Name')(call.params)),
    tags: tagList('Tags'),
    also: (call) =>
      taggingToo(
        'sns:TagResource',
        topic.arn(call, textParam('Name')(call.params)),
        tagList('Tags')(call.params),
      ),
    run: createTopic,
  }),
  onOne(topic, 'DeleteTopic', topicArn, (_, record) => gone({}, record), { absent: () => done({}) }),
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
        ...defined({ Policy: policy }),
      },
    });
  }),
  onOne(topic, 'SetTopicAttributes', topicArn, (call, record) => {
    const name = textParam('AttributeName')(call.params);
    const after = withAttributes(call, topic, record, {
      [name]: optionalParam(call.params, 'AttributeValue') ?? '',
    });
    return after.ok ? changed({}, record, after.value) : after;
  }),
  onOne(
    topic,
    'AddPermission',
    topicArn,
    addPermission(topic, {
      ...{ accounts: 'AWSAccountId', actions: 'ActionName', prefix: 'SNS', refuse: refusePermission },
      taken: () => failed('InvalidParameter', 400, say.topicStatementExists),
    }),
  ),
  // A label that is not there is no error (unverified).
  onOne(
    topic,
    'RemovePermission',
    topicArn,
    removePermission(() => done({})),
  ),
  tagging(topic, 'TagResource', textParam('ResourceArn'), tagList('Tags'), { absent: noTaggedTopic }),
  untagging(topic, 'UntagResource', textParam('ResourceArn'), keyList('TagKeys'), { absent: noTaggedTopic }),
  onOne(
    topic,
    'ListTagsForResource',
    textParam('ResourceArn'),
    (_, { tags }) => done({ Tags: apiTags(tags) }),
    {
      absent: noTaggedTopic,
    },
  ),
];
