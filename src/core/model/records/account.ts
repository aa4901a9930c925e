/** The row of an account, with its settings and what is known of it. */

import type { QuotaOverrides } from '../quotas.ts';
import { mapOf, optional, list, row } from '../schema/members.ts';
import {
  accountId,
  date,
  flag,
  isTrue,
  number,
  oneOf,
  type Schema,
  type Stated,
  text,
} from '../schema/words.ts';
import { type AlternateContactType, unknownParts } from './lists.ts';
import { membership } from './organization.ts';

/** The issuer is made when it is first switched on, and stays when it is switched off and on again. */
const outboundFederation = row({
  /** `https://{uuid}.tokens.sts.global.api.aws`. */
  issuer: text,
  enabled: flag,
});
export interface OutboundFederation extends Stated<typeof outboundFederation> {}

/** The password policy of P-14. Absent numbers: never expires, no reuse check. */
const passwordPolicy = row({
  minimumPasswordLength: number,
  requireSymbols: flag,
  requireNumbers: flag,
  requireUppercaseCharacters: flag,
  requireLowercaseCharacters: flag,
  allowUsersToChangePassword: flag,
  /** Days. */
  maxPasswordAge: optional(number),
  passwordReusePrevention: optional(number),
  hardExpiry: flag,
});
export interface PasswordPolicy extends Stated<typeof passwordPolicy> {}

/**
 * Simulator extensions: what the tutorial teaches and AWS has no setting for. They are no part of the
 * password policy (P-12). They bind users, never the root user (P-04).
 */
const signInExtensions = row({
  maximumPasswordLength: optional(number),
  /** After `attempts` failed sign-ins in a row, none is accepted for `minutes`. */
  lockout: optional(row({ attempts: number, minutes: number })),
});
export interface SignInExtensions extends Stated<typeof signInExtensions> {}

const alternateContact = { name: text, title: text, emailAddress: text, phoneNumber: text };

const contact = optional(row(alternateContact));
const alternateContacts = { BILLING: contact, OPERATIONS: contact, SECURITY: contact } satisfies Readonly<
  Record<AlternateContactType, unknown>
>;

const accountSettings = row({
  /** Members have AWS's names (`FullName`, `AddressLine1` …). */
  contact: optional(mapOf(text)),
  alternateContacts: optional(row(alternateContacts)),
  /** Opt-in regions that are switched on. */
  optInRegions: optional(list(text)),
  /** The root user lets IAM identities see billing; absent: they may not, whatever their policies say. */
  iamAccessToBilling: optional(isTrue),
  /** The account was closed at this date; for 90 days it can be opened again. */
  closedDate: optional(date),
});
export interface AccountSettings extends Stated<typeof accountSettings> {}
export type AlternateContact = NonNullable<
  NonNullable<AccountSettings['alternateContacts']>[AlternateContactType]
>;

/** Quotas that this account was granted beyond the defaults of `quotas.ts`. */
const quotas = mapOf(number) as unknown as Schema<QuotaOverrides>;

export const account = row({
  id: accountId,
  name: text,
  email: optional(text),
  alias: optional(text),
  createDate: date,
  quotas,
  /** Parts that the imported file does not hold: answers that depend on one say so. Absent: none. */
  unknown: optional(list(oneOf(unknownParts))),
  /**
   * ISO 8601: the date of the newest entity in that file. What is newer was made here, so all of it is known.
   * Absent in accounts of older imports.
   */
  knownSince: optional(date),
  /** A file listed all resources that run as a role; without it an imported account may have others. */
  resourcesKnown: optional(isTrue),
  /** Absent: AWS's default policy (P-03). */
  passwordPolicy: optional(passwordPolicy),
  /** Settings that AWS does not have; absent: as in AWS. */
  signInExtensions: optional(signInExtensions),
  /** Version of the sessions that the global STS endpoint issues; absent: version 1. */
  globalEndpointTokenVersion: optional(oneOf([1, 2])),
  /** AWS as identity provider of others (Y-02); absent: it was never switched on. */
  outboundFederation: optional(outboundFederation),
  /** Absent: the account is in no organization. */
  membership: optional(membership),
  /** Settings of the account page; absent: the owner set nothing yet. */
  settings: optional(accountSettings),
});
export interface AccountRecord extends Stated<typeof account> {}
