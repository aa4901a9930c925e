/** The services around IAM over HTTP: those of the Query and the JSON protocols, with a caller that is trusted. */

import { expect, test } from 'vitest';
import { receive, respond } from '#core/wire/http.ts';
import type { HttpRequest } from '#core/wire/sigv4.ts';
import { TestAccount, account, root } from '../api/door.ts';

const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAROOT000000000000/20260131/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

function over(t: TestAccount, service: string, more: Partial<HttpRequest>) {
  const headers = {
    host: `${service}.eu-west-1.amazonaws.com`,
    'x-amz-date': '20260131T120000Z',
    authorization: signed(service),
    ...more.headers,
  };
  const http: HttpRequest = { method: 'POST', path: '/', query: '', body: '', ...more, headers };
  const received = receive(t.world, http, t.env, { trusted: () => ({ kind: 'principal', arn: root }) });
  if (!received) expect.fail('no service was addressed');
  const { status, body } = respond(received, received.refused ? undefined : t.send(received.request), t.env);
  return { status, body };
}

const json = (t: TestAccount, service: string, target: string, params: object) => {
  const { status, body } = over(t, service, {
    headers: { 'x-amz-target': target },
    body: JSON.stringify(params),
  });
  return { status, ...(JSON.parse(body || '{}') as Record<string, unknown>) };
};

test.each([
  [
    'kms',
    'TrentService.CreateKey',
    {},
    { KeyMetadata: { CreationDate: 1_769_860_800, KeyState: 'Enabled' } },
  ],
  [
    'dynamodb',
    'DynamoDB_20120810.CreateTable',
    {
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
    { TableDescription: { TableArn: `arn:aws:dynamodb:eu-west-1:${account}:table/orders` } },
  ],
  ['secretsmanager', 'secretsmanager.CreateSecret', { Name: 'db', SecretString: 'x' }, { Name: 'db' }],
  [
    'sqs',
    'AmazonSQS.CreateQueue',
    { QueueName: 'jobs' },
    { QueueUrl: `https://sqs.eu-west-1.amazonaws.com/${account}/jobs` },
  ],
])(
  '%s speaks JSON and is made in the region that the signature names',
  (service, target, params, expected) => {
    expect(json(new TestAccount(), service, target, params)).toMatchObject({ status: 200, ...expected });
  },
);

test('the refusals of JSON services have the codes of the protocol', () => {
  const t = new TestAccount();
  expect(json(t, 'kms', 'TrentService.DescribeKey', {})).toMatchObject({ __type: 'ValidationException' });
  expect(json(t, 'dynamodb', 'DynamoDB_20120810.DescribeTable', { TableName: 'none' })).toMatchObject({
    status: 400,
    __type: 'ResourceNotFoundException',
  });
});

test('the Query protocol makes a topic with tags and attributes', () => {
  const t = new TestAccount();
  const body =
    'Action=CreateTopic&Version=2010-03-31&Name=news&Tags.member.1.Key=a&Tags.member.1.Value=b&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=News';
  const arn = `arn:aws:sns:eu-west-1:${account}:news`;
  expect(over(t, 'sns', { body })).toMatchObject({
    status: 200,
    body: expect.stringContaining(`<TopicArn>${arn}</TopicArn>`) as string,
  });
  expect(t.world.resources.get(arn)).toMatchObject({
    tags: [{ key: 'a', value: 'b' }],
    details: { DisplayName: 'News' },
  });
  const read = over(t, 'sns', { body: `Action=GetTopicAttributes&Version=2010-03-31&TopicArn=${arn}` });
  expect(read.body).toContain('<entry><key>DisplayName</key><value>News</value></entry>');
});

test('the wire does not speak EC2, S3 and Lambda', () => {
  const t = new TestAccount();
  const body = 'Action=DescribeInstances&Version=2016-11-15';
  const http: HttpRequest = { method: 'POST', path: '/', query: '', headers: {}, body };
  expect(receive(t.world, http, t.env)).toBeUndefined();
});
