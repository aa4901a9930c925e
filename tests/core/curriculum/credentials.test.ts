/** The tutorial row by row (identities.test.ts): rows 7–10 and 12–14, credentials and who proves to be whom. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { reportInbox } from '#core/reports/deliveries.ts';
import { login } from '../../federation/login.ts';
import { encoded, metadata, provider as samlProvider, responseOf, signed } from '../../federation/saml.ts';
import { account, allow, expectError, expectOk, holderOf } from '../api/door.ts';
import { policy } from '../api/resource/account.ts';
import { email, entered, holder, password, rootPassword, wanted } from '../api/signin/account.ts';
import { Here, inline, user } from './setting.ts';

test('the provider’s signed response gets a session of the role, without any IAM user (row 7: identity providers)', async () => {
  const t = new Here();
  t.given(
    ['CreateSAMLProvider', { Name: 'Corp', SAMLMetadataDocument: metadata() }],
    [
      'CreateRole',
      {
        RoleName: 'Dev',
        AssumeRolePolicyDocument: policy({
          Effect: 'Allow',
          Principal: { Federated: samlProvider },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } },
        }),
      },
    ],
    inline('Role', 'Dev', allow('iam:ListRoles')),
  );
  const sent = (xml: string) =>
    login(t, 'AssumeRoleWithSAML', {
      RoleArn: `arn:aws:iam::${account}:role/Dev`,
      PrincipalArn: samlProvider,
      SAMLAssertion: encoded(xml),
    });
  const good = signed(responseOf());
  const issued = expectOk(await sent(good));
  expect(issued).toMatchObject({
    Subject: 'ann',
    AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/Dev/ann` },
  });
  expectOk(t.as(holderOf(issued), 'ListRoles'));
  expect([...t.world.users.values()].map(({ userName }) => userName)).toEqual(['alice']);
  const forged = await sent(good.replaceAll('>ann<', '>boss<'));
  expectError(forged, 'InvalidIdentityToken', 400, /./);
});

test('virtual and hardware MFA devices are enrolled with two codes, asked for at sign-in, and open what a policy keeps for MFA (row 8: MFA)', () => {
  const t = new Here();
  const fob = expectOk(t.play('CreateHardwareDevice', { SerialNumber: 'GAHT12345678' }));
  const enable = { UserName: 'alice', SerialNumber: String(fob['SerialNumber']) };
  expectError(
    t.call('EnableMFADevice', { ...enable, AuthenticationCode1: '000000', AuthenticationCode2: '000000' }),
    'InvalidAuthenticationCode',
    403,
    /./,
  );
  t.given([
    'EnableMFADevice',
    {
      ...enable,
      AuthenticationCode1: t.code('GAHT12345678', -1),
      AuthenticationCode2: t.code('GAHT12345678'),
    },
  ]);
  const phone = t.device('alice-phone', 'alice');
  t.given(
    inline(
      'User',
      'alice',
      policy({
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
    ),
  );
  expectError(t.as(user('alice'), 'ListUsers'), 'AccessDenied', 403, /./);
  for (const serial of [phone, 'GAHT12345678']) {
    t.wait(30);
    const step = wanted(t.enter(), 'mfa');
    const done = t.signin('VerifyMFA', {
      SignInId: step.SignInId,
      SerialNumber: serial,
      MFACode: t.code(serial),
    });
    expectOk(t.as(holder(entered(done)), 'ListUsers'));
  }
});

const rules = {
  MinimumPasswordLength: 12,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  MaxPasswordAge: 30,
  PasswordReusePrevention: 2,
  AllowUsersToChangePassword: true,
};
const set = (t: Here, Password: string) => t.call('UpdateLoginProfile', { UserName: 'alice', Password });

test.each([
  ['Short-1', /minimum length of 12/],
  ['lower-case-12345', /uppercase/],
  ['UPPER-CASE-12345', /lowercase/],
  ['No-Numbers-Here', /number/],
  ['NoSymbolsHere123', /symbol/],
])('the password policy refuses %s when the password is set (row 9: password policy)', (word, message) => {
  const t = new Here().given(['UpdateAccountPasswordPolicy', rules]);
  expectError(set(t, word), 'PasswordPolicyViolation', 400, message);
});

test('the maximum length is an extension, and an old password is not used again (row 9: password policy)', () => {
  const t = new Here().given(['UpdateAccountPasswordPolicy', rules]);
  expectOk(t.play('SetSignInExtensions', { MaximumPasswordLength: 16 }));
  expectError(set(t, 'Much-too-long-for-us-1'), 'PasswordPolicyViolation', 400, /./);
  expectOk(set(t, 'Alice-pass-22'));
  const change = (OldPassword: string, NewPassword: string) =>
    t.as(user('alice'), 'ChangePassword', { OldPassword, NewPassword });
  expectOk(change('Alice-pass-22', 'Alice-pass-33'));
  expectError(change('Alice-pass-33', 'Alice-pass-22'), 'PasswordPolicyViolation', 400, /reuse|conform/);
});

test('a password is over after 30 days and must be changed at sign-in (row 9: password policy)', () => {
  const t = new Here().given(['UpdateAccountPasswordPolicy', rules]);
  t.wait(31 * 86_400);
  const { SignInId } = wanted(t.enter(), 'new-password');
  const change = (NewPassword: string) =>
    t.signin('SetNewPassword', { SignInId, OldPassword: password, NewPassword });
  expectError(change('short'), 'PasswordPolicyViolation', 400, /./);
  expect(entered(change('Alice-pass-44')).Session.Arn).toBe(user('alice'));
});

test('too many wrong passwords lock the user out for a time, an extension (row 9: password policy)', () => {
  const t = new Here();
  expectOk(t.play('SetSignInExtensions', { LockoutAttempts: 3, LockoutMinutes: 10 }));
  for (let at = 0; at < 3; at += 1) expect(t.enter({ Password: 'wrong' }).ok).toBe(false);
  const locked = t.enter();
  if (locked.ok) expect.fail('a locked user signed in');
  expect(locked.error.message).not.toMatch(/^Your authentication information is incorrect/);
  t.wait(10 * 60);
  entered(t.enter());
});

test('the credential report tells keys, last use, MFA and a rotated key (row 10: credential report)', () => {
  const t = new Here().given(
    ['CreateAccessKey', { UserName: 'alice' }],
    inline('User', 'alice', allow('iam:*')),
  );
  const key = [...t.world.accessKeys.keys()][0] ?? '';
  entered(t.enter());
  expectOk(t.as({ kind: 'access-key', accessKeyId: key }, 'ListUsers'));
  t.device('alice', 'alice');
  t.wait(86_400);
  t.given(['UpdateAccessKey', { UserName: 'alice', AccessKeyId: key, Status: 'Inactive' }]);
  for (let at = 0; at < 3; at += 1) t.call('GenerateCredentialReport');
  const { Content } = expectOk(t.call('GetCredentialReport'));
  const [head = '', ...rows] = Buffer.from(String(Content), 'base64').toString('utf8').split('\n');
  const columns = head.split(',');
  const alice = rows.map((row) => row.split(',')).find(([name]) => name === 'alice') ?? [];
  const of = (column: string) => alice[columns.indexOf(column)];
  expect(rows.map((row) => row.split(',')[0])).toEqual(['<root_account>', 'alice']);
  expect([of('password_enabled'), of('mfa_active'), of('access_key_1_active')]).toEqual([
    'true',
    'true',
    'false',
  ]);
  expect(of('password_last_used')).toMatch(/^2026-01-31T12:00:00/);
  expect(of('access_key_1_last_used_service')).toBe('iam');
  expect(of('access_key_1_last_rotated')).toMatch(/^2026-02-01T12:00:00/);
});

test('the credential report is delivered every day into the inbox as JSON, with the service-linked roles (row 10: credential report, extensions)', () => {
  const t = new Here().given(['CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' }]);
  expectOk(
    t.play('PutReportSchedule', { Frequency: 'daily', Format: 'json', IncludeServiceLinkedRoles: true }),
  );
  for (let at = 0; at < 2; at += 1) {
    t.wait(86_400);
    expectOk(t.play('DeliverReports', {}));
  }
  const letters = reportInbox(t.world, unsafeAccountId(account));
  expect(letters).toHaveLength(2);
  const [file] = letters[0]?.files ?? [];
  expect(file?.type).toBe('application/json');
  expect(file?.text).toMatch(/alice[^]*AWSServiceRoleForAutoScaling/);
});

test('a new user may do nothing but say who it is (row 12: new users have no permissions)', () => {
  const t = new Here().users('new');
  const calls = ['ListUsers', 'GetUser', 'CreateAccessKey', 'ListRoles'].map((call) =>
    t.as(user('new'), call),
  );
  for (const outcome of calls)
    expectError(outcome, 'AccessDenied', 403, /because no identity-based policy allows the iam:\w+ action$/);
  expectError(t.by('s3 ListBuckets', {}, user('new')), 'AccessDenied', 403, /s3:ListAllMyBuckets/);
  expect(expectOk(t.as(user('new'), 'GetCallerIdentity'))).toMatchObject({ Arn: user('new') });
});

test('the secret of a key is shown once, is no password, and can only be replaced when it is lost (row 13: access keys)', () => {
  const t = new Here();
  const { AccessKey } = expectOk(t.call('CreateAccessKey', { UserName: 'alice' })) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  expect(AccessKey.SecretAccessKey).toHaveLength(40);
  const listed = expectOk(t.call('ListAccessKeys', { UserName: 'alice' }));
  expect(JSON.stringify(listed)).not.toContain(AccessKey.SecretAccessKey);
  const pasted = t.enter({ UserName: AccessKey.AccessKeyId, Password: AccessKey.SecretAccessKey });
  if (pasted.ok) expect.fail('a key signed in to the console');
  expect(pasted.error.message).toMatch(/access key/i);
  t.given(
    ['CreateAccessKey', { UserName: 'alice' }],
    ['UpdateAccessKey', { UserName: 'alice', AccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' }],
    ['DeleteAccessKey', { UserName: 'alice', AccessKeyId: AccessKey.AccessKeyId }],
  );
  expectError(
    t.as({ kind: 'access-key', accessKeyId: AccessKey.AccessKeyId }, 'GetCallerIdentity'),
    'InvalidClientTokenId',
    403,
    /./,
  );
  const [left = ''] = t.world.accessKeys.keys();
  expectOk(t.as({ kind: 'access-key', accessKeyId: left }, 'GetCallerIdentity'));
});

test('the summary and the report show MFA on root and the rotation policy, and rotation begins on time (row 14: MFA on root)', () => {
  const t = new Here();
  const facts = () => [
    (expectOk(t.call('GetAccountSummary'))['SummaryMap'] as Record<string, number>)['AccountMFAEnabled'],
    t.call('GetAccountPasswordPolicy').ok,
  ];
  expect(facts()).toEqual([0, false]);
  t.device('root-account-mfa-device');
  t.given(['UpdateAccountPasswordPolicy', { MinimumPasswordLength: 8, MaxPasswordAge: 90 }]);
  expect(facts()).toEqual([1, true]);
  t.wait(89 * 86_400);
  entered(t.enter());
  t.wait(2 * 86_400);
  expect(t.enter()).toMatchObject({ ok: true, response: { Next: 'new-password' } });
  wanted(t.signin('SignInAsRoot', { Email: email, Password: rootPassword }), 'mfa');
});
