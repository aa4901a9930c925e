/**
 * The facts at the head of an identity's page, each read by its own call. A fact that the person may not read
 * says so and nothing else.
 */

import type { Session } from '#app/session/session.svelte.ts';
import { href } from '#app/navigation/routes.svelte.ts';
import type { RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import { knowsPart, knowsPasswordUse, knowsRoleUse } from '#core/model/world/known-parts.ts';
import { counted, dayOf, momentOf } from '#view/entity/names.ts';
import { agoOf } from '../list/columns.ts';
import type { Identity } from '../kinds.ts';

export interface EntityFact {
  readonly label: string;
  readonly text: string;
  readonly meaning?: string;
  readonly href?: string;
  readonly warn?: boolean;
  /** True for an id, which is shown whole, on one line, and can be copied. */
  readonly isId?: boolean;
}

export function factsOf(session: Session, identity: Identity): EntityFact[] {
  const { row } = identity;
  const base: EntityFact[] = [
    { label: 'Created', text: dayOf(row.createDate) },
    {
      label: 'Unique ID',
      text: row.id,
      isId: true,
      meaning: 'It stays the same when the name changes. A new identity with the same name gets another ID.',
    },
  ];
  switch (identity.kind) {
    case 'user':
      return [...userFacts(session, identity.row), ...base];
    case 'role':
      return [...roleFacts(session, identity.row), ...base];
    case 'group':
      return base;
    case 'profile':
      return base;
  }
}

function answered(session: Session, operation: string, params: Record<string, string>, member: string) {
  const outcome = session.read(operation, params);
  if (!outcome) return undefined;
  if (!outcome.ok)
    return outcome.error.code === 'NoSuchEntity' ? undefined : 'you have no permission to see this';
  return outcome.response[member];
}

function userFacts(session: Session, user: UserRecord): EntityFact[] {
  const { userName: UserName } = user;
  const knows = (part: UnknownPart) => knowsPart(session.state.world, user, part);
  const named = { UserName };
  const link = href('identities', ['user', UserName], { tab: 'credentials' });
  const profile = answered(session, 'GetLoginProfile', named, 'LoginProfile');
  const devices = answered(session, 'ListMFADevices', named, 'MFADevices');
  const keys = answered(session, 'ListAccessKeys', named, 'AccessKeyMetadata');
  const read = answered(session, 'GetUser', named, 'User') as { PasswordLastUsed?: string } | undefined;
  const known = knows('passwords') || profile !== undefined;
  const mfa = Array.isArray(devices) ? devices.length : undefined;
  const console: EntityFact =
    typeof profile === 'string'
      ? { label: 'Console access', text: profile }
      : {
          label: 'Console access',
          text: !known
            ? 'not known'
            : profile === undefined
              ? 'Disabled'
              : mfa === 0
                ? 'Enabled without MFA'
                : 'Enabled',
          href: link,
          warn: profile !== undefined && mfa === 0 && knows('mfa-devices'),
          meaning: 'Whether the user has a password for the AWS Management Console.',
        };
  return [
    console,
    {
      label: 'Last console sign-in',
      text:
        read?.PasswordLastUsed || knowsPasswordUse(session.state.world, user)
          ? agoOf(read?.PasswordLastUsed, session.now)
          : 'not known',
    },
    {
      label: 'MFA devices',
      text:
        typeof devices === 'string'
          ? devices
          : mfa
            ? counted(mfa, 'device')
            : knows('mfa-devices')
              ? 'none'
              : 'not known',
      href: link,
      meaning: 'Multi-factor authentication: a second proof in addition to the password.',
    },
    {
      label: 'Access keys',
      ...keyText(keys, knows('access-keys')),
      href: link,
      meaning: 'For programs: the CLI, SDKs and the API.',
    },
  ];
}

function keyText(keys: unknown, known: boolean): Pick<EntityFact, 'text'> {
  if (typeof keys === 'string') return { text: keys };
  if (!Array.isArray(keys) || keys.length === 0) return { text: known ? 'none' : 'not known' };
  const active = (keys as { Status?: string }[]).filter(({ Status }) => Status === 'Active').length;
  const inactive = keys.length - active;
  return {
    text: [active && `${active} active`, inactive && `${inactive} inactive`].filter(Boolean).join(', '),
  };
}

function roleFacts(session: Session, role: RoleRecord): EntityFact[] {
  const named = { RoleName: role.roleName };
  const profiles = answered(session, 'ListInstanceProfilesForRole', named, 'InstanceProfiles');
  const read = answered(session, 'GetRole', named, 'Role') as
    | { RoleLastUsed?: { LastUsedDate?: string; Region?: string } }
    | undefined;
  const used = read?.RoleLastUsed?.LastUsedDate;
  const names = Array.isArray(profiles)
    ? (profiles as { InstanceProfileName: string }[]).map(({ InstanceProfileName }) => InstanceProfileName)
    : [];
  return [
    ...(role.description ? [{ label: 'Description', text: role.description }] : []),
    lastActivity(session, role, used),
    {
      label: 'Maximum session duration',
      text: durationOf(role.maxSessionDuration),
      meaning: 'The maximum length of one session of the role.',
    },
    ...(typeof profiles === 'string'
      ? [{ label: 'Instance profile', text: profiles }]
      : names.slice(0, 3).map((name) => ({
          label: names.length > 1 ? `Instance profile ${name}` : 'Instance profile',
          text: name,
          href: href('identities', ['profile', name]),
          meaning: 'Gives the role to the programs on an EC2 instance.',
        }))),
  ];
}

const lastActivity = (session: Session, role: RoleRecord, used: string | undefined): EntityFact => {
  const label = 'Last activity';
  if (used !== undefined) return { label, text: momentOf(used) };
  if (knowsRoleUse(session.state.world, role)) return { label, text: 'never' };
  return {
    label,
    text: 'not known',
    meaning: 'The imported file contains no use. AWS keeps the last 400 days.',
  };
};

function durationOf(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return [hours && counted(hours, 'hour'), minutes && counted(minutes, 'minute')].filter(Boolean).join(' ');
}
