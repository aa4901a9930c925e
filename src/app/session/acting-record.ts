/**
 * The record that says who acts. A reload reads it again. It holds no secret: a session is named by its access key
 * id, and its row and secret stay in the world. A record that cannot be read counts as none.
 */

import { type AccountId, parseAccountId } from '../../core/model/ids.ts';
import type { Caller } from '../../core/model/request/request.ts';
import { defined } from '../../core/model/defined.ts';

/** The only shape so far. A newer page may write another one, which this page does not read. */
const actingVersion = 1;

/** A role as AWS's switch-role page remembers it. */
export interface RecentRole {
  /** Id or alias, as it was typed. */
  readonly account: string;
  readonly roleName: string;
  readonly displayName: string;
  /** A colour of the page's palette, by its number. */
  readonly color: number;
}

export interface ActingRecord {
  readonly caller: Extract<Caller, { readonly kind: 'principal' | 'session' }>;
  /** The ARN when the person took this identity on. It names the identity when its row is gone. */
  readonly arn: string;
  /** The row of the user that is played. The person stays this user when it gets another name. */
  readonly user?: string;
  readonly account: AccountId;
  /** The id of the console session, also while the person acts as somebody else. */
  readonly signedIn?: string;
  readonly role?: RecentRole;
}

export const writtenActing = (acting: ActingRecord): Readonly<Record<string, unknown>> => ({
  version: actingVersion,
  ...acting,
});

type Members = Readonly<Record<string, unknown>>;
const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};
const isText = (value: unknown): value is string => typeof value === 'string';

export function readActing(value: unknown): ActingRecord | undefined {
  const { version, arn, user, account, signedIn, role, ...rest } = membersOf(value);
  const known = isText(account) ? parseAccountId(account) : undefined;
  const caller = readCaller(rest['caller']);
  if (version !== actingVersion || !isText(arn) || !known || !caller) return undefined;
  const switched = readRole(role);
  return {
    ...{ caller, arn, account: known },
    ...(isText(user) ? { user } : {}),
    ...(isText(signedIn) ? { signedIn } : {}),
    ...defined({ role: switched }),
  };
}

function readCaller(value: unknown): ActingRecord['caller'] | undefined {
  const { kind, arn, id } = membersOf(value);
  if (kind === 'principal' && isText(arn)) return { kind, arn };
  return kind === 'session' && isText(id) ? { kind, id } : undefined;
}

function readRole(value: unknown): RecentRole | undefined {
  const { account, roleName, displayName, color } = membersOf(value);
  if (!isText(account) || !isText(roleName) || !isText(displayName) || typeof color !== 'number')
    return undefined;
  return { account, roleName, displayName, color };
}

export const readRecentRoles = (value: unknown): readonly RecentRole[] =>
  Array.isArray(value) ? value.flatMap((one: unknown) => readRole(one) ?? []) : [];
