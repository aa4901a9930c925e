/**
 * The table of all differences between an imported file and its export. Each row says what changes and why,
 * and makes the change.
 *
 * INVARIANT: export(import(file)) = normalize(file) for every importable file of one account. Tests check it.
 */

import { copyOfManagedPolicy } from '#core/api/iam/policies/usable-policies.ts';
import { arnName, groupArn, parseArn } from '#core/model/arn.ts';
import { type IdPrefix, idPrefixes, unsafeAccountId } from '#core/model/ids.ts';
import { emptyReference, type Reference } from '#core/model/service-reference.ts';
import type { AccountDetails, GroupDetail, RoleDetail, UserDetail } from '#share/account-details-format.ts';
import { cliDate, utcSeconds } from '#share/dates.ts';
import { policyDetail } from '#share/export/account-details.ts';
import { completeMembers } from './members.ts';
import { normalizeInstanceProfiles } from './profiles.ts';
import { derivedId } from '#share/random.ts';

export interface Normalization {
  readonly what: string;
  readonly why: string;
  readonly apply: (details: AccountDetails, reference: Reference) => AccountDetails;
}

/** `file`: parsed JSON of one object with the four lists, which can be imported without a problem. */
export const normalizeAccountDetails = (
  file: unknown,
  reference: Reference = emptyReference,
): AccountDetails =>
  normalizations.reduce((details, row) => row.apply(details, reference), file as AccountDetails);

export const normalizations: readonly Normalization[] = [
  {
    what: 'Absent lists become `[]`; an empty `UserPolicyList` is left out; `null`, unknown members and `Marker` are dropped; `IsTruncated` is `false`.',
    why: 'A-03: both forms mean the same, and this is the AWS CLI’s; several pages become one file.',
    apply: completeMembers,
  },
  {
    what: 'An entry that stands there twice with the same content is kept once; so are groups and attachments of one holder.',
    why: 'Pages dropped in twice, or edited by hand: an account holds each of them once.',
    apply: (details) => ({
      ...eachHolder(
        {
          ...details,
          UserDetailList: onceByArn(details.UserDetailList),
          GroupDetailList: onceByArn(details.GroupDetailList),
          RoleDetailList: onceByArn(details.RoleDetailList),
          Policies: onceByArn(details.Policies),
        },
        (holder) => ({
          ...holder,
          AttachedManagedPolicies: once(holder.AttachedManagedPolicies, ({ PolicyArn }) => PolicyArn),
          ...('GroupList' in holder ? { GroupList: [...new Set(holder.GroupList)] } : {}),
        }),
      ),
    }),
  },
  {
    what: 'Dates are written in whole UTC seconds, with `T` and `+00:00`.',
    why: 'A-04, N-20: tools write a space, a fraction, `Z` or another offset.',
    apply: (details) => ({
      ...eachHolder(details, dated),
      RoleDetailList: details.RoleDetailList.map((role) => ({
        ...dated(role),
        InstanceProfileList: role.InstanceProfileList.map(dated),
        RoleLastUsed: dated(role.RoleLastUsed),
      })),
      Policies: details.Policies.map((policy) => ({
        ...dated(policy),
        PolicyVersionList: policy.PolicyVersionList.map(dated),
      })),
    }),
  },
  {
    what: 'Documents given as text, URL-encoded or not, become objects.',
    why: 'A-01: AWS sends them encoded, its CLI prints objects.',
    apply: (details) => ({
      ...eachHolder(details, withInlineDocuments),
      RoleDetailList: details.RoleDetailList.map((role) => ({
        ...withInlineDocuments(role),
        AssumeRolePolicyDocument: documentObject(role.AssumeRolePolicyDocument),
      })),
      Policies: details.Policies.map((policy) => ({
        ...policy,
        PolicyVersionList: policy.PolicyVersionList.map((version) => ({
          ...version,
          Document: documentObject(version.Document),
        })),
      })),
    }),
  },
  {
    what: '`PermissionsBoundaryType` is `Policy`.',
    why: 'A-02: AWS answers so, though its model says `PermissionsBoundaryPolicy`.',
    apply: (details) =>
      eachHolder(details, (holder) =>
        'PermissionsBoundary' in holder && holder.PermissionsBoundary
          ? {
              ...holder,
              PermissionsBoundary: { ...holder.PermissionsBoundary, PermissionsBoundaryType: 'Policy' },
            }
          : holder,
      ),
  },
  {
    what: 'Versions of a policy stand newest first, and `IsDefaultVersion` follows `DefaultVersionId`.',
    why: 'AWS lists them so; where the two disagree, the id counts.',
    apply: (details) => ({
      ...details,
      Policies: details.Policies.map((policy) => ({
        ...policy,
        PolicyVersionList: policy.PolicyVersionList.toSorted(
          (left, right) => number(right) - number(left),
        ).map((version) => ({ ...version, IsDefaultVersion: version.VersionId === policy.DefaultVersionId })),
      })),
    }),
  },
  {
    what: 'A unique id that several entities share stays with the first; the others get one that their ARN decides.',
    why: 'N-03: unique ids are unique; anonymised files repeat a placeholder.',
    apply: (details) => {
      const policies = freshIds(new Set());
      const principals = freshIds(new Set());
      return {
        ...details,
        Policies: details.Policies.map((row) => ({
          ...row,
          PolicyId: policies(row.PolicyId, idPrefixes.policy, row.Arn),
        })),
        GroupDetailList: details.GroupDetailList.map((row) => ({
          ...row,
          GroupId: principals(row.GroupId, idPrefixes.group, row.Arn),
        })),
        UserDetailList: details.UserDetailList.map((row) => ({
          ...row,
          UserId: principals(row.UserId, idPrefixes.user, row.Arn),
        })),
        RoleDetailList: details.RoleDetailList.map((row) => ({
          ...row,
          RoleId: principals(row.RoleId, idPrefixes.role, row.Arn),
        })),
      };
    },
  },
  {
    what: 'Groups that users name but the file lacks are added, without policies; names of groups get the spelling of the group.',
    why: 'The memberships would be lost otherwise. Names are the same ignoring case (N-01).',
    apply: withMissingGroups,
  },
  {
    what: 'AWS managed policies that are used but missing are added from the built-in catalogue.',
    why: 'A-03 promises them, filtered calls leave them out, and every verdict needs their text.',
    apply: (details, reference) => {
      const held = new Set(details.Policies.map(({ Arn }) => Arn));
      const missing = usedPolicies(details).filter((arn) => !held.has(arn));
      const added = missing.flatMap((arn) => {
        const policy = reference.managedPolicy(arn);
        return policy ? [policyDetail(copyOfManagedPolicy(policy), 0, 0)] : [];
      });
      return { ...details, Policies: [...details.Policies, ...added] };
    },
  },
  {
    what: 'An instance profile stands below each of its roles, with the role as it is; roles outside the file are left out of it; a missing `MaxSessionDuration` is one hour.',
    why: 'The file repeats roles inside profiles, and repeats may disagree. N-29: one hour is the default.',
    apply: normalizeInstanceProfiles,
  },
  {
    what: 'The name beside the ARN of an attached policy is that of the policy.',
    why: 'The ARN identifies; the name follows from it.',
    apply: (details) => {
      const names = new Map(details.Policies.map(({ Arn, PolicyName }) => [Arn, PolicyName]));
      return eachHolder(details, (holder) => ({
        ...holder,
        AttachedManagedPolicies: holder.AttachedManagedPolicies.map(({ PolicyArn }) => ({
          PolicyName: names.get(PolicyArn) ?? arnName(PolicyArn),
          PolicyArn,
        })),
      }));
    },
  },
  {
    what: '`AttachmentCount` and `PermissionsBoundaryUsageCount` are counted anew.',
    why: 'They are derived; files of other tools contradict themselves.',
    apply: (details) => {
      const holders = [...details.UserDetailList, ...details.GroupDetailList, ...details.RoleDetailList];
      const attached = tally(
        holders.flatMap((holder) => holder.AttachedManagedPolicies.map((a) => a.PolicyArn)),
      );
      const boundaries = tally(boundariesOf(details));
      return {
        ...details,
        Policies: details.Policies.map((policy) => ({
          ...policy,
          AttachmentCount: attached.get(policy.Arn) ?? 0,
          PermissionsBoundaryUsageCount: boundaries.get(policy.Arn) ?? 0,
        })),
      };
    },
  },
  {
    what: 'Each list stands in the order of ARNs.',
    why: 'AWS promises no order; a fixed one makes two exports comparable.',
    apply: (details) => ({
      ...details,
      UserDetailList: inOrder(details.UserDetailList),
      GroupDetailList: inOrder(details.GroupDetailList),
      RoleDetailList: inOrder(details.RoleDetailList),
      Policies: inOrder(details.Policies),
    }),
  },
];

type Holder = UserDetail | GroupDetail | RoleDetail;

function eachHolder(details: AccountDetails, change: <T extends Holder>(holder: T) => T): AccountDetails {
  return {
    ...details,
    UserDetailList: details.UserDetailList.map((user) => change(user)),
    GroupDetailList: details.GroupDetailList.map((group) => change(group)),
    RoleDetailList: details.RoleDetailList.map((role) => change(role)),
  };
}

function once<T>(items: readonly T[], key: (item: T) => string): T[] {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(key(item))) found.set(key(item), item);
  return [...found.values()];
}

const onceByArn = <T extends { readonly Arn: string }>(items: readonly T[]): T[] =>
  once(items, ({ Arn }) => Arn);

const inOrder = <T extends { readonly Arn: string }>(items: readonly T[]): T[] =>
  items.toSorted((left, right) => (left.Arn < right.Arn ? -1 : left.Arn > right.Arn ? 1 : 0));

function dated<T extends object>(row: T): T {
  const members = Object.entries(row).map(([key, value]: [string, unknown]) =>
    /^(?:Create|Update|LastUsed)Date$/.test(key)
      ? [key, cliDate(utcSeconds(value as string) ?? '')]
      : [key, value],
  );
  return Object.fromEntries(members) as T;
}

function documentObject(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  return JSON.parse(/^\s*%7b/i.test(document) ? decodeURIComponent(document) : document) as unknown;
}

function withInlineDocuments<T extends Holder>(holder: T): T {
  const members = ['UserPolicyList', 'GroupPolicyList', 'RolePolicyList'] as const;
  const lists = holder as Partial<Record<(typeof members)[number], UserDetail['UserPolicyList']>>;
  const changed = members.flatMap((member) => {
    const policies = lists[member]?.map(({ PolicyName, PolicyDocument }) => ({
      PolicyName,
      PolicyDocument: documentObject(PolicyDocument),
    }));
    return policies ? [[member, policies] as const] : [];
  });
  return { ...holder, ...Object.fromEntries(changed) };
}

const number = ({ VersionId }: { readonly VersionId: string }) => Number.parseInt(VersionId.slice(1), 10);

const freshIds = (taken: Set<string>) => (given: string, prefix: IdPrefix, arn: string) => {
  const id = taken.has(given) ? derivedId(prefix, arn) : given;
  taken.add(id);
  return id;
};

function withMissingGroups(details: AccountDetails): AccountDetails {
  const names = new Map(details.GroupDetailList.map(({ GroupName }) => [GroupName.toLowerCase(), GroupName]));
  const added: GroupDetail[] = [];
  for (const user of details.UserDetailList) {
    for (const name of user.GroupList) {
      if (names.has(name.toLowerCase())) continue;
      const arn = groupArn(unsafeAccountId(parseArn(user.Arn)?.account ?? ''), '/', name);
      names.set(name.toLowerCase(), name);
      added.push({
        Path: '/',
        GroupName: name,
        GroupId: derivedId(idPrefixes.group, arn),
        Arn: arn,
        CreateDate: user.CreateDate,
        GroupPolicyList: [],
        AttachedManagedPolicies: [],
      });
    }
  }
  return {
    ...details,
    UserDetailList: details.UserDetailList.map((user) => ({
      ...user,
      GroupList: [...new Set(user.GroupList.map((name) => names.get(name.toLowerCase()) ?? name))],
    })),
    GroupDetailList: [...details.GroupDetailList, ...added],
  };
}

const boundariesOf = (details: AccountDetails): string[] =>
  [...details.UserDetailList, ...details.RoleDetailList].flatMap(
    ({ PermissionsBoundary }) => PermissionsBoundary?.PermissionsBoundaryArn ?? [],
  );

const usedPolicies = (details: AccountDetails): string[] => [
  ...new Set([
    ...[...details.UserDetailList, ...details.GroupDetailList, ...details.RoleDetailList].flatMap((holder) =>
      holder.AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn),
    ),
    ...boundariesOf(details),
  ]),
];

const tally = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
