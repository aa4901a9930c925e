/** Writes a QR code as PNG, for `QRCodePNG`, uncompressed: nothing in the core may compress. */

import { encode } from 'uqr';

const modulePixels = 4;
const quietModules = 4;

export function qrPng(text: string): Uint8Array {
  const { data, size } = encode(text, { ecc: 'M', border: quietModules });
  const side = size * modulePixels;
  const rows = new Uint8Array(side * (side + 1));
  let at = 0;
  for (let y = 0; y < side; y += 1) {
    rows[at] = 0; // filter: none
    at += 1;
    const line = data[Math.floor(y / modulePixels)];
    for (let x = 0; x < side; x += 1) {
      rows[at] = line?.[Math.floor(x / modulePixels)] ? 0 : 255;
      at += 1;
    }
  }
  const header = joined([word(side), word(side), Uint8Array.of(8, 0, 0, 0, 0)]);
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', stored(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Returns four bytes, big-endian. */
const word = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joined([Uint8Array.from(type, (character) => character.charCodeAt(0)), data]);
  return joined([word(data.length), typed, word(crc32(typed))]);
}

/** Makes a zlib stream without compression (RFC 1950, 1951). */
function stored(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  const block = 65_535;
  for (let at = 0; at < data.length; at += block) {
    const piece = data.subarray(at, at + block);
    const { length } = piece;
    const last = at + block >= data.length ? 1 : 0;
    parts.push(Uint8Array.of(last, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255), piece);
  }
  return joined([...parts, word(adler32(data))]);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
