/** A silence: who, why and until when; only for a policy that exists, and gone with it. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { reverseChanges } from '#core/model/world/change.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, root, trusts } from '../door.ts';

const managed = `arn:aws:iam::${account}:policy/p`;
const bucket = 'arn:aws:s3:::papers';
const finding = { Policy: managed, Check: 'admin-power', Text: '"*"', Reason: 'Only for the fire drill' };

function prepared(): TestAccount {
  const t = new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'p', PolicyDocument: allow('*') }],
    ['CreateUser', { UserName: 'bob' }],
    ['PutUserPolicy', { UserName: 'bob', PolicyName: 'own', PolicyDocument: allow('*') }],
    ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trusts({ AWS: '*' }) }],
  );
  expectOk(t.play('PutResource', { Arn: bucket, Policy: bucketPolicy }));
  return t;
}
const bucketPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` }],
});
const idOf = (t: TestAccount, name: string): string =>
  [...t.world.users.values(), ...t.world.roles.values()].find(({ arn }) => arn.endsWith(`/${name}`))?.id ??
  '';
const silences = (t: TestAccount) => [...t.world.silences.values()];

test('a silence names who, when, why and until when, and a second one replaces it', () => {
  const t = prepared();
  const until = '2026-03-01T00:00:00Z';
  const { Silence } = expectOk(t.play('SilenceFinding', { ...finding, Until: until }));
  expect(silences(t)).toEqual([
    {
      id: Silence,
      account,
      ...{ policy: managed, check: 'admin-power', text: '"*"', reason: finding.Reason },
      ...{ date: '2026-01-31T12:00:00Z', by: root, until },
    },
  ]);
  expectOk(t.play('SilenceFinding', { ...finding, Reason: ' For ever ' }));
  expect(silences(t)).toMatchObject([{ id: Silence, reason: 'For ever' }]);
  expect(silences(t)[0]).not.toHaveProperty('until');
});

test('a silence can be taken back, once', () => {
  const t = prepared();
  const { Silence } = expectOk(t.play('SilenceFinding', finding));
  expectOk(t.play('WakeFinding', { Silence }));
  expect(silences(t)).toEqual([]);
  expectError(t.play('WakeFinding', { Silence }), 'NoSuchEntity', 404, /no such silence/);
});

test.each([
  ['no reason', { Reason: '   ' }, 'ValidationError', /needs a reason/],
  ['a past date', { Until: '2026-01-31T12:00:00Z' }, 'ValidationError', /not in the future/],
  ['a policy that is not there', { Policy: `${managed}x` }, 'NoSuchEntity', /no policy/],
  ['an inline policy that is not there', { Policy: 'AIDA/own' }, 'NoSuchEntity', /no policy/],
  ['a place beyond the last', { Place: { at: 3, of: 2 } }, 'ValidationError', /no finding 3 of 2/],
])('a silence with %s is refused and changes nothing', (_, members, code, words) => {
  const t = prepared();
  const status = code === 'NoSuchEntity' ? 404 : 400;
  expectError(t.play('SilenceFinding', { ...finding, ...members }), code, status, words);
  expect(silences(t)).toEqual([]);
});

test.each([
  ['a managed policy', () => managed, 'DeletePolicy', { PolicyArn: managed }],
  [
    'an inline policy',
    (t: TestAccount) => `${idOf(t, 'bob')}/own`,
    'DeleteUserPolicy',
    { UserName: 'bob', PolicyName: 'own' },
  ],
  ['the role of a trust policy', (t: TestAccount) => idOf(t, 'r'), 'DeleteRole', { RoleName: 'r' }],
] as const)(
  'deleting %s takes its silences along, and undo brings both back',
  (_, key, operation, params) => {
    const t = prepared();
    expectOk(t.play('SilenceFinding', { ...finding, Policy: key(t) }));
    expectOk(t.play('SilenceFinding', { ...finding, Policy: bucket }));
    const before = silences(t);
    const outcome = t.as(root, operation, params);
    expectOk(outcome);
    expect(silences(t).map(({ policy }) => policy)).toEqual([bucket]);
    apply(t.world, reverseChanges(outcome.changes));
    expect(new Set(silences(t))).toEqual(new Set(before));
  },
);

test("a bucket's silences go with its policy, and those of a changed one stay", () => {
  const t = prepared();
  expectOk(t.play('SilenceFinding', { ...finding, Policy: bucket }));
  expectOk(t.play('PutResource', { Arn: bucket, Policy: bucketPolicy.replace('GetObject', 'PutObject') }));
  expect(silences(t)).toHaveLength(1);
  expectOk(t.play('DeleteResource', { Arn: bucket }));
  expect(silences(t)).toEqual([]);
});

test('a silence keeps its inline policy when the user gets another name or the document changes', () => {
  const t = prepared();
  expectOk(t.play('SilenceFinding', { ...finding, Policy: `${idOf(t, 'bob')}/own` }));
  t.given(
    ['UpdateUser', { UserName: 'bob', NewUserName: 'rob' }],
    ['PutUserPolicy', { UserName: 'rob', PolicyName: 'own', PolicyDocument: deny('*') }],
  );
  expect(silences(t)).toMatchObject([{ policy: `${idOf(t, 'rob')}/own` }]);
});

test("a policy of AWS can be silenced, for the caller's account, though nobody uses it", () => {
  const t = prepared();
  expectOk(t.play('SilenceFinding', { ...finding, Policy: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
  expect(silences(t)).toMatchObject([{ account }]);
});
