/** The two documents that an account's issuer publishes, as AWS writes them. No caller signs to read them. */

import type { World } from '../../../model/world/world.ts';
import { signingAlgorithms, signingKeys } from './keys.ts';

export const discoveryAddress = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;
/** @internal */
export const keysAddress = (issuer: string): string => `${issuer}/.well-known/jwks.json`;

export const discoveryDocument = (issuer: string) => ({
  claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'jti', 'https://sts.amazonaws.com/'],
  id_token_signing_alg_values_supported: [...signingAlgorithms],
  issuer,
  jwks_uri: keysAddress(issuer),
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
});

export const keysDocument = () => ({ keys: signingAlgorithms.map((one) => signingKeys[one].jwk) });

/** Returns the document at the address of an issuer that this world has; `undefined` elsewhere. */
export function publishedAt(
  world: World,
  address: string,
): ReturnType<typeof discoveryDocument> | ReturnType<typeof keysDocument> | undefined {
  for (const { outboundFederation } of world.accounts.values()) {
    const issuer = outboundFederation?.issuer;
    if (issuer === undefined || !address.startsWith(issuer)) continue;
    if (address === discoveryAddress(issuer)) return discoveryDocument(issuer);
    if (address === keysAddress(issuer)) return keysDocument();
  }
  return undefined;
}
