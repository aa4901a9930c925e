/**
 * ImportAccount brings records into the world, all or nothing: whole accounts, an organization, resources.
 * `src/share` reads the files. Here the records are checked against each other and against the world, so that
 * nothing inconsistent gets in, whoever made them.
 */

import { type Change, created } from '../../model/world/change.ts';
import { type ImportedTable, importedTables } from '../../model/records/lists.ts';
import type { TableRecords } from '../../model/records/tables.ts';
import { findByArn } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import { done } from '../operation.ts';
import { accountExists, refuseAlias } from './accounts.ts';
import { type ImportedRecords, inconsistency, missingManagedPolicies } from './consistency.ts';
import {
  type ImportedOrganization,
  type Joining,
  organizationChanges,
  organizationProblem,
} from './import-organization.ts';
import { type PlaygroundOperation, playgroundOperation } from './operation.ts';

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
