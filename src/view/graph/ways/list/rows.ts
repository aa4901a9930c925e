/** The lines of a list of ways: who, of which kind and account; and what narrows the list. */

import { accountNameIn } from '#core/model/world/account-names.ts';
import type { WaysFound } from '#app/long-work/ways.ts';
import { parseArn } from '#core/model/arn.ts';
import type { World } from '#core/model/world/world.ts';
import { type ReachRow, reachRow } from '#core/query/ways/list.ts';
import { isOutside } from '#core/query/ways/outsiders.ts';
import { thingKindOfArn } from '#view/entity/names.ts';
import { methodsText, whoName } from '../words.ts';
import type { Facet } from '#view/ui/list/list.ts';

export interface ListRow extends ReachRow {
  readonly kind: 'user' | 'role' | 'outside' | 'other';
  readonly account: string;
  readonly accountName: string;
  /** Texts to search in, in lower case. */
  readonly text: string;
}

export const wayRowsOf = (world: World, found: WaysFound | undefined): ListRow[] =>
  (found?.ways ?? []).map(reachRow).map((row) => {
    const { principal, methods } = row;
    const account = parseArn(principal)?.account ?? '';
    const kind = kindOf(principal);
    const text = `${whoName(principal)} ${methodsText(methods)}`.toLowerCase();
    return { ...row, kind, account, accountName: accountNameIn(world, account) ?? account, text };
  });

function kindOf(principal: string): ListRow['kind'] {
  if (isOutside(principal)) return 'outside';
  const kind = thingKindOfArn(principal);
  return kind === 'user' || kind === 'role' ? kind : 'other';
}

const kinds = [
  { value: 'user', label: 'Users' },
  { value: 'role', label: 'Roles' },
  { value: 'outside', label: 'From outside' },
];

export const kindFacet: Facet<ListRow> = {
  id: 'kind',
  label: 'Kind',
  any: 'Everybody',
  options: kinds,
  match: (row, value) => row.kind === value,
};

export const methodFacet: Facet<ListRow> = {
  id: 'method',
  label: 'Method of the shortest way',
  any: 'Any method',
  options: (rows) =>
    [...new Set(rows.flatMap(({ methods }) => methods))]
      .toSorted()
      .map((name) => ({ value: name, label: name })),
  match: ({ methods }, value) => methods.includes(value),
};

export const accountFacet: Facet<ListRow> = {
  id: 'in',
  label: 'Account',
  any: 'All accounts',
  options: (rows) =>
    Object.entries(Object.fromEntries(rows.map(({ account, accountName }) => [account, accountName]))).map(
      ([value, label]) => ({ value, label }),
    ),
  match: ({ account }, value) => account === value,
};
