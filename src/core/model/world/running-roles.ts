/**
 * Finds the roles that a resource runs as, and the resources that run as a role, from the indexes of the world. A
 * role can be behind a profile, a task definition or a template, or be one of another account by its name.
 */

import { parseArn, roleArn } from '../arn.ts';
import { type Arn, type EntityId, unsafeAccountId, unsafeArn } from '../ids.ts';
import { instanceAccounts, roleDetails, typeOfArn } from '../records/resource-types.ts';
import type { ResourceDetails, ResourceRecord } from '../records/tables.ts';
import type { RowList } from './row-set.ts';
import { executionRoleKey, findByArn, findByName, resourceTypeKey, type World } from './world.ts';

/** Returns CloudFormation's name of the type, read from the ARN; `undefined` where none is known here. */
export const typeOfResource = ({ arn }: Pick<ResourceRecord, 'arn'>): string | undefined => typeOfArn(arn);

/** Returns true when a resource of the account that is not in the world does not exist. */
export function resourcesKnown(world: World, account: string): boolean {
  const row = world.accounts.get(account);
  return row !== undefined && (row.resourcesKnown === true || (row.unknown ?? []).length === 0);
}

/** Returns the resources of the type (`AWS::Lambda::Function`) that the account owns, by ARN. */
export const resourcesOfType = (world: World, account: string, type: string): readonly ResourceRecord[] =>
  rowsBehind(world, world.index.ofType.get(resourceTypeKey(account, type)));

/**
 * Returns the roles whose rights code in the resource has, or who controls it gains; the world may lack them. The
 * role that only prepares a task (`executionRole`) or begins a stack set (`administrationRole`) is not among them.
 */
export function rolesRunBy(world: World, resource: ResourceRecord): readonly Arn[] {
  const { details = {} } = resource;
  const found = new Set(ownRoles(world, details));
  for (const through of [details['taskDefinition'], details['launchTemplate']]) {
    const other = through === undefined ? undefined : findByArn(world, 'resources', through);
    for (const arn of ownRoles(world, other?.details)) found.add(arn);
  }
  return [...found];
}

function ownRoles(world: World, details: ResourceDetails = {}): Arn[] {
  const { role, unauthenticatedRole, instanceProfile, executionRoleName } = details;
  const profile =
    instanceProfile === undefined ? undefined : findByArn(world, 'instanceProfiles', instanceProfile);
  // A profile that is known says more than the role that was written down beside it.
  if (profile) return profile.roles.flatMap((id) => world.roles.get(id)?.arn ?? []);
  return [
    ...[role, unauthenticatedRole].flatMap((arn) => (arn === undefined ? [] : [unsafeArn(arn)])),
    ...(executionRoleName === undefined
      ? []
      : instanceAccounts(details).map((account) => executionRole(world, account, executionRoleName))),
  ];
}

function executionRole(world: World, id: string, name: string): Arn {
  const account = unsafeAccountId(id);
  return findByName(world, 'roles', account, name)?.arn ?? roleArn(account, '/', name);
}

/** Returns the resources that `rolesRunBy` says run as the role, in any account. */
export function resourcesRunningAs(world: World, role: Arn): readonly ResourceRecord[] {
  const record = findByArn(world, 'roles', role);
  const { account, resource } = parseArn(role) ?? { account: '', resource: '' };
  const name = record?.roleName ?? resource.slice(resource.lastIndexOf('/') + 1);
  const profiles = [...((record && world.index.profilesOf.get(record.id)) ?? [])].flatMap(
    (id) => world.instanceProfiles.get(id)?.arn ?? [],
  );
  const found = new Set<ResourceRecord>();
  for (const key of [role, executionRoleKey(account, name), ...profiles]) addThrough(world, key, found);
  return [...found].filter((one) => rolesRunBy(world, one).includes(role));
}

/** Adds what names `key` in its details, and what names that in turn. */
function addThrough(world: World, key: string, found: Set<ResourceRecord>): void {
  for (const record of rowsBehind(world, world.index.runsThrough.get(key))) {
    if (found.has(record)) continue;
    found.add(record);
    addThrough(world, record.arn, found);
  }
}

function rowsBehind(world: World, ids: RowList<EntityId> | undefined): ResourceRecord[] {
  const rows: ResourceRecord[] = [];
  for (const { id } of ids?.from() ?? []) {
    const row = world.resources.get(id);
    if (row) rows.push(row);
  }
  return rows;
}

/** Returns the texts under which the index finds the resource: what its details name, and roles by account and name. */
export const runsThrough = ({ details = {} }: Pick<ResourceRecord, 'details'>): readonly string[] => [
  ...new Set([
    ...roleDetails.flatMap((name) => details[name] ?? []),
    ...instanceAccounts(details).map((account) =>
      executionRoleKey(account, details['executionRoleName'] ?? ''),
    ),
  ]),
];
