/** Words of a list of what one could become or reach. */

import type { World } from '../../../../core/model/world/world.ts';
import type { AimRow } from '../../../../core/query/ways/reach.ts';
import { counted, nameOfArn } from '../../../entity/names.ts';

/** Returns the name of the aim: `administrator`, of which account where the workspace has several. */
export function rowName({ accounts }: World, { kind, aim, account }: AimRow): string {
  if (kind !== 'administrator') return nameOfArn(aim);
  if (accounts.size < 2) return 'administrator';
  const name = [...accounts.values()].find(({ id }) => id === account)?.name;
  return `administrator of ${name ?? account}`;
}

/** Returns how many of each kind: `2 roles and 1 thing could be reached.` */
export function sumText(rows: readonly AimRow[]): string {
  const of = (kind: AimRow['kind']) => rows.filter((row) => row.kind === kind).length;
  const [users, roles, things] = [of('user'), of('role'), of('thing')];
  const parts = [
    ...(users > 0 ? [counted(users, 'user')] : []),
    ...(roles > 0 ? [counted(roles, 'role')] : []),
    ...(things > 0 ? [counted(things, 'thing')] : []),
  ];
  const last = parts.pop();
  if (last === undefined) return of('administrator') > 0 ? '' : 'Nothing else could be reached.';
  return `${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${last} could be reached.`;
}
