/**
 * ImportAccount brings records into the world, all or nothing: whole accounts, an organization, resources.
 * `src/share` reads the files. Here the records are checked against each other and against the world, so that
 * nothing inconsistent gets in, whoever made them.
 */

import { type Change, created, replaced } from '../../model/world/change.ts';
import { type ImportedTable, importedTables } from '../../model/records/lists.ts';
import type { TableRecords } from '../../model/records/tables.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import { type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { accountExists, refuseAlias } from './accounts.ts';
import { type ImportedRecords, inconsistency, missingManagedPolicies } from './consistency.ts';
import type { Membership } from '../../model/records/organization.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';

interface ImportAccountInput {
  readonly Records: {
    readonly [T in ImportedTable]?: readonly TableRecords[T][];
  } & Partial<ImportedOrganization>;
  /** Places in the organization for accounts that are already here. */
  readonly Memberships?: readonly Joining[];
}

const importAccount = playgroundOperation<ImportAccountInput>('ImportAccount', ({ world, env, params }) => {
  const given = params.Records;
  const records: ImportedRecords = {
    accounts: given.accounts ?? [],
    users: given.users ?? [],
    groups: given.groups ?? [],
    roles: given.roles ?? [],
    // AWS managed policies that the world uses already stay as they are.
    policies: (given.policies ?? []).filter(
      ({ account, arn }) => account !== 'aws' || !findByArn(world, 'policies', arn),
    ),
    instanceProfiles: given.instanceProfiles ?? [],
    resources: given.resources ?? [],
    usage: given.usage ?? [],
    accessKeys: given.accessKeys ?? [],
    loginProfiles: given.loginProfiles ?? [],
    mfaDevices: given.mfaDevices ?? [],
  };
  const organization: ImportedOrganization = {
    organizations: given.organizations ?? [],
    organizationalUnits: given.organizationalUnits ?? [],
    controlPolicies: given.controlPolicies ?? [],
  };
  const joining = (params.Memberships ?? []).filter(({ Account }) => world.accounts.has(Account));
  const adds = organization.organizations.length + records.resources.length > 0;
  if (records.accounts.length === 0 && !(adds && world.accounts.size > 0))
    return fail('InvalidInput', 'the records hold no account');
  for (const account of records.accounts) {
    if (world.accounts.has(account.id)) return accountExists(account.id);
    const taken = refuseAlias(world, account.alias);
    if (taken) return taken;
  }
  const copies = missingManagedPolicies(world, records, env.reference);
  const all = { ...records, policies: [...records.policies, ...copies] };
  const problem =
    inconsistency(world, all) ?? organizationProblem(world, organization, records.accounts, joining);
  if (problem !== undefined) return fail('InvalidInput', problem);
  const counts = Object.fromEntries(importedTables.map((table) => [table, all[table].length]));
  return done({ Accounts: records.accounts.map(({ id }) => id), Imported: counts }, [
    ...creations(all),
    ...organizationChanges(world, organization, joining),
  ]);
});

const creations = (records: ImportedRecords): Change[] =>
  importedTables.flatMap((table) =>
    (records[table] as readonly TableRecords[typeof table][]).map((row) => created(table, row)),
  );

export const importOperations: PlaygroundOperation[] = [importAccount];

// The organization of an import. It must be new to the world and its tree complete. Accounts that are already here
// get their place in it, and no longer say that they do not know it.

interface ImportedOrganization {
  readonly organizations: readonly TableRecords['organizations'][];
  readonly organizationalUnits: readonly TableRecords['organizationalUnits'][];
  readonly controlPolicies: readonly TableRecords['controlPolicies'][];
}

interface Joining {
  readonly Account: AccountRecord['id'];
  readonly Membership: Membership;
}

/** Returns the first problem as one line, or `undefined`. `accounts` are those of the import. */
function organizationProblem(
  world: World,
  { organizations, organizationalUnits, controlPolicies }: ImportedOrganization,
  accounts: readonly AccountRecord[],
  joining: readonly Joining[],
): string | undefined {
  const ids = new Set<string>(organizations.map(({ id }) => id));
  if (ids.size < organizations.length) return 'an organization appears twice';
  const here = organizations.find(({ id }) => world.organizations.has(id));
  if (here) return `organization ${here.id} is here already`;
  const nodes = new Map<string, string>();
  for (const { id, rootId } of organizations) nodes.set(rootId, id);
  for (const unit of organizationalUnits) {
    if (nodes.has(unit.id) || world.organizationalUnits.has(unit.id)) return `unit ${unit.id} appears twice`;
    nodes.set(unit.id, unit.organization);
  }
  const astray = organizationalUnits.find(
    (unit) => nodes.get(unit.parent) !== unit.organization || circles(unit, organizationalUnits),
  );
  if (astray) return `unit ${astray.id} hangs below \`${astray.parent}\`, which does not exist`;
  const seen = new Set<string>();
  for (const policy of controlPolicies) {
    if (
      !ids.has(policy.organization) ||
      seen.has(policy.id) ||
      policy.id !== `${policy.organization}/${policy.policyId}`
    ) {
      return `control policy \`${policy.name}\` belongs to no organization of this import, or appears twice`;
    }
    seen.add(policy.id);
    const parsed = parsePolicy(policy.content);
    if (!parsed.ok) return `control policy \`${policy.name}\` does not parse: ${parsed.error.message}`;
  }
  const places = [
    ...accounts.flatMap(({ id, membership }) => (membership ? [{ id, membership }] : [])),
    ...joining.map(({ Account: id, Membership: membership }) => ({ id, membership })),
  ];
  const lost = places.find(({ membership }) => nodes.get(membership.parent) !== membership.organization);
  if (lost) return `account ${lost.id} stands under \`${lost.membership.parent}\`, which does not exist`;
  const taken = joining.find(({ Account }) => world.accounts.get(Account)?.membership);
  return taken && `account ${taken.Account} is in an organization already`;
}

function circles(
  unit: { readonly id: string; readonly parent: string },
  units: ImportedOrganization['organizationalUnits'],
): boolean {
  const parents = new Map<string, string>(units.map(({ id, parent }) => [id, parent]));
  const seen = new Set<string>();
  for (let at: string | undefined = unit.id; at !== undefined; at = parents.get(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function organizationChanges(
  world: World,
  rows: ImportedOrganization,
  joining: readonly Joining[],
): Change[] {
  return [
    ...rows.organizations.map((row) => created('organizations', row)),
    ...rows.organizationalUnits.map((row) => created('organizationalUnits', row)),
    ...rows.controlPolicies.map((row) => created('controlPolicies', row)),
    ...joining.flatMap(({ Account, Membership: membership }) => {
      const account = world.accounts.get(Account);
      return account ? [replaced('accounts', account, joined(account, membership))] : [];
    }),
  ];
}

function joined({ unknown, ...account }: AccountRecord, membership: Membership): AccountRecord {
  const left = unknown?.filter((part) => part !== 'organization') ?? [];
  return { ...account, ...(left.length > 0 ? { unknown: left } : {}), membership };
}
