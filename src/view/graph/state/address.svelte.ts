/** The part of the graph's state that a person can come back to: the selected node, the focus, the layout. */

import { go, href, route } from '#app/navigation/routes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { type Layout, layouts } from '#core/graph/view.ts';
import { defined } from '#core/model/defined.ts';
import { memoBy } from '#core/model/memo.ts';
import { questionPart } from '#app/navigation/question.ts';

export interface GraphAddress {
  readonly selected: string | undefined;
  readonly focus: string | undefined;
  readonly hops: 1 | 2;
  readonly layout: Layout;
  /** `undefined`: the layer is off. */
  readonly ways?: LayerAddress | undefined;
  /** The short key of the lit way. */
  readonly way?: string | undefined;
}

export const layerModes = ['from', 'all', 'to', 'administrator'] as const;

/** The ways that are drawn: from a node to administrator or to all that it can gain, to a node, everybody's to administrator. */
export interface LayerAddress {
  readonly mode: (typeof layerModes)[number];
  readonly of?: string;
  /** The ARN to which those `from` lead; absent: to administrator. */
  readonly to?: string;
  /** Ways count that depend on something that nobody knows of. */
  readonly depends?: boolean;
}

export interface AddressStore {
  readonly current: GraphAddress;
  change(change: Partial<GraphAddress>): void;
}

/**
 * Stores it in the address: `#/graph?n=…&f=…&h=2&l=trust&w=from&wn=…&wt=…&wk=…`. A new focus, layout or layer is a step for
 * Back. A question that led here (asked-question.svelte.ts) stays in the address.
 */
export class RouteAddress implements AddressStore {
  readonly current: GraphAddress = $derived.by(() => {
    const { n, f, h, l, w, wn, wt, wk, depends } = route.current.query;
    return {
      selected: n,
      focus: f,
      hops: h === '2' ? 2 : 1,
      layout: layouts.find((layout) => layout === l) ?? 'columns',
      ways: layerOf(w, { of: wn, to: wt, depends: depends === '1' }),
      way: wk,
    };
  });

  change(change: Partial<GraphAddress>): void {
    const { selected, focus, hops, layout, ways, way } = { ...this.current, ...change };
    const query = {
      ...questionPart(route.current.query),
      n: selected,
      f: focus,
      h: focus !== undefined && hops === 2 ? '2' : undefined,
      l: layout === 'columns' ? undefined : layout,
      ...layerQuery(ways, way),
    };
    const isStep = ['focus', 'layout', 'hops', 'ways'].some((name) => name in change);
    go('graph', [], query, { replace: !isStep });
  }
}

function layerOf(
  text: string | undefined,
  { of, to, depends }: { of: string | undefined; to: string | undefined; depends: boolean },
): LayerAddress | undefined {
  const mode = layerModes.find((one) => one === text);
  if (mode === 'administrator') return { mode, depends };
  if (!mode || of === undefined) return undefined;
  return { mode, of, depends, ...(mode === 'from' && defined({ to })) };
}

const layerQuery = (ways: LayerAddress | undefined, way?: string) => ({
  w: ways?.mode,
  wn: ways?.of,
  wt: ways?.to,
  wk: ways && way,
  depends: ways?.depends ? '1' : undefined,
});

/** Returns the address of the graph with these ways, of which one may be lit, by its short key. */
export const layerHref = (ways: LayerAddress, way?: string): string =>
  href('graph', [], layerQuery(ways, way));

/** Stores it here for Ask, because there the address belongs to the question. */
export class LocalAddress implements AddressStore {
  current: GraphAddress = $state.raw({ selected: undefined, focus: undefined, hops: 1, layout: 'columns' });

  change(change: Partial<GraphAddress>): void {
    this.current = { ...this.current, ...change };
  }
}

/** The node that was selected last in each account of a visit, so that the graph opens with it again. */
const lastNodes = memoBy((_: Session) => new Map<string, string>());

export const lastSelected = (session: Session, scope: string): string | undefined =>
  lastNodes(session).get(scope);

export function rememberSelected(session: Session, scope: string, id: string | undefined): void {
  if (id === undefined) lastNodes(session).delete(scope);
  else lastNodes(session).set(scope, id);
}
