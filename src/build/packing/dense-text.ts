/**
 * Bytes as text that HTML and UTF-8 leave as it is, for the one file: a script that is data. Base64 makes 4 letters of 3
 * bytes, this makes 4.5 bytes of 4. Letters of one byte are all but NUL, CR and `<`, which HTML would change or read:
 * 101 of them stand for 7 bits, 24 for 8. The 1,920 letters of two bytes stand for 14 bits each. These shares use every
 * pattern of bits exactly once. `start.ts` reads it.
 */

const letters = Array.from({ length: 128 }, (_, code) => code).filter((code) => ![0, 13, 60].includes(code));

/** The first 7 bits say how many bits a letter stands for: below this 7, then 8, then 14. */
const ofEight = 101;
const ofFourteen = 113;

export function denseText(bytes: Uint8Array): string {
  const written = new Uint16Array(Math.ceil((bytes.length * 8) / 7) + 2);
  let length = 0;
  let held = 0;
  let bits = 0;
  let at = 0;
  while (at < bytes.length || bits > 0) {
    // Zeros follow the last byte; the reader knows how many bytes there are.
    while (bits < 14) {
      held = ((held << 8) | (bytes[at] ?? 0)) & 0x3fffff;
      bits += 8;
      at += 1;
    }
    const next = (held >> (bits - 14)) & 0x3fff;
    const first = next >> 7;
    const [code, taken] =
      first < ofEight
        ? [letters[first], 7]
        : first < ofFourteen
          ? [letters[(next >> 6) - ofEight], 8]
          : [next - (ofFourteen << 7) + 128, 14];
    written[length] = code ?? 0;
    length += 1;
    bits -= taken;
    // Only zeros are left that stood for no byte.
    if (at >= bytes.length && (at - bytes.length) * 8 >= bits) break;
  }
  return Buffer.from(written.buffer, 0, length * 2).toString('utf16le');
}
