/** Reads the metadata of a SAML provider as IAM does before it saves them (N-38). */

import { type Result, err, ok } from '../../../model/result.ts';
import { bytesOfBase64 } from '../../base64.ts';
import { certificateOf } from '../credentials/pem-keys.ts';
import { type XmlElement, named, scanXml } from './xml-scan.ts';

export interface SamlMetadata {
  readonly entityIds: readonly string[];
  /** Base64 of the certificates that may sign assertions. */
  readonly signingCertificates: readonly string[];
  /** Milliseconds since the epoch; undefined when the document does not say. */
  readonly validUntil?: number;
}

const maxProviders = 10;
const maxKeys = 10;
const minimumBits = 1024;

/** Returns the metadata, or the reason why IAM refuses the document. */
export function readSamlMetadata(text: string): Result<SamlMetadata, string> {
  if (text.startsWith('\ufeff')) return err('the document begins with a byte order mark');
  const root = scanXml(text);
  if (!root.ok) return root;
  const descriptors = [...named(root.value, 'EntityDescriptor')];
  if (descriptors.length === 0) return err('there is no EntityDescriptor');
  if (descriptors.length > maxProviders) return err(`there are more than ${maxProviders} EntityDescriptors`);
  const providers = descriptors.flatMap((descriptor) => [...named(descriptor, 'IDPSSODescriptor')]);
  if (providers.length === 0) return err('there is no IDPSSODescriptor');
  const entityIds = descriptors.map(({ attributes }) => attributes['entityID'] ?? '');
  if (entityIds.includes('')) return err('an EntityDescriptor has no entityID');
  const certificates = providers.flatMap(signingCertificates);
  if (certificates.length === 0) return err('there is no signing certificate');
  if (certificates.length > maxKeys * descriptors.length) return err(`there are more than ${maxKeys} keys`);
  for (const certificate of certificates) {
    const problem = refuseCertificate(certificate);
    if (problem !== undefined) return err(problem);
  }
  const until = validUntil([root.value, ...descriptors, ...providers]);
  if (until !== undefined && Number.isNaN(until)) return err('validUntil is no date');
  return ok({
    entityIds,
    signingCertificates: certificates,
    ...(until === undefined ? {} : { validUntil: until }),
  });
}

/** Returns certificates of keys for signing, or for any use. */
const signingCertificates = (provider: XmlElement): string[] =>
  provider.children
    .filter(
      ({ name, attributes }) => name === 'KeyDescriptor' && (attributes['use'] ?? 'signing') === 'signing',
    )
    .flatMap((descriptor) => [...named(descriptor, 'X509Certificate')])
    .map(({ text }) => text.replace(/\s+/g, ''));

function refuseCertificate(base64: string): string | undefined {
  const der = bytesOfBase64(base64);
  const certificate = der && certificateOf(der);
  if (!certificate) return 'a signing certificate cannot be read';
  if ((certificate.key.bits ?? minimumBits) < minimumBits)
    return `a signing key has fewer than ${minimumBits} bits`;
  return certificate.repeatsExtension ? 'a certificate repeats an extension' : undefined;
}

/** Returns the earliest date that any of the elements states. */
function validUntil(elements: readonly XmlElement[]): number | undefined {
  const times = elements
    .map(({ attributes }) => attributes['validUntil'])
    .filter((value) => value !== undefined)
    .map((value) => Date.parse(value));
  return times.length === 0 ? undefined : Math.min(...times);
}
