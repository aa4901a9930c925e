/** The protocols of AWS on the wire: Query, JSON 1.1 and Signature Version 4. */

import { expect, test } from 'vitest';
import { iamModel } from '#core/api/model/generated/iam.ts';
import { organizationsModel } from '#core/api/model/generated/organizations.ts';
import { stsModel } from '#core/api/model/generated/sts.ts';
import { formField, parseForm } from '#core/wire/form.ts';
import { receive, respond } from '#core/wire/http.ts';
import { errorJson, jsonParams, responseJson } from '#core/wire/json.ts';
import { type HttpRequest, type SignedRequest, refuseSignature, signedBy } from '#core/wire/sigv4.ts';
import { paramsOf } from '#core/wire/query.ts';
import { errorXml, escapedXml, responseXml } from '#core/wire/xml.ts';
import { TestAccount } from '../api/door.ts';

const paramsIn = (model: typeof iamModel, operation: string, body: string) => {
  const form = parseForm(body);
  return form && paramsOf(model, operation, form);
};

test.each([
  ['texts', 'CreateUser', 'UserName=B%C3%B6b+x&Path=%2Fa%2F', { UserName: 'Böb x', Path: '/a/' }],
  [
    'nested lists, in the order of their numbers',
    'TagUser',
    'UserName=B&Tags.member.2.Key=b&Tags.member.2.Value=2&Tags.member.10.Key=c&Tags.member.10.Value=&Tags.member.1.Key=a&Tags.member.1.Value=1',
    {
      UserName: 'B',
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
        { Key: 'c', Value: '' },
      ],
    },
  ],
  ['an empty list', 'TagUser', 'UserName=B&Tags=', { UserName: 'B', Tags: [] }],
  ['S-06 the first of a repeated name', 'GetUser', 'UserName=a&UserName=b', { UserName: 'a' }],
  ['S-06 nothing that the shape does not know', 'GetUser', 'UserName=a&X=1&__proto__.x=1', { UserName: 'a' }],
  ['no parameters at all', 'GetUser', '', {}],
  ['an operation of nobody', 'Nope', 'UserName=a', {}],
])('a form of the Query protocol becomes parameters: %s', (_, operation, body, params) =>
  expect(paramsIn(iamModel, operation, body)).toEqual(params),
);

test('S-06 numbers of a form stay texts, for the shape to read (`+900`)', () =>
  expect(paramsIn(stsModel, 'AssumeRole', 'DurationSeconds=%2B900')).toEqual({ DurationSeconds: '+900' }));
test('a list where the form has a text is left as it is, to be refused by shape', () =>
  expect(paramsIn(iamModel, 'TagUser', 'Tags=x')).toEqual({ Tags: 'x' }));
test.each(['a=%', 'a=%C3', Array.from({ length: 20_001 }, () => 'a=1').join('&')])(
  'a form that cannot be read is none: %#',
  (body) => expect(parseForm(body)).toBeUndefined(),
);
test('the fields of a form stand at the top', () =>
  expect(formField(parseForm('Action=X') ?? { parts: new Map() }, 'Action')).toBe('X'));

test('a Query response comes in the order of the shape, with metadata', () =>
  expect(responseXml(stsModel, 'GetCallerIdentity', { Arn: 'a', UserId: 'u', Account: '1' }, 'id-1')).toBe(
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>u</UserId><Account>1</Account><Arn>a</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>',
  ));
test('a Query response without output has no result element', () =>
  expect(responseXml(iamModel, 'DeleteUser', {}, 'r')).toBe(
    '<DeleteUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteUserResponse>',
  ));
test('A-01 policy documents are URL-encoded in a Query response', () =>
  expect(
    responseXml(
      iamModel,
      'GetUserPolicy',
      { UserName: 'a', PolicyName: 'p', PolicyDocument: '{"a": "(é*\')"}' },
      'r',
    ),
  ).toContain('<PolicyDocument>%7B%22a%22%3A%20%22%28%C3%A9%2A%27%29%22%7D</PolicyDocument>'));
test('a Query response writes lists, maps, numbers and booleans', () => {
  expect(responseXml(iamModel, 'GetAccountSummary', { SummaryMap: { Users: 3 } }, 'r')).toContain(
    '<SummaryMap><entry><key>Users</key><value>3</value></entry></SummaryMap>',
  );
  expect(
    responseXml(iamModel, 'ListUserPolicies', { PolicyNames: ['a', 'b'], IsTruncated: false }, 'r'),
  ).toContain(
    '<PolicyNames><member>a</member><member>b</member></PolicyNames><IsTruncated>false</IsTruncated>',
  );
  expect(responseXml(iamModel, 'ListUserPolicies', { PolicyNames: [], IsTruncated: false }, 'r')).toContain(
    '<PolicyNames/>',
  );
});
test('a Query response writes an error with its type and code', () =>
  expect(errorXml(iamModel, { code: 'NoSuchEntity', status: 404, message: 'a < b & "c"' }, 'r')).toBe(
    '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>a &lt; b &amp; &quot;c&quot;</Message></Error><RequestId>r</RequestId></ErrorResponse>',
  ));
test('a Query response replaces what XML cannot hold', () =>
  expect(escapedXml('a\u0000\u000B\r\n]]>')).toBe('a\uFFFD\uFFFD&#xD;\n]]&gt;'));

test.each([
  ['{"a":1}', { a: 1 }],
  ['', {}],
  ['[]', undefined],
  ['x', undefined],
  ['null', undefined],
])('the JSON body %s is read or refused', (body, params) => expect(jsonParams(body)).toEqual(params));
test('dates are seconds in a JSON response', () =>
  expect(
    JSON.parse(
      responseJson(organizationsModel, 'DescribeAccount', {
        Account: { Id: '1', JoinedTimestamp: '2026-01-31T12:00:00Z' },
      }),
    ),
  ).toEqual({ Account: { Id: '1', JoinedTimestamp: 1_769_860_800 } }));
test('a JSON response without output has no body', () =>
  expect(responseJson(organizationsModel, 'MoveAccount', {})).toBe(''));
test('a JSON response writes an error', () =>
  expect(JSON.parse(errorJson({ code: 'X', status: 400, message: 'm' }))).toEqual({
    __type: 'X',
    Message: 'm',
    message: 'm',
  }));

// The worked example of AWS's own documentation (ListUsers, 2015-08-30).
const example: HttpRequest = {
  method: 'GET',
  path: '/',
  query: 'Action=ListUsers&Version=2010-05-08',
  headers: {
    host: 'iam.amazonaws.com',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
  body: '',
};
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const then = Date.parse('2015-08-30T12:36:00Z');
const refusal = (http: HttpRequest, key = secret, now = then) =>
  refuseSignature(http, signedBy(http) as SignedRequest, key, now);

test('the Signature Version 4 check accepts the documented example', () =>
  expect(refusal(example)).toBeUndefined());
test.each([
  ['another secret', example, `${secret}x`],
  ['another query', { ...example, query: 'Action=ListRoles&Version=2010-05-08' }, secret],
  ['another body', { ...example, body: 'x' }, secret],
  ['another path', { ...example, path: '/x' }, secret],
  ['another method', { ...example, method: 'POST' }, secret],
  ['another host', { ...example, headers: { ...example.headers, host: 'x' } }, secret],
])('%s makes SignatureDoesNotMatch', (_, http, key) =>
  expect(refusal(http, key)).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 }),
);

test.each([
  [15 * 60, undefined],
  [
    15 * 60 + 1,
    'Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)',
  ],
  [-15 * 60, undefined],
  [
    -15 * 60 - 1,
    'Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T122059Z + 15 min.)',
  ],
])('E-77 a clock that is %i s ahead is taken up to fifteen minutes', (seconds, message) =>
  expect(refusal(example, secret, then + seconds * 1000)?.message).toBe(message),
);

test('a request without the authorization header is not signed', () =>
  expect(signedBy({ ...example, headers: { host: 'x' } })).toBeUndefined());
test.each([
  { authorization: 'Bearer x' },
  { authorization: example.headers['authorization']?.replace('Signature', 'Sig') ?? '' },
  { 'x-amz-date': '20150831T000000Z' },
  { 'x-amz-date': 'yesterday' },
])('a malformed signature is IncompleteSignature: %j', (headers) =>
  expect(signedBy({ ...example, headers: { ...example.headers, ...headers } })).toMatchObject({
    code: 'IncompleteSignature',
    status: 400,
  }),
);

const t = new TestAccount();
const http = (more: Partial<HttpRequest>): HttpRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  headers: {},
  body: '',
  ...more,
});

test('unsigned calls are anonymous, and without a Version there is no service', () => {
  expect(receive(t.world, http({ body: 'Action=ListUsers&Version=2010-05-08' }), t.env)).toMatchObject({
    service: 'iam',
    request: { operation: 'ListUsers', caller: { kind: 'anonymous' } },
  });
  expect(receive(t.world, http({ body: 'Action=ListUsers' }), t.env)).toBeUndefined();
});

test('a JSON call goes by X-Amz-Target, and its errors are JSON', () => {
  const headers = { 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots' };
  const received = receive(t.world, http({ headers, body: '[' }), t.env);
  expect(received).toMatchObject({ service: 'organizations', refused: { code: 'SerializationException' } });
  if (!received) throw new Error('nothing was received');
  const response = respond(received, undefined, t.env);
  expect([response.status, response.headers['content-type']]).toEqual([400, 'application/x-amz-json-1.1']);
  expect(JSON.parse(response.body)).toMatchObject({ __type: 'SerializationException' });
});

test('a form that cannot be read is MalformedInput', () => {
  const received = receive(t.world, http({ body: 'Action=%' }), t.env);
  expect(received?.refused).toMatchObject({ code: 'MalformedInput', status: 400 });
});
