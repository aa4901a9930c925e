import { describe, expect, test } from 'vitest';
import { TestAccount, allow, expectError, expectOk, trusts } from '../../door.ts';

const setting = () =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'X' }],
    ['CreateGroup', { GroupName: 'X' }],
    ['CreateRole', { RoleName: 'X', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
  );
const sized = (characters: number) => allow('s3:' + 'x'.repeat(characters - allow('s3:').length));

describe.each([
  ['User', 'user', 2048],
  ['Group', 'group', 5120],
  ['Role', 'role', 10240],
] as const)('inline policies of a %s', (kind, noun, limit) => {
  const who = { [`${kind}Name`]: 'X' };
  const put = (name: string, document: string) =>
    [`Put${kind}Policy`, { ...who, PolicyName: name, PolicyDocument: document }] as const;

  test('are put, replaced, read, listed, deleted', () => {
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
  });

  test(`PT-3, M-23 hold ${limit} characters together, white space not counted`, () => {
    const t = setting().given(put('a', sized(limit - 200)), put('b', `${sized(200)}          `));
    const message = `Maximum policy size of ${limit} bytes exceeded for ${noun} X`;
    expectError(t.call(...put('b', sized(201))), 'LimitExceeded', 409, message);
    t.given(put('a', sized(100)), put('b', sized(201)));
  });

  test('refuse documents and holders that are not good', () => {
    const t = setting();
    expectError(t.call(...put('a', '{')), 'MalformedPolicyDocument', 400, /./);
    expectError(t.call(...put('a', trusts('*'))), 'MalformedPolicyDocument', 400, /./);
    const nobody = { [`${kind}Name`]: 'no', PolicyName: 'p', PolicyDocument: allow('s3:*') };
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
});
