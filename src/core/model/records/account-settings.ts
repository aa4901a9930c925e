/**
 * The settings that an account's owner changes on its account and billing pages: contacts, regions, billing
 * access for IAM identities, and closing the account. They are a part of the account's record.
 */

export const alternateContactTypes = ['BILLING', 'OPERATIONS', 'SECURITY'] as const;
export type AlternateContactType = (typeof alternateContactTypes)[number];

export interface AlternateContact {
  readonly name: string;
  readonly title: string;
  readonly emailAddress: string;
  readonly phoneNumber: string;
}

export interface AccountSettings {
  /** Members have AWS's names (`FullName`, `AddressLine1` …). */
  readonly contact?: Readonly<Record<string, string>>;
  readonly alternateContacts?: { readonly [Type in AlternateContactType]?: AlternateContact };
  /** Opt-in regions that are switched on. */
  readonly optInRegions?: readonly string[];
  /** The root user lets IAM identities see billing; absent: they may not, whatever their policies say. */
  readonly iamAccessToBilling?: true;
  /** The account was closed at this date; for 90 days it can be opened again. */
  readonly closedDate?: string;
}

/** A closed account is suspended: nothing in it answers any more. */
export const isClosed = ({ settings }: { readonly settings?: AccountSettings }): boolean =>
  settings?.closedDate !== undefined;

/** Days for which a closed account can be opened again. */
export const reopenDays = 90;
