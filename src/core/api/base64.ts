/**
 * Converts bytes to text and back without functions that only a browser or only Node has. Blobs of the API
 * are base64 texts here, as they travel.
 */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const third = b === undefined ? '=' : alphabet.charAt((bits >> 6) & 63);
    const fourth = c === undefined ? '=' : alphabet.charAt(bits & 63);
    parts.push(alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63) + third + fourth);
  }
  return parts.join('');
}

/** Returns the bytes, or `undefined` when the text is not base64. White space is ignored. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const packed = text.replace(/\s+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  const end = packed.indexOf('=') === -1 ? packed.length : packed.indexOf('=');
  const bytes = new Uint8Array(Math.floor((end * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (let i = 0; i < end; i += 1) {
    bits = ((bits << 6) | alphabet.indexOf(packed.charAt(i))) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 255;
    at += 1;
  }
  return bytes;
}

/** Encodes as UTF-8. */
export function bytesOfText(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let i = 0; i < escaped.length; i += 1) {
    if (escaped.charAt(i) !== '%') bytes.push(escaped.charCodeAt(i));
    else {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    }
  }
  return Uint8Array.from(bytes);
}

/** Picks `length` characters of an alphabet by numbers in [0, 1). Makes secrets and seeds. */
export function randomText(random: () => number, length: number, from: string): string {
  let text = '';
  while (text.length < length) text += from.charAt(Math.floor(random() * from.length));
  return text;
}

export const base64Alphabet = alphabet;
export const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
