/**
 * AWS's security recommendations for an account, worked out from its records, so that each turns green once
 * it is followed. `open` lists the findings one by one. What an imported file does not tell is `unknown`,
 * never done.
 */

import { rootArn } from '../model/arn.ts';
import { type AccountId, accessKeyName } from '../model/ids.ts';
import type { AccountRecord } from '../model/records/account.ts';
import type { UnknownPart } from '../model/records/lists.ts';
import type { UserRecord } from '../model/records/identities.ts';
import { type World, credentialsOf, ownedBy } from '../model/world/world.ts';
import { knowsKeyUse, knowsPasswordUse } from '../model/world/known-parts.ts';
import { type LastUses, daysBetween, lastUses } from '../model/world/dates.ts';
import { type WideGrant, grantsEverything } from './wide-grants.ts';

export const recommendationIds = [
  'root-mfa',
  'root-keys',
  'administrator',
  'user-mfa',
  'password-policy',
  'unused-credentials',
  'key-age',
  'two-keys',
  'direct-policies',
  'full-access',
] as const;
export type RecommendationId = (typeof recommendationIds)[number];

export interface Recommendation {
  readonly id: RecommendationId;
  readonly state: 'done' | 'open' | 'unknown';
  readonly findings: readonly RecommendedFinding[];
}

export interface RecommendedFinding {
  readonly key: string;
  readonly name: string;
  readonly arn: string;
  /** The problem: `AKIA… is 120 days old`; absent when the recommendation says it all. */
  readonly note?: string;
  readonly accessKey?: string;
}

/** The age at which AWS's own checks call an access key old. */
export const keyAgeDays = 90;

const unusedDays = 90;
/** The minimum length of a strong policy: AWS's default, which the account must set explicitly. */
const strongLength = 8;

interface Facts {
  readonly world: World;
  readonly account: AccountRecord;
  readonly users: readonly UserRecord[];
  readonly uses: LastUses;
  readonly now: number;
}

/** Returns all in the order of `recommendationIds`; `now` is in milliseconds of simulated time. */
export function recommendations(world: World, id: AccountId, now: number): Recommendation[] {
  const account = world.accounts.get(id);
  if (!account) return [];
  const facts: Facts = { world, account, users: ownedBy(world, 'users', id), uses: lastUses(world, id), now };
  return recommendationIds.map((one) => {
    const { needs, find } = rules[one];
    if (
      needs.some((part) => account.unknown?.includes(part)) ||
      (one === 'password-policy' && untold(account))
    )
      return { id: one, state: 'unknown', findings: [] };
    const findings = find(facts);
    return { id: one, state: findings.length === 0 ? 'done' : 'open', findings };
  });
}

/** A credential report tells of passwords, but no file of an account holds its password policy. */
const untold = ({ unknown, passwordPolicy }: AccountRecord): boolean =>
  passwordPolicy === undefined && unknown?.includes('identity-providers') === true;

interface Rule {
  /** Parts of the account without which the answer would be a guess. */
  readonly needs: readonly UnknownPart[];
  readonly find: (facts: Facts) => RecommendedFinding[];
}

const rules: Readonly<Record<RecommendationId, Rule>> = {
  'root-mfa': {
    needs: ['mfa-devices'],
    find: ({ world, account }) =>
      credentialsOf(world, 'mfaDevices', account.id).length > 0 ? [] : [rootFinding(account)],
  },
  'root-keys': {
    needs: ['access-keys'],
    find: ({ world, account }) =>
      credentialsOf(world, 'accessKeys', account.id).map(({ id, status }) => ({
        ...rootFinding(account),
        key: id,
        note: `${accessKeyName(id)} is ${status.toLowerCase()}`,
        accessKey: id,
      })),
  },
  administrator: {
    needs: [],
    find: ({ world, account }) => {
      // A group's policy makes nobody an administrator until somebody is in the group.
      const somebody = ({ holder }: WideGrant) =>
        !world.groups.has(holder) || (world.index.members.get(holder)?.size ?? 0) > 0;
      return grantsEverything(world, account.id).some(somebody) ? [] : [rootFinding(account)];
    },
  },
  'user-mfa': {
    needs: ['mfa-devices', 'passwords'],
    find: ({ world, users }) =>
      users
        .filter(
          ({ id }) => world.loginProfiles.has(id) && credentialsOf(world, 'mfaDevices', id).length === 0,
        )
        .map((user) => ({ ...userFinding(user), note: 'can sign in with a password alone' })),
  },
  'password-policy': { needs: ['passwords'], find: weakPolicy },
  'unused-credentials': { needs: ['passwords', 'access-keys'], find: unusedCredentials },
  'key-age': {
    needs: ['access-keys'],
    find: ({ world, users, now }) =>
      activeKeys(world, users).flatMap(({ user, key }) => {
        const age = daysBetween(key.createDate, now);
        if (age <= keyAgeDays) return [];
        return {
          ...userFinding(user),
          key: key.id,
          accessKey: key.id,
          note: `${accessKeyName(key.id)} is ${age} days old`,
        };
      }),
  },
  'two-keys': {
    needs: ['access-keys'],
    find: ({ world, users }) =>
      users.flatMap((user) => {
        const [older, newer] = credentialsOf(world, 'accessKeys', user.id)
          .filter(({ status }) => status === 'Active')
          .sort((a, b) => (a.createDate < b.createDate ? -1 : 1));
        if (!older || !newer) return [];
        return {
          ...userFinding(user),
          accessKey: older.id,
          note: `two active keys, ${older.id} is the older`,
        };
      }),
  },
  'direct-policies': {
    needs: [],
    find: ({ users }) =>
      users.flatMap((user) => {
        const own = user.attachedPolicies.length + user.inlinePolicies.length;
        if (own === 0) return [];
        return { ...userFinding(user), note: `${own} ${own === 1 ? 'policy' : 'policies'} of its own` };
      }),
  },
  'full-access': {
    needs: [],
    find: ({ world, account }) => grantsEverything(world, account.id).filter(isOwn).map(wideFinding),
  },
};

const rootFinding = ({ id }: AccountRecord): RecommendedFinding => ({
  key: id,
  name: 'root',
  arn: rootArn(id),
});
const userFinding = ({ id, userName, arn }: UserRecord): RecommendedFinding => ({
  key: id,
  name: userName,
  arn,
});

/** Leaves out AWS's managed policies: `AdministratorAccess` is meant for administrators. */
const isOwn = ({ policyArn }: WideGrant): boolean => policyArn?.includes(':iam::aws:') !== true;

const wideFinding = ({ holder, name, arn, policy }: WideGrant): RecommendedFinding => ({
  key: `${holder} ${policy}`,
  name,
  arn,
  note: `${policy} allows every action on everything`,
});

const activeKeys = (world: World, users: readonly UserRecord[]) =>
  users.flatMap((user) =>
    credentialsOf(world, 'accessKeys', user.id)
      .filter(({ status }) => status === 'Active')
      .map((key) => ({ user, key })),
  );

function weakPolicy({ account }: Facts): RecommendedFinding[] {
  const { passwordPolicy: policy } = account;
  const weak = (note: string): RecommendedFinding[] => [
    { key: account.id, name: 'Password policy', arn: '', note },
  ];
  if (!policy) return weak('the account has none of its own');
  if (policy.minimumPasswordLength < strongLength)
    return weak(`${policy.minimumPasswordLength} characters are enough for it`);
  const kinds = [
    policy.requireUppercaseCharacters,
    policy.requireLowercaseCharacters,
    policy.requireNumbers,
    policy.requireSymbols,
  ].filter(Boolean).length;
  return kinds >= 3 ? [] : weak(`it asks for ${kinds} of the four kinds of characters`);
}

/** Finds passwords and active keys unused for 90 days; without a known use, since they were made (W-21). */
function unusedCredentials({ world, users, uses, now }: Facts): RecommendedFinding[] {
  const idle = (since: string, used: string | undefined) => daysBetween(used ?? since, now);
  const words = (days: number, used: string | undefined, known: boolean) =>
    used !== undefined
      ? `not used for ${days} days`
      : known
        ? `never used in ${days} days`
        : `${days} days old, last use not known`;
  const passwords = users.flatMap((user) => {
    const profile = world.loginProfiles.get(user.id);
    if (!profile) return [];
    const used = uses.get(`${user.id}/password`);
    const days = idle(profile.passwordDate, used);
    return days >= unusedDays
      ? [{ ...userFinding(user), note: `password ${words(days, used, knowsPasswordUse(world, user))}` }]
      : [];
  });
  const keys = activeKeys(world, users).flatMap(({ user, key }) => {
    const used = uses.get(key.id);
    const days = idle(key.createDate, used);
    if (days < unusedDays) return [];
    return [
      {
        ...userFinding(user),
        key: key.id,
        accessKey: key.id,
        note: `${accessKeyName(key.id)} ${words(days, used, knowsKeyUse(world, key))}`,
      },
    ];
  });
  return [...passwords, ...keys];
}
