/** Packed bytes as text: nothing in it is changed or read by HTML, and it is short. */

import { expect, test } from 'vitest';
import { denseText } from '#build/packing/dense-text.ts';
import { opened } from './opened.ts';

/** Bytes that look like chance, as deflated ones do. */
function scattered(length: number): Uint8Array {
  let seed = 12_345;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed >>> 24;
  });
}

test('packed text has no letter that HTML changes or reads, and is an eighth longer than its bytes', () => {
  const bytes = scattered(200_000);
  const text = denseText(bytes);
  const codes = new Set([...text].map((letter) => letter.codePointAt(0) ?? 0));
  for (const code of [0, 13, 60]) expect(codes).not.toContain(code);
  // All other letters of one byte, and all of two.
  expect(codes.size).toBe(125 + 1920);
  expect(Math.max(...codes)).toBe(0x7ff);
  expect(Buffer.byteLength(text) / bytes.length).toBeLessThan(1.131);
});

test('packed text of no bytes is empty', () => {
  expect(denseText(new Uint8Array())).toBe('');
});

test('packed bytes of every length are unpacked as they were', async () => {
  const blocks = Object.fromEntries(
    Array.from({ length: 200 }, (_, length) => [`b${length}`, [scattered(length)]]),
  );
  const zeros = new Uint8Array(1000);
  const ones = new Uint8Array(1000).fill(255);
  await opened({ ...blocks, zeros: [zeros], ones: [ones], packed: [zeros, ones] });
  const { unpack } = globalThis as unknown as {
    unpack: (id: string) => Promise<readonly Uint8Array[]>;
  };
  for (const [id, parts] of Object.entries(blocks)) expect(await unpack(id)).toEqual(parts);
  expect(await unpack('zeros')).toEqual([zeros]);
  expect(await unpack('ones')).toEqual([ones]);
});
