/**
 * ASN.1 in DER, as far as certificates and keys need it: reads a tree of tags and writes a few values. A text
 * whose lengths do not fit is refused as a whole.
 */

export interface DerNode {
  readonly tag: number;
  /** The contents, without tag and length. */
  readonly body: Uint8Array;
  /** Tag, length and contents. This is hashed or compared. */
  readonly whole: Uint8Array;
}

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

/** Returns the one value that fills the bytes, or `undefined`. */
export function readDer(bytes: Uint8Array): DerNode | undefined {
  const nodes = readDerList(bytes);
  return nodes?.length === 1 ? nodes[0] : undefined;
}

/** Returns the values that fill the bytes one after another, or `undefined`. */
function readDerList(bytes: Uint8Array): DerNode[] | undefined {
  const nodes: DerNode[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const length = readLength(bytes, at + 1);
    if (!length || length.next + length.value > bytes.length) return undefined;
    const end = length.next + length.value;
    nodes.push({ tag, body: bytes.subarray(length.next, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return nodes;
}

function readLength(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, next: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3 || at + count >= bytes.length) return undefined;
  let value = 0;
  for (let i = 1; i <= count; i += 1) value = value * 256 + (bytes[at + i] ?? 0);
  return { value, next: at + 1 + count };
}

/** Returns the values inside a constructed one; empty when it is malformed or has another tag than `tag`. */
export const derChildren = (node: DerNode | undefined, tag: number = derTags.sequence): DerNode[] =>
  node?.tag === tag ? (readDerList(node.body) ?? []) : [];

export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = [tag, ...lengthBytes(length)];
  for (const part of parts) bytes.push(...part);
  return Uint8Array.from(bytes);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/** Returns milliseconds since the epoch for a UTCTime or GeneralizedTime in UTC; else `undefined`. */
export function derTime({ tag, body }: DerNode): number | undefined {
  const text = String.fromCharCode(...body);
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year = '', month, day, hour, minute, second] = match;
  if (year.length !== (tag === derTags.utcTime ? 2 : 4)) return undefined;
  // RFC 5280: two-digit years from 50 on belong to the last century.
  const century = year.length === 4 ? '' : Number(year) >= 50 ? '19' : '20';
  const time = Date.parse(
    `${century}${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
  );
  return Number.isNaN(time) ? undefined : time;
}
