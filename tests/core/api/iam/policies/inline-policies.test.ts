/** Inline policies of users, groups and roles: one table of holders, and each test runs for every holder. */

import { expect, test } from 'vitest';
import { TestAccount, allow, expectError, expectOk, trusts } from '../../door.ts';

const setting = () =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'X' }],
    ['CreateGroup', { GroupName: 'X' }],
    ['CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
  );
const sized = (characters: number) => allow('s3:' + 'x'.repeat(characters - allow('s3:').length));

const holders = [
  ['User', 'user', 2048],
  ['Group', 'group', 5120],
  ['Role', 'role', 10240],
] as const;
type Kind = (typeof holders)[number][0];
const named = (kind: Kind, name = 'X') => ({ [`${kind}Name`]: name });
/** The call that gives the holder the policy `name`. */
const putting = (kind: Kind) => (name: string, document: string) =>
  [`Put${kind}Policy`, { ...named(kind), PolicyName: name, PolicyDocument: document }] as const;

test.each(holders)(
  'the inline policies of a %s are put, replaced, read, listed and deleted',
  (kind, noun) => {
    const [who, put] = [named(kind), putting(kind)];
    const t = setting().given(put('b', allow('s3:*')), put('a', allow('ec2:*')), put('b', allow('sqs:*')));
    expect(expectOk(t.call(`List${kind}Policies`, who))).toEqual({
      PolicyNames: ['a', 'b'],
      IsTruncated: false,
    });
    const got = expectOk(t.call(`Get${kind}Policy`, { ...who, PolicyName: 'b' }));
    expect(got).toEqual({ ...who, PolicyName: 'b', PolicyDocument: allow('sqs:*') });
    t.given([`Delete${kind}Policy`, { ...who, PolicyName: 'b' }]);
    const missing = `The ${noun} policy with name b cannot be found.`;
    expectError(t.call(`Delete${kind}Policy`, { ...who, PolicyName: 'b' }), 'NoSuchEntity', 404, missing);
    expectError(t.call(`Get${kind}Policy`, { ...who, PolicyName: 'b' }), 'NoSuchEntity', 404, missing);
  },
);

test.each(holders)(
  'PT-3, M-23 the inline policies of a %s (a %s) hold %i characters together, white space not counted',
  (kind, noun, limit) => {
    const put = putting(kind);
    const t = setting().given(put('a', sized(limit - 200)), put('b', `${sized(200)}          `));
    const message = `Maximum policy size of ${limit} bytes exceeded for ${noun} X`;
    expectError(t.call(...put('b', sized(201))), 'LimitExceeded', 409, message);
    t.given(put('a', sized(100)), put('b', sized(201)));
  },
);

test.each(holders)('PutPolicy calls refuse a bad document and an unknown holder of kind %s', (kind, noun) => {
  const put = putting(kind);
  const t = setting();
  expectError(t.call(...put('a', '{')), 'MalformedPolicyDocument', 400, /./);
  expectError(t.call(...put('a', trusts('*'))), 'MalformedPolicyDocument', 400, /./);
  const nobody = { ...named(kind, 'no'), PolicyName: 'p', PolicyDocument: allow('s3:*') };
  for (const verb of ['Put', 'Get', 'Delete']) {
    expectError(
      t.call(`${verb}${kind}Policy`, nobody),
      'NoSuchEntity',
      404,
      `The ${noun} with name no cannot be found.`,
    );
  }
  expectError(
    t.call(`List${kind}Policies`, nobody),
    'NoSuchEntity',
    404,
    `The ${noun} with name no cannot be found.`,
  );
});
