/** Compares a world with what the edits of a cut made of it; after others, nothing known before counts. */

import type { PolicyRecord } from '#core/model/records/identities.ts';
import { defaultDocument } from '#core/model/policy-document.ts';
import { tableNames } from '#core/model/records/lists.ts';
import {
  type Holder,
  type World,
  attachedIn,
  boundaryIn,
  findByArn,
  holder as holderOf,
} from '#core/model/world/world.ts';
import { statementsInDocument } from '#core/analysis/edits/documents.ts';
import type { WayStep } from '../../attack-path.ts';
import { hasRoomForGroup, hasRoomForPolicy } from '../../making/room.ts';

export interface Edits {
  /** Returns true for a principal that has other policies, or lets others in than before. */
  readonly touch: (arn: string) => boolean;
  /** The ARNs of all of those, of groups and of policies; absent: everybody may be. */
  readonly touched?: ReadonlySet<string>;
}

type Row = PolicyRecord | Holder;

const compared = ['users', 'groups', 'roles', 'policies'] as const;

/** Returns `undefined` when somebody may have more rights than before: a Deny or a row is gone, or a full holder has room. */
export function editsBetween(before: World, after: World): Edits | undefined {
  const others = tableNames.filter((table) => !compared.some((one) => one === table));
  const touched = new Set<string>();
  for (const table of compared) {
    if (before[table].size !== after[table].size) return undefined;
    const rows = after[table] as ReadonlyMap<string, Row>;
    for (const [id, row] of before[table] as ReadonlyMap<string, Row>) {
      const now = rows.get(id);
      if (now === row) continue;
      if (!now || mayGiveMore(before, row, after, now)) return undefined;
      for (const arn of touchedBy(before, row)) touched.add(arn);
    }
  }
  // A control policy, or the policy of a thing, can matter to everybody.
  if (others.some((table) => before[table] !== after[table])) return { touch: () => true };
  return { touch: (arn) => touched.has(arn), touched };
}

/** Returns true when a step rests on something that was edited. */
export const touchesStep = ({ touch }: Edits, { from, to, choice, decided }: WayStep): boolean =>
  [from, to, ...(Object.values(choice) as (string | undefined)[])].some(
    (one) => one !== undefined && touch(one),
  ) || decided.some(({ principal, resource }) => touch(principal) || touch(resource));

function mayGiveMore(before: World, row: Row, after: World, now: Row): boolean {
  if (
    'permissionsBoundary' in row &&
    (!('permissionsBoundary' in now) || boundaryOf(row) !== boundaryOf(now))
  )
    return true;
  if (!('versions' in row) && !('versions' in now) && makesRoom(before, row, now)) return true;
  const left = new Set(deniesIn(after, now));
  return deniesIn(before, row).some((one) => !left.has(one));
}

const makesRoom = (world: World, row: Holder, now: Holder): boolean =>
  (now.attachedPolicies.length < row.attachedPolicies.length && !hasRoomForPolicy(world, row)) ||
  ('groups' in row &&
    'groups' in now &&
    now.groups.length < row.groups.length &&
    !hasRoomForGroup(world, row));

const boundaryOf = (row: Row): string | undefined =>
  'permissionsBoundary' in row ? row.permissionsBoundary : undefined;

function deniesIn(world: World, row: Row): string[] {
  if ('versions' in row) return deniesOf(defaultDocument(row));
  const groups = ('groups' in row ? row.groups : []).flatMap((id) => world.groups.get(id) ?? []);
  return [
    ...('assumeRolePolicyDocument' in row ? deniesOf(row.assumeRolePolicyDocument) : []),
    ...row.inlinePolicies.flatMap(({ document }) => deniesOf(document)),
    ...row.attachedPolicies.flatMap((arn) => {
      const policy = findByArn(world, 'policies', arn);
      return policy ? deniesOf(defaultDocument(policy)) : [];
    }),
    ...groups.flatMap((group) => deniesIn(world, group)),
  ];
}

const deniesOf = (document: string): string[] =>
  statementsInDocument(document)
    .filter(({ Effect }) => Effect === 'Deny')
    .map((one) => JSON.stringify(one));

function touchedBy(world: World, row: Row): string[] {
  if (!('versions' in row)) return [row.arn, ...membersOf(world, row)];
  const { arn, account } = row;
  const keys = [...(attachedIn(world, arn, account) ?? []), ...(boundaryIn(world, arn, account) ?? [])];
  const holders = keys.flatMap((key) => holderOf(world, key) ?? []);
  return [arn, ...holders.flatMap((one) => [one.arn, ...membersOf(world, one)])];
}

const membersOf = (world: World, row: Holder): string[] =>
  'groupName' in row
    ? [...(world.index.members.get(row.id) ?? [])].flatMap((id) => world.users.get(id)?.arn ?? [])
    : [];
