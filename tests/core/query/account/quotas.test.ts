/** what is used of each quota, who is nearest to it, and how far it can be raised. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { quotaRows, topConsumers } from '#core/query/account/quotas.ts';
import { TestAccount, account, allow, expectOk } from '../../api/door.ts';

const id = unsafeAccountId(account);
const rowOf = (one: TestAccount, name: string) => {
  const record = one.world.accounts.get(account);
  return record && quotaRows(one.world, record).find((row) => row.name === name);
};

test('the quotas tell used, default, granted and the most that AWS grants', () => {
  const one = new TestAccount().given(['CreateGroup', { GroupName: 'A' }]);
  expect(rowOf(one, 'GroupsPerAccount')).toMatchObject({ used: 1, limit: 300, usual: 300, most: 500 });
  expectOk(one.play('SetQuota', { Name: 'GroupsPerAccount', Value: 400 }));
  expect(rowOf(one, 'GroupsPerAccount')).toMatchObject({ limit: 400, usual: 300 });
  expect(rowOf(one, 'UsersPerAccount')?.most).toBeUndefined();
});

test('the nearest entities of each quota come nearest first', () => {
  const one = new TestAccount().given(
    ...['A', 'B', 'C'].map((GroupName) => ['CreateGroup', { GroupName }] as const),
    ...['u1', 'u2', 'u3', 'u4'].map((UserName) => ['CreateUser', { UserName }] as const),
    ...(['u1', 'u3', 'u3', 'u3', 'u4', 'u4'] as const).map(
      (UserName, at) =>
        ['AddUserToGroup', { UserName, GroupName: ['A', 'A', 'B', 'C', 'A', 'B'][at] }] as const,
    ),
    ['PutUserPolicy', { UserName: 'u2', PolicyName: 'P', PolicyDocument: allow('s3:GetObject') }],
  );
  const names = (quota: 'GroupsPerUser' | 'UserPolicySize' | 'PoliciesPerRole') =>
    topConsumers(one.world, id, 2)
      .get(quota)
      ?.map(({ name, used }) => [name, used]);
  expect(names('GroupsPerUser')).toEqual([
    ['u3', 3],
    ['u4', 2],
  ]);
  expect(names('UserPolicySize')).toEqual([['u2', allow('s3:GetObject').length]]);
  expect(names('PoliciesPerRole')).toBeUndefined();
});
