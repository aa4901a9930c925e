import { rootArn } from '../../model/arn.ts';
import { type Change, created, replaced } from '../../model/change.ts';
import type { UserCredentialRecord } from '../../model/credentials.ts';
import { type CredentialReportRecord, reportLifetime } from '../../model/jobs.ts';
import { passwordExpiry } from '../../model/password-age.ts';
import type { UserRecord } from '../../model/records.ts';
import { isoSeconds } from '../../model/request.ts';
import { credentialsOf, ownedBy } from '../../model/world.ts';
import { base64, bytesOfText } from '../base64.ts';
import { fail } from '../errors.ts';
import { type Call, type Operation, done, iamOperation } from '../operation.ts';
import { texts, unverifiedTexts } from '../texts.ts';
import { passwordUseId } from '../usage.ts';
import { checkAccount } from './entities.ts';
import { isJobDone, polled } from './jobs.ts';
import { rootId } from './owners.ts';

/** The credential report (section 10): AWS's columns, byte for byte, frozen when its generation starts. */
const isOld = ({ createDate }: CredentialReportRecord, now: number): boolean =>
  now - Date.parse(createDate) > reportLifetime;

const generate = iamOperation('GenerateCredentialReport', {
  checks: () => [checkAccount('GenerateCredentialReport')],
  run: (call) => {
    const { world, account, env, now } = call;
    const before = world.credentialReports.get(account.id);
    if (before && !isOld(before, env.now)) {
      if (isJobDone(before, env.now)) return done({ State: 'COMPLETE' });
      return done({ State: 'INPROGRESS' }, [], [polled('credentialReports', before)]);
    }
    const report: CredentialReportRecord = {
      id: rootId(call),
      account: account.id,
      createDate: now,
      polls: 0,
      content: reportText(call),
    };
    const change: Change = before
      ? replaced('credentialReports', before, report)
      : created('credentialReports', report);
    return done({ State: 'STARTED', ...(before ? {} : { Description: texts.noReportYet }) }, [change]);
  },
});

const get = iamOperation('GetCredentialReport', {
  checks: () => [checkAccount('GetCredentialReport')],
  run: ({ world, account, env }) => {
    const report = world.credentialReports.get(account.id);
    if (!report) return fail('ReportNotPresent', unverifiedTexts.reportNotPresent);
    if (isOld(report, env.now)) return fail('ReportExpired', unverifiedTexts.reportExpired);
    if (!isJobDone(report, env.now)) {
      const failure = fail('ReportInProgress', unverifiedTexts.reportInProgress);
      return { ...failure, marks: [polled('credentialReports', report)] };
    }
    return done({
      Content: base64(bytesOfText(report.content)),
      ReportFormat: 'text/csv',
      GeneratedTime: report.createDate,
    });
  },
});

export const reportColumns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;

/** the root user first, then users by name ignoring case; lines end in LF, the last one in nothing. */
function reportText(call: Call<unknown>): string {
  const users = ownedBy(call.world, 'users', call.account.id)
    .map((user) => ({ user, key: user.userName.toLowerCase() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = [rootRow(call), ...users.map(({ user }) => userRow(call, user))];
  return [reportColumns, ...rows].map((row) => row.map(quoted).join(',')).join('\n');
}

/** user names may contain commas. */
const quoted = (field: string): string => (field.includes(',') ? `"${field}"` : field);

/** `2026-01-31T12:00:00+00:00`. */
const reportTime = (iso: string): string => iso.replace(/Z$/, '+00:00');

const none = 'N/A';

function rootRow(call: Call<unknown>): string[] {
  const { world, account } = call;
  const used = world.usage.get(passwordUseId(account.id));
  return [
    '<root_account>',
    rootArn(account.id),
    reportTime(account.createDate),
    // older reports and the guide; the columns do not describe the root password.
    'not_supported',
    used ? reportTime(used.lastUsed) : 'no_information',
    'not_supported',
    'not_supported',
    ...credentialFields(call, account.id),
  ];
}

function userRow(call: Call<unknown>, user: UserRecord): string[] {
  return [
    user.userName,
    user.arn,
    reportTime(user.createDate),
    ...passwordFields(call, user),
    ...credentialFields(call, user.id),
  ];
}

function passwordFields({ world, account }: Call<unknown>, { id }: UserRecord): string[] {
  const profile = world.loginProfiles.get(id);
  if (!profile) return ['false', none, none, none];
  const used = world.usage.get(passwordUseId(id));
  const expiry = passwordExpiry(account, profile);
  return [
    'true',
    used ? reportTime(used.lastUsed) : 'no_information',
    reportTime(profile.passwordDate),
    expiry === undefined ? none : reportTime(isoSeconds(expiry)),
  ];
}

/** From `mfa_active` on; keys and certificates in ascending order of their ids. */
function credentialFields({ world }: Call<unknown>, owner: string): string[] {
  const keys = inOrder(credentialsOf(world, 'accessKeys', owner));
  const certificates = inOrder(
    credentialsOf(world, 'userCredentials', owner).filter(
      (row: UserCredentialRecord) => row.kind === 'signing-certificate',
    ),
  );
  const key = (at: number): string[] => {
    const row = keys[at];
    if (!row) return ['false', none, none, none, none];
    const used = world.usage.get(row.id);
    const use = used ? [reportTime(used.lastUsed), used.region, used.service] : [none, none, none];
    return [String(row.status === 'Active'), reportTime(row.statusDate), ...use];
  };
  const certificate = (at: number): string[] => {
    const row = certificates[at];
    return row ? [String(row.status === 'Active'), reportTime(row.statusDate)] : ['false', none];
  };
  const mfa = String(credentialsOf(world, 'mfaDevices', owner).length > 0);
  return [mfa, ...key(0), ...key(1), ...certificate(0), ...certificate(1)];
}

const inOrder = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

export const credentialReportOperations: Operation[] = [generate, get];
