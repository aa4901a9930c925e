/** The rows of a regular review: what nobody uses, allows too much or lets in nearly everybody. */

import { type AccountId, accessKeyName } from '../model/ids.ts';
import { holderTables } from '../model/records/lists.ts';
import { type TrustDanger, trustWarnings } from '../policy/checks/trust-dangers.ts';
import type { ReviewRecord } from '../model/records/notes.ts';
import {
  type Holder,
  type World,
  countBoundaries,
  credentialsOf,
  findByArn,
  ownedBy,
} from '../model/world/world.ts';
import { knowsKeyUse, knowsRoleUse, knowsUserUse } from '../model/world/known-parts.ts';
import { daysBetween, lastUses } from '../model/world/dates.ts';
import { type Width, holderName, widestGrants } from './wide-grants.ts';

export const reviewKinds = ['user', 'access-key', 'role', 'group', 'policy', 'inline-policy'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

export interface ReviewRow {
  readonly key: string;
  /** The id that the mark belongs to: of the user, role, group or policy, or the access key's. */
  readonly subject: string;
  readonly kind: ReviewKind;
  readonly name: string;
  /** ARN of the subject; for a key, of its user. */
  readonly arn: string;
  readonly finding: ReviewFinding;
  readonly review?: ReviewRecord;
}

export type ReviewFinding =
  /** Unused for so many days; `never`: counted since it was made. */
  | { readonly is: 'idle'; readonly days: number; readonly never: boolean }
  /** No use is known, and the file of the account does not say that there was none. */
  | { readonly is: 'use-unknown' }
  | { readonly is: 'unattached' }
  | { readonly is: 'empty-group' }
  | {
      readonly is: 'wide';
      readonly width: Width;
      readonly actions: readonly string[];
      readonly holders: number;
      /** Number of users and roles whose permissions boundary it is. To them it allows nothing by itself. */
      readonly boundaries: number;
    }
  /** A role whose trust policy lets in too many; `danger` is its first warning. */
  | { readonly is: 'open-trust'; readonly danger: TrustDanger };

const reviewDays = 90;
const idleDays = 90;

type Draft = Omit<ReviewRow, 'review'>;

const marked = (world: World, rows: readonly Draft[]): ReviewRow[] =>
  rows.map((row) => {
    const review = world.reviews.get(row.subject);
    return review ? { ...row, review } : row;
  });

/** Returns users, keys and roles idle for 90 days, groups without users, policies attached to nobody. */
export function unusedRows(world: World, account: AccountId, now: number): ReviewRow[] {
  const uses = lastUses(world, account);
  const idle = (made: string, used: string | undefined, known: boolean): ReviewFinding | undefined => {
    const days = daysBetween(used ?? made, now);
    if (days < idleDays) return undefined;
    return used === undefined && !known
      ? { is: 'use-unknown' }
      : { is: 'idle', days, never: used === undefined };
  };
  const newest = (dates: readonly (string | undefined)[]) =>
    dates.reduce(
      (last, date) => (date !== undefined && (last === undefined || date > last) ? date : last),
      undefined,
    );
  const rows: Draft[] = [];
  const add = (finding: ReviewFinding | undefined, row: Omit<Draft, 'finding' | 'key'>) => {
    if (finding) rows.push({ ...row, key: `${row.kind} ${row.subject}`, finding });
  };
  for (const user of ownedBy(world, 'users', account)) {
    const { id, userName: name, arn, createDate } = user;
    const keys = credentialsOf(world, 'accessKeys', id);
    const used = newest([uses.get(id), uses.get(`${id}/password`), ...keys.map((key) => uses.get(key.id))]);
    add(idle(createDate, used, knowsUserUse(world, user)), { subject: id, kind: 'user', name, arn });
    for (const key of keys)
      if (key.status === 'Active')
        add(idle(key.createDate, uses.get(key.id), knowsKeyUse(world, key)), {
          subject: key.id,
          kind: 'access-key',
          name: `${accessKeyName(key.id)} of ${name}`,
          arn,
        });
  }
  for (const role of ownedBy(world, 'roles', account)) {
    const { id, roleName: name, arn, path, createDate } = role;
    if (path.startsWith('/aws-service-role/')) continue;
    add(idle(createDate, uses.get(id), knowsRoleUse(world, role)), { subject: id, kind: 'role', name, arn });
  }
  for (const { id, groupName: name, arn } of ownedBy(world, 'groups', account))
    if ((world.index.members.get(id)?.size ?? 0) === 0)
      add({ is: 'empty-group' }, { subject: id, kind: 'group', name, arn });
  for (const { id, policyName: name, arn } of ownedBy(world, 'policies', account))
    if (!world.index.attachedTo.has(arn) && !world.index.boundaryOf.has(arn))
      add({ is: 'unattached' }, { subject: id, kind: 'policy', name, arn });
  return marked(world, rows);
}

/** Policies that allow too much, AWS's own if they allow everything, and roles nearly anybody may assume. */
export function wideRows(world: World, account: AccountId): ReviewRow[] {
  const rows: Draft[] = [];
  const awsManaged = new Map<string, number>();
  for (const table of holderTables) {
    for (const row of ownedBy(world, table, account) as readonly Holder[]) {
      for (const arn of row.attachedPolicies)
        if (arn.includes(':iam::aws:')) awsManaged.set(arn, (awsManaged.get(arn) ?? 0) + 1);
      for (const { policyName, document } of row.inlinePolicies) {
        const found = widestGrants(document);
        if (!found) continue;
        const name = `${policyName} of ${holderName(row)}`;
        const about = { subject: row.id, kind: 'inline-policy', name, arn: row.arn } as const;
        rows.push({
          ...about,
          key: `${row.id} ${policyName}`,
          finding: { is: 'wide', ...found, holders: 1, boundaries: 0 },
        });
      }
    }
  }
  const managed = [
    ...ownedBy(world, 'policies', account).map((policy) => ({ policy, aws: false })),
    ...[...awsManaged.keys()].flatMap((arn) => {
      const policy = findByArn(world, 'policies', arn);
      return policy ? [{ policy, aws: true }] : [];
    }),
  ];
  for (const { policy, aws } of managed) {
    const version = policy.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
    const found = version && widestGrants(version.document);
    if (!found || (aws && found.width !== 'everything')) continue;
    const holders = aws
      ? (awsManaged.get(policy.arn) ?? 0)
      : (world.index.attachedTo.get(policy.arn)?.size ?? 0);
    rows.push({
      key: policy.id,
      subject: policy.id,
      kind: 'policy',
      name: policy.policyName,
      arn: policy.arn,
      finding: { is: 'wide', ...found, holders, boundaries: countBoundaries(world, policy.arn, account) },
    });
  }
  for (const { id, roleName: name, arn, assumeRolePolicyDocument } of ownedBy(world, 'roles', account)) {
    // The editor shows lesser dangers, and all.
    const danger = trustWarnings(assumeRolePolicyDocument)[0]?.danger;
    if (danger) {
      const about = { subject: id, kind: 'role', name, arn } as const;
      rows.push({ ...about, key: `trust ${id}`, finding: { is: 'open-trust', danger } });
    }
  }
  return marked(world, rows);
}

/** True when it was reviewed and is not due again. */
export const isReviewed = ({ review }: ReviewRow, now: number): boolean =>
  review !== undefined && daysBetween(review.date, now) < reviewDays;
