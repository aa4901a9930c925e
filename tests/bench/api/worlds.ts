/** The two accounts that the API's costs are compared in. */

import { apply, createWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { type EntityId, unsafeEntityId } from '#core/model/ids.ts';
import { mfaArn } from '#core/model/arn.ts';
import type { TableName } from '#core/model/records/lists.ts';
import type { Reference } from '#core/model/service-reference.ts';
import { type World, attachedIn, holder, ownedInOrder } from '#core/model/world/world.ts';
import { fullQuota, generateAccount } from '../../setup/generated.ts';
import { worldOf } from '#share/world-records.ts';
import type { Known } from './calls.ts';

const date = '2026-01-31T12:00:00Z';
const pageSize = 100;

/**
 * Every default quota used up, and with it what an account of that size has beside its entities:
 * a key, a password and an MFA device for each user, three services used by each, 2,000 open sessions.
 */
export function fullWorld(reference: Reference): World {
  const world = worldOf(generateAccount({ ...fullQuota, seed: 'bench', reference }));
  const [account] = world.accounts.keys();
  let at = 0;
  for (const user of world.users.values()) {
    const shared = { account: user.account, owner: user.id, createDate: date };
    const serial = unsafeEntityId(mfaArn(user.account, '/', user.userName));
    const key = unsafeEntityId(`AKIA${String(at).padStart(16, 'A')}`);
    apply(world, [
      created('accessKeys', { ...shared, id: key, status: 'Active', statusDate: date }),
      created('loginProfiles', { ...shared, id: user.id, passwordResetRequired: false, passwordDate: date }),
      created('mfaDevices', {
        ...{ account: user.account, createDate: date, kind: 'virtual', path: '/', tags: [], offset: 0 },
        ...{ id: serial, name: user.userName, clock: 'simulated' },
        ...(at % 5 === 0 ? {} : { owner: user.id, enableDate: date }),
      }),
      ...['s3', 'ec2', 'iam'].map((service) =>
        created('usage', {
          ...{ id: unsafeEntityId(`${user.id}/${service}`), account: user.account, principal: user.id },
          ...{ service, lastUsed: date, region: 'us-east-1' },
        }),
      ),
    ]);
    at += 1;
  }
  if (account === undefined) throw new Error('a generated world has an account');
  for (const user of [...world.users.values()].slice(0, 2000)) {
    apply(world, [
      created('sessions', {
        ...{ id: unsafeEntityId(`ASIA${user.id}`), account: user.account, kind: 'user', arn: user.arn },
        ...{ entity: user.id, issueTime: date, expiration: '2026-12-31T12:00:00Z' },
        ...{ tags: [], transitiveTagKeys: [] },
      }),
    ]);
  }
  return world;
}

/** Returns a world of the rows that the first page of each list shows, and of all that those rows refer to. */
export function pageWorld(full: World, known: Known): World {
  const [account] = full.accounts.values();
  if (!account) throw new Error('a generated world has an account');
  const rows = new Map<TableName, Set<string>>();
  const keep = (table: TableName, id: string): void => {
    let kept = rows.get(table);
    if (!kept) rows.set(table, (kept = new Set()));
    if (kept.has(id)) return;
    kept.add(id);
    for (const [to, key] of referred(full, table, id)) keep(to, key);
  };
  keep('accounts', account.id);
  for (const table of ['users', 'groups', 'roles', 'policies', 'instanceProfiles', 'mfaDevices'] as const)
    for (const id of firstPage(ownedInOrder(full, table, account.id))) keep(table, id);
  for (const table of ['users', 'roles'] as const)
    for (const { id } of ownedInOrder(full, table, account.id))
      if (full[table].get(id)?.path.startsWith(known.path) && (rows.get(table)?.size ?? 0) < 3 * pageSize)
        keep(table, id);
  for (const arn of [known.policyArn, known.awsPolicyArn])
    for (const key of firstPage(attachedIn(full, arn, account.id)?.from() ?? [])) {
      const row = holder(full, key);
      if (row) keep(key.slice(0, key.indexOf('/')) as TableName, row.id);
    }
  const group = [...full.groups.values()].find(({ groupName }) => groupName === known.group);
  for (const id of firstPage(full.index.members.get(group?.id ?? '')?.from() ?? [])) keep('users', id);
  const world = createWorld();
  for (const [table, ids] of rows)
    for (const id of ids) {
      const row = full[table].get(id);
      if (row) apply(world, [created(table, row as never)]);
    }
  return world;
}

const firstPage = <Id extends string>(entries: Iterable<{ readonly id: Id }>): Id[] => {
  const ids: Id[] = [];
  for (const { id } of entries) {
    ids.push(id);
    if (ids.length > pageSize) break;
  }
  return ids;
};

/** Rows that a row names, and the credentials of a user. */
function* referred(world: World, table: TableName, id: string): Iterable<[TableName, string]> {
  const policies = (arns: readonly string[]): [TableName, EntityId][] =>
    arns.flatMap((arn) => {
      const ref = world.index.byArn.get(arn);
      return ref ? [['policies', ref.id] as [TableName, EntityId]] : [];
    });
  if (table === 'users' || table === 'groups' || table === 'roles') {
    const row = world[table].get(id);
    yield* policies(row?.attachedPolicies ?? []);
    if (row && 'permissionsBoundary' in row && row.permissionsBoundary)
      yield* policies([row.permissionsBoundary]);
    if (row && 'groups' in row) for (const group of row.groups) yield ['groups', group];
    for (const use of world.index.usesOf.get(id) ?? []) yield ['usage', use];
    for (const credentials of ['accessKeys', 'loginProfiles', 'mfaDevices'] as const)
      for (const key of world.index.credentialsOf.get(`${credentials}/${id}`) ?? []) yield [credentials, key];
    for (const profile of world.index.profilesOf.get(id) ?? []) yield ['instanceProfiles', profile];
  }
  if (table === 'instanceProfiles')
    for (const role of world.instanceProfiles.get(id)?.roles ?? []) yield ['roles', role];
  if (table === 'mfaDevices') {
    const owner = world.mfaDevices.get(id)?.owner;
    if (owner !== undefined) yield ['users', owner];
  }
}

/** A user, group, role and so on that have what the calls ask about: the first of each list. */
export function knownOf(world: World): Known {
  const [account] = world.accounts.values();
  if (!account) throw new Error('a generated world has an account');
  const first = (table: TableName): string => {
    for (const { id } of ownedInOrder(world, table, account.id)) return id;
    throw new Error(`no ${table}`);
  };
  const users = [...ownedInOrder(world, 'users', account.id)].slice(0, pageSize);
  const user = users
    .flatMap(({ id }) => world.users.get(id) ?? [])
    .find(({ id, groups }) => groups.length > 0 && world.index.credentialsOf.has(`mfaDevices/${id}`));
  const [profile] = world.instanceProfiles.values();
  const role = world.roles.get(profile?.roles[0] ?? '');
  const group = world.groups.get(user?.groups[0] ?? '');
  const policy = world.policies.get(first('policies'));
  const aws = mostUsed(world, account.id);
  if (!user || !profile || !role || !group || !policy || aws === undefined)
    throw new Error('the generated account lacks something that is measured');
  const [serial] = world.index.credentialsOf.get(`mfaDevices/${user.id}`) ?? [];
  const [accessKey] = world.index.credentialsOf.get(`accessKeys/${user.id}`) ?? [];
  return {
    ...{ account: account.id, user: user.userName, userArn: user.arn, group: group.groupName },
    ...{ role: role.roleName, roleArn: role.arn, policyArn: policy.arn, awsPolicyArn: aws },
    ...{ profile: profile.instanceProfileName, serial: serial ?? '', accessKey: accessKey ?? '' },
    path: user.path,
  };
}

function mostUsed(world: World, account: string): string | undefined {
  const size = (arn: string): number => attachedIn(world, arn, account)?.size ?? 0;
  return [...world.policies.values()]
    .filter((policy) => policy.account === 'aws')
    .map(({ arn }): string => arn)
    .sort((a, b) => size(b) - size(a))[0];
}
