/**
 * Everything in an account that ends at some time, for a person who moves the clock: what comes next, and
 * what just expired. It says when, not what follows from it: `core/api/door.ts` decides that.
 */

import { principalOfSession } from '../../authz/credentials.ts';
import { keyAgeDays } from '../../findings/recommendations.ts';
import { reportLifetimeMs } from '../../model/world/dates.ts';
import type { AccountId } from '../../model/ids.ts';
import { passwordExpiry } from '../../model/passwords/rules.ts';
import { nextDue } from '../../reports/deliveries.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import type { TableName } from '../../model/records/lists.ts';
import type { TableRecords } from '../../model/records/tables.ts';

export const deadlineKinds = [
  'console-session',
  'session',
  'password',
  'access-key',
  'service-credential',
  'server-certificate',
  'saml-metadata',
  'credential-report',
  'lockout',
  'report-delivery',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export interface Deadline {
  readonly kind: DeadlineKind;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
  /** The owner: a user's name, a session's role and name, `root`. */
  readonly name: string;
  readonly arn: string;
}

const day = 86_400_000;

/** Returns all, unordered. An active key is listed at the age of 90 days, an inactive one not at all. */
function deadlines(world: World, account: AccountId): Deadline[] {
  const record = world.accounts.get(account);
  if (!record) return [];
  const owner = (id: string) => {
    const user = world.users.get(id);
    return user
      ? { name: user.userName, arn: user.arn as string }
      : { name: 'root', arn: `arn:aws:iam::${account}:root` };
  };
  const rows = rowsOf(world, account);
  return [
    ...sessionDeadlines(world, account),
    ...rows('password', 'loginProfiles', (profile) => {
      const at = passwordExpiry(record, profile);
      return at === undefined ? undefined : { id: profile.id, at, ...owner(profile.owner) };
    }),
    ...rows('access-key', 'accessKeys', (key) =>
      key.status === 'Active'
        ? { id: key.id, at: Date.parse(key.createDate) + keyAgeDays * day, ...owner(key.owner) }
        : undefined,
    ),
    ...rows('service-credential', 'userCredentials', (row) =>
      row.kind === 'service-specific' && row.expirationDate !== undefined
        ? { id: row.id, at: Date.parse(row.expirationDate), ...owner(row.owner) }
        : undefined,
    ),
    ...rows('server-certificate', 'serverCertificates', (row) => ({
      id: row.id,
      at: Date.parse(row.expiration),
      name: row.serverCertificateName,
      arn: row.arn,
    })),
    ...rows('saml-metadata', 'samlProviders', (row) => ({
      id: row.id,
      at: Date.parse(row.validUntil),
      name: row.samlProviderName,
      arn: row.arn,
    })),
    ...rows('lockout', 'signIns', (row) =>
      row.kind === 'failures' && row.lockedUntil !== undefined && record.signInExtensions?.lockout
        ? { id: row.id, at: Date.parse(row.lockedUntil), ...owner(row.owner) }
        : undefined,
    ),
    ...rows('credential-report', 'credentialReports', (row) => ({
      id: row.id,
      at: Date.parse(row.createDate) + reportLifetimeMs,
      name: 'credential report',
      arn: `arn:aws:iam::${account}:root`,
    })),
  ];
}

const rowsOf =
  (world: World, account: AccountId) =>
  <T extends TableName>(
    kind: DeadlineKind,
    table: T,
    of: (row: TableRecords[T]) => Omit<Deadline, 'kind'> | undefined,
  ): Deadline[] =>
    ownedBy(world, table, account).flatMap((row) => {
      const found = of(row);
      return found && !Number.isNaN(found.at) ? [{ kind, ...found }] : [];
    });

/** Returns the ends of sessions. One whose user or role is gone ended with it, so it has no deadline. */
const sessionDeadlines = (world: World, account: AccountId): Deadline[] =>
  ownedBy(world, 'sessions', account).flatMap((row) => {
    const at = Date.parse(row.expiration);
    if (Number.isNaN(at) || !principalOfSession(world, row)) return [];
    const kind = row.console ? 'console-session' : 'session';
    return [{ kind, id: row.id, at, name: sessionName(row.arn), arn: row.arn } as const];
  });

/** Returns `Dev/bob` for the session of a role, and the name alone for a user, a federated user and root. */
function sessionName(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.startsWith('assumed-role/')
    ? resource.slice('assumed-role/'.length)
    : resource.slice(resource.lastIndexOf('/') + 1);
}

const byTime = (a: Deadline, b: Deadline): number => a.at - b.at;

/** Returns what came due after `from`, up to `to`; oldest first. */
export const passedBetween = (
  world: World,
  account: AccountId,
  { from, to }: { readonly from: number; readonly to: number },
): Deadline[] =>
  deadlines(world, account)
    .filter(({ at }) => at > from && at <= to)
    .sort(byTime);

/** Returns what comes after `now`, soonest first. */
export const upcoming = (world: World, account: AccountId, now: number): Deadline[] =>
  [...deadlines(world, account), ...nextDelivery(world, account, now)]
    .filter(({ at }) => at > now)
    .sort(byTime);

function nextDelivery(world: World, account: AccountId, now: number): Deadline[] {
  const schedule = world.reportSchedules.get(account);
  if (!schedule) return [];
  const about = { id: schedule.id, name: 'credential report', arn: `arn:aws:iam::${account}:root` };
  return [{ kind: 'report-delivery', at: nextDue(schedule.frequency, now), ...about }];
}
