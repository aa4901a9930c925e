/** Login profiles, the rules that a password must fulfil, and the calls that change it. */

import { expect, test } from 'vitest';
import { verifyPassword } from '#core/api/iam/credentials/password-hashes.ts';
import { passwordMark } from '#core/api/usage.ts';
import { apply } from '#core/model/world/apply.ts';
import { passwordState } from '#core/model/passwords/rules.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, noon, root } from '../../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const good = 'Correct-Horse-7';
const withUser = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
const withLogin = () => withUser().given(['CreateLoginProfile', { UserName: 'Bob', Password: good }]);
const userId = (t: TestAccount) => [...t.world.users.keys()][0] ?? '';
const state = (t: TestAccount, days: number) => {
  const record = [...t.world.accounts.values()][0];
  const profile = t.world.loginProfiles.get(userId(t));
  if (!record || !profile) expect.fail('no login profile');
  return passwordState(record, profile, noon + days * 86_400_000);
};

test('N-24 a login profile is made, read, changed and deleted; its password is a salted hash, never in the trail', () => {
  const t = withUser();
  const made = t.call('CreateLoginProfile', {
    UserName: 'Bob',
    Password: good,
    PasswordResetRequired: true,
  });
  expect(expectOk(made)['LoginProfile']).toEqual({
    UserName: 'Bob',
    CreateDate: '2026-01-31T12:00:00Z',
    PasswordResetRequired: true,
  });
  expect(JSON.stringify([made, ...t.world.secrets.values()])).not.toContain(good);
  expect(verifyPassword(t.world, userId(t), good)).toBe(true);
  expect(verifyPassword(t.world, userId(t), `${good} `)).toBe(false);
  expect(state(t, 0)).toBe('reset-required');
  t.given(['UpdateLoginProfile', { UserName: 'Bob', Password: 'Another-1', PasswordResetRequired: false }]);
  expect(verifyPassword(t.world, userId(t), 'Another-1')).toBe(true);
  t.given(['DeleteLoginProfile', { UserName: 'Bob' }]);
  expect(t.world.secrets.size).toBe(0);
  expectError(
    t.call('GetLoginProfile', { UserName: 'Bob' }),
    'NoSuchEntity',
    404,
    /User Bob cannot be found/,
  );
});

test.each([
  [
    'a second login profile',
    { UserName: 'Bob', Password: good },
    'EntityAlreadyExists',
    409,
    /already exists/,
  ],
  ['no password', { UserName: 'Bob' }, 'ValidationError', 400, /password/],
  ['root by an ordinary root call', { Password: good }, 'ValidationError', 400, /AssumeRoot/],
  ['a missing user', { UserName: 'Eve', Password: good }, 'NoSuchEntity', 404, /name Eve/],
] as const)('N-24 CreateLoginProfile refuses %s', (_, params, code, status, message) => {
  expectError(withLogin().call('CreateLoginProfile', params), code, status, message);
});

test('N-23 PasswordLastUsed is absent until a sign-in, and keeps the first of five minutes', () => {
  const t = withLogin();
  const used = () => expectOk(t.call('GetUser', { UserName: 'Bob' }))['User'] as object;
  expect(used()).not.toHaveProperty('PasswordLastUsed');
  const signIn = (minutes: number) => {
    const profile = t.world.loginProfiles.get(userId(t));
    if (!profile) expect.fail('no login profile');
    apply(t.world, passwordMark(t.world, profile, 'us-east-1', noon + minutes * 60_000));
  };
  signIn(0);
  signIn(4);
  expect(used()).toMatchObject({ PasswordLastUsed: '2026-01-31T12:00:00Z' });
  signIn(5);
  expect(used()).toMatchObject({ PasswordLastUsed: '2026-01-31T12:05:00Z' });
  t.given(['DeleteLoginProfile', { UserName: 'Bob' }]);
  expect(used()).not.toHaveProperty('PasswordLastUsed');
});

const policy = {
  MinimumPasswordLength: 10,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
};
test.each([
  ['P-03 a short password', undefined, 'Ab1!', 'Password should have a minimum length of 8'],
  ['P-03 a password of two classes', undefined, 'abcdefgh1', /does not conform/],
  [
    'P-10 a password shorter than the policy',
    policy,
    'Abcdef1!',
    'Password should have a minimum length of 10',
  ],
  [
    'P-10 a password without upper case',
    policy,
    'abcdefgh1!',
    'Password should have at least one uppercase letter',
  ],
  [
    'P-10 a password without lower case',
    policy,
    'ABCDEFGH1!',
    'Password should have at least one lowercase letter',
  ],
  ['P-10 a password without number', policy, 'Abcdefghi!', 'Password should have at least one number'],
  ['P-01 a password without symbol', policy, 'Abcdefgh1;', 'Password should have at least one symbol'],
] as const)('%s is refused', (_, given, password, message) => {
  const t = withUser();
  if (given) t.given(['UpdateAccountPasswordPolicy', given]);
  expectError(
    t.call('CreateLoginProfile', { UserName: 'Bob', Password: password }),
    'PasswordPolicyViolation',
    400,
    message,
  );
});

test.each(["Abcdefgh1'", 'Abcdefgh1|', 'Abcdefgh1]', 'Abcdefgh1\\_'])(
  'P-01 the symbol of the password %s counts',
  (password) => {
    const t = withUser().given(['UpdateAccountPasswordPolicy', policy]);
    expectOk(t.call('CreateLoginProfile', { UserName: 'Bob', Password: password }));
  },
);

test('P-07 a password policy remembers the last N passwords, the current one included', () => {
  const t = withLogin().given(['UpdateAccountPasswordPolicy', { PasswordReusePrevention: 2 }]);
  const set = (password: string) => t.call('UpdateLoginProfile', { UserName: 'Bob', Password: password });
  expectError(set(good), 'PasswordPolicyViolation', 400, /reuse/);
  expectOk(set('second'));
  expectError(set(good), 'PasswordPolicyViolation', 400, /reuse/);
  expectOk(set('third!'));
  expectOk(set(good));
});

test.each([
  [false, 'expired'],
  [true, 'hard-expired'],
] as const)(
  'P-05, P-06 an old password expires at once under a new policy; hard expiry is %s',
  (HardExpiry, expected) => {
    const t = withLogin().given(['UpdateAccountPasswordPolicy', { MaxPasswordAge: 90, HardExpiry }]);
    expect([state(t, 89), state(t, 90)]).toEqual(['valid', expected]);
  },
);

test('P-02, P-03 the account password policy is replaced as a whole; without one there is none to read or delete', () => {
  const t = new TestAccount();
  expectError(
    t.call('GetAccountPasswordPolicy'),
    'NoSuchEntity',
    404,
    `The Password Policy with domain name ${account} cannot be found.`,
  );
  expectError(
    t.call('DeleteAccountPasswordPolicy'),
    'NoSuchEntity',
    404,
    'The account policy with name PasswordPolicy cannot be found.',
  );
  t.given(
    ['UpdateAccountPasswordPolicy', { MaxPasswordAge: 90, RequireSymbols: true }],
    ['UpdateAccountPasswordPolicy', { PasswordReusePrevention: 24 }],
  );
  expect(expectOk(t.call('GetAccountPasswordPolicy'))['PasswordPolicy']).toEqual({
    MinimumPasswordLength: 6,
    RequireSymbols: false,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
    ExpirePasswords: false,
    PasswordReusePrevention: 24,
  });
  t.given(['DeleteAccountPasswordPolicy', {}]);
  expect([...t.world.accounts.values()][0]).not.toHaveProperty('passwordPolicy');
});

test.each([
  ['MinimumPasswordLength', 129, /less than or equal to 128/],
  ['PasswordReusePrevention', 25, /less than or equal to 24/],
  ['MaxPasswordAge', 1096, /less than or equal to 1095/],
  ['MaxPasswordAge', 0, /greater than or equal to 1/],
] as const)('P-11 UpdateAccountPasswordPolicy refuses %s %i', (member, value, message) => {
  expectError(
    new TestAccount().call('UpdateAccountPasswordPolicy', { [member]: value }),
    'ValidationError',
    400,
    message,
  );
});

test('P-14 all fields of a password policy read back, and ExpirePasswords says that there is a maximum age', () => {
  const policy = {
    MinimumPasswordLength: 6,
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    AllowUsersToChangePassword: true,
    MaxPasswordAge: 1095,
    PasswordReusePrevention: 1,
    HardExpiry: true,
  };
  const t = new TestAccount().given(['UpdateAccountPasswordPolicy', policy]);
  expect(expectOk(t.call('GetAccountPasswordPolicy'))['PasswordPolicy']).toEqual({
    ...policy,
    ExpirePasswords: true,
  });
});

const change = { OldPassword: good, NewPassword: 'Better-Horse-8' };

test('P-09 ChangePassword is for IAM users only', () => {
  expectError(withLogin().as(root, 'ChangePassword', change), 'InvalidUserType', 400, /IAM Users/);
});

test('P-09, E-80 ChangePassword needs a permission, which the password policy can give to all users', () => {
  const t = withLogin();
  expectError(t.as(bob, 'ChangePassword', change), 'AccessDenied', 403, /iam:ChangePassword/);
  t.given(['UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true }]);
  expectOk(t.as(bob, 'GetAccountPasswordPolicy'));
  expectOk(t.as(bob, 'ChangePassword', change));
  expect(verifyPassword(t.world, userId(t), change.NewPassword)).toBe(true);
});

test('E-80, P-09 an explicit deny of ChangePassword still wins', () => {
  const t = withLogin().given(
    ['UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: deny('iam:ChangePassword') }],
  );
  expectError(t.as(bob, 'ChangePassword', change), 'AccessDenied', 403, /explicit deny/);
});

test('P-09 ChangePassword refuses a wrong old password, clears the reset and restarts the age', () => {
  const t = withUser().given(
    ['CreateLoginProfile', { UserName: 'Bob', Password: good, PasswordResetRequired: true }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:ChangePassword') }],
    ['UpdateAccountPasswordPolicy', { MaxPasswordAge: 1 }],
  );
  expectError(
    t.as(bob, 'ChangePassword', { ...change, OldPassword: 'no' }),
    'AccessDenied',
    403,
    'The old password was incorrect.',
  );
  t.env = { ...t.env, now: noon + 86_400_000 };
  expect(state(t, 1)).toBe('expired');
  expectOk(t.as(bob, 'ChangePassword', change));
  expect(state(t, 1)).toBe('valid');
});
