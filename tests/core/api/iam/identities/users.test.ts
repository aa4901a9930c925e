/** Users and their permissions boundary. */

import { expect, test } from 'vitest';
import {
  TestAccount,
  account,
  allow,
  awsAdministrator,
  deny,
  expectError,
  expectOk,
  root,
} from '../../door.ts';

const userArn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const withUser = (name = 'Bob') => new TestAccount().given(['CreateUser', { UserName: name }]);

test('N-20 CreateUser gives an id, an ARN and a UTC date in seconds', () => {
  const { User } = expectOk(new TestAccount().call('CreateUser', { UserName: 'Bob', Path: '/dev/' }));
  expect(User).toEqual({
    Path: '/dev/',
    UserName: 'Bob',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
    Arn: userArn('dev/Bob'),
    CreateDate: '2026-01-31T12:00:00Z',
  });
});

test('N-01 CreateUser refuses a name that differs only by case', () => {
  const t = withUser('Bob');
  const again = t.call('CreateUser', { UserName: 'BOB' });
  expectError(again, 'EntityAlreadyExists', 409, 'User with name BOB already exists.');
});

test('Q-02, Q-03 CreateUser stops at the quota of the account', () => {
  const t = withUser();
  t.play('SetQuota', { Name: 'UsersPerAccount', Value: 1 });
  const second = t.call('CreateUser', { UserName: 'Eve' });
  expectError(second, 'LimitExceeded', 409, 'Cannot exceed quota for UsersPerAccount: 1');
});

test('N-28 CreateUser takes an AWS managed policy as boundary and copies it into the world', () => {
  const t = new TestAccount();
  const made = t.call('CreateUser', { UserName: 'Bob', PermissionsBoundary: awsAdministrator.arn });
  expect(expectOk(made)['User']).toMatchObject({
    PermissionsBoundary: {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: awsAdministrator.arn,
    },
  });
  expect(t.world.index.byArn.get(awsAdministrator.arn)?.table).toBe('policies');
});

test.each([
  [
    'a user ARN as boundary',
    { PermissionsBoundary: userArn('a') },
    'InvalidParameterValue',
    400,
    /PermissionsBoundary is invalid/,
  ],
  [
    'a boundary that does not exist',
    { PermissionsBoundary: `arn:aws:iam::${account}:policy/no` },
    'NoSuchEntity',
    404,
    /does not exist or is not attachable/,
  ],
  [
    'N-33 two tag keys equal ignoring case',
    {
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'A', Value: '' },
      ],
    },
    'InvalidInput',
    400,
    /^Duplicate tag keys found/,
  ],
  ['N-33 a tag key of AWS', { Tags: [{ Key: 'aws:x', Value: '' }] }, 'InvalidInput', 400, /aws:/],
  [
    'N-41 a path without slashes',
    { Path: 'dev' },
    'ValidationError',
    400,
    /^The specified value for path is invalid/,
  ],
] as const)('%s is refused by CreateUser', (_, params, code, status, message) => {
  expectError(new TestAccount().call('CreateUser', { UserName: 'Bob', ...params }), code, status, message);
});

test('G-35 a refused CreateUser prints the ARN that the user would have', () => {
  expectError(
    withUser().as(userArn('Bob'), 'CreateUser', { UserName: 'Eve', Path: '/x/' }),
    'AccessDenied',
    403,
    `User: ${userArn('Bob')} is not authorized to perform: iam:CreateUser on resource: ${userArn('x/Eve')} because no identity-based policy allows the iam:CreateUser action`,
  );
});

test('GetUser without a name means the caller; root sees itself', () => {
  const t = withUser().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:GetUser') },
  ]);
  expect(expectOk(t.as(userArn('Bob'), 'GetUser'))['User']).toMatchObject({ UserName: 'Bob' });
  expect(expectOk(t.call('GetUser'))['User']).toMatchObject({ UserId: account, Arn: root });
});

test('E-75 GetUser answers AccessDenied, not NoSuchEntity, to a caller who may not look', () => {
  const t = withUser();
  expectError(
    t.as(userArn('Bob'), 'GetUser', { UserName: 'Nobody' }),
    'AccessDenied',
    403,
    /on resource: user Nobody because/,
  );
  expectError(
    t.call('GetUser', { UserName: 'Nobody' }),
    'NoSuchEntity',
    404,
    'The user with name Nobody cannot be found.',
  );
});

test('Q-04 ListUsers pages by marker, in the order of names, within a path', () => {
  const t = new TestAccount();
  for (const name of ['d', 'b', 'c', 'a']) t.given(['CreateUser', { UserName: name, Path: '/x/' }]);
  t.given(['CreateUser', { UserName: 'e' }]);
  const first = expectOk(t.call('ListUsers', { PathPrefix: '/x/', MaxItems: 3 }));
  expect((first['Users'] as { UserName: string }[]).map((user) => user.UserName)).toEqual(['a', 'b', 'c']);
  expect(first['IsTruncated']).toBe(true);
  const second = expectOk(t.call('ListUsers', { PathPrefix: '/x/', MaxItems: 3, Marker: first['Marker'] }));
  expect(second).toMatchObject({ Users: [{ UserName: 'd' }], IsTruncated: false });
  expect(second).not.toHaveProperty('Marker');
});

test('ListUsers refuses a marker that it did not give', () => {
  expectError(new TestAccount().call('ListUsers', { Marker: 'x' }), 'InvalidInput', 400, 'Invalid Marker.');
});

test('G-34 ListUsers is evaluated on *: a policy on user/* does not allow it', () => {
  const t = withUser().given([
    'PutUserPolicy',
    {
      UserName: 'Bob',
      PolicyName: 'p',
      PolicyDocument: allow('iam:ListUsers', `arn:aws:iam::${account}:user/*`),
    },
  ]);
  expectError(
    t.as(userArn('Bob'), 'ListUsers'),
    'AccessDenied',
    403,
    new RegExp(`on resource: arn:aws:iam::${account}:user/ because`),
  );
});

test('N-05 a renamed user keeps id, memberships and attachments, and the ARN moves', () => {
  const t = withUser().given(
    ['CreateGroup', { GroupName: 'g' }],
    ['AddUserToGroup', { GroupName: 'g', UserName: 'Bob' }],
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }],
    ['UpdateUser', { UserName: 'Bob', NewUserName: 'Rob', NewPath: '/new/' }],
  );
  expect(expectOk(t.as(userArn('new/Rob'), 'ListGroupsForUser', { UserName: 'Rob' }))['Groups']).toHaveLength(
    1,
  );
  expectError(t.as(userArn('Bob'), 'ListUsers'), 'InvalidClientTokenId', 403, /security token/);
});

test('N-05 UpdateUser needs permission on the old and on the new ARN', () => {
  const t = withUser().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:UpdateUser', userArn('Bob')) },
  ]);
  expectError(
    t.as(userArn('Bob'), 'UpdateUser', { UserName: 'Bob', NewUserName: 'Rob' }),
    'AccessDenied',
    403,
    /user Rob/,
  );
});

test('N-01 a user may change the case of its own name, not take another', () => {
  const t = withUser('Bob').given(
    ['CreateUser', { UserName: 'Eve' }],
    ['UpdateUser', { UserName: 'Bob', NewUserName: 'BOB' }],
  );
  expectError(
    t.call('UpdateUser', { UserName: 'BOB', NewUserName: 'eve' }),
    'EntityAlreadyExists',
    409,
    'User with name eve already exists.',
  );
  expectError(
    t.call('UpdateUser', { UserName: 'no' }),
    'NoSuchEntity',
    404,
    'The user with name no cannot be found.',
  );
});

test.each([
  [
    'a group',
    [
      ['CreateGroup', { GroupName: 'g' }],
      ['AddUserToGroup', { GroupName: 'g', UserName: 'Bob' }],
    ],
    'Cannot delete entity, must remove users from group first.',
  ],
  [
    'an attached policy',
    [['AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }]],
    'Cannot delete entity, must detach all policies first.',
  ],
  [
    'an inline policy',
    [['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: deny('*') }]],
    'Cannot delete entity, must delete policies first.',
  ],
] as const)('N-42 DeleteUser is blocked by %s', (_, calls, message) => {
  expectError(
    withUser()
      .given(...calls)
      .call('DeleteUser', { UserName: 'Bob' }),
    'DeleteConflict',
    409,
    message,
  );
});

test('N-42 DeleteUser is not blocked by boundary or tags', () => {
  const t = new TestAccount().given([
    'CreateUser',
    { UserName: 'Bob', PermissionsBoundary: awsAdministrator.arn, Tags: [{ Key: 'a', Value: 'b' }] },
  ]);
  expectOk(t.call('DeleteUser', { UserName: 'bob' }));
  expect(t.world.users.size).toBe(0);
  expectError(
    t.call('DeleteUser', { UserName: 'Bob' }),
    'NoSuchEntity',
    404,
    'The user with name Bob cannot be found.',
  );
});

test('N-28 a permissions boundary limits a user, and the limit ends when it is taken away', () => {
  const t = withUser().given(
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }],
    ['CreatePolicy', { PolicyName: 'OnlyS3', PolicyDocument: allow('s3:*') }],
    [
      'PutUserPermissionsBoundary',
      { UserName: 'Bob', PermissionsBoundary: `arn:aws:iam::${account}:policy/OnlyS3` },
    ],
  );
  expectError(
    t.as(userArn('Bob'), 'ListUsers'),
    'AccessDenied',
    403,
    /because no permissions boundary allows the iam:ListUsers action$/,
  );
  t.given(['DeleteUserPermissionsBoundary', { UserName: 'Bob' }]);
  expectOk(t.as(userArn('Bob'), 'ListUsers'));
  expectError(
    t.call('DeleteUserPermissionsBoundary', { UserName: 'Bob' }),
    'NoSuchEntity',
    404,
    /boundary of user Bob/,
  );
});

test('K-34 a condition on iam:PermissionsBoundary lets only users with that boundary be made', () => {
  const boundary = `arn:aws:iam::${account}:policy/Ceiling`;
  const onlyWith = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:CreateUser',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
      },
    ],
  });
  const t = withUser().given(
    ['CreatePolicy', { PolicyName: 'Ceiling', PolicyDocument: allow('s3:*') }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: onlyWith }],
  );
  expectError(t.as(userArn('Bob'), 'CreateUser', { UserName: 'a' }), 'AccessDenied', 403, /iam:CreateUser/);
  expectOk(t.as(userArn('Bob'), 'CreateUser', { UserName: 'a', PermissionsBoundary: boundary }));
});
