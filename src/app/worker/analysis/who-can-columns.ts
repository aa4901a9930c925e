/**
 * The rows of who-can as columns: a message copies some long lists four times as fast as thousands of rows. The
 * principals of an account, most of the text, are sent once for each revision of the world.
 */

import type { AccountId } from '../../../core/model/ids.ts';
import type { World } from '../../../core/model/world/world.ts';
import type { AskedPrincipal } from '../../../core/query/ask/principals.ts';
import type { Outcome, WhoCanFound, WhoCanRow } from '../../../core/query/ask/who-can.ts';
import { newToken } from '../../../platform/random.ts';

export interface WhoCanColumns {
  /** Names the list of the account's principals. */
  readonly list: string;
  /** Absent: the page knows the list. */
  readonly principals?: Omit<PrincipalList, 'list'>;
  /** Services and providers, which come after those of the list. */
  readonly outsiders: readonly AskedPrincipal[];
  /** Positions in `alike`, one for each principal. */
  readonly rows: Uint32Array;
  /** Outcomes, each once. */
  readonly alike: readonly Outcome[];
}

/** A list that the page has. */
export interface PrincipalList {
  readonly list: string;
  readonly arns: readonly string[];
  readonly names: readonly string[];
}

const lists = new WeakMap<World, Map<AccountId, string>>();

/** Returns the name of the list of principals: another one after each change, and in each worker. */
function listOf(world: World, account: AccountId): string {
  const ofWorld = lists.get(world) ?? new Map<AccountId, string>();
  lists.set(world, ofWorld);
  const list = ofWorld.get(account) ?? newToken();
  ofWorld.set(account, list);
  return list;
}

/** `known`: the name of the list that the page has. */
export function columnsOf(
  world: World,
  account: AccountId,
  { principals, outcomes }: WhoCanFound,
  known: string | undefined,
): WhoCanColumns {
  const list = listOf(world, account);
  const isOutside = ({ kind }: AskedPrincipal) => kind === 'outside';
  const own = principals.filter((one) => !isOutside(one));
  const positions = new Map<Outcome, number>();
  const rows = Uint32Array.from(outcomes, (outcome) => {
    const at = positions.get(outcome) ?? positions.size;
    positions.set(outcome, at);
    return at;
  });
  return {
    list,
    ...(list === known
      ? {}
      : { principals: { arns: own.map(({ arn }) => arn), names: own.map(({ name }) => name) } }),
    outsiders: principals.filter(isOutside),
    rows,
    alike: [...positions.keys()],
  };
}

/** `known`: the list that the page had when it asked. Returns the rows, and the list that it has now. */
export function readColumns(
  { list, principals, outsiders, rows, alike }: WhoCanColumns,
  known: PrincipalList | undefined,
): { readonly rows: readonly WhoCanRow[]; readonly known: PrincipalList } {
  const { arns, names } = principals ?? known ?? { arns: [], names: [] };
  const own = arns.map((arn, at) => ({ arn, name: names[at] ?? '' }));
  // The order of the members counts: spread last, thousands of rows are made ten times as fast.
  const found = [...own, ...outsiders].map(({ arn, name }, at): WhoCanRow => ({
    arn,
    name,
    ...(alike[rows[at] ?? 0] as Outcome),
  }));
  return { rows: found, known: { list, arns, names } };
}
