/** Renames and moves users, groups and server certificates (N-05): the ARN changes, the id stays. */

import { replaced } from '../../model/world/change.ts';
import { type Call, type Check, type Answer, done } from '../operation.ts';
import { checkNew, checkOn, entityExists, findEntity, namedEntity, naming } from './entities.ts';

const nameFields = {
  users: 'userName',
  groups: 'groupName',
  serverCertificates: 'serverCertificateName',
} as const;

type RenamedTable = keyof typeof nameFields;

export interface Rename {
  readonly name: string;
  readonly newName: string | undefined;
  readonly newPath: string | undefined;
}

/** Returns the checks of the call, which needs permission on the old and the new ARN. */
export function checkRename(
  call: Call<unknown>,
  action: string,
  table: RenamedTable,
  { name, newName = name, newPath }: Rename,
): Check[] {
  const old = checkOn(call, action, table, name);
  const path = newPath ?? findEntity(call, table, name)?.path;
  const renamed = checkNew(call, action, table, { name: newName, path });
  if (renamed.resource === old.resource) return [old];
  const printed = table === 'serverCertificates' ? renamed.printed : `${naming[table].noun} ${newName}`;
  return [old, { ...renamed, printed }];
}

export function rename(
  call: Call<unknown>,
  table: RenamedTable,
  { name, newName, newPath }: Rename,
): Answer<Record<string, never>> {
  const row = namedEntity<RenamedTable>(call, table, name);
  if (!row.ok) return row;
  const field = nameFields[table];
  const given = newName ?? String(row.value[field as keyof typeof row.value]);
  const path = newPath ?? row.value.path;
  const taken = findEntity(call, table, given);
  if (taken && taken.id !== row.value.id) return entityExists(table, given);
  const arn = naming[table].arn(call.account.id, path, given);
  if (arn === row.value.arn) return done({});
  return done({}, [replaced(table, row.value, { ...row.value, [field]: given, path, arn })]);
}
