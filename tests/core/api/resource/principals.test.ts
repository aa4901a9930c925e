/** G-52 in every service whose policies are read or written in a way of its own. */

import { expect, test } from 'vitest';
import { allow, account, expectError, trusts } from '../door.ts';
import { Account, ann, letIn, policy } from './account.ts';

const east = `us-east-1:${account}`;
const idOfAnn = (t: Account): string =>
  [...t.world.users.values()].find(({ userName }) => userName === 'Ann')?.id ?? '';

/** Ann is deleted, and somebody of her name is made. */
const replaceAnn = (t: Account): string => {
  const id = idOfAnn(t);
  t.given(['DeleteUser', { UserName: 'Ann' }], ['CreateUser', { UserName: 'Ann' }]);
  return id;
};

interface Case {
  readonly make: (t: Account) => void;
  readonly share: (t: Account, principal: string) => void;
  readonly shown: (t: Account) => string;
  readonly use: (t: Account) => boolean;
  /** Writes another statement, and takes it away. */
  readonly add?: (t: Account) => void;
  readonly remove?: (t: Account) => void;
}

const queue = `arn:aws:sqs:${east}:jobs`;
const url = `https://sqs.us-east-1.amazonaws.com/${account}/jobs`;
const topic = `arn:aws:sns:${east}:news`;
const fn = `arn:aws:lambda:${east}:function:resize`;
let key = '';

const cases: readonly (readonly [string, Case])[] = [
  [
    'SQS',
    {
      make: (t) => t.done('sqs CreateQueue', { QueueName: 'jobs' }),
      share: (t, AWS) =>
        t.done('sqs SetQueueAttributes', {
          QueueUrl: url,
          Attributes: { Policy: letIn({ AWS }, 'sqs:GetQueueAttributes', queue, { Sid: 'ann' }) },
        }),
      shown: (t) =>
        JSON.stringify(t.done('sqs GetQueueAttributes', { QueueUrl: url, AttributeNames: ['Policy'] })),
      use: (t) => t.by('sqs GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] }, ann).ok,
      add: (t) =>
        t.done('sqs AddPermission', {
          QueueUrl: url,
          Label: 'more',
          AWSAccountIds: [account],
          Actions: ['SendMessage'],
        }),
      remove: (t) => t.done('sqs RemovePermission', { QueueUrl: url, Label: 'more' }),
    },
  ],
  [
    'SNS',
    {
      make: (t) => t.done('sns CreateTopic', { Name: 'news' }),
      share: (t, AWS) =>
        t.done('sns SetTopicAttributes', {
          TopicArn: topic,
          AttributeName: 'Policy',
          AttributeValue: letIn({ AWS }, 'sns:GetTopicAttributes', topic, { Sid: 'ann' }),
        }),
      shown: (t) => JSON.stringify(t.done('sns GetTopicAttributes', { TopicArn: topic })),
      use: (t) => t.by('sns GetTopicAttributes', { TopicArn: topic }, ann).ok,
      add: (t) =>
        t.done('sns AddPermission', {
          TopicArn: topic,
          Label: 'more',
          AWSAccountId: [account],
          ActionName: ['Publish'],
        }),
      remove: (t) => t.done('sns RemovePermission', { TopicArn: topic, Label: 'more' }),
    },
  ],
  [
    'Lambda',
    {
      make: (t) => {
        t.given([
          'CreateRole',
          { RoleName: 'Run', AssumeRolePolicyDocument: trusts({ Service: 'lambda.amazonaws.com' }) },
        ]);
        t.done('lambda CreateFunction', { FunctionName: 'resize', Role: `arn:aws:iam::${account}:role/Run` });
      },
      share: (t, Principal) =>
        t.done('lambda AddPermission', {
          FunctionName: 'resize',
          StatementId: 'ann',
          Principal,
          Action: 'lambda:GetFunction',
        }),
      shown: (t) => JSON.stringify(t.done('lambda GetPolicy', { FunctionName: 'resize' })),
      use: (t) => t.by('lambda GetFunction', { FunctionName: fn }, ann).ok,
      add: (t) =>
        t.done('lambda AddPermission', {
          FunctionName: 'resize',
          StatementId: 'more',
          Principal: 's3.amazonaws.com',
          Action: 'lambda:InvokeFunction',
        }),
      remove: (t) => t.done('lambda RemovePermission', { FunctionName: 'resize', StatementId: 'more' }),
    },
  ],
  [
    'KMS',
    {
      make: (t) => {
        const { KeyMetadata } = t.done('kms CreateKey') as { KeyMetadata: { Arn: string } };
        key = KeyMetadata.Arn;
      },
      share: (t, AWS) =>
        t.done('kms PutKeyPolicy', {
          KeyId: key,
          PolicyName: 'default',
          Policy: policy(
            { Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' },
            { Effect: 'Allow', Principal: { AWS }, Action: 'kms:DescribeKey', Resource: '*' },
          ),
        }),
      shown: (t) => JSON.stringify(t.done('kms GetKeyPolicy', { KeyId: key, PolicyName: 'default' })),
      use: (t) => t.by('kms DescribeKey', { KeyId: key }, ann).ok,
    },
  ],
];

/** An account with the resource, whose policy names Ann. */
const sharing = ({ make, share }: Case): Account => {
  const t = new Account();
  make(t);
  share(t, ann);
  return t;
};

test.each(cases)(
  'G-52 a policy of %s shows the id of a deleted user, and a namesake gains nothing by it',
  (_, each) => {
    const { shown, use } = each;
    const t = sharing(each);
    expect([use(t), shown(t).includes(ann)]).toEqual([true, true]);
    const id = replaceAnn(t);
    expect([use(t), shown(t).includes(ann), shown(t).includes(id)]).toEqual([false, false, true]);
  },
);

const changing = cases.filter(([, { add, remove }]) => add && remove);
test.each(changing)('G-52 a policy of %s keeps the id when another statement comes and goes', (_, each) => {
  const { shown, use } = each;
  const t = sharing(each);
  const id = replaceAnn(t);
  each.add?.(t);
  expect([use(t), shown(t).includes(id)]).toEqual([false, true]);
  each.remove?.(t);
  expect([use(t), shown(t).includes(id)]).toEqual([false, true]);
});

test.each(cases)('G-52 a policy of %s shows the new name of a renamed user', (_, each) => {
  const { shown, add } = each;
  const t = sharing(each).given(['UpdateUser', { UserName: 'Ann', NewUserName: 'Anna' }]);
  add?.(t);
  expect(shown(t)).toContain(`${ann}a`);
  expect(shown(t)).not.toContain(`${ann}\\"`);
});

const bucket = 'arn:aws:s3:::photos';
const withBucket = () => {
  const t = new Account().may(allow('s3:*'));
  t.done('s3 CreateBucket', { Bucket: 'photos' });
  return t;
};
const put = (t: Account, Policy: string) => t.by('s3 PutBucketPolicy', { Bucket: 'photos', Policy });
const sparing = (who: string) =>
  policy({
    Effect: 'Deny',
    NotPrincipal: { AWS: [who, account] },
    Action: 's3:ListBucket',
    Resource: bucket,
  });
const list = (t: Account) => t.by('s3 ListObjectsV2', { Bucket: 'photos' }, ann).ok;

test('G-52 NotPrincipal spares the user who was named, not a namesake', () => {
  const t = withBucket();
  expect(put(t, sparing(ann)).ok).toBe(true);
  expect(list(t)).toBe(true);
  t.given(['DeleteUserPolicy', { UserName: 'Ann', PolicyName: 'p' }]);
  replaceAnn(t);
  t.may(allow('s3:*'));
  expect(list(t)).toBe(false);
});

test('G-53 NotPrincipal must name somebody who exists', () => {
  const t = withBucket();
  expectError(put(t, sparing(`${ann}x`)), 'MalformedPolicy', 400, /^Invalid principal in policy$/);
});

test('G-53 a live id in a bucket policy is shown as the ARN that it stands for', () => {
  const t = withBucket();
  const good = (who: string) => letIn({ AWS: who }, 's3:ListBucket', bucket);
  expect(put(t, good(idOfAnn(t))).ok).toBe(true);
  expect(t.done('s3 GetBucketPolicy', { Bucket: 'photos' })).toEqual({ Policy: good(ann) });
});
