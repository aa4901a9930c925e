/** The columns of the credential report as AWS names them, and what its rows say or leave out. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { credentialReportCsv, reportRows } from '#core/reports/credential-report.ts';
import { TestAccount, account, allow, expectOk } from '../api/door.ts';

const columns = [
  'user,arn,user_creation_time',
  'password_enabled,password_last_used,password_last_changed,password_next_rotation',
  'mfa_active',
  'access_key_1_active,access_key_1_last_rotated',
  'access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
  'access_key_2_active,access_key_2_last_rotated',
  'access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service',
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
];

const withBob = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
const reportOf = (t: TestAccount): string => {
  const row = t.world.accounts.get(account);
  if (!row) throw new Error('no account');
  return credentialReportCsv(t.world, row);
};
const bobOf = (t: TestAccount) => reportRows(reportOf(t))[1];

test('R-08 the 22 columns stand in the order of AWS', () => {
  const [header = ''] = reportOf(withBob()).split('\n');
  expect(header).toBe(columns.join(','));
  expect(header.split(',')).toHaveLength(22);
});

test('R-01, R-08 the report writes yes and no small, N/A for what does not exist, no_information for a password never used', () => {
  const t = withBob();
  expect(bobOf(t)).toMatchObject({
    password_enabled: 'false',
    password_last_used: 'N/A',
    mfa_active: 'false',
  });
  t.given(
    ['CreateLoginProfile', { UserName: 'Bob', Password: 'Bob-pass-1' }],
    ['CreateAccessKey', { UserName: 'Bob' }],
  );
  expect(bobOf(t)).toMatchObject({
    password_enabled: 'true',
    password_last_used: 'no_information',
    password_next_rotation: 'N/A',
    access_key_1_active: 'true',
    access_key_1_last_used_date: 'N/A',
    access_key_2_active: 'false',
    access_key_2_last_rotated: 'N/A',
  });
});

test('R-03 sessions, SSH keys and service-specific credentials leave the report as it was', () => {
  const t = withBob().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:*') },
  ]);
  const before = reportOf(t);
  const key = readFileSync(new URL('../api/fixtures/ssh-rsa.pub', import.meta.url), 'utf8');
  t.given(
    ['UploadSSHPublicKey', { UserName: 'Bob', SSHPublicKeyBody: key }],
    ['CreateServiceSpecificCredential', { UserName: 'Bob', ServiceName: 'codecommit.amazonaws.com' }],
  );
  expectOk(t.as(`arn:aws:iam::${account}:user/Bob`, 'GetFederationToken', { Name: 'fred' }));
  expect(t.world.sessions.size).toBe(1);
  expect(reportOf(t)).toBe(before);
});
