/** The part of the graph's state that a person can come back to: the selected node, the focus, the layout. */

import { go, route } from '../../../app/navigation/routes.svelte.ts';
import { type Layout, layouts } from '../../../core/graph/view.ts';

export interface GraphAddress {
  readonly selected: string | undefined;
  readonly focus: string | undefined;
  readonly hops: 1 | 2;
  readonly layout: Layout;
}

export interface AddressStore {
  readonly current: GraphAddress;
  change(change: Partial<GraphAddress>): void;
}

/** Stores it in the address: `#/graph?n=…&f=…&h=2&l=trust`. A new focus or layout is a step for Back. */
export class RouteAddress implements AddressStore {
  readonly current: GraphAddress = $derived.by(() => {
    const { n, f, h, l } = route.current.query;
    return {
      selected: n,
      focus: f,
      hops: h === '2' ? 2 : 1,
      layout: layouts.find((layout) => layout === l) ?? 'columns',
    };
  });

  change(change: Partial<GraphAddress>): void {
    const { selected, focus, hops, layout } = { ...this.current, ...change };
    const query = {
      n: selected,
      f: focus,
      h: focus !== undefined && hops === 2 ? '2' : undefined,
      l: layout === 'columns' ? undefined : layout,
    };
    const isStep = 'focus' in change || 'layout' in change || 'hops' in change;
    go('graph', [], query, { replace: !isStep });
  }
}

/** Stores it here for Ask, because there the address belongs to the question. */
export class LocalAddress implements AddressStore {
  current: GraphAddress = $state.raw({ selected: undefined, focus: undefined, hops: 1, layout: 'columns' });

  change(change: Partial<GraphAddress>): void {
    this.current = { ...this.current, ...change };
  }
}
