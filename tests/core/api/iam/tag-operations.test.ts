/** The tag operations of users, roles, policies and instance profiles, and the condition keys that read tags. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, trusts } from '../door.ts';

const setting = () =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'X' }],
    ['CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
    ['CreatePolicy', { PolicyName: 'X', PolicyDocument: allow('s3:*') }],
    ['CreateInstanceProfile', { InstanceProfileName: 'X' }],
  );
const tag = (Key: string, Value = '') => ({ Key, Value });

const tagged = [
  ['User', { UserName: 'X' }, { UserName: 'no' }, true, 'The user with name no cannot be found.'],
  ['Role', { RoleName: 'X' }, { RoleName: 'no' }, true, 'The role with name no cannot be found.'],
  [
    'Policy',
    { PolicyArn: `arn:aws:iam::${account}:policy/X` },
    { PolicyArn: `arn:aws:iam::${account}:policy/no` },
    false,
    `Policy arn:aws:iam::${account}:policy/no was not found.`,
  ],
  [
    'InstanceProfile',
    { InstanceProfileName: 'X' },
    { InstanceProfileName: 'no' },
    false,
    'Instance Profile no cannot be found.',
  ],
] as const;

test.each(tagged)(
  'the tags of an entity of kind %s are set, overwritten, listed in pages and removed',
  (kind, who) => {
    const t = setting().given(
      [`Tag${kind}`, { ...who, Tags: [tag('b', '1'), tag('a', '2')] }],
      [`Tag${kind}`, { ...who, Tags: [tag('b', '3')] }],
    );
    const first = expectOk(t.call(`List${kind}Tags`, { ...who, MaxItems: 1 }));
    expect(first).toMatchObject({ Tags: [tag('a', '2')], IsTruncated: true });
    expect(expectOk(t.call(`List${kind}Tags`, { ...who, Marker: first['Marker'] }))).toEqual({
      Tags: [tag('b', '3')],
      IsTruncated: false,
    });
    t.given([`Untag${kind}`, { ...who, TagKeys: ['a', 'never'] }]);
    expect(expectOk(t.call(`List${kind}Tags`, who))['Tags']).toEqual([tag('b', '3')]);
  },
);

test.each(tagged)(
  'N-33 the tag keys of an entity of kind %s ignore case or not, as AWS does for the kind',
  (kind, who, _, ignoreCase) => {
    const t = setting().given(
      [`Tag${kind}`, { ...who, Tags: [tag('Team', '1')] }],
      [`Tag${kind}`, { ...who, Tags: [tag('team', '2')] }],
    );
    const tags = expectOk(t.call(`List${kind}Tags`, who))['Tags'];
    expect(tags).toEqual(ignoreCase ? [tag('team', '2')] : [tag('Team', '1'), tag('team', '2')]);
    const twice = t.call(`Tag${kind}`, { ...who, Tags: [tag('x'), tag('X')] });
    if (ignoreCase)
      expectError(
        twice,
        'InvalidInput',
        400,
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    else expectOk(twice);
  },
);

test.each(tagged)(
  'Q-02 an entity of kind %s that exists holds at most 50 tags, and none of AWS’s own',
  (kind, who, nobody, _, missing) => {
    const t = setting().given([
      `Tag${kind}`,
      { ...who, Tags: Array.from({ length: 50 }, (_, i) => tag(`k${i}`)) },
    ]);
    expectError(
      t.call(`Tag${kind}`, { ...who, Tags: [tag('more')] }),
      'LimitExceeded',
      409,
      'Cannot exceed quota for TagsPerEntity: 50',
    );
    expectError(t.call(`Tag${kind}`, { ...who, Tags: [tag('aws:x')] }), 'InvalidInput', 400, /aws:/);
    expectError(t.call(`Tag${kind}`, { ...nobody, Tags: [tag('a')] }), 'NoSuchEntity', 404, missing);
    expectError(t.call(`Untag${kind}`, { ...nobody, TagKeys: ['a'] }), 'NoSuchEntity', 404, missing);
    expectError(t.call(`List${kind}Tags`, nobody), 'NoSuchEntity', 404, missing);
  },
);

const bob = `arn:aws:iam::${account}:user/X`;
const when = (action: string, condition: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*', Condition: condition }],
  });

test.each([
  [
    'aws:RequestTag of TagUser',
    'iam:TagUser',
    { StringEquals: { 'aws:RequestTag/team': 'a' } },
    'TagUser',
    { UserName: 'X', Tags: [tag('team', 'a')] },
    { UserName: 'X', Tags: [tag('team', 'b')] },
  ],
  [
    'aws:TagKeys of TagUser',
    'iam:TagUser',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
    'TagUser',
    { UserName: 'X', Tags: [tag('team')] },
    { UserName: 'X', Tags: [tag('team'), tag('x')] },
  ],
  [
    'aws:TagKeys of UntagRole',
    'iam:UntagRole',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } },
    'UntagRole',
    { RoleName: 'X', TagKeys: ['team'] },
    { RoleName: 'X', TagKeys: ['x'] },
  ],
  [
    'aws:RequestTag of CreateUser',
    'iam:CreateUser',
    { StringEquals: { 'aws:RequestTag/team': 'a' } },
    'CreateUser',
    { UserName: 'n', Tags: [tag('team', 'a')] },
    { UserName: 'n' },
  ],
] as const)(
  'K-33 a condition on %s lets only the matching tags through',
  (_, action, condition, operation, good, bad) => {
    const t = setting().given([
      'PutUserPolicy',
      { UserName: 'X', PolicyName: 'p', PolicyDocument: when(action, condition) },
    ]);
    expectError(t.as(bob, operation, bad), 'AccessDenied', 403, new RegExp(action));
    expectOk(t.as(bob, operation, good));
  },
);

test('K-33 aws:ResourceTag and iam:ResourceTag read the target, aws:PrincipalTag the caller', () => {
  const same = when('iam:GetRole', {
    StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}', 'iam:ResourceTag/team': 'a' },
  });
  const t = setting().given(
    ['PutUserPolicy', { UserName: 'X', PolicyName: 'p', PolicyDocument: same }],
    ['TagUser', { UserName: 'X', Tags: [tag('team', 'a')] }],
  );
  expectError(t.as(bob, 'GetRole', { RoleName: 'X' }), 'AccessDenied', 403, /on resource: role X because/);
  t.given(['TagRole', { RoleName: 'X', Tags: [tag('Team', 'a')] }]);
  expectOk(t.as(bob, 'GetRole', { RoleName: 'X' }));
});
