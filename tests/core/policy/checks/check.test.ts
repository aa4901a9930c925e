/** The checks at save with AWS's messages M-1 to M-21, on a managed policy. */

import { expect, test } from 'vitest';
import { checkPolicy, principalsInPolicy } from '#core/policy/checks/check.ts';
import { policySize, withoutBlanks } from '#core/policy/syntax/format.ts';
import { createReference } from '#reference/reference.ts';
import { policyText } from '../texts.ts';
import {
  expectProblem,
  expectSaved,
  document,
  one,
  get,
  onResource,
  onAction,
  when,
  trust,
  syntax,
  paths,
  vendor,
  version,
  legacy,
  actions,
  resources,
} from '../answers.ts';

test.each<[string, string, string, string]>([
  ['M-2', '{', 'This policy contains invalid Json', ''],
  ['M-1 no object', '[]', syntax, '[]'],
  ['M-1 G-10', '{"Version":"2012-10-17","Version":"2012-10-17"}', syntax, '"Version"'],
  ['M-1 G-11 no statement', '{"Version":"2012-10-17"}', syntax, '{"Version":"2012-10-17"}'],
  ['M-1 G-11 empty', document(), syntax, '[]'],
  ['M-1 G-13 top', `{"Comment":"x",${document(one(get)).slice(1)}`, syntax, '"Comment"'],
  ['M-1 G-13 statement', one(`${get},"Resource":"*","Note":"x"`), syntax, '"Note"'],
  ['M-1 G-14', one(`"action":"s3:GetObject","Resource":"*"`), syntax, '"action"'],
  ['M-1 no Effect', document(`{${get},"Resource":"*"}`), syntax, `{${get},"Resource":"*"}`],
  ['M-1 odd Effect', document(`{"Effect":"Permit",${get},"Resource":"*"}`), syntax, '"Permit"'],
  ['M-1 G-16 actions', one(`${get},"NotAction":"s3:*","Resource":"*"`), syntax, '"NotAction"'],
  ['M-1 G-16 resources', one(`${get},"NotResource":"*","Resource":"*"`), syntax, '"NotResource"'],
  ['M-1 number as action', one(`"Action":5,"Resource":"*"`), syntax, '5'],
  [
    'M-1 version',
    '{"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    syntax,
    '"2013-10-17"',
  ],
  ['M-1 operator', when('{"StringMatches":{"a:b":"c"}}'), syntax, '"StringMatches"'],
  ['M-1 NullIfExists', when('{"NullIfExists":{"a:b":"true"}}'), syntax, '"NullIfExists"'],
  ['M-1 condition value', when('{"Bool":{"a:b":null}}'), syntax, 'null'],
  ['M-1 condition text', when('"x"'), syntax, '"x"'],
  [
    'M-4 old',
    '{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}',
    version,
    '"2008-10-17"',
  ],
  [
    'M-4 none',
    '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}',
    version,
    '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}',
  ],
  ['M-5 Effect', document(`{"Effect":"allow",${get},"Resource":"*"}`), legacy, '"allow"'],
  ['M-5 C-51 month', when('{"DateLessThan":{"aws:CurrentTime":"2024-13-01"}}'), legacy, '"2024-13-01"'],
  [
    'M-5 C-51 hour',
    when('{"DateLessThan":{"aws:CurrentTime":"2024-12-01T24:00:00Z"}}'),
    legacy,
    '"2024-12-01T24:00:00Z"',
  ],
  ['M-5 C-51 text', when('{"DateEqualsIfExists":{"aws:CurrentTime":"soon"}}'), legacy, '"soon"'],
  [
    'M-5 C-51 too large',
    when('{"DateEquals":{"aws:EpochTime":"9223372036854775808"}}'),
    legacy,
    '"9223372036854775808"',
  ],
  ...['2016-12-13t24:00Z', '2016-00', '+0123456789-01-01', '-292275055-01-01', '2016-12-13T2:0'].map(
    (date): [string, string, string, string] => [
      `W-11 C-51 the date ${date}`,
      when(`{"DateEquals":{"a:b":"${date}"}}`),
      legacy,
      `"${date}"`,
    ],
  ),
  ['M-5 short ARN', onResource('arn:aws:s3::bucket'), legacy, '"arn:aws:s3::bucket"'],
  ['M-5 no service', onResource('arn:aws::::bucket'), legacy, '"arn:aws::::bucket"'],
  [
    'M-6',
    document(
      `{"Sid":"A","Effect":"Allow",${get},"Resource":"*"}`,
      `{"Sid":"A","Effect":"Deny",${get},"Resource":"*"}`,
    ),
    'Statement IDs (SID) in a single policy must be unique.',
    '"A"',
  ],
  [
    'G-22',
    one(`"Sid":"a b",${get},"Resource":"*"`),
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    '"a b"',
  ],
  ['M-7 none', document('{"Effect":"Allow","Resource":"*"}'), actions, '{"Effect":"Allow","Resource":"*"}'],
  ['M-7 empty', document('{"Effect":"Allow","Action":[],"Resource":"*"}'), actions, '[]'],
  ['M-8 none', document(`{"Effect":"Allow",${get}}`), resources, `{"Effect":"Allow",${get}}`],
  ['M-8 empty', document(`{"Effect":"Allow",${get},"Resource":[]}`), resources, '[]'],
  ['M-9', onResource('bucket'), 'Resource bucket must be in ARN format or "*".', '"bucket"'],
  [
    'M-10',
    onResource('arn:error:s3:::b'),
    'Partition "error" is not valid for resource "arn:error:s3:::b".',
    '"arn:error:s3:::b"',
  ],
  [
    'M-10 short',
    onResource('arn:error'),
    'Partition "error" is not valid for resource "arn:error:*:*:*:*".',
    '"arn:error"',
  ],
  ['M-10 empty', onResource('arn:'), 'Partition "" is not valid for resource "arn::*:*:*:*".', '"arn:"'],
  ['M-11 missing', onResource('arn:aws'), vendor, '"arn:aws"'],
  ['M-11 G-41', onResource('arn:aws:s*:::b'), vendor, '"arn:aws:s*:::b"'],
  [
    'M-12',
    onResource('arn:aws:iam:eu-west-1:111122223333:user/x'),
    'IAM resource arn:aws:iam:eu-west-1:111122223333:user/x cannot contain region information.',
    '"arn:aws:iam:eu-west-1:111122223333:user/x"',
  ],
  [
    'M-13',
    onResource('arn:aws:s3:eu-west-1::b'),
    'Resource arn:aws:s3:eu-west-1::b can not contain region information.',
    '"arn:aws:s3:eu-west-1::b"',
  ],
  ['M-14', onResource('arn:aws:iam::111122223333:bob'), paths, '"arn:aws:iam::111122223333:bob"'],
  ['M-14 G-46', onResource('arn:aws:iam::111122223333:u*'), paths, '"arn:aws:iam::111122223333:u*"'],
  [
    'M-15',
    onAction('GetObject'),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    '"GetObject"',
  ],
  ['M-16', onAction('s3:a:b'), 'Actions/Condition can contain only one colon.', '"s3:a:b"'],
  ['M-17 G-31', onAction('s*:Get'), 'Vendor s* is not valid', '"s*:Get"'],
  ['M-17', onAction('s_3:Get'), 'Vendor s_3 is not valid', '"s_3:Get"'],
  ['M-18', one(`${get},"Principal":"*"`), 'Policy document should not specify a principal.', '"Principal"'],
  [
    'M-18 G-56',
    one(`${get},"NotPrincipal":{"AWS":"*"},"Resource":"*"`),
    'Policy document should not specify a principal.',
    '"NotPrincipal"',
  ],
])('%s: the check of a managed policy gives AWS’s message and place', (_, text, message, at) =>
  expectProblem(text, 'identity-managed', message, at),
);

test.each<[string, string]>([
  ['the sample', policyText],
  ['G-11 one object', `{"Version":"2012-10-17","Statement":{"Effect":"Allow",${get},"Resource":"*"}}`],
  ['G-10 any order', `{"Statement":{"Resource":"*",${get},"Effect":"Allow"},"Version":"2012-10-17"}`],
  [
    'G-22 empty Sids',
    document(
      `{"Sid":"","Effect":"Allow",${get},"Resource":"*"}`,
      `{"Sid":"","Effect":"Deny",${get},"Resource":"*"}`,
    ),
  ],
  ['G-31 *:*', onAction('*:*')],
  ['G-31 dots and dashes', onAction('app.mesh-x:Get*')],
  ['G-32 unknown actions', onAction('s3:NoSuchThing')],
  ['G-41 wildcards', onResource('arn:*:s3:*:1111*:b?c/*')],
  ['G-43 short', onResource('arn:aws:sqs')],
  ['G-46 anything of IAM', onResource('arn:aws:iam::*:*')],
  ['M-13 access points', onResource('arn:aws:s3:eu-west-1:111122223333:accesspoint/x')],
  ['G-12 scalar values', when('{"NumericLessThan":{"a:b":5},"Bool":{"c:d":true}}')],
  ['C-05 case of operators', when('{"stringequals":{"a:b":"c"}}')],
  ['M-1 an unknown operator without content', when('{"Whatever":{}}')],
  [
    'C-50 dates',
    when(
      '{"DateEquals":{"a:b":["2024","2024-02","2024-02-01","2024-02-01T10:00Z","2024-02-01T10:00:00.5+02:00","0"]}}',
    ),
  ],
])('%s: AWS saves the managed policy', (_, text) => expectSaved(text, 'identity-managed'));

test('M-22 all problems are found, in the order of the checks', () => {
  const text = document(
    `{"Sid":"a b","Effect":"allow","Action":["x","s3:a:b"],"Resource":"bucket"}`,
    `{"Sid":"a b","Effect":"Allow","Principal":"*"}`,
  ).replace('2012', '2008');
  const rules = checkPolicy(text, 'identity-managed').map(({ rule }) => rule);
  expect(rules).toEqual(['M-4', 'M-5', 'M-6', 'G-22', 'G-22', 'M-7', 'M-9', 'M-15', 'M-16', 'M-18', 'M-8']);
});

test('M-1 the message says nothing more, so each one carries a detail of ours', () => {
  for (const problem of checkPolicy('{"x":1,"Statement":[5,{"Effect":1}]}', 'identity-managed')) {
    expect(problem).toMatchObject({
      code: 'MalformedPolicyDocument',
      message: syntax,
      detail: expect.any(String) as string,
    });
  }
});

test('PT-9 what the console saves of a control policy has no white space but in strings', () => {
  const text = '{\n  "Sid": "a b",\t"x": ["c \\" d", "e"]\r\n}';
  expect(withoutBlanks(text)).toBe('{"Sid":"a b","x":["c \\" d","e"]}');
  expect(withoutBlanks('{ "open')).toBe('{"open');
});

test('G-18 white space does not count toward the size', () => {
  expect(policySize(' {\t"a b" :\r\n1 }')).toBe('{"ab":1}'.length);
});

test('G-53 the check lists the principals to look up, with their places', () => {
  const text = trust('"Principal":{"AWS":["111122223333","AROAX"],"Service":"ec2.amazonaws.com"}');
  expect(
    principalsInPolicy(text).map(({ type, value, span }) => [type, value, text.slice(span.start, span.end)]),
  ).toEqual([
    ['AWS', '111122223333', '"111122223333"'],
    ['AWS', 'AROAX', '"AROAX"'],
    ['Service', 'ec2.amazonaws.com', '"ec2.amazonaws.com"'],
  ]);
  expect(principalsInPolicy('{')).toEqual([]);
});

test('the whole library of AWS managed policies is saved without a false error', async () => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const refused = reference
    .managedPolicies()
    .filter(({ document: text }) => checkPolicy(text, 'identity-managed').length > 0);
  expect(reference.managedPolicies().length).toBeGreaterThan(1_500);
  expect(refused.map(({ name }) => name)).toEqual([]);
});
