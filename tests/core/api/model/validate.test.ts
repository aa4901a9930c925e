/** The shape check against the API models, with the texts of AWS, and the models themselves. */

import { expect, test } from 'vitest';
import { iamModel } from '#core/api/model/generated/iam.ts';
import { stsModel } from '#core/api/model/generated/sts.ts';
import type { ServiceModel } from '#core/api/model/shapes.ts';
import { compiledPattern, validate } from '#core/api/model/validate.ts';

const input = (operation: string, model: ServiceModel = iamModel) => model.operations[operation]?.input;
function expectRefused(operation: string, params: unknown, message: string, code = 'ValidationError'): void {
  expect(validate(iamModel, input(operation), params)).toEqual({
    ok: false,
    error: { code, status: 400, message },
  });
}
const one = (at: string, constraint: string, value = '') =>
  `1 validation error detected: Value ${value}at '${at}' failed to satisfy constraint: ${constraint}`;

const bob = 'arn:aws:iam::111122223333:user/Bob';
const unreadable = 'Invalid ARN:  Could not be parsed!';

const long = 'x'.repeat(65);
test.each([
  ['a missing member', 'CreateUser', {}, one('userName', 'Member must not be null')],
  [
    'a long name',
    'CreateUser',
    { UserName: long },
    one('userName', 'Member must have length less than or equal to 64'),
  ],
  [
    'an empty key',
    'TagUser',
    { UserName: 'a', Tags: [{ Key: '', Value: '' }] },
    `2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+`,
  ],
  [
    'a bad pattern',
    'CreateUser',
    { UserName: 'a b' },
    one('userName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'),
  ],
  [
    'a value outside the enum',
    'ListPolicies',
    { Scope: 'Mine' },
    one('scope', 'Member must satisfy enum value set'),
  ],
  [
    'a number that is too small',
    'ListUsers',
    { MaxItems: 0 },
    one('maxItems', 'Member must have value greater than or equal to 1'),
  ],
  [
    'a number that is too large',
    'ListUsers',
    { MaxItems: 1001 },
    one('maxItems', 'Member must have value less than or equal to 1000'),
  ],
  [
    'a text in a list',
    'UntagUser',
    { UserName: 'a', TagKeys: ['a', ''] },
    one(
      'tagKeys',
      'Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]',
    ),
  ],
  [
    'a path behind other errors',
    'CreateGroup',
    { GroupName: ' ', Path: 'x' },
    one('groupName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'),
  ],
  [
    'a sensitive value, not shown',
    'CreateLoginProfile',
    { UserName: 'a', Password: '' },
    `2 validation errors detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+`,
  ],
])('E-78, W-01 the shape check says in AWS’s words what is wrong with %s', (_, operation, params, message) =>
  expectRefused(operation, params, message),
);

test.each([
  [
    'GetSessionToken',
    { DurationSeconds: 1 },
    one('durationSeconds', 'Member must have value greater than or equal to 900', "'1' "),
  ],
  [
    'AssumeRole',
    { RoleArn: 'arn:aws:iam::111122223333:role/R', RoleSessionName: 'session', TransitiveTagKeys: ['', 'a'] },
    one(
      'transitiveTagKeys',
      'Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+]',
      "'[, a]' ",
    ),
  ],
])('W-01 STS still shows the value of %s that breaks a constraint', (operation, params, message) => {
  const refused = validate(stsModel, input(operation, stsModel), params);
  expect(refused.ok ? '' : refused.error.message).toBe(message);
});

const policyCalls = Object.entries(iamModel.operations).flatMap(([name, { input: from }]) => {
  const shape = from === undefined ? undefined : iamModel.shapes[from];
  return shape?.type === 'structure' && 'PolicyArn' in shape.members ? [name] : [];
});

test('W-03 every call that names a policy refuses a text that is no ARN, after all constraints', () => {
  expect(policyCalls).toEqual(
    expect.arrayContaining(['AttachUserPolicy', 'DetachGroupPolicy', 'AttachRolePolicy', 'GetPolicy']),
  );
  for (const operation of policyCalls) {
    const given = {
      UserName: 'a',
      GroupName: 'a',
      RoleName: 'a',
      VersionId: 'v1',
      PolicyDocument: '{}',
      Tags: [],
      TagKeys: [],
      PermissionsBoundary: bob,
    };
    expectRefused(operation, { ...given, PolicyArn: 'AdministratorAccess-of-aws' }, unreadable);
  }
  expectRefused(
    'AttachUserPolicy',
    { UserName: ' ', PolicyArn: 'AdministratorAccess-of-aws' },
    one('userName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]+'),
  );
});

test('E-78 the shape check counts 51 tags as too many', () => {
  const Tags = Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }));
  const refused = validate(iamModel, input('TagUser'), { UserName: 'a', Tags });
  expect(refused.ok ? '' : refused.error.message).toMatch(
    /at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50$/,
  );
});

test.each([
  ['text for a list', { UserName: 'a', Tags: 'b' }, '`tags` must be a list'],
  ['a number for text', { UserName: 1 }, '`userName` must be text'],
  ['a list for a structure', { UserName: 'a', Tags: [[]] }, '`tags.1.member` must be a structure'],
  ['nothing but text', 'CreateUser', '`parameters` must be a structure'],
])('E-78 the shape check answers MalformedInput for %s', (_, params, message) =>
  expectRefused('CreateUser', params, message, 'MalformedInput'),
);

test('S-06 the checked parameters hold only members of the model, in its types', () => {
  expect(
    validate(iamModel, input('ListUsers'), { MaxItems: '+0100', Other: 1, __proto__: { Marker: 'x' } }),
  ).toEqual({ ok: true, value: { MaxItems: 100 } });
  expect(validate(iamModel, input('ListPolicies'), { OnlyAttached: 'true' })).toEqual({
    ok: true,
    value: { OnlyAttached: true },
  });
  expectRefused('ListUsers', { MaxItems: '1e2' }, '`maxItems` must be an integer', 'MalformedInput');
});

test('S-06 the shape check counts code points, not UTF-16 units', () => {
  expect(
    validate(iamModel, input('TagUser'), { UserName: 'a', Tags: [{ Key: '𝒳'.repeat(128), Value: '' }] }).ok,
  ).toBe(true);
});

test('the API models hold every operation, and every pattern compiles', () => {
  expect([Object.keys(iamModel.operations).length, Object.keys(stsModel.operations).length]).toEqual([
    180, 12,
  ]);
  for (const { shapes } of [iamModel, stsModel]) {
    for (const shape of Object.values(shapes))
      if (shape.type === 'string' && shape.pattern) compiledPattern(shape.pattern);
  }
});

test('the API models refer only to shapes that they hold', () => {
  for (const { operations, shapes } of [iamModel, stsModel]) {
    for (const { input: from, output } of Object.values(operations))
      for (const name of [from, output]) if (name !== undefined) expect(shapes).toHaveProperty([name]);
    for (const shape of Object.values(shapes)) {
      const parts =
        shape.type === 'structure'
          ? Object.values(shape.members)
          : shape.type === 'list'
            ? [shape.member]
            : [];
      for (const part of parts) expect(shapes).toHaveProperty([part]);
    }
  }
});
