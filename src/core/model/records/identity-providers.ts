/** Outside identity providers as IAM knows them (N-37, N-38). The providers themselves are not here. */

import type { AccountId, Arn, EntityId } from '../ids.ts';
import type { PublicJwk } from '../federation/jwks.ts';
import type { Tag } from './tag.ts';

export interface SamlProviderRecord {
  /** AWS's `SAMLProviderUUID`: another one when a provider is made again under the same name. */
  readonly id: EntityId;
  readonly account: AccountId;
  readonly samlProviderName: string;
  readonly arn: Arn;
  readonly createDate: string;
  readonly metadata: string;
  /** Counts the documents that the provider has had: evidence names the one it was checked against. */
  readonly revision: number;
  readonly validUntil: string;
  readonly assertionEncryptionMode?: 'Required' | 'Allowed';
  /** The keys themselves are secrets, under `keyId`. */
  readonly privateKeys: readonly { readonly keyId: EntityId; readonly createDate: string }[];
  readonly tags: readonly Tag[];
}

export interface OidcProviderRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly arn: Arn;
  /** As IAM shows it: without `https://`. */
  readonly url: string;
  readonly createDate: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  /** What the issuer publishes under its `jwks_uri` (OIDC-03); absent: nobody answers there. */
  readonly jwks?: readonly PublicJwk[];
  /** Counts the key sets that were published: evidence names the one it was checked against. */
  readonly revision?: number;
  readonly tags: readonly Tag[];
}

export interface ProviderRecords {
  samlProviders: SamlProviderRecord;
  oidcProviders: OidcProviderRecord;
}
