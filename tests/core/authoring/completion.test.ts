/** `^` is the caret. */

import { beforeAll, expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { caretAt, looseJson } from '#core/policy/syntax/json-in-progress.ts';
import { parseJson } from '#core/policy/syntax/json.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';
import { type Completions, completionsAt } from '#core/authoring/completion.ts';
import { createReference } from '#reference/reference.ts';
import { aWorld, allow, testAccount, trusts } from '../../setup/world.ts';

const split = (marked: string) => ({ text: marked.replace('^', ''), offset: marked.indexOf('^') });

test.each([
  ['{^}', 'name', [], ''],
  ['{"^"}', 'name', [], ''],
  ['{"Ver^', 'name', [], 'Ver'],
  ['{"Version": ^}', 'value', ['Version'], ''],
  ['{"Version":"20^"}', 'value', ['Version'], '20'],
  ['{"Version":"20^\n"Statement":[]}', 'value', ['Version'], '20'],
  ['{"Statement":[{^', 'name', ['Statement', 0], ''],
  ['{"Statement":[{"Effect":"Allow",^}]}', 'name', ['Statement', 0], ''],
  ['{"Statement":[{"Effect":"Allow","Action":["s3:^"]}]}', 'value', ['Statement', 0, 'Action', 0], 's3:'],
  ['{"Statement":[{"Action":["s3:a","^', 'value', ['Statement', 0, 'Action', 1], ''],
  ['{"Statement":[{"Action":["s3:a",^]}]}', 'value', ['Statement', 0, 'Action', 1], ''],
  ['{"Statement":{"Action":"^"}}', 'value', ['Statement', 'Action'], ''],
  ['{"Statement":[{},{"Condition":{"^"}}]}', 'name', ['Statement', 1, 'Condition'], ''],
  [
    '{"Statement":[{"Condition":{"Bool":{"aws:^":"true"}}}]}',
    'name',
    ['Statement', 0, 'Condition', 'Bool'],
    'aws:',
  ],
  ['{"a":"x\\"y^"}', 'value', ['a'], 'x"y'],
])('the caret in %s is at its place: %s', (marked, at, path, typed) => {
  const { text, offset } = split(marked);
  expect(caretAt(text, offset)).toMatchObject({ at, path, typed });
});

test.each(['{"a":"b"^}', '{"a":"b"^,"c":1}', '["a"^]', '^{}', '{}^'])(
  'nothing can be written at %s',
  (marked) => {
    const { text, offset } = split(marked);
    expect(caretAt(text, offset)).toBeUndefined();
  },
);

test('a right document is read as the strict reader reads it; a cut one never throws', () => {
  const text = JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [{ Sid: 'a"b\\c', Action: ['s3:*'], Condition: { Bool: { x: true } } }],
    },
    null,
    2,
  );
  const strict = parseJson(text);
  expect(strict.ok && strict.value).toEqual(looseJson(text));
  for (let end = 0; end < text.length; end++) {
    const node = looseJson(text.slice(0, end));
    expect(node.span.end).toBeLessThanOrEqual(end);
    for (let start = 0; start < 20; start++) looseJson(text.slice(start, end));
  }
});

const reference = createReference();
beforeAll(() => reference.loadAllActions());
const world = aWorld()
  .resource('arn:aws:s3:::payroll')
  .resource('arn:aws:sqs:eu-west-1:123456789012:jobs')
  .role('Deploy', trusts({ Service: 'ec2.amazonaws.com' }))
  .user('alice')
  .policy('P', allow('*'))
  .world();
const at = (marked: string, kind: PolicyKind = 'identity-managed'): Completions | undefined => {
  const { text, offset } = split(marked);
  return completionsAt(text, offset, { kind, reference, world, account: unsafeAccountId(testAccount) });
};
const labels = (marked: string, kind?: PolicyKind) =>
  at(marked, kind)?.options.map(({ label }) => label) ?? [];
const inStatement = (inside: string) => `{"Statement":[{${inside}}]}`;

test.each<[string, string[], PolicyKind?]>([
  ['{^}', ['Version', 'Statement']],
  ['{"Statement":[],^}', ['Version', 'Id'], 'trust'],
  [inStatement('"Effect":"Allow","NotAction":"x:y",^'), ['Sid', 'Resource', 'NotResource', 'Condition']],
  [inStatement('"Effect":"Allow",^'), ['Sid', 'Principal', 'Action', 'Condition'], 'trust'],
  [inStatement('"Effect":"^"'), ['Allow', 'Deny']],
  [
    inStatement('"Action":"^"'),
    [
      'sts:AssumeRole',
      'sts:AssumeRoleWithSAML',
      'sts:AssumeRoleWithWebIdentity',
      'sts:TagSession',
      'sts:SetSourceIdentity',
    ],
    'trust',
  ],
  [inStatement('"Principal":{"^"}'), ['AWS', 'Service', 'Federated', 'CanonicalUser'], 'trust'],
  [inStatement('"Condition":{"Bool":{"aws:SecureTransport":"^"}}'), ['true', 'false']],
  ['{"Version":"^"}', ['2012-10-17', '2008-10-17']],
  [inStatement('"Sid":"^"'), []],
])('the completion offers what fits at %s', (marked, expected, kind) => {
  expect(labels(marked, kind)).toEqual(expected);
});

test('the completion offers actions of a service with their access level, wildcards by verb, and no action already listed', () => {
  const offers = at(inStatement('"Action":["s3:GetObject","s3:^"]'))?.options ?? [];
  expect(offers[0]).toMatchObject({ label: 's3:*' });
  expect(offers.find(({ label }) => label === 's3:PutObject')).toMatchObject({ detail: 'Write' });
  expect(offers.some(({ label }) => label === 's3:Get*')).toBe(true);
  expect(offers.some(({ label }) => label === 's3:GetObject')).toBe(false);
});

test('the completion offers services before the colon, and actions that hold what is typed', () => {
  const offered = labels(inStatement('"Action":"passr^"'));
  expect(offered).toContain('iam:PassRole');
  expect(offered).toContain('iam:');
});

test('the completion offers ARNs of the account and of the reference, for the services that the statement names', () => {
  const offered = labels(inStatement('"Action":["s3:GetObject"],"Resource":["^"]'));
  expect(offered.slice(0, 3)).toEqual(['*', 'arn:aws:s3:::payroll', 'arn:aws:s3:::payroll/*']);
  expect(offered).toContain('arn:aws:s3:::*/*');
  expect(offered.some((arn) => arn.includes(':sqs:'))).toBe(false);
  expect(labels(inStatement('"Action":"iam:PassRole","Resource":"^"'))).toContain(
    'arn:aws:iam::123456789012:role/Deploy',
  );
});

test('the completion offers condition keys, the actions’ own first, then AWS’s global ones', () => {
  const offered = labels(inStatement('"Action":"iam:PassRole","Condition":{"StringEquals":{"^"}}'));
  expect(offered[0]).toBe('iam:AssociatedResourceArn');
  expect(offered).toContain('iam:PassedToService');
  expect(offered).toContain('aws:PrincipalTag/');
  expect(offered.indexOf('iam:PassedToService')).toBeLessThan(offered.indexOf('aws:username'));
});

test('the completion offers operators with their set forms', () => {
  expect(labels(inStatement('"Condition":{"^"}'))).toContain('StringEqualsIfExists');
  expect(labels(inStatement('"Condition":{"ForA^"}'))[0]).toBe('ForAnyValue:StringEquals');
});

test('the completion offers principals of the account, and services', () => {
  expect(labels(inStatement('"Principal":{"AWS":"^"}'), 'trust')).toContain(
    'arn:aws:iam::123456789012:user/alice',
  );
  expect(labels(inStatement('"Principal":{"Service":["^"]}'), 'trust')).toContain('ec2.amazonaws.com');
});

test('the completion offers variables inside a value', () => {
  const marked = inStatement('"Resource":"arn:aws:s3:::b/${aws:us^"');
  const { text, offset } = split(marked);
  const found = at(marked);
  expect(found?.typed).toBe('${aws:us');
  expect(text.slice(found?.from, offset)).toBe('${aws:us');
  expect(found?.options.map(({ insert }) => insert)).toContain('${aws:username}');
});

test.each<[string, string, string]>([
  ['{"Stat^"}', 'Statement', '{"Statement": [^]}'],
  ['{^}', 'Version', '{"Version": "2012-10-17"^}'],
  ['{"Vers^":"2012-10-17"}', 'Version', '{"Version"^:"2012-10-17"}'],
  [inStatement('"Action":["^"]'), 's3:', inStatement('"Action":["s3:^"]')],
  [inStatement('"Action":["s3:Ge^"]'), 's3:GetObject', inStatement('"Action":["s3:GetObject"^]')],
  [inStatement('"Action":["s3:Ge^\n]'), 's3:GetObject', inStatement('"Action":["s3:GetObject"^\n]')],
  [
    inStatement('"Action":["s3:^"\n"s3:x"]'),
    's3:GetObject',
    inStatement('"Action":["s3:GetObject",^\n"s3:x"]'),
  ],
  [inStatement('"Condition":{^}'), 'Bool', inStatement('"Condition":{"Bool": {^}}')],
  [inStatement('^'), 'Sid', inStatement('"Sid": "^"')],
])('completing %s with %s makes %s', (marked, label, expected) => {
  const { text } = split(marked);
  const found = at(marked);
  const option = found?.options.find((one) => one.label === label);
  if (!found || !option) throw new Error('not offered');
  const end = option.insert.length - option.back;
  const written = `${option.insert.slice(0, end)}^${option.insert.slice(end)}`;
  expect(text.slice(0, found.from) + written + text.slice(found.to)).toBe(expected);
});
