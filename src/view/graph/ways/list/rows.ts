/** The lines of a list of ways: who, of which kind and account; and which of them fit the filters. */

import type { WaysFound } from '../../../../app/long-work/ways.ts';
import { parseArn } from '../../../../core/model/arn.ts';
import type { World } from '../../../../core/model/world/world.ts';
import { type ReachRow, reachRow } from '../../../../core/query/ways/list.ts';
import { isOutside } from '../../../../core/query/ways/outsiders.ts';
import { kindOfArn } from '../../../entity/names.ts';
import { methodsText, whoName } from '../words.ts';
import type { ListChoice } from './choice.ts';

export interface ListRow extends ReachRow {
  readonly kind: 'user' | 'role' | 'outside' | 'other';
  readonly account: string;
  readonly accountName: string;
  /** Texts to search in, in lower case. */
  readonly text: string;
}

export const rowsOf = (world: World, found: WaysFound | undefined): ListRow[] =>
  (found?.ways ?? []).map(reachRow).map((row) => {
    const { principal, methods } = row;
    const account = parseArn(principal)?.account ?? '';
    const name = [...world.accounts.values()].find(({ id }) => id === account)?.name;
    const kind = kindOf(principal);
    const text = `${whoName(principal)} ${methodsText(methods)}`.toLowerCase();
    return { ...row, kind, account, accountName: name ?? account, text };
  });

function kindOf(principal: string): ListRow['kind'] {
  if (isOutside(principal)) return 'outside';
  const kind = kindOfArn(principal);
  return kind === 'user' || kind === 'role' ? kind : 'other';
}

/** Returns true for rows to show; `undefined` where all are. */
export function matchOf({ q, method, kind, account }: ListChoice): ((row: ListRow) => boolean) | undefined {
  const wanted = q.trim().toLowerCase();
  if (!wanted && !method && !kind && !account) return undefined;
  return (row) =>
    row.text.includes(wanted) &&
    (!method || row.methods.includes(method)) &&
    (!kind || row.kind === kind) &&
    (!account || row.account === account);
}
