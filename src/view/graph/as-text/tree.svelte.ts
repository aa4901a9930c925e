/** The projection as a tree with the keys of the ARIA tree pattern. The focus and the selection are independent. */

import { nodeName, nodeSummary, kindBranches, type NodeRow } from '#core/graph/table.ts';
import type { ProjectedNode } from '#core/graph/view.ts';

export interface TreeItem {
  readonly key: string;
  readonly level: 1 | 2 | 3;
  readonly label: string;
  readonly detail: string;
  readonly node: ProjectedNode | undefined;
  /** The id that Enter selects: the node itself, or the other end of a relation. */
  readonly selects: string | undefined;
  readonly expanded: boolean | undefined;
  readonly position: number;
  readonly size: number;
}

const kindKey = (kind: string) => `kind ${kind}`;
const nodeKey = (id: string) => `node ${id}`;

export class TreeState {
  readonly #rows: () => readonly NodeRow[];
  /** Kinds are open until closed, nodes closed until opened. */
  #closedKinds = $state.raw<readonly string[]>([]);
  #openNodes = $state.raw<readonly string[]>([]);
  #active = $state<string | undefined>();

  constructor(rows: () => readonly NodeRow[]) {
    this.#rows = rows;
  }

  readonly items = $derived.by(() => this.#flatten());
  readonly active = $derived.by(() =>
    this.items.some(({ key }) => key === this.#active) ? this.#active : this.items[0]?.key,
  );

  moveTo(key: string | undefined): void {
    if (key !== undefined) this.#active = key;
  }

  reveal(id: string): void {
    const row = this.#rows().find(({ node }) => node.id === id);
    if (!row) return;
    const kind = kindKey(row.node.kind);
    if (this.#closedKinds.includes(kind)) this.#closedKinds = without(this.#closedKinds, kind);
    this.#active = nodeKey(id);
  }

  toggle(item: TreeItem): void {
    if (item.expanded !== undefined) this.#expand(item, !item.expanded);
  }

  /** Handles a key of the tree pattern. Returns false for any other key. */
  key(key: string): boolean {
    const items = this.items;
    const at = items.findIndex((item) => item.key === this.active);
    const item = items[at];
    if (!item) return false;
    switch (key) {
      case 'ArrowDown':
        this.moveTo(items[at + 1]?.key);
        return true;
      case 'ArrowUp':
        this.moveTo(items[at - 1]?.key);
        return true;
      case 'Home':
        this.moveTo(items[0]?.key);
        return true;
      case 'End':
        this.moveTo(items.at(-1)?.key);
        return true;
      case 'ArrowRight':
        if (item.expanded === false) this.#expand(item, true);
        else if (item.expanded) this.moveTo(items[at + 1]?.key);
        return true;
      case 'ArrowLeft':
        if (item.expanded) this.#expand(item, false);
        else this.moveTo(items.slice(0, at).findLast(({ level }) => level < item.level)?.key);
        return true;
      default:
        return this.#typeAhead(key, items, at);
    }
  }

  #typeAhead(key: string, items: readonly TreeItem[], at: number): boolean {
    if (key.length !== 1 || !/[\p{L}\p{N}]/u.test(key)) return false;
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find(
      ({ label, level }) => level < 3 && label.toLowerCase().startsWith(key.toLowerCase()),
    );
    this.moveTo(next?.key);
    return true;
  }

  #expand({ key, level }: TreeItem, open: boolean): void {
    if (level === 1)
      this.#closedKinds = open ? without(this.#closedKinds, key) : including(this.#closedKinds, key);
    else this.#openNodes = open ? including(this.#openNodes, key) : without(this.#openNodes, key);
  }

  #flatten(): TreeItem[] {
    const branches = kindBranches(this.#rows());
    return branches.flatMap(({ kind, title, rows }, branch) => {
      const key = kindKey(kind);
      const expanded = !this.#closedKinds.includes(key);
      const head: TreeItem = {
        key,
        level: 1,
        label: title,
        detail: String(rows.length),
        node: undefined,
        selects: undefined,
        expanded,
        position: branch + 1,
        size: branches.length,
      };
      return expanded ? [head, ...rows.flatMap((row, at) => this.#ofNode(row, at, rows.length))] : [head];
    });
  }

  #ofNode({ node, relations }: NodeRow, at: number, size: number): TreeItem[] {
    const key = nodeKey(node.id);
    const expanded = relations.length === 0 ? undefined : this.#openNodes.includes(key);
    const item: TreeItem = {
      key,
      level: 2,
      label: nodeName(node),
      detail: nodeSummary(node),
      node,
      selects: node.id,
      expanded,
      position: at + 1,
      size,
    };
    if (!expanded) return [item];
    return [
      item,
      ...relations.map(({ edge, words, other }, position): TreeItem => ({
        key: `relation ${node.id} ${words} ${edge.id}`,
        level: 3,
        label: `${words} ${nodeName(other)}`,
        detail: edge.count > 1 ? `${edge.count} relations` : '',
        node: other,
        selects: other.id,
        expanded: undefined,
        position: position + 1,
        size: relations.length,
      })),
    ];
  }
}

const including = (keys: readonly string[], key: string): readonly string[] => [...keys, key];
const without = (keys: readonly string[], key: string): readonly string[] =>
  keys.filter((one) => one !== key);
