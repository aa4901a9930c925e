/**
 * Checks enveloped XML signatures in the narrow form that SAML prescribes (core 5.4): one reference by ID to
 * the element that holds the signature, only the enveloped-signature and exclusive canonicalization
 * transforms, and SHA-2. The key is always a provider's certificate; `KeyInfo` is ignored.
 *
 * INVARIANT: any other form is refused before anything is computed, so a signature cannot be about another
 * element than the one that is read.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import { bytesOf, bytesOfBase64 } from '../bytes.ts';
import { canonicalize } from './c14n.ts';
import type { CertificateKey } from '../keys/certificate.ts';
import {
  type Element,
  attributeOf,
  childrenOf,
  isElement,
  nodesOf,
  ns,
  onlyChild,
  plainText,
} from './xml.ts';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const enveloped = `${ns.signature}enveloped-signature`;

const digests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'SHA-256',
  [`${more}sha384`]: 'SHA-384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'SHA-512',
};
export interface SignatureMethod {
  readonly kind: CertificateKey['kind'];
  readonly hash: string;
}
const signatureMethods: Readonly<Record<string, SignatureMethod>> = Object.fromEntries(
  ['RSA', 'EC'].flatMap((kind) =>
    ['256', '384', '512'].map((bits) => [
      `${more}${kind === 'RSA' ? 'rsa' : 'ecdsa'}-sha${bits}`,
      { kind, hash: `SHA-${bits}` } as SignatureMethod,
    ]),
  ),
);

interface Form {
  readonly signedInfo: Element;
  readonly signedInfoPrefixes: readonly string[];
  readonly prefixes: readonly string[];
  readonly digest: { readonly hash: string; readonly value: Uint8Array };
  readonly method: SignatureMethod;
  readonly value: Uint8Array<ArrayBuffer>;
}

export interface SignedContent {
  /** Exactly what was signed. It is read instead of the document. */
  readonly text: string;
  readonly key: CertificateKey;
}

/** Checks the signature of `element`, a direct child of it, against each of the keys. */
export async function checkSignature(
  element: Element,
  signature: Element,
  keys: readonly CertificateKey[],
): Promise<Result<SignedContent, string>> {
  const read = formOf(element, signature);
  if (!read.ok) return read;
  const form = read.value;
  const text = canonicalize(element, { inclusive: form.prefixes, without: signature });
  const digest = new Uint8Array(await crypto.subtle.digest(form.digest.hash, bytesOf(text)));
  if (!sameBytes(digest, form.digest.value)) return err('what was signed has been changed');
  const info = bytesOf(canonicalize(form.signedInfo, { inclusive: form.signedInfoPrefixes }));
  for (const key of keys) {
    if (await verifies(key, form, info)) return ok({ text, key });
  }
  return err('no certificate of the provider made this signature');
}

function formOf(element: Element, signature: Element): Result<Form, string> {
  const allowed = new Set(['SignedInfo', 'SignatureValue', 'KeyInfo']);
  const parts = [...nodesOf(signature)].filter((node) => isElement(node));
  if (parts.some((part) => part.namespaceURI !== ns.signature || !allowed.has(part.localName ?? ''))) {
    return err('the signature holds more than SignedInfo, SignatureValue and KeyInfo');
  }
  const signedInfo = onlyChild(signature, ns.signature, 'SignedInfo');
  const value = bytesOfText(onlyChild(signature, ns.signature, 'SignatureValue'));
  if (!signedInfo || !value) return err('the signature is incomplete');
  const references = childrenOf(signedInfo, ns.signature, 'Reference');
  const [reference] = references;
  if (!reference || references.length > 1) return err('the signature must have one Reference');
  const id = attributeOf(element, 'ID');
  if (id === undefined || id === '' || attributeOf(reference, 'URI') !== `#${id}`) {
    return err('the signature is about another element than the one that holds it');
  }
  const c14n = onlyChild(signedInfo, ns.signature, 'CanonicalizationMethod');
  if (attributeOf(c14n, 'Algorithm') !== ns.exclusive)
    return err('the canonicalization method is not accepted');
  const name = attributeOf(onlyChild(signedInfo, ns.signature, 'SignatureMethod'), 'Algorithm') ?? '';
  const method = Object.hasOwn(signatureMethods, name) ? signatureMethods[name] : undefined;
  if (!method) return err(`the signature method \`${name}\` is not accepted`);
  const prefixes = transformPrefixes(reference);
  if (!prefixes.ok) return prefixes;
  const digest = digestOf(reference);
  if (!digest.ok) return digest;
  return ok({
    signedInfo,
    signedInfoPrefixes: prefixesOf(c14n),
    prefixes: prefixes.value,
    digest: digest.value,
    method,
    value,
  });
}

/** Returns the prefixes of the exclusive canonicalization, or why the transforms are not allowed. */
function transformPrefixes(reference: Element): Result<readonly string[], string> {
  const list = onlyChild(reference, ns.signature, 'Transforms');
  const transforms = list ? [...nodesOf(list)].filter((node) => isElement(node)) : [];
  const names = transforms.map((transform) => attributeOf(transform, 'Algorithm'));
  if (names.length !== 2 || names[0] !== enveloped || names[1] !== ns.exclusive) {
    return err('the transforms must be enveloped-signature and exclusive canonicalization');
  }
  return ok(prefixesOf(transforms[1]));
}

const prefixesOf = (element: Element | undefined): readonly string[] =>
  (attributeOf(element && onlyChild(element, ns.exclusive, 'InclusiveNamespaces'), 'PrefixList') ?? '')
    .split(/\s+/)
    .filter((prefix) => prefix !== '');

function digestOf(reference: Element): Result<Form['digest'], string> {
  const name = attributeOf(onlyChild(reference, ns.signature, 'DigestMethod'), 'Algorithm') ?? '';
  const hash = Object.hasOwn(digests, name) ? digests[name] : undefined;
  if (hash === undefined) return err(`the digest method \`${name}\` is not accepted`);
  const value = bytesOfText(onlyChild(reference, ns.signature, 'DigestValue'));
  return value ? ok({ hash, value }) : err('the digest cannot be read');
}

const bytesOfText = (element: Element | undefined): Uint8Array<ArrayBuffer> | undefined =>
  bytesOfBase64(plainText(element) ?? '!');

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

async function verifies(key: CertificateKey, { method, value }: Form, info: BufferSource): Promise<boolean> {
  if (key.kind !== method.kind) return false;
  const { hash } = method;
  const imported =
    key.kind === 'RSA'
      ? { name: 'RSASSA-PKCS1-v1_5', hash }
      : { name: 'ECDSA', hash, namedCurve: key.curve ?? '' };
  try {
    const verifier = await crypto.subtle.importKey('spki', key.spki, imported, false, ['verify']);
    return await crypto.subtle.verify(imported, verifier, value, info);
  } catch {
    return false;
  }
}
