/**
 * What the owner of an account sets on its account and billing pages: contacts, regions, whether IAM
 * identities may see billing, and that it was closed. Part of the account's record.
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
  /** In AWS's member names (`FullName`, `AddressLine1` …). */
  readonly contact?: Readonly<Record<string, string>>;
  readonly alternateContacts?: { readonly [Type in AlternateContactType]?: AlternateContact };
  /** Opt-in regions that are switched on. */
  readonly optInRegions?: readonly string[];
  /** The root user let IAM identities see billing; absent: they may not, whatever their policies say. */
  readonly iamAccessToBilling?: true;
  /** When the account was closed; for 90 days it can be opened again. */
  readonly closedDate?: string;
}

/** A closed account is suspended: nothing in it answers any more, to nobody. */
export const isClosed = ({ settings }: { readonly settings?: AccountSettings }): boolean =>
  settings?.closedDate !== undefined;

/** Days for which a closed account can be opened again. */
export const reopenDays = 90;
