/**
 * A JSON text taken apart so that deflate, which looks back 32 kB only, finds more in it: its frame without the strings, each
 * string once, sorted and without what it shares with the one before, and which string stands where. AWS's managed
 * policies name the same actions again and again, far from each other. `read.ts` puts them together again.
 */

/** Returns the frame, the lengths of shared beginnings, the rests, and the numbers of strings as high and low bytes. */
export function jsonParts(json: string): readonly Uint8Array[] {
  const strings = /"((?:[^"\\]|\\.)*)"/g;
  const all = [...json.matchAll(strings)].map(([, inside = '']) => inside);
  const distinct = [...new Set(all)].sort();
  if (distinct.length > 0x10000)
    throw new Error(`${distinct.length} strings are more than two bytes can count`);
  const shared = distinct.map((string, at) => sharedWith(distinct[at - 1] ?? '', string));
  const rests = distinct.map((string, at) => string.slice(shared[at]));
  const numbers = new Map(distinct.map((string, at) => [string, at]));
  const places = all.map((string) => numbers.get(string) ?? 0);
  return [
    Buffer.from(json.replace(strings, '"')),
    Uint8Array.from(shared),
    Buffer.from(rests.join('\n')),
    Uint8Array.from(places, (number) => number >> 8),
    Uint8Array.from(places, (number) => number & 255),
  ];
}

function sharedWith(before: string, string: string): number {
  let count = 0;
  while (count < 255 && count < string.length && string[count] === before[count]) count += 1;
  return count;
}
