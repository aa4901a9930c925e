/** Finds the drawn node that stands for each node of the account, and counts edges between drawn nodes. */

import { type AccountGraph, edgeKinds } from './model.ts';
import type { Scope } from './scope.ts';

/** Positions drawn on their own, and the bucket of those that are in one. */
export interface NodeStanding {
  readonly own: ReadonlySet<number>;
  readonly bucket: ReadonlyMap<number, { readonly id: string }>;
}

/** Returns for each graph node the position of the drawn node that stands for it; -1 when none does. */
export function representatives(
  graph: AccountGraph,
  plan: NodeStanding,
  drawn: readonly { readonly id: string }[],
): Int32Array {
  const at = new Map(drawn.map(({ id }, position) => [id, position]));
  const standIn = new Int32Array(graph.nodes.length).fill(-1);
  for (const [index, bucket] of plan.bucket) standIn[index] = at.get(bucket.id) ?? -1;
  for (const index of plan.own) standIn[index] = at.get(graph.nodes[index]?.id ?? '') ?? -1;
  return standIn;
}

/** Counts the edges between drawn nodes; a key is `(from * width + to) * kinds + kind`. */
export function countBetween(
  graph: AccountGraph,
  scope: Scope,
  standIn: Int32Array,
  width: number,
): Map<number, number> {
  const { from, to, kind, count } = graph.edges;
  const counts = new Map<number, number>();
  for (let edge = 0; edge < count; edge += 1) {
    const code = kind[edge] ?? 0;
    if (!scope.relations[code]) continue;
    const start = standIn[from[edge] ?? -1] ?? -1;
    const end = standIn[to[edge] ?? -1] ?? -1;
    if (start < 0 || end < 0 || start === end) continue;
    const key = (start * width + end) * edgeKinds.length + code;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
