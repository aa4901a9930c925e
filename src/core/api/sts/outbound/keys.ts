/**
 * The two key pairs with which the simulated STS signs web identity tokens (Y-02). They are fixed, and their
 * secret halves stand here for everybody to read: such a token proves something inside the playground only.
 * With them a token depends on nothing but the world, the request and `env`.
 */

import type { PublicJwk } from '#core/model/records/identity-providers.ts';
import type { World } from '#core/model/world/world.ts';

export const signingAlgorithms = ['RS256', 'ES384'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

interface SigningKey {
  readonly jwk: PublicJwk;
  /** The secret member `d`, in base64url. */
  readonly secret: string;
}

/** Names the keys as AWS does: `RSA_0` and `EC384_0`. */
export const signingKeys: Readonly<Record<SigningAlgorithm, SigningKey>> = {
  RS256: {
    jwk: {
      alg: 'RS256',
      e: 'AQAB',
      kid: 'RSA_0',
      kty: 'RSA',
      n: 'sSZ6QmUW5Ce9L7yUOgtEQ35ltfzvYdYjda5p0p1CArk3fHchWm8mfgSoPVRWhk7OIzEbaEIBHWea6Lw1VimQrvMQ_KH5cYasU8A4vWVb70ZIsFLfyXcYsWFCGQt56nLzxTmDqUVwENhbfyL6HpgKkplQ4tpgdHGCPacSPxv8FjJ6850-JeRt2owX3HeDFOS2w-WKrJp-Yo-MQk_LP4E3xpVn9vk4DDvAc8JdjKGc7FdLapjYFVNLT1GVqAcPLVuOPUs7-QOUBnM3QjWrOjoO819G7lVxjqfmiL6UBIMgDo74MsnggaoYXgF0p-kr05fEQLTEA_O09lpDubu0Ux-hfQ',
      use: 'sig',
    },
    secret:
      'ArXd1clyuWF9KUE04yh23GqdgBuacVy3OhCM7PHcBBXfuGdLxYLy2fzbssiFnUYe12g5Gy77WQ03Qe8d7D2e5ggizwK5bJgwSyFN8kWsWdAjNAU2z3HONYZYXmK6nve-gkxiz9DQqfeJ7J7jb5QQSHWYLCvwoRWwLrpNuf_Mcm3N-Al8EpgEP_YFg0WjvkmJ6vN0WR5ArQmUDqX_ghiGJnXoD1HHKECcLMcahvKZhkLs2dlNxRq4Lxl6S2hicUC_1WpU1YG6e93IxHJVItd9yzwdi6HxM79BrU5Enmcl40zI_DeR3imYBjOqSlKI70AH3tqqw7F4tLCvf02UjtTF7w',
  },
  ES384: {
    jwk: {
      alg: 'ES384',
      crv: 'P-384',
      kid: 'EC384_0',
      kty: 'EC',
      use: 'sig',
      x: 'yD3y1mOH2aF0cdBlsJyiYlCBcTYwMJg67XW1z1XzMh5sBB9OMOApd9F-Su6Z1ogw',
      y: 'Rtq6AhaDgEiQxkDAR9k65uVN9K7tgpVZpPojkFE-zH6GAfPA65bVkY0IWXCZqnCb',
    },
    secret: '_rNDut5cMbjwVDMRI1jh5vM52xkCK-8DxReEswsZuS8S5KicvxymstJZNmttgYjT',
  },
};

export const discoveryAddress = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;
/** @internal */
export const keysAddress = (issuer: string): string => `${issuer}/.well-known/jwks.json`;

const discoveryDocument = (issuer: string) => ({
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
