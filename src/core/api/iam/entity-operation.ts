/** Operations that differ only in the kind of entity, like TagUser and TagRole, each written once. */

import type { TableRecords } from '../../model/records/tables.ts';
import { type World, ownedUnder } from '../../model/world/world.ts';
import type { IamInputs, IamOutputs } from '../model/generated/iam-types.ts';
import {
  type Answer,
  type Call,
  type PermissionCheck,
  type Operation,
  done,
  iamOperation,
} from '../operation.ts';
import { type PageParams, pageFrom } from '../paging.ts';
import { type NamedTable, checkList, checkNamed, type entityToChange, namedEntity } from './entities.ts';

const nameMembers = {
  users: 'UserName',
  groups: 'GroupName',
  roles: 'RoleName',
  policies: 'PolicyArn',
  instanceProfiles: 'InstanceProfileName',
  serverCertificates: 'ServerCertificateName',
  mfaDevices: 'SerialNumber',
  samlProviders: 'SAMLProviderArn',
  oidcProviders: 'OpenIDConnectProviderArn',
} as const;

type EntityTable = keyof typeof nameMembers;
type NameMember<Table extends EntityTable> = (typeof nameMembers)[Table];

export interface Named<Table extends EntityTable> {
  readonly table: Table;
  /** The name; for a policy or provider the ARN; for a device the serial number. */
  readonly name: string;
}

interface EntityDefinition<Table extends EntityTable, Input, Output> {
  readonly checks: (call: Call<Input>, action: string, named: Named<Table>) => readonly PermissionCheck[];
  readonly run: (call: Call<Input>, named: Named<Table>) => Answer<Output>;
}

type OperationOn<Table extends EntityTable> = {
  [Name in keyof IamInputs]: IamInputs[Name] extends Readonly<Record<NameMember<Table>, string>>
    ? Name
    : never;
}[keyof IamInputs];

/** Returns the name as a member of a response: `{ UserName: 'ann' }` for a user. */
export const nameMember = <Table extends EntityTable>({ table, name }: Named<Table>) =>
  ({ [nameMembers[table]]: name }) as Readonly<Record<NameMember<Table>, string>>;

export const entityOperation = <Table extends EntityTable, Name extends OperationOn<Table>>(
  name: Name,
  table: Table,
  { checks, run }: EntityDefinition<NoInfer<Table>, IamInputs[Name], IamOutputs[Name]>,
): Operation => {
  const namedIn = (params: IamInputs[Name]): Named<Table> => ({
    table,
    name: (params as Readonly<Record<NameMember<Table>, string>>)[nameMembers[table]],
  });
  return iamOperation(name, {
    checks: (call) => checks(call, name, namedIn(call.params)),
    run: (call) => run(call, namedIn(call.params)),
  });
};

/** Makes an operation on an entity that must exist; with `entityToChange`, on one that AWS does not protect. */
export const onEntity = <Table extends NamedTable, Name extends OperationOn<Table>>(
  name: Name,
  table: Table,
  run: (call: Call<IamInputs[Name]>, entity: TableRecords[Table]) => Answer<IamOutputs[Name]>,
  find: typeof namedEntity | typeof entityToChange = namedEntity,
): Operation =>
  entityOperation(name, table, {
    checks: checkNamed,
    run: (call, named) => {
      const entity = find(call, table, named.name);
      return entity.ok ? run(call, entity.value) : entity;
    },
  });

export const listOperation = <Table extends NamedTable, Name extends keyof IamInputs>(
  name: Name,
  table: Table,
  respond: (items: readonly TableRecords[Table][], world: World) => Omit<IamOutputs[Name], 'IsTruncated'>,
): Operation => {
  const definition = {
    checks: (call: Call<PathParams>) => [checkList(call, name, table, call.params.PathPrefix)],
    run: ({ world, account, params }: Call<PathParams>) => {
      const page = pageFrom(
        (after) => ownedUnder(world, table, account.id, params.PathPrefix ?? '/', after),
        (id) => (world[table] as ReadonlyMap<string, TableRecords[Table]>).get(id),
        params,
      );
      return page.ok ? done({ ...respond(page.value.items, world), ...page.value.more }) : page;
    },
  };
  return iamOperation(name, definition as never);
};

type PathParams = PageParams & { readonly PathPrefix?: string };
