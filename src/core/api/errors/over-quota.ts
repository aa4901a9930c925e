/** Refuses calls that would pass a quota of the account. */

import { type QuotaName, fixedQuotas, quotaOf, tableQuotas } from '../../model/quotas.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { type World, countOwned } from '../../model/world/world.ts';
import { type ApiFailure, fail } from './codes.ts';
import { texts } from './texts.ts';

/** Returns `LimitExceeded` when `count` is more than the account's quota of that name. */
export function overQuota(account: AccountRecord, name: QuotaName, count: number): ApiFailure | undefined {
  const quota = quotaOf(account, name);
  return count > quota ? fail('LimitExceeded', texts.exceeded(name, quota)) : undefined;
}

/** Returns `LimitExceeded` when the account may not have one more row of that table. */
export const overTableQuota = (
  { world, account }: { readonly world: World; readonly account: AccountRecord },
  table: keyof typeof tableQuotas,
): ApiFailure | undefined => overQuota(account, tableQuotas[table], countOwned(world, table, account.id) + 1);

/** Does the same as `overQuota` for quotas that no account can have raised. */
export function overFixedQuota(name: keyof typeof fixedQuotas, count: number): ApiFailure | undefined {
  const quota = fixedQuotas[name];
  return count > quota ? fail('LimitExceeded', texts.exceeded(name, quota)) : undefined;
}
