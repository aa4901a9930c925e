/** Search as you type: names rank before ARNs, and exact matches before beginnings before middles. */

import type { AccountGraph, GraphNode } from './model.ts';
import { memoBy } from '../model/memo.ts';

const mostHits = 20;

const namesOf = memoBy((graph: AccountGraph) =>
  graph.nodes.map(({ label, id }) => `${label}\n${id}`.toLowerCase()),
);

/** Returns the nodes that match every word, ignoring case, best first. An empty text matches nothing. */
export function searchNodes(graph: AccountGraph, text: string): GraphNode[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const names = namesOf(graph);
  const hits: { node: GraphNode; rank: number }[] = [];
  graph.nodes.forEach((node, index) => {
    const name = names[index] ?? '';
    if (words.every((word) => name.includes(word))) hits.push({ node, rank: rankOf(name, words[0] ?? '') });
  });
  hits.sort(
    (a, b) =>
      a.rank - b.rank || a.node.label.length - b.node.label.length || (a.node.id < b.node.id ? -1 : 1),
  );
  return hits.slice(0, mostHits).map(({ node }) => node);
}

/** Ranks 0 the name itself, 1 its beginning, 2 a word's beginning in it, 3 inside it, 4 only in the ARN. */
function rankOf(name: string, word: string): number {
  const label = name.slice(0, name.indexOf('\n'));
  if (label === word) return 0;
  if (label.startsWith(word)) return 1;
  const at = label.indexOf(word);
  if (at < 0) return 4;
  return /[^a-z0-9]/.test(label[at - 1] ?? '') ? 2 : 3;
}
