/** Groups and their members. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, awsAdministrator, expectError, expectOk } from '../../door.ts';

const setting = () =>
  new TestAccount().given(
    ['CreateGroup', { GroupName: 'Admins' }],
    ['CreateUser', { UserName: 'Bob' }],
    ['AddUserToGroup', { GroupName: 'Admins', UserName: 'Bob' }],
  );
const bob = `arn:aws:iam::${account}:user/Bob`;

test('N-07 groups get an AGPA id and an ARN with their path', () => {
  const { Group } = expectOk(new TestAccount().call('CreateGroup', { GroupName: 'g', Path: '/p/' }));
  expect(Group).toMatchObject({
    GroupId: expect.stringMatching(/^AGPA/) as string,
    Arn: `arn:aws:iam::${account}:group/p/g`,
  });
});

test('GetGroup shows the members, page by page', () => {
  const t = setting().given(
    ['CreateUser', { UserName: 'Al' }],
    ['AddUserToGroup', { GroupName: 'Admins', UserName: 'Al' }],
  );
  const page = expectOk(t.call('GetGroup', { GroupName: 'admins', MaxItems: 1 }));
  expect(page).toMatchObject({
    Group: { GroupName: 'Admins' },
    Users: [{ UserName: 'Al' }],
    IsTruncated: true,
  });
  const rest = expectOk(t.call('GetGroup', { GroupName: 'admins', Marker: page['Marker'] }));
  expect(rest).toMatchObject({ Users: [{ UserName: 'Bob' }], IsTruncated: false });
});

test('E-60 the members of a group may do what it allows, and no more after they leave', () => {
  const t = setting().given(['AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: awsAdministrator.arn }]);
  expectOk(t.as(bob, 'ListGroups'));
  t.given(['RemoveUserFromGroup', { GroupName: 'Admins', UserName: 'Bob' }]);
  expectError(t.as(bob, 'ListGroups'), 'AccessDenied', 403, /no identity-based policy allows/);
});

test('N-05 a renamed group keeps its members', () => {
  const t = setting().given(['UpdateGroup', { GroupName: 'Admins', NewGroupName: 'Bosses', NewPath: '/x/' }]);
  expect(expectOk(t.call('ListGroupsForUser', { UserName: 'Bob' }))['Groups']).toMatchObject([
    { GroupName: 'Bosses', Arn: `arn:aws:iam::${account}:group/x/Bosses` },
  ]);
});

test('ListGroups lists only groups under the path prefix', () => {
  const t = setting().given(['CreateGroup', { GroupName: 'a', Path: '/x/' }]);
  expect(expectOk(t.call('ListGroups', { PathPrefix: '/x/' }))['Groups']).toHaveLength(1);
  expect(expectOk(t.call('ListGroups'))['Groups']).toHaveLength(2);
});

test.each([
  [
    'N-01 a taken name',
    'CreateGroup',
    { GroupName: 'ADMINS' },
    'EntityAlreadyExists',
    409,
    'Group with name ADMINS already exists.',
  ],
  [
    'N-42 deleting with members',
    'DeleteGroup',
    { GroupName: 'Admins' },
    'DeleteConflict',
    409,
    'Cannot delete entity, must remove users from group first.',
  ],
  [
    'a missing group',
    'GetGroup',
    { GroupName: 'no' },
    'NoSuchEntity',
    404,
    'The group with name no cannot be found.',
  ],
  [
    'a missing group to delete',
    'DeleteGroup',
    { GroupName: 'no' },
    'NoSuchEntity',
    404,
    'The group with name no cannot be found.',
  ],
  [
    'a missing group to rename',
    'UpdateGroup',
    { GroupName: 'no' },
    'NoSuchEntity',
    404,
    'The group with name no cannot be found.',
  ],
  [
    'a missing group to join',
    'AddUserToGroup',
    { GroupName: 'no', UserName: 'Bob' },
    'NoSuchEntity',
    404,
    'The group with name no cannot be found.',
  ],
  [
    'a missing user to add',
    'AddUserToGroup',
    { GroupName: 'Admins', UserName: 'no' },
    'NoSuchEntity',
    404,
    'The user with name no cannot be found.',
  ],
  [
    'a missing user to list',
    'ListGroupsForUser',
    { UserName: 'no' },
    'NoSuchEntity',
    404,
    'The user with name no cannot be found.',
  ],
] as const)('%s is refused by the group operations', (_, operation, params, code, status, message) => {
  expectError(setting().call(operation, params), code, status, message);
});

test('N-26 adding a user to a group again changes nothing; removing who is not in it fails', () => {
  const t = setting();
  const again = t.call('AddUserToGroup', { GroupName: 'Admins', UserName: 'Bob' });
  expect([again.ok, again.changes]).toEqual([true, []]);
  t.given(['RemoveUserFromGroup', { GroupName: 'Admins', UserName: 'Bob' }]);
  expectError(
    t.call('RemoveUserFromGroup', { GroupName: 'Admins', UserName: 'Bob' }),
    'NoSuchEntity',
    404,
    /not in the group/,
  );
});

test('Q-01, Q-02 a user is in ten groups and an account has 300, or what the account was granted', () => {
  const t = setting();
  for (let i = 0; i < 10; i += 1) t.given(['CreateGroup', { GroupName: `g${i}` }]);
  for (let i = 0; i < 9; i += 1) t.given(['AddUserToGroup', { GroupName: `g${i}`, UserName: 'Bob' }]);
  expectError(
    t.call('AddUserToGroup', { GroupName: 'g9', UserName: 'Bob' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for GroupsPerUser: 10',
  );
  t.play('SetQuota', { Name: 'GroupsPerAccount', Value: 11 });
  expectError(
    t.call('CreateGroup', { GroupName: 'more' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for GroupsPerAccount: 11',
  );
});

test('N-42 a group can be deleted when its members and policies are gone', () => {
  const t = setting().given(
    ['AttachGroupPolicy', { GroupName: 'Admins', PolicyArn: awsAdministrator.arn }],
    ['PutGroupPolicy', { GroupName: 'Admins', PolicyName: 'p', PolicyDocument: allow('s3:*') }],
    ['RemoveUserFromGroup', { GroupName: 'Admins', UserName: 'Bob' }],
  );
  expectError(
    t.call('DeleteGroup', { GroupName: 'Admins' }),
    'DeleteConflict',
    409,
    'Cannot delete entity, must detach all policies first.',
  );
  t.given(['DetachGroupPolicy', { GroupName: 'Admins', PolicyArn: awsAdministrator.arn }]);
  expectError(
    t.call('DeleteGroup', { GroupName: 'Admins' }),
    'DeleteConflict',
    409,
    'Cannot delete entity, must delete policies first.',
  );
  t.given(
    ['DeleteGroupPolicy', { GroupName: 'Admins', PolicyName: 'p' }],
    ['DeleteGroup', { GroupName: 'Admins' }],
  );
  expect(t.world.groups.size).toBe(0);
});
