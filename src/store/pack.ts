/** Compresses a whole world for checkpoints, about 14 to 1. Secrets are stored apart, as in history. */

import type { SecretRecord } from '../core/model/records/credentials.ts';
import type { NewRecord } from './rows.ts';

export interface Packed {
  readonly packed: Uint8Array;
  readonly secrets: readonly SecretRecord[];
}

export async function packed(records: readonly NewRecord[]): Promise<Packed> {
  const rest = records.filter(({ table }) => table !== 'secrets');
  const secrets = records.flatMap(({ table, row }) => (table === 'secrets' ? [row as SecretRecord] : []));
  const stream = new Blob([JSON.stringify(rest)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return { packed: new Uint8Array(await new Response(stream).arrayBuffer()), secrets };
}

/** Returns the records; `undefined` when the bytes cannot be unpacked (a damaged disk). */
export async function unpacked({ packed: bytes, secrets }: Packed): Promise<NewRecord[] | undefined> {
  try {
    const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const records: unknown = JSON.parse(await new Response(stream).text());
    if (!Array.isArray(records)) return undefined;
    return [
      ...(records as NewRecord[]),
      ...secrets.map((row) => ({ table: 'secrets' as const, id: row.id, row })),
    ];
  } catch {
    return undefined;
  }
}
