/** Refuses calls that would pass a quota of the account. */

import { type QuotaName, fixedQuotas, quotaOf } from '../../model/quotas.ts';
import type { AccountRecord } from '../../model/records/tables.ts';
import { type Failure, fail } from './codes.ts';
import { texts } from './texts.ts';

/** Returns `LimitExceeded` when `count` is more than the account's quota of that name. */
export function overQuota(account: AccountRecord, name: QuotaName, count: number): Failure | undefined {
  const quota = quotaOf(account, name);
  return count > quota ? fail('LimitExceeded', texts.exceeded(name, quota)) : undefined;
}

/** Does the same as `overQuota` for quotas that no account can have raised. */
export function overFixedQuota(name: keyof typeof fixedQuotas, count: number): Failure | undefined {
  const quota = fixedQuotas[name];
  return count > quota ? fail('LimitExceeded', texts.exceeded(name, quota)) : undefined;
}
