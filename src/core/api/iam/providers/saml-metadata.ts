/** Reads the metadata of a SAML provider as IAM does before it saves them (N-38). */

import { type Result, err, ok } from '#core/model/result.ts';
import { bytesOfBase64 } from '../../base64.ts';
import { certificateOf } from '../credentials/pem-keys.ts';
import { defined } from '#core/model/defined.ts';

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
    ...defined({ validUntil: until }),
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

// A small, strict reader of XML elements, enough for SAML metadata. It reads names, attributes and text, and checks
// that every element is closed. It refuses documents that declare a type or entities, so nothing can be expanded. It
// drops namespaces (`md:EntityDescriptor` is `EntityDescriptor`).

interface XmlElement {
  /** The name without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text, without that of its children. */
  readonly text: string;
}

type Mutable = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlElement[] };

/** Matches a text, comment, CDATA, processing instruction, end tag or start tag. */
const token =
  /([^<]+)|<!--(?:(?!--)[^])*-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Deeper nesting is refused; no metadata have it. */
const maxDepth = 64;

function scanXml(text: string): Result<XmlElement, string> {
  const root: Mutable = { name: '', attributes: {}, children: [], text: '' };
  const open: { readonly element: Mutable; readonly qualified: string }[] = [
    { element: root, qualified: '' },
  ];
  const source = text.trim();
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    const top = open.at(-1);
    if (!match || !top) return err(`not well-formed at character ${at}`);
    const [, plain, cdata, closing, opening, attributes = '', selfClosing] = match;
    if (plain !== undefined) {
      const decoded = decode(plain);
      if (decoded === undefined) return err(`unknown entity at character ${at}`);
      if (open.length === 1 && decoded.trim() !== '')
        return err(`text outside of the root at character ${at}`);
      top.element.text += decoded;
    } else if (cdata !== undefined) top.element.text += cdata;
    else if (closing !== undefined) {
      if (open.length === 1 || top.qualified !== closing)
        return err(`\`${closing}\` closes nothing at character ${at}`);
      open.pop();
    } else if (opening !== undefined) {
      const read = readAttributes(attributes);
      if (!read.ok) return err(`${read.error} at character ${at}`);
      const element: Mutable = { name: local(opening), attributes: read.value, children: [], text: '' };
      top.element.children.push(element);
      if (selfClosing === '') open.push({ element, qualified: opening });
      if (open.length > maxDepth) return err('nested too deeply');
    }
  }
  const [only, ...others] = root.children;
  if (open.length > 1) return err(`\`${open.at(-1)?.qualified ?? ''}\` is not closed`);
  return only && others.length === 0 ? ok(only) : err('there must be one root element');
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function readAttributes(text: string): Result<Record<string, string>, string> {
  const read: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    const value = decode(double ?? single ?? '');
    if (value === undefined) return err(`unknown entity in attribute \`${name}\``);
    if (Object.hasOwn(read, name)) return err(`attribute \`${name}\` stands twice`);
    read[name] = value;
  }
  return ok(read);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes the five entities of XML and character numbers; `undefined` when the text has another entity. */
function decode(text: string): string | undefined {
  let unknown = false;
  const decoded = text.replace(/&(?:#(\d+)|#x([\dA-Fa-f]+)|(\w*));?/g, (whole, decimal, hex, name) => {
    const code =
      decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(String(hex), 16) : -1;
    const known = code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entities[String(name)];
    if (known === undefined || !String(whole).endsWith(';')) unknown = true;
    return known ?? '';
  });
  return unknown ? undefined : decoded;
}

/** Yields the element itself and all elements below that have this name. */
function* named(element: XmlElement, name: string): Iterable<XmlElement> {
  if (element.name === name) yield element;
  for (const child of element.children) yield* named(child, name);
}
