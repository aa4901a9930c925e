/**
 * The page of the one file reads with this when it is needed: AWS's reference data, scenarios, licences and workers, put
 * together from the parts that `json-parts.ts` and `copies.ts` made. Only modules that `packed-data.ts` writes call it; the
 * site has none of it.
 */

import type { Unpack } from './start.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The starter of the one file gives it to the page. */
const unpack: Unpack = (id) => (globalThis as unknown as { unpack: Unpack }).unpack(id);
const textOf = (bytes: Bytes): string => new TextDecoder().decode(bytes);
const none: Bytes = new Uint8Array();

export async function readJson(id: string): Promise<string> {
  const [frame = none, shared = none, rests = none, high = none, low = none] = await unpack(id);
  let last = '';
  const strings = textOf(rests)
    .split('\n')
    .map((rest, at) => `"${(last = last.slice(0, shared[at]) + rest)}"`);
  const pieces: string[] = [];
  textOf(frame)
    .split('"')
    .forEach((piece, at) => {
      pieces.push(piece);
      if (at < low.length) pieces.push(strings[((high[at] ?? 0) << 8) | (low[at] ?? 0)] ?? '');
    });
  const text = pieces.join('');
  // Parsing it takes as long as making it: the page may do something else between.
  await new Promise((resume) => setTimeout(resume));
  return text;
}

let scenarios: Promise<Readonly<Record<string, unknown>>> | undefined;

export async function readPackedScenario(name: string): Promise<unknown> {
  scenarios ??= readJson('packed-scenarios').then((text) => JSON.parse(text) as Record<string, unknown>);
  return (await scenarios)[name];
}

/** Returns the script in that block, which is made of pieces of the program that the page runs. */
export async function readWorker(id: string): Promise<Blob> {
  const program = document.querySelector('script[data-unpacked]')?.textContent ?? '';
  const script = pasted(await unpack(id), new TextEncoder().encode(program));
  return new Blob(['URL.revokeObjectURL(self.location.href);', script], {
    type: 'text/javascript;charset=utf-8',
  });
}

function pasted([fresh = none, ...rows]: readonly Bytes[], known: Uint8Array): Bytes {
  const [skips = [], lengths = [], moves = []] = rows.map(numbersOf);
  const text = new Uint8Array(lengths.reduce((sum, length) => sum + length, fresh.length));
  let read = 0;
  let at = 0;
  let end = 0;
  const take = (length: number) => {
    text.set(fresh.subarray(read, read + length), at);
    read += length;
    at += length;
  };
  skips.forEach((skip, place) => {
    take(skip);
    const move = moves[place] ?? 0;
    const from = end + (move % 2 === 1 ? -(move + 1) / 2 : move / 2);
    end = from + (lengths[place] ?? 0);
    text.set(known.subarray(from, end), at);
    at += end - from;
  });
  take(fresh.length - read);
  return text;
}

function numbersOf(bytes: Bytes): number[] {
  const numbers: number[] = [];
  let number = 0;
  let shift = 0;
  for (const byte of bytes) {
    number |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    numbers.push(number);
    number = 0;
    shift = 0;
  }
  return numbers;
}
