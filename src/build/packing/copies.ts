/**
 * A text as pieces of another one: a worker holds its own copy of code that the page has too, further away than deflate looks
 * back. The minifier gives the outermost names anew in each, so it is many short pieces. `read.ts` puts them together.
 */

/** Pieces shorter than this cost as much as they save. */
const shortest = 16;
const buckets = 1 << 20;
/** So many places that begin alike are tried. */
const tried = 256;

/** Returns a function that writes a text as the known one has it: what is new, and three rows of numbers for the copies. */
export function copier(known: Uint8Array): (text: Uint8Array) => readonly Uint8Array[] {
  const { newest, before } = placesOf(known);
  return (text) => {
    const hashes = hashesOf(text);
    const fresh: Uint8Array[] = [];
    const skips: number[] = [];
    const lengths: number[] = [];
    const moves: number[] = [];
    let from = 0;
    let end = 0;
    let at = 0;
    while (at + shortest <= text.length) {
      let best = 0;
      let where = -1;
      let place = newest[hashes[at] ?? 0] ?? -1;
      for (let left = tried; place >= 0 && left > 0; left -= 1) {
        const length = sameLength(known, place, text, at);
        const isNearer = Math.abs(place - end) < Math.abs(where - end);
        // A place near the end of the last copy has a shorter number.
        if (length > best + 2 || (length >= best - 2 && length >= shortest && isNearer)) {
          best = length;
          where = place;
        }
        place = before[place] ?? -1;
      }
      if (best < shortest) {
        at += 1;
        continue;
      }
      fresh.push(text.subarray(from, at));
      skips.push(at - from);
      lengths.push(best);
      moves.push(where < end ? 2 * (end - where) - 1 : 2 * (where - end));
      at += best;
      from = at;
      end = where + best;
    }
    fresh.push(text.subarray(from));
    return [Buffer.concat(fresh), written(skips), written(lengths), written(moves)];
  };
}

/** The last place of every hash, and the place before each with the same one. */
function placesOf(known: Uint8Array): { newest: Int32Array; before: Int32Array } {
  const newest = new Int32Array(buckets).fill(-1);
  const before = new Int32Array(known.length).fill(-1);
  hashesOf(known).forEach((hash, at) => {
    before[at] = newest[hash] ?? -1;
    newest[hash] = at;
  });
  return { newest, before };
}

/** A hash of the shortest piece at each place, from that of the place before it. */
function hashesOf(text: Uint8Array): Int32Array {
  const prime = 0x01000193;
  let leaving = 1;
  for (let at = 0; at < shortest; at += 1) leaving = Math.imul(leaving, prime);
  const hashes = new Int32Array(Math.max(0, text.length - shortest + 1));
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = (Math.imul(hash, prime) + (text[at] ?? 0)) | 0;
    if (at >= shortest) hash = (hash - Math.imul(text[at - shortest] ?? 0, leaving)) | 0;
    if (at >= shortest - 1) hashes[at - shortest + 1] = (hash ^ (hash >>> 13)) & (buckets - 1);
  }
  return hashes;
}

function sameLength(known: Uint8Array, place: number, text: Uint8Array, at: number): number {
  const most = Math.min(known.length - place, text.length - at);
  let length = 0;
  while (length < most && known[place + length] === text[at + length]) length += 1;
  return length;
}

/** Writes numbers in as many bytes as each needs, the low 7 bits first. */
function written(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (let number of numbers) {
    while (number > 127) {
      bytes.push((number & 127) | 128);
      number >>>= 7;
    }
    bytes.push(number);
  }
  return Uint8Array.from(bytes);
}
