/**
 * Refuses calls in a closed account; only its root user still sees the account and its bills. For 90 days it
 * can be opened again (playground ReopenAccount; AWS does it through its support).
 */

import type { KnownPrincipal } from '../../authz/principal.ts';
import { reopenDays } from '../../model/world/expiry.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { ApiFailure } from '../errors/codes.ts';

export function refuseClosed(
  { settings }: AccountRecord,
  { kind }: KnownPrincipal,
  service: string,
  operation: string,
): ApiFailure | undefined {
  if (settings?.closedDate === undefined) return undefined;
  const isLooking =
    /^(Get|List|Describe)/.test(operation) && (service === 'account' || service === 'billing');
  if (kind === 'root' && isLooking) return undefined;
  const message = `The AWS Access Key Id needs a subscription for the service: the account was closed on ${settings.closedDate.slice(0, 10)}.`;
  return { ok: false, error: { code: 'OptInRequired', status: 403, message } };
}

/** Returns when the account is closed for good, in milliseconds; `undefined` when it is open. */
export const closedForGood = ({ settings }: AccountRecord): number | undefined =>
  settings?.closedDate === undefined
    ? undefined
    : Date.parse(settings.closedDate) + reopenDays * 24 * 3_600_000;
