/**
 * The credentials of users and of the root user. `owner` is the user's unique id; for the root user it is the
 * account id, which is its principal id.
 * INVARIANT: nothing here is secret. Secrets are only in the table `secrets`, under the credential's id, so
 * an export or a trail without that one table holds none.
 */

import type { AccountId, Arn, EntityId } from '../ids.ts';
import type { Tag } from './tag.ts';

export const keyStatuses = ['Active', 'Inactive'] as const;
export type KeyStatus = (typeof keyStatuses)[number];

/** The id is the access key id (`AKIA…`). */
export interface AccessKeyRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly owner: EntityId;
  readonly status: KeyStatus;
  readonly createDate: string;
  /** Creation or last change of status: `access_key_N_last_rotated` of the credential report. */
  readonly statusDate: string;
}

/** Console access; the id is the owner's (one per user, N-24). The root user's means: a root password. */
export interface LoginProfileRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly owner: EntityId;
  readonly createDate: string;
  readonly passwordResetRequired: boolean;
  /** The date on which the password was set and its age begins (P-05). */
  readonly passwordDate: string;
}

/** A passkey (also one on a security key) shows no codes (Y-11). Without its owner it does not exist. */
export const deviceKinds = ['virtual', 'hardware', 'passkey'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** The id is the serial number: the ARN of a virtual device or a passkey, a hardware token's number (F-15). */
export interface MfaDeviceRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly kind: DeviceKind;
  /** A hardware token has path `/` and its serial number as name; a passkey `/user/alice/` or `/root/`. */
  readonly path: string;
  readonly name: string;
  readonly createDate: string;
  readonly tags: readonly Tag[];
  /** Absent: unassigned (F-05). */
  readonly owner?: EntityId;
  readonly enableDate?: string;
  /** Time steps of 30 s by which the device's clock is ahead of ours, as its codes implied (F-03). */
  readonly offset: number;
  /** `wall`: a real authenticator app shows the codes, so real time counts and not simulated time. */
  readonly clock: 'simulated' | 'wall';
  /** Levels that the authenticator of a passkey is certified for: `FIDO` → `L1`. */
  readonly certifications?: Readonly<Record<string, string>>;
}

interface UserCredential {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly owner: EntityId;
  readonly status: KeyStatus | 'Expired';
  readonly createDate: string;
  /** Creation or last change of status. */
  readonly statusDate: string;
}

export type UserCredentialRecord =
  | (UserCredential & {
      readonly kind: 'signing-certificate';
      readonly body: string;
      readonly fingerprint: string;
    })
  | (UserCredential & {
      readonly kind: 'ssh-public-key';
      readonly body: string;
      readonly fingerprint: string;
    })
  | (UserCredential & {
      readonly kind: 'service-specific';
      readonly serviceName: string;
      /** `ServiceUserName`, or `ServiceCredentialAlias` of an API key. */
      readonly alias: string;
      readonly expirationDate?: string;
    });

/** Returns the status as time has made it. Stored rows of imported accounts may be `Expired` already. */
export const credentialStatus = (row: UserCredentialRecord, now: number): UserCredential['status'] =>
  row.kind === 'service-specific' && row.expirationDate !== undefined && Date.parse(row.expirationDate) <= now
    ? 'Expired'
    : row.status;

/** A salted hash: hexadecimal scrypt of the secret with the hexadecimal salt. */
export interface SaltedHash {
  readonly salt: string;
  readonly hash: string;
}

/** Its key is the id of an access key, a login profile (the owner's), a device or a provider's key. */
export type SecretRecord = { readonly id: EntityId; readonly account: AccountId } & (
  | { readonly kind: 'access-key'; readonly secretAccessKey: string }
  | { readonly kind: 'session'; readonly secretAccessKey: string; readonly sessionToken: string }
  /** `history` has earlier hashes, newest first, as many as the policy can ask about (P-07). */
  | { readonly kind: 'password'; readonly current: SaltedHash; readonly history: readonly SaltedHash[] }
  | { readonly kind: 'totp'; readonly base32: string }
  | { readonly kind: 'service-password'; readonly current: SaltedHash }
  | { readonly kind: 'private-key'; readonly pem: string }
  /** The key of an outside provider: a JWK with its secret members, as JSON. */
  | { readonly kind: 'signing-key'; readonly jwk: string }
  /** A token of the federation endpoint. Its holder may open the console (SI-11). */
  | { readonly kind: 'signin-token'; readonly token: string }
  /** A value in Secrets Manager, under the secret's ARN. */
  | { readonly kind: 'secret-value'; readonly value: string; readonly versions?: readonly SecretVersion[] }
);

/** A version of a secret's value, with the stages that name it (`AWSCURRENT`). */
export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly stages: readonly string[];
}

/** A TLS certificate (`ASCA…`). Its private key was checked against it and is not stored. */
export interface ServerCertificateRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly serverCertificateName: string;
  readonly path: string;
  readonly arn: Arn;
  readonly uploadDate: string;
  readonly expiration: string;
  readonly body: string;
  readonly chain?: string;
  readonly tags: readonly Tag[];
}

export interface CredentialRecords {
  accessKeys: AccessKeyRecord;
  loginProfiles: LoginProfileRecord;
  mfaDevices: MfaDeviceRecord;
  userCredentials: UserCredentialRecord;
  secrets: SecretRecord;
  serverCertificates: ServerCertificateRecord;
}
