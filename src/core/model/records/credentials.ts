/**
 * The credentials of users and of the root user. `owner` is the user's unique id; for the root user it is the
 * account id, which is its principal id.
 * INVARIANT: nothing here is secret. Secrets are only in the table `secrets`, under the credential's id, so
 * an export or a trail without that one table holds none.
 */

import * as v from 'valibot';
import { mapOf, optional, list, row } from '../schema/members.ts';
import {
  accountId,
  arn,
  byKind,
  date,
  entityId,
  flag,
  number,
  oneOf,
  type Stated,
  text,
} from '../schema/words.ts';
import { deviceKinds, keyStatuses } from './lists.ts';
import { tags } from './tag.ts';

const owned = { id: entityId, account: accountId, owner: entityId };

/** The id is the access key id (`AKIA…`). */
export const accessKey = row({
  ...owned,
  status: oneOf(keyStatuses),
  createDate: date,
  /** Creation or last change of status: `access_key_N_last_rotated` of the credential report. */
  statusDate: date,
});
export interface AccessKeyRecord extends Stated<typeof accessKey> {}

/** Console access; the id is the owner's (one per user, N-24). The root user's means: a root password. */
export const loginProfile = row({
  ...owned,
  createDate: date,
  passwordResetRequired: flag,
  /** The date on which the password was set and its age begins (P-05). */
  passwordDate: date,
});
export interface LoginProfileRecord extends Stated<typeof loginProfile> {}

/** The id is the serial number: the ARN of a virtual device or a passkey, a hardware token's number (F-15). */
export const mfaDevice = row({
  id: entityId,
  account: accountId,
  kind: oneOf(deviceKinds),
  /** A hardware token has path `/` and its serial number as name; a passkey `/user/alice/` or `/root/`. */
  path: text,
  name: text,
  createDate: date,
  tags,
  /** Absent: unassigned (F-05). */
  owner: optional(entityId),
  enableDate: optional(date),
  /** Time steps of 30 s by which the device's clock is ahead of ours, as its codes implied (F-03). */
  offset: number,
  /** `wall`: a real authenticator app shows the codes, so real time counts and not simulated time. */
  clock: oneOf(['simulated', 'wall']),
  /** Levels that the authenticator of a passkey is certified for: `FIDO` → `L1`. */
  certifications: optional(mapOf(text)),
});
export interface MfaDeviceRecord extends Stated<typeof mfaDevice> {}

const userOwned = {
  ...owned,
  status: oneOf([...keyStatuses, 'Expired']),
  createDate: date,
  /** Creation or last change of status. */
  statusDate: date,
};
const uploaded = { ...userOwned, body: text, fingerprint: text };

export const userCredential = byKind([
  row({ kind: v.literal('signing-certificate'), ...uploaded }),
  row({ kind: v.literal('ssh-public-key'), ...uploaded }),
  row({
    kind: v.literal('service-specific'),
    ...userOwned,
    serviceName: text,
    /** `ServiceUserName`, or `ServiceCredentialAlias` of an API key. */
    alias: text,
    expirationDate: optional(date),
  }),
]);
export type UserCredentialRecord = Stated<typeof userCredential>;

/** A salted hash: hexadecimal scrypt of the secret with the hexadecimal salt. */
const saltedHash = row({ salt: text, hash: text });
export interface SaltedHash extends Stated<typeof saltedHash> {}

/** A version of a secret's value, with the stages that name it (`AWSCURRENT`). */
const secretVersion = row({ id: text, value: text, stages: list(text) });
export interface SecretVersion extends Stated<typeof secretVersion> {}

const kept = { id: entityId, account: accountId };

/** Its key is the id of an access key, a login profile (the owner's), a device or a provider's key. */
export const secret = byKind([
  row({ kind: v.literal('access-key'), ...kept, secretAccessKey: text }),
  row({ kind: v.literal('session'), ...kept, secretAccessKey: text, sessionToken: text }),
  row({
    kind: v.literal('password'),
    ...kept,
    current: saltedHash,
    /** Earlier hashes, newest first, as many as the policy can ask about (P-07). */
    history: list(saltedHash),
  }),
  row({ kind: v.literal('totp'), ...kept, base32: text }),
  row({ kind: v.literal('service-password'), ...kept, current: saltedHash }),
  row({ kind: v.literal('private-key'), ...kept, pem: text }),
  /** The key of an outside provider: a JWK with its secret members, as JSON. */
  row({ kind: v.literal('signing-key'), ...kept, jwk: text }),
  /** A token of the federation endpoint. Its holder may open the console (SI-11). */
  row({ kind: v.literal('signin-token'), ...kept, token: text }),
  /** A value in Secrets Manager, under the secret's ARN. */
  row({ kind: v.literal('secret-value'), ...kept, value: text, versions: optional(list(secretVersion)) }),
]);
export type SecretRecord = Stated<typeof secret>;

/** A TLS certificate (`ASCA…`). Its private key was checked against it and is not stored. */
export const serverCertificate = row({
  id: entityId,
  account: accountId,
  serverCertificateName: text,
  path: text,
  arn,
  uploadDate: date,
  expiration: date,
  body: text,
  chain: optional(text),
  tags,
});
export interface ServerCertificateRecord extends Stated<typeof serverCertificate> {}
