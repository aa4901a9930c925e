/**
 * Renames and moves users, groups and server certificates (N-05): the ARN changes; the id, attachments and
 * memberships stay.
 */

import { replaced } from '../../model/world/change.ts';
import { type Call, type Operation, done, iamOperation } from '../operation.ts';
import { checkNew, checkOn, entityExists, findEntity, namedEntity, naming } from './entities.ts';

const names = {
  users: { member: 'UserName', field: 'userName' },
  groups: { member: 'GroupName', field: 'groupName' },
  serverCertificates: { member: 'ServerCertificateName', field: 'serverCertificateName' },
} as const;

type RenamedTable = keyof typeof names;

/** Makes the operation that renames or moves one. It needs permission on the old and the new ARN. */
export function renaming(
  action: 'UpdateUser' | 'UpdateGroup' | 'UpdateServerCertificate',
  table: RenamedTable,
): Operation {
  const { member, field } = names[table];
  const read = ({ params }: Call<Readonly<Record<string, string | undefined>>>) => ({
    name: params[member] ?? '',
    newName: params[`New${member}`],
    newPath: params['NewPath'],
  });
  const definition = {
    checks: (call: Parameters<typeof read>[0]) => {
      const { name, newName = name, newPath } = read(call);
      const old = checkOn(call, action, table, name);
      const path = newPath ?? findEntity(call, table, name)?.path;
      const renamed = checkNew(call, action, table, { name: newName, path });
      if (renamed.resource === old.resource) return [old];
      const printed = table === 'serverCertificates' ? renamed.printed : `${naming[table].noun} ${newName}`;
      return [old, { ...renamed, printed }];
    },
    run: (call: Parameters<typeof read>[0]) => {
      const { name, newName, newPath } = read(call);
      const row = namedEntity<RenamedTable>(call, table, name);
      if (!row.ok) return row;
      const given = newName ?? String(row.value[field as keyof typeof row.value]);
      const path = newPath ?? row.value.path;
      const taken = findEntity(call, table, given);
      if (taken && taken.id !== row.value.id) return entityExists(table, given);
      const arn = naming[table].arn(call.account.id, path, given);
      if (arn === row.value.arn) return done({});
      return done({}, [replaced(table, row.value, { ...row.value, [field]: given, path, arn })]);
    },
  };
  return iamOperation(action, definition as never);
}
