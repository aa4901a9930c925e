/**
 * Makes the secrets of a scenario: those of its file, and new ones for the rest. New passwords are random and
 * nobody knows them; an administrator resets them. Loaded only when a scenario has credentials.
 */

import { base32Alphabet, base64Alphabet, randomText } from '../../core/api/base64.ts';
import { hashPassword } from '../../core/api/iam/credentials/password-hashes.ts';
import type { SecretRecord } from '../../core/model/records/credentials.ts';
import type { World } from '../../core/model/world/world.ts';
import type { SecretsGiven, SecretWish } from './credentials.ts';

export function mintSecrets(wishes: readonly SecretWish[], random: () => number): SecretRecord[] {
  return wishes.map(({ kind, id, account, given }): SecretRecord => {
    switch (kind) {
      case 'password': {
        const password = given ?? randomText(random, 40, base64Alphabet);
        return { id, account, kind, current: hashPassword(password, random), history: [] };
      }
      case 'access-key':
        return { id, account, kind, secretAccessKey: given ?? randomText(random, 40, base64Alphabet) };
      case 'totp':
        return { id, account, kind, base32: given ?? randomText(random, 64, base32Alphabet) };
    }
  });
}

/**
 * Returns the secrets that may travel if the person says so: keys and seeds that the playground made, also of
 * outside providers.
 *
 * INVARIANT: never a password or a secret's value (somebody typed them), the seed of a real authenticator
 * app, or anything of an account that was imported from AWS.
 */
export function playSecrets(world: World): SecretsGiven {
  const secrets = new Map<string, string>();
  for (const secret of world.secrets.values()) {
    if (world.accounts.get(secret.account)?.unknown) continue;
    if (secret.kind === 'access-key') secrets.set(secret.id, secret.secretAccessKey);
    if (secret.kind === 'signing-key') secrets.set(secret.id, secret.jwk);
    if (secret.kind === 'totp' && world.mfaDevices.get(secret.id)?.clock === 'simulated') {
      secrets.set(secret.id, secret.base32);
    }
  }
  return secrets;
}
