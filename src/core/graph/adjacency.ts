/** Collects edges by node position and lays them out for walking. */

import { type Adjacency, type EdgeKind, type EdgeTable, edgeKinds } from './model.ts';

export interface EdgeList {
  add(from: number, to: number, kind: EdgeKind): void;
  table(): EdgeTable;
}

const kindCode = Object.fromEntries(edgeKinds.map((kind, code) => [kind, code])) as Record<EdgeKind, number>;

export function edgeList(): EdgeList {
  const from: number[] = [];
  const to: number[] = [];
  const kinds: number[] = [];
  // INVARIANT: at most one edge of a kind runs between two nodes, since its ends and kind are its id.
  const seen = new Set<string>();
  return {
    add(start, end, kind) {
      const code = kindCode[kind];
      // Members and attachments are sets in the records already.
      if (kind !== 'member-of' && kind !== 'attached') {
        const key = `${start} ${code} ${end}`;
        if (seen.has(key)) return;
        seen.add(key);
      }
      from.push(start);
      to.push(end);
      kinds.push(code);
    },
    table: () => ({
      count: from.length,
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      kind: Uint8Array.from(kinds),
    }),
  };
}

/** Groups edge positions by one of their ends (counting sort, O(nodes + edges)). */
export function adjacency(ends: Int32Array, nodeCount: number): Adjacency {
  const start = new Int32Array(nodeCount + 1);
  for (const end of ends) start[end + 1] = (start[end + 1] ?? 0) + 1;
  for (let node = 0; node < nodeCount; node += 1)
    start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const edge = new Int32Array(ends.length);
  ends.forEach((end, position) => {
    const slot = next[end] ?? 0;
    edge[slot] = position;
    next[end] = slot + 1;
  });
  return { start, edge };
}
