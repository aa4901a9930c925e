/**
 * Signs SAML: an enveloped signature with exclusive canonicalization, placed after the Issuer, as every
 * provider does for AWS. It signs drafts, and any response that a person has edited.
 */

import { XMLSerializer } from '@xmldom/xmldom';
import { type Result, err, ok } from '../../core/model/result.ts';
import { base64Of, bytesOf } from '../bytes.ts';
import { canonicalize } from '../xml/c14n.ts';
import { type SamlDraft, samlResponseXml } from './draft.ts';
import { certificateAlgorithms } from '../keys/self-signed.ts';
import { type KeyAlgorithm, type SigningKey, signerOf } from '../keys/signing-key.ts';
import {
  type Element,
  selfAndDescendants,
  attributeOf,
  childrenOf,
  isNamed,
  ns,
  parseXml,
} from '../xml/xml.ts';

export type SignedPart = 'assertion' | 'response';

const methods: Readonly<Record<KeyAlgorithm, string>> = {
  RS256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ES256: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
};

/** Signs the assertion or the response; encrypts after the assertion's signature, before the response's. */
export async function signSamlResponse(
  draft: SamlDraft,
  key: SigningKey,
  part: SignedPart = 'assertion',
): Promise<string> {
  const text = samlResponseXml(draft);
  const { encryptFor } = draft;
  if (encryptFor === undefined) return signedOrThrown(text, key, part);
  const { encryptAssertion } = await import('./encrypt.ts');
  if (part === 'response') return signedOrThrown(await encryptAssertion(text, encryptFor), key, part);
  return encryptAssertion(await signedOrThrown(text, key, part), encryptFor);
}

async function signedOrThrown(xml: string, key: SigningKey, part: SignedPart): Promise<string> {
  const signed = await signSamlXml(xml, key, part);
  if (!signed.ok) throw new Error(`our own draft cannot be signed: ${signed.error}`);
  return signed.value;
}

/**
 * Signs a response that is text already, for example an edited one. An earlier signature of the same part is
 * removed. Fails with a one-line message when the text has no such part.
 *
 * @internal
 */
export async function signSamlXml(
  xml: string,
  key: SigningKey,
  part: SignedPart,
): Promise<Result<string, string>> {
  const root = parseXml(xml, { comments: true });
  if (!root.ok) return root;
  const [space, name] =
    part === 'response' ? ([ns.protocol, 'Response'] as const) : ([ns.assertion, 'Assertion'] as const);
  const element = [...selfAndDescendants(root.value)].find((one) => isNamed(one, space, name));
  const id = attributeOf(element, 'ID');
  if (!element || id === undefined) return err(`there is no ${name} with an ID`);
  const [issuer] = childrenOf(element, ns.assertion, 'Issuer');
  if (!issuer) return err(`the ${name} has no Issuer`);
  for (const old of childrenOf(element, ns.signature, 'Signature')) element.removeChild(old);
  const signature = await signatureXml(canonicalize(element), id, key);
  const parsed = parseXml(signature);
  if (!parsed.ok) return parsed;
  element.insertBefore(adopted(element, parsed.value), issuer.nextSibling);
  return ok(new XMLSerializer().serializeToString(root.value));
}

function adopted(element: Element, signature: Element): Element {
  const { ownerDocument } = element;
  if (!ownerDocument) throw new Error('an element without a document');
  return ownerDocument.importNode<Element>(signature, true);
}

/** Returns one line: white space would become part of SignedInfo. */
async function signatureXml(signedText: string, id: string, key: SigningKey): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(signedText)));
  const info =
    `<ds:SignedInfo xmlns:ds="${ns.signature}"><ds:CanonicalizationMethod Algorithm="${ns.exclusive}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${methods[key.alg]}"></ds:SignatureMethod><ds:Reference URI="#${id}"><ds:Transforms>` +
    `<ds:Transform Algorithm="${ns.signature}enveloped-signature"></ds:Transform><ds:Transform Algorithm="${ns.exclusive}"></ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${base64Of(digest)}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const value = await crypto.subtle.sign(certificateAlgorithms[key.alg], await signerOf(key), bytesOf(info));
  return (
    `<ds:Signature xmlns:ds="${ns.signature}">${info.replace(` xmlns:ds="${ns.signature}"`, '')}` +
    `<ds:SignatureValue>${base64Of(new Uint8Array(value))}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${key.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
  );
}

export const encodeSaml = (xml: string): string => base64Of(bytesOf(xml));
