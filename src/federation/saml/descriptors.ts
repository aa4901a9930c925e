/** Reads the identity providers of a metadata document, with the certificates that each signs with (N-38). */

import { bytesOfBase64 } from '../bytes.ts';
import { type CertificateKey, certificateKey } from '../keys/certificate.ts';
import { allOf, attributeOf, childrenOf, isNamed, ns, parseXml, plainText } from '../xml/xml.ts';

export interface Descriptor {
  readonly entityId: string;
  readonly keys: readonly CertificateKey[];
}

/** Returns an empty list for a document that cannot be read: IAM checked it when it was saved. */
export function descriptorsOf(metadata: string): Descriptor[] {
  const root = parseXml(metadata, { comments: true });
  if (!root.ok) return [];
  return [...allOf(root.value)]
    .filter((element) => isNamed(element, ns.metadata, 'EntityDescriptor'))
    .map((entity) => ({
      entityId: attributeOf(entity, 'entityID') ?? '',
      keys: childrenOf(entity, ns.metadata, 'IDPSSODescriptor')
        .flatMap((provider) => childrenOf(provider, ns.metadata, 'KeyDescriptor'))
        .filter((descriptor) => (attributeOf(descriptor, 'use') ?? 'signing') === 'signing')
        .flatMap((descriptor) => [...allOf(descriptor)])
        .filter((element) => isNamed(element, ns.signature, 'X509Certificate'))
        .flatMap((element) => {
          const der = bytesOfBase64(plainText(element) ?? '!');
          return (der && certificateKey(der)) ?? [];
        }),
    }));
}
