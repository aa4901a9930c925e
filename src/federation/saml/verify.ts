/**
 * Verifies SAML responses against the metadata of the provider that the call names.
 *
 * INVARIANT: every signature in the response must hold, and the evidence is read from the text that was
 * signed, not from the document.
 */

import type { SamlAssertion, SamlEvidence } from '../../core/model/request/evidence.ts';
import type { SamlProviderRecord } from '../../core/model/records/identity-providers.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { type World, findByArn } from '../../core/model/world/world.ts';
import { type CertificateKey, certificateKey } from '../keys/certificate.ts';
import { bytesOfBase64, sha256Hex, textOfBytes } from '../bytes.ts';
import {
  type EncryptedResponse,
  type SamlResponse,
  readAssertion,
  readOpened,
  readResponse,
} from './response.ts';
import { type SignedContent, checkSignature } from '../xml/signature.ts';
import {
  selfAndDescendants,
  attributeOf,
  childrenOf,
  isNamed,
  ns,
  onlyChild,
  parseXml,
  plainText,
} from '../xml/xml.ts';

const nobody: SamlAssertion = {
  id: '',
  issuer: '',
  issueInstant: '',
  confirmations: [],
  audiences: [],
  attributes: [],
};
/** S-06: longer responses never reach AWS's checks. */
const longest = 100_000;

/** Returns what a response proves about the provider. Expected failures are part of the evidence. */
export async function verifySamlResponse(
  encoded: string,
  providerArn: string,
  world: World,
): Promise<SamlEvidence> {
  const provider = findByArn(world, 'samlProviders', providerArn);
  const nothing: SamlEvidence = {
    kind: 'saml',
    hash: await sha256Hex(encoded),
    signature: 'invalid',
    provider: providerArn,
    revision: provider?.revision ?? 0,
    entityId: '',
    assertion: nobody,
  };
  if (encoded.length > longest) return { ...nothing, unreadable: `longer than ${longest} characters` };
  const bytes = bytesOfBase64(encoded);
  const text = bytes && textOfBytes(bytes);
  if (text === undefined) return { ...nothing, unreadable: 'not base64 of a text in UTF-8' };
  const found = readResponse(text);
  if (!found.ok) return { ...nothing, unreadable: found.error };
  const read = found.value;
  if (!provider) return { ...nothing, reason: 'there is no such provider' };
  const response = 'encrypted' in read ? await opened(read, provider, world) : ok(read);
  if (!response.ok) return { ...nothing, unreadable: response.error };
  const proven = await prove(response.value, descriptorsOf(provider.metadata));
  return { ...nothing, ...proven, ...('encrypted' in read ? { encrypted: true } : {}) };
}

/** Decrypts the assertion with one of the provider's private keys, or returns the reason why it cannot. */
async function opened(
  read: EncryptedResponse,
  { privateKeys }: SamlProviderRecord,
  world: World,
): Promise<Result<SamlResponse, string>> {
  const { decryptAssertion } = await import('./decrypt.ts');
  const pems = privateKeys.flatMap(({ keyId }) => {
    const secret = world.secrets.get(keyId);
    return secret?.kind === 'private-key' ? [secret.pem] : [];
  });
  const decrypted = await decryptAssertion(read.encrypted, pems);
  return decrypted.ok ? readOpened(read, decrypted.value) : decrypted;
}

type Proven =
  | Pick<SamlEvidence, 'signature' | 'entityId' | 'assertion' | 'certificateEnd'>
  | { readonly reason: string }
  | { readonly unreadable: string };

async function prove(response: SamlResponse, all: readonly Descriptor[]): Promise<Proven> {
  if (response.signed.length === 0) return { reason: 'neither the response nor its assertion is signed' };
  let reason = 'the metadata of the provider cannot be read';
  for (const { entityId, keys } of candidates(response, all)) {
    const signed = await checkAll(response.signed, keys);
    if (!signed.ok) {
      reason = signed.error;
      continue;
    }
    const assertion = readAssertion(response.content ?? signed.value.text);
    if (!assertion.ok) return { unreadable: assertion.error };
    const certificateEnd = new Date(signed.value.key.notAfter).toISOString();
    return { signature: 'valid', entityId, assertion: assertion.value, certificateEnd };
  }
  return { reason };
}

/** Checks all signatures. The last is the innermost: the assertion's own, if it has one. */
async function checkAll(
  signed: SamlResponse['signed'],
  keys: readonly CertificateKey[],
): Promise<Result<SignedContent, string>> {
  let last: Result<SignedContent, string> = err('nothing is signed');
  for (const { element, signature } of signed) {
    last = await checkSignature(element, signature, keys);
    if (!last.ok) return last;
  }
  return last;
}

/** Returns the descriptor that the issuer names. Without one it returns all, and SAML-04 refuses later. */
function candidates({ assertion }: SamlResponse, all: readonly Descriptor[]): readonly Descriptor[] {
  const issuer = plainText(onlyChild(assertion, ns.assertion, 'Issuer'));
  const named = all.filter(({ entityId }) => entityId === issuer);
  return named.length > 0 ? named : all;
}

/** An identity provider of a metadata document, with the certificates that it signs with (N-38). */
interface Descriptor {
  readonly entityId: string;
  readonly keys: readonly CertificateKey[];
}

/** Returns an empty list for a document that cannot be read: IAM checked it when it was saved. */
function descriptorsOf(metadata: string): Descriptor[] {
  const root = parseXml(metadata, { comments: true });
  if (!root.ok) return [];
  return [...selfAndDescendants(root.value)]
    .filter((element) => isNamed(element, ns.metadata, 'EntityDescriptor'))
    .map((entity) => ({
      entityId: attributeOf(entity, 'entityID') ?? '',
      keys: childrenOf(entity, ns.metadata, 'IDPSSODescriptor')
        .flatMap((provider) => childrenOf(provider, ns.metadata, 'KeyDescriptor'))
        .filter((descriptor) => (attributeOf(descriptor, 'use') ?? 'signing') === 'signing')
        .flatMap((descriptor) => [...selfAndDescendants(descriptor)])
        .filter((element) => isNamed(element, ns.signature, 'X509Certificate'))
        .flatMap((element) => {
          const der = bytesOfBase64(plainText(element) ?? '!');
          return (der && certificateKey(der)) ?? [];
        }),
    }));
}
