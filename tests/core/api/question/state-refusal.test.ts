/** Refusals that no policy gives and that are certain, whatever a question leaves open. */

import { expect, test } from 'vitest';
import { iamModel } from '#core/api/model/generated/iam.ts';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { account, allow, expectOk } from '../door.ts';
import { Account, ann } from '../resource/account.ts';

const missing = (kind: string) => `arn:aws:iam::${account}:${kind}/Missing`;
type Asked = Pick<Account, 'world' | 'env'>;
const refusal = ({ world, env }: Asked, action: string, resource: string) =>
  answerCall(world, { principal: ann, action, resource }, env, askedCall).refusal;

test.each([
  ['TagUser', 'user'],
  ['PutUserPolicy', 'user'],
  ['UpdateAccessKey', 'user'],
  ['TagRole', 'role'],
  ['UpdateAssumeRolePolicy', 'role'],
  ['AttachGroupPolicy', 'group'],
  ['CreatePolicyVersion', 'policy'],
])('iam:%s on a %s that is missing is refused, whatever else the call says', (operation, kind) => {
  const t = new Account().may(allow('*'));
  const found = refusal(t, `iam:${operation}`, missing(kind));
  expect(found).toMatchObject({ isFirst: false, error: { code: 'NoSuchEntity' } });
  expect(found?.error.message).toContain('Missing');
});

test('a missing key is refused first, also where the call says more than the key', () => {
  const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const found = refusal(new Account().may(allow('*')), 'kms:TagResource', key);
  expect(found).toMatchObject({ isFirst: true, error: { code: 'NotFoundException' } });
});

test('no call that makes something is refused because it is missing yet', () => {
  const t = new Account().may(allow('*'));
  const makers = Object.keys(iamModel.operations).flatMap((operation) => {
    const kind = /^Create(User|Role|Group|Policy|InstanceProfile)$/.exec(operation)?.[1];
    return kind ? [[operation, kind.replace('InstanceP', 'instance-p').toLowerCase()] as const] : [];
  });
  expect(makers).toHaveLength(5);
  for (const [operation, kind] of makers)
    expect(refusal(t, `iam:${operation}`, missing(kind))).toBeUndefined();
});

test('what is there is not refused for something else that the question leaves open', () => {
  const t = new Account().may(allow('*'));
  for (const name of ['AttachUserPolicy', 'DeleteUserPolicy', 'DeleteAccessKey', 'AddUserToGroup'])
    expect(refusal(t, `iam:${name}`, ann)).toBeUndefined();
});

/** The account as an import without its organization gives it. */
function imported(
  { world, env }: Asked,
  unknown: readonly UnknownPart[] = ['organization', 'role-settings', 'attached-policies'],
): Asked {
  const accounts = new Map(world.accounts);
  const row = accounts.get(account);
  if (!row) expect.fail('the account is there');
  accounts.set(account, { ...row, unknown });
  return { world: { ...world, accounts }, env };
}

test.each(['DeleteRole', 'AttachRolePolicy', 'UpdateAssumeRolePolicy'])(
  'N-31 iam:%s on a service-linked role is refused in an imported account too',
  (operation) => {
    const t = new Account().may(allow('*'));
    expectOk(t.call('CreateServiceLinkedRole', { AWSServiceName: 'elasticloadbalancing.amazonaws.com' }));
    const [linked] = [...t.world.roles.values()];
    const found = refusal(imported(t), `iam:${operation}`, linked?.arn ?? '');
    expect(found).toMatchObject({ isFirst: false, error: { code: 'UnmodifiableEntity' } });
  },
);

test('in an imported account nothing is refused for what its file may lack', () => {
  const t = imported(new Account().may(allow('*')));
  expect(refusal(t, 'iam:CreateLoginProfile', ann)).toBeUndefined();
  expect(refusal(t, 'iam:DeleteLoginProfile', ann)).toBeUndefined();
  expect(refusal(t, 'organizations:LeaveOrganization', '*')).toBeUndefined();
});

test.each(['GetUser', 'TagUser', 'DeleteUser', 'PutUserPolicy'])(
  'iam:%s on a user that an import would hold is refused',
  (operation) => {
    const t = new Account().may(allow('*'));
    const ask = (unknown: readonly UnknownPart[], kind = 'user', action = operation) =>
      refusal(imported(t, unknown), `iam:${action}`, missing(kind))?.error.code;
    expect(ask(['organization', 'passwords'])).toBe('NoSuchEntity');
    expect(ask(['organization', 'attached-policies'])).toBeUndefined();
    expect(ask(['organization'], 'instance-profile', 'GetInstanceProfile')).toBeUndefined();
    expect(ask(['organization'], 'role', 'GetRole')).toBeUndefined();
  },
);

test('what an import holds is neither made again nor deleted while something is attached', () => {
  const t = imported(new Account().may(allow('*')));
  expect(refusal(t, 'iam:CreateUser', ann)?.error.code).toBe('EntityAlreadyExists');
  expect(refusal(t, 'iam:DeleteUser', ann)?.error.code).toBe('DeleteConflict');
  expect(refusal(t, 'iam:DeletePolicyVersion', missing('policy'))).toBeUndefined();
});
