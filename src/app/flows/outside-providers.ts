/** Makes keys for the simulated identity providers, and returns the documents that they publish. */

import type { OutsideProviderRecord } from '../../core/model/records/outside-providers.ts';
import type { KeyInput } from '../../core/api/playground/outside.ts';
import type { EncryptionKeys } from '../../federation/saml/encrypt.ts';
import { discoveryDocument, jwksDocument, providerMetadata } from '../../federation/outside/documents.ts';
import { awsSamlAudience, awsSamlEndpoint } from '../../federation/saml/draft.ts';
import type { KeyAlgorithm } from '../../federation/keys/signing-key.ts';

export { awsSamlAudience, awsSamlEndpoint, providerMetadata };
export type { KeyAlgorithm };

export async function newOutsideKey(alg: KeyAlgorithm, name: string, now: number): Promise<KeyInput> {
  const { newSigningKey } = await import('../../federation/keys/signing-key.ts');
  const { kid, privateJwk, certificate } = await newSigningKey(alg, { name, from: now });
  return { Kid: kid, Algorithm: alg, PrivateJwk: JSON.stringify(privateJwk), Certificate: certificate };
}

export async function makeEncryptionKeys(): Promise<EncryptionKeys> {
  return (await import('../../federation/saml/encrypt.ts')).newEncryptionKeys();
}

export function publishedDocuments(
  provider: OutsideProviderRecord,
): { readonly label: string; readonly address: string; readonly text: string }[] {
  const { issuer = '', entityId = '' } = provider;
  const pretty = (value: unknown) => JSON.stringify(value, null, 2);
  const metadata = providerMetadata(provider);
  const discovery = discoveryDocument(provider);
  return [
    ...(metadata === undefined ? [] : [{ label: 'SAML metadata', address: entityId, text: metadata }]),
    ...(discovery === undefined
      ? []
      : [
          {
            label: 'OpenID configuration',
            address: `${issuer}/.well-known/openid-configuration`,
            text: pretty(discovery),
          },
          {
            label: 'Signing keys (JWKS)',
            address: `${issuer}/.well-known/jwks`,
            text: pretty(jwksDocument(provider)),
          },
        ]),
  ];
}
