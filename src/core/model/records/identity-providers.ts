/** Identity providers as IAM knows them (N-37, N-38). The simulated ones are in `outside-providers.ts`. */

import { optional, list, row } from '../schema/members.ts';
import { accountId, arn, date, entityId, number, oneOf, type Stated, text } from '../schema/words.ts';
import { tags } from './tag.ts';

export const samlProvider = row({
  /** AWS's `SAMLProviderUUID`. A provider that is made again under the same name has another one. */
  id: entityId,
  account: accountId,
  samlProviderName: text,
  arn,
  createDate: date,
  metadata: text,
  /** Number of the metadata document. Evidence names the one that it was checked against. */
  revision: number,
  validUntil: text,
  assertionEncryptionMode: optional(oneOf(['Required', 'Allowed'])),
  /** The keys themselves are secrets, under `keyId`. */
  privateKeys: list(row({ keyId: entityId, createDate: date })),
  tags,
});
export interface SamlProviderRecord extends Stated<typeof samlProvider> {}

/** A public signing key of an OIDC issuer (RFC 7517), of a type that signs tokens for AWS. */
export const publicJwk = row({
  kty: oneOf(['RSA', 'EC']),
  kid: optional(text),
  alg: optional(text),
  use: optional(text),
  n: optional(text),
  e: optional(text),
  crv: optional(text),
  x: optional(text),
  y: optional(text),
});
export interface PublicJwk extends Stated<typeof publicJwk> {}

export const oidcProvider = row({
  id: entityId,
  account: accountId,
  arn,
  /** IAM shows it without `https://`. */
  url: text,
  createDate: date,
  clientIds: list(text),
  thumbprints: list(text),
  /** The keys that the issuer publishes under its `jwks_uri` (OIDC-03); absent: nobody answers there. */
  jwks: optional(list(publicJwk)),
  /** Number of the published key set. Evidence names the one that it was checked against. */
  revision: optional(number),
  tags,
});
export interface OidcProviderRecord extends Stated<typeof oidcProvider> {}
