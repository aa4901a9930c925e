/** The age of rows, and whether they still count: sessions, credentials, reports, and an account that was closed. */

import type { AccountRecord } from '../records/account.ts';
import type { UserCredentialRecord } from '../records/credentials.ts';
import type { SessionRecord } from '../records/sessions.ts';

export const isExpired = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) <= now;

/**
 * An expired session is stored for one more day, in which its use answers ExpiredToken. After that the next
 * session of its account removes it, and its use answers InvalidClientTokenId.
 */
export const isPrunable = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) + 24 * 3_600_000 <= now;

/** Returns the status as time has made it. Stored rows of imported accounts may be `Expired` already. */
export const credentialStatus = (row: UserCredentialRecord, now: number): UserCredentialRecord['status'] =>
  row.kind === 'service-specific' && row.expirationDate !== undefined && Date.parse(row.expirationDate) <= now
    ? 'Expired'
    : row.status;

/** Milliseconds for which a credential report is returned before a new one must be made. */
export const reportLifetime = 4 * 3_600_000;

/** The inbox has at most this many reports of an account, the newest. */
export const keptDeliveries = 12;

/** A closed account is suspended: nothing in it answers any more. */
export const isClosed = ({ settings }: Pick<AccountRecord, 'settings'>): boolean =>
  settings?.closedDate !== undefined;

/** Days for which a closed account can be opened again. */
export const reopenDays = 90;
