/**
 * Makes new keys for the outside providers of a scenario that left its keys out. The metadata in the account
 * gets the new keys, in the same rows, so a login works from the start. A browser without WebCrypto (plain
 * http) makes no keys; they can be added later on the provider's page.
 */

import type { OutsideKey, OutsideProviderRecord } from '../../core/model/records/outside-providers.ts';
import { secretIdOf } from '../../core/model/world/row-ids.ts';
import { readJwks } from '../../core/model/federation/jwks.ts';
import { unsafeEntityId } from '../../core/model/ids.ts';
import type { SecretRecord } from '../../core/model/records/credentials.ts';
import type { PrivateJwk } from '../../federation/keys/signing-key.ts';
import type { KeyWish } from '../scenario/outside.ts';
import type { Reissue } from '../scenario/records.ts';
import type { WorldRecords } from '../world-records.ts';

export async function reissued(
  records: WorldRecords,
  secrets: readonly SecretRecord[],
  { keys: wishes, metadata }: Reissue,
): Promise<WorldRecords> {
  const made = await Promise.all(wishes.map(async (wish) => ({ wish, ...(await keyOf(wish)) })));
  const outsideProviders = records.outsideProviders.map((provider) => {
    const keys = made.flatMap(({ wish, key }) => (wish.provider === provider.id && key ? [key] : []));
    return { ...provider, keys, revision: keys.length };
  });
  const { providerMetadata } = await import('../../federation/outside/documents.ts');
  const samlProviders = records.samlProviders.map((provider) => {
    const wish = metadata.find(({ samlProvider }) => samlProvider === provider.id);
    const outside = outsideProviders.find(({ id }) => id === wish?.provider);
    const document = outside && providerMetadata(published(outside, wish?.kids));
    return document === undefined ? provider : { ...provider, metadata: document };
  });
  const accounts = new Map(outsideProviders.map(({ id, account }) => [id, account]));
  const signing = made.flatMap(({ wish, jwk }): SecretRecord[] => {
    const account = accounts.get(wish.provider);
    if (account === undefined || jwk === undefined) return [];
    return [{ id: unsafeEntityId(secretIdOf(wish.provider, wish.kid)), account, kind: 'signing-key', jwk }];
  });
  return { ...records, outsideProviders, samlProviders, secrets: [...secrets, ...signing] };
}

const published = (provider: OutsideProviderRecord, kids: readonly string[] | undefined) => ({
  ...provider,
  keys: kids ? provider.keys.filter(({ kid }) => kids.includes(kid)) : provider.keys,
});

interface Made {
  readonly key?: OutsideKey;
  readonly jwk?: string;
}

async function keyOf(wish: KeyWish): Promise<Made> {
  const { newSigningKey } = await import('../../federation/keys/signing-key.ts');
  const given = wish.given && (await keyRow(wish, wish.given.privateJwk, wish.given.certificate));
  if (given) return given;
  // `subtle` is missing on plain http, whatever the type says.
  if ((crypto as Partial<Crypto>).subtle === undefined) return {};
  const from = Date.parse(wish.createDate);
  const { privateJwk, certificate } = await newSigningKey(wish.algorithm, { name: wish.kid, from });
  return (await keyRow(wish, JSON.stringify(privateJwk), certificate)) ?? {};
}

/** `undefined` when the text is no private key of that algorithm; then a new key is made. */
async function keyRow(
  { kid, algorithm, createDate }: KeyWish,
  jwk: string,
  certificate: string,
): Promise<Made | undefined> {
  const { publicJwkOf: publicJwk } = await import('../../federation/keys/signing-key.ts');
  let privateJwk: PrivateJwk;
  try {
    privateJwk = JSON.parse(jwk) as PrivateJwk;
  } catch {
    return undefined;
  }
  if (typeof privateJwk.d !== 'string') return undefined;
  const keys = readJwks(JSON.stringify({ keys: [publicJwk({ kid, alg: algorithm, privateJwk })] }));
  const [key] = keys.ok ? keys.value : [];
  return key && { key: { kid, createDate, jwk: key, certificate }, jwk };
}
