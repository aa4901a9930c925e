/**
 * Reads certificates and keys in PEM and SSH form, as far as IAM looks into them: if they can be read, when
 * they are valid, and if a private key belongs to a certificate. It checks no signature.
 */

import { base64, bytesOfBase64 } from '../../base64.ts';
import {
  type DerNode,
  derChildren,
  derTags,
  derTime,
  readDer,
  writeDer,
} from '#core/model/federation/der.ts';

const labelled = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

interface Block {
  readonly label: string;
  readonly der: Uint8Array;
}

/** Returns the PEM blocks of a text; `undefined` when anything but white space is around them. */
function pemBlocks(text: string): Block[] | undefined {
  const blocks: Block[] = [];
  const rest = text.replace(labelled, (_, label: string, body: string) => {
    const der = bytesOfBase64(body);
    if (der) blocks.push({ label, der });
    return der ? '' : '!';
  });
  return rest.trim() === '' && blocks.length > 0 ? blocks : undefined;
}

export interface PublicKey {
  /** The value that only this key has, as hexadecimal: an RSA modulus, or a point on a curve. */
  readonly identity: string;
  /** The size of an RSA key; undefined for others. */
  readonly bits?: number;
}

export interface Certificate {
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: PublicKey;
  /** The whole certificate as hexadecimal, to recognize it. */
  readonly identity: string;
  /** True when the same extension stands twice (N-38). */
  readonly repeatsExtension: boolean;
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Returns an RSA modulus without its sign byte. */
const modulusOf = (node: DerNode): string => hex(node.body).replace(/^(00)+/, '');

const rsaKey = (modulus: DerNode | undefined): PublicKey | undefined => {
  if (modulus?.tag !== derTags.integer) return undefined;
  const identity = modulusOf(modulus);
  return { identity, bits: identity.length * 4 };
};

const rsaOid = '2a864886f70d010101';
const ecOid = '2a8648ce3d0201';

/** Reads one X.509 certificate (RFC 5280) in PEM form. */
export function readCertificate(text: string): Certificate | undefined {
  const blocks = pemBlocks(text);
  const [block] = blocks ?? [];
  return blocks?.length === 1 && block?.label === 'CERTIFICATE' ? certificateOf(block.der) : undefined;
}

/** Reads a chain of certificates; `undefined` when one cannot be read. */
export function readChain(text: string): Certificate[] | undefined {
  const read = pemBlocks(text)?.map(({ label, der }) =>
    label === 'CERTIFICATE' ? certificateOf(der) : undefined,
  );
  return read?.every((certificate) => certificate !== undefined) ? read : undefined;
}

export function certificateOf(der: Uint8Array): Certificate | undefined {
  const root = readDer(der);
  const [body] = derChildren(root);
  const fields = derChildren(body);
  // A leading [0] is the version; version 1 has none.
  const [, , , validity, , keyInfo, ...rest] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [from, until] = derChildren(validity);
  const notBefore = from && derTime(from);
  const notAfter = until && derTime(until);
  const key = keyInfo && publicKeyOf(keyInfo);
  if (notBefore === undefined || notAfter === undefined || !key) return undefined;
  return { notBefore, notAfter, key, identity: hex(der), repeatsExtension: repeats(rest) };
}

function repeats(rest: readonly DerNode[]): boolean {
  const wrapped = rest.find(({ tag }) => tag === 0xa3);
  const [list] = wrapped ? derChildren(wrapped, 0xa3) : [];
  const ids = derChildren(list).map((extension) => hex(derChildren(extension)[0]?.body ?? new Uint8Array()));
  return new Set(ids).size < ids.length;
}

function publicKeyOf(info: DerNode): PublicKey | undefined {
  const [algorithm, bits] = derChildren(info);
  const oid = hex(derChildren(algorithm)[0]?.body ?? new Uint8Array());
  if (bits?.tag !== derTags.bitString) return undefined;
  const content = bits.body.subarray(1);
  if (oid === rsaOid) return rsaKey(derChildren(readDer(content))[0]);
  return { identity: hex(content) };
}

/** Returns the public half of an unencrypted private key (PKCS#1, PKCS#8 or SEC 1). */
export function readPrivateKey(text: string): PublicKey | undefined {
  const blocks = pemBlocks(text);
  const block = blocks?.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (!block) return undefined;
  const root = readDer(block.der);
  switch (block.label) {
    case 'RSA PRIVATE KEY':
      return rsaKey(derChildren(root)[1]);
    case 'EC PRIVATE KEY':
      return ecKey(root);
    case 'PRIVATE KEY': {
      const [, algorithm, key] = derChildren(root);
      const oid = hex(derChildren(algorithm)[0]?.body ?? new Uint8Array());
      const inner = key?.tag === derTags.octetString ? readDer(key.body) : undefined;
      if (oid === rsaOid) return rsaKey(derChildren(inner)[1]);
      return oid === ecOid ? ecKey(inner) : undefined;
    }
    default:
      return undefined;
  }
}

/** Returns the public point of a SEC 1 key. A key without it cannot be compared and is refused. */
function ecKey(root: DerNode | undefined): PublicKey | undefined {
  const wrapped = derChildren(root).find(({ tag }) => tag === 0xa1);
  const [point] = wrapped ? derChildren(wrapped, 0xa1) : [];
  return point?.tag === derTags.bitString ? { identity: hex(point.body.subarray(1)) } : undefined;
}

export interface SshKey {
  /** The key in the form `ssh-rsa {base64}`. */
  readonly ssh: string;
  readonly pem: string;
  /** The wire form (RFC 4253), whose MD5 is the fingerprint. */
  readonly blob: Uint8Array;
  readonly bits: number;
}

/** Reads an RSA key in `ssh-rsa` or PEM form; `encoding`: it is neither; `key`: it cannot be read. */
export function readSshKey(text: string): SshKey | 'encoding' | 'key' {
  const [type, body] = text.trim().split(/\s+/);
  if (type === 'ssh-rsa' && body !== undefined) {
    const blob = bytesOfBase64(body);
    const [name, exponent, modulus, ...rest] = (blob && wireParts(blob)) ?? [];
    if (!blob || !name || !exponent || !modulus || rest.length > 0) return 'key';
    return String.fromCharCode(...name) === 'ssh-rsa' ? sshKey(exponent, modulus) : 'key';
  }
  const [block] = pemBlocks(text) ?? [];
  if (block?.label !== 'PUBLIC KEY' && block?.label !== 'RSA PUBLIC KEY') return 'encoding';
  const root = readDer(block.der);
  const bits = block.label === 'PUBLIC KEY' ? derChildren(root)[1]?.body.subarray(1) : block.der;
  const [modulus, exponent] = derChildren(bits && readDer(bits));
  if (modulus?.tag !== derTags.integer || exponent?.tag !== derTags.integer) return 'key';
  return sshKey(exponent.body, modulus.body);
}

function sshKey(exponent: Uint8Array, modulus: Uint8Array): SshKey {
  const blob = Uint8Array.from(
    [Uint8Array.from('ssh-rsa', (c) => c.charCodeAt(0)), exponent, modulus].flatMap((part) => [
      ...[24, 16, 8, 0].map((shift) => (part.length >>> shift) & 255),
      ...part,
    ]),
  );
  const { sequence, integer, bitString } = derTags;
  const key = writeDer(sequence, writeDer(integer, modulus), writeDer(integer, exponent));
  const oid = Uint8Array.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]);
  const info = writeDer(sequence, writeDer(sequence, oid), writeDer(bitString, Uint8Array.of(0), key));
  const lines = base64(info).match(/.{1,64}/g) ?? [];
  return {
    ssh: `ssh-rsa ${base64(blob)}`,
    pem: `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----`,
    blob,
    bits: hex(modulus).replace(/^(00)+/, '').length * 4,
  };
}

/** Splits length-prefixed strings (RFC 4251). */
function wireParts(blob: Uint8Array): Uint8Array[] | undefined {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < blob.length) {
    let length = 0;
    for (let i = 0; i < 4; i += 1) length = length * 256 + (blob[at + i] ?? 0);
    if (at + 4 + length > blob.length) return undefined;
    parts.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}
