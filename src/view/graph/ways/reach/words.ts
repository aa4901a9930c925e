/** Words of a list of what one could become or reach. */

import type { World } from '../../../../core/model/world/world.ts';
import { depends } from '../../../../core/query/ways/list.ts';
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

/** Returns what it means that the search was stopped: little, where everything in the account is reached anyway. */
export function stoppedText(rows: readonly AimRow[], { accounts }: World): string {
  const isAdministrator = rows.some((row) => row.kind === 'administrator' && !depends(row));
  if (!isAdministrator) return 'The search was stopped, so there may be more.';
  const all = 'The rest of the account is reached as administrator.';
  return accounts.size > 1 ? `${all} Other accounts may hold more.` : all;
}
