/** Identity providers as IAM knows them (N-37, N-38). The simulated ones are in `outside-providers.ts`. */

import type { AccountId, Arn, EntityId } from '../ids.ts';
import type { PublicJwk } from '../federation/jwks.ts';
import type { Tag } from './tag.ts';

export interface SamlProviderRecord {
  /** AWS's `SAMLProviderUUID`. A provider that is made again under the same name has another one. */
  readonly id: EntityId;
  readonly account: AccountId;
  readonly samlProviderName: string;
  readonly arn: Arn;
  readonly createDate: string;
  readonly metadata: string;
  /** Number of the metadata document. Evidence names the one that it was checked against. */
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
  /** IAM shows it without `https://`. */
  readonly url: string;
  readonly createDate: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  /** The keys that the issuer publishes under its `jwks_uri` (OIDC-03); absent: nobody answers there. */
  readonly jwks?: readonly PublicJwk[];
  /** Number of the published key set. Evidence names the one that it was checked against. */
  readonly revision?: number;
  readonly tags: readonly Tag[];
}

export interface ProviderRecords {
  samlProviders: SamlProviderRecord;
  oidcProviders: OidcProviderRecord;
}
