/**
 * Layers for the trust view: who may assume whom, from left to right. Roles that may assume each other in a
 * circle share a layer (their edges are drawn as arcs), so a cyclic trust graph has a layout too.
 */

/** Returns each node's layer: 0 when no edge leads to it, else one more than the highest before it. */
export function trustLayers(count: number, edges: readonly (readonly [number, number])[]): number[] {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) if (from !== to) next[from]?.push(to);
  const { component, components } = stronglyConnected(next);
  // Tarjan numbers a component after all that it reaches, so descending numbers visit sources first.
  const layer = new Array<number>(components).fill(0);
  const members: number[][] = Array.from({ length: components }, () => []);
  component.forEach((number, node) => members[number]?.push(node));
  for (let number = components - 1; number >= 0; number -= 1) {
    for (const node of members[number] ?? []) {
      for (const to of next[node] ?? []) {
        const other = component[to] ?? 0;
        if (other !== number) layer[other] = Math.max(layer[other] ?? 0, (layer[number] ?? 0) + 1);
      }
    }
  }
  return component.map((number) => layer[number] ?? 0);
}

/** Finds the components by Tarjan's algorithm, without recursion: role chains can be a thousand long. */
function stronglyConnected(next: readonly (readonly number[])[]): {
  component: number[];
  components: number;
} {
  const count = next.length;
  const index = new Array<number>(count).fill(-1);
  const low = new Array<number>(count).fill(0);
  const component = new Array<number>(count).fill(-1);
  const stack: number[] = [];
  let time = 0;
  let components = 0;
  for (let root = 0; root < count; root += 1) {
    if (index[root] !== -1) continue;
    const work: [node: number, edge: number][] = [[root, 0]];
    while (work.length > 0) {
      const frame = work.at(-1);
      if (!frame) break;
      const [node, edge] = frame;
      if (edge === 0) {
        index[node] = low[node] = time++;
        stack.push(node);
      }
      const to = next[node]?.[edge];
      if (to !== undefined) {
        frame[1] += 1;
        if (index[to] === -1) work.push([to, 0]);
        else if (component[to] === -1) low[node] = Math.min(low[node] ?? 0, index[to] ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.[0];
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if (low[node] === index[node]) {
        for (let member = -1; member !== node;) {
          member = stack.pop() ?? node;
          component[member] = components;
        }
        components += 1;
      }
    }
  }
  return { component, components };
}
