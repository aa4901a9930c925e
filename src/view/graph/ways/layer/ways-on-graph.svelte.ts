/** The layer “Ways”: what is asked, the ways that were found, which is lit. The address holds what is asked and lit. */

import type { Session } from '#app/session/session.svelte.ts';
import type { WayRow } from '#core/analysis/ways/rows.ts';
import { nodeOf } from '#core/graph/model.ts';
import { edgeOfStep, pathOfWay, waysLayer, withWay } from '#core/graph/ways.ts';
import { isOutside, outsiderName } from '#core/query/ways/outsiders.ts';
import { thingKindOfArn, nameOfArn } from '#view/entity/names.ts';
import type { LayerAddress } from '../../state/address.svelte.ts';
import { type GraphState, mostAround } from '../../state/shown-graph.svelte.ts';
import { type ShownWay, ShownWays, keyOfWay } from '../search.svelte.ts';
import { administratorWord } from '../words.ts';
import { defined } from '#core/model/defined.ts';

export class WaysOnGraph {
  readonly #session: Session;
  readonly #view: GraphState;
  readonly search: ShownWays;
  openHop = $state.raw<string>();
  /** `undefined` until a person chose. */
  #alone = $state<boolean>();

  constructor(session: Session, view: GraphState) {
    this.#session = session;
    this.#view = view;
    this.search = new ShownWays(session);
    view.layer = this;
  }

  /** A text, because an equal one draws nothing again when only the selection changes. */
  readonly #question = $derived.by(() => JSON.stringify(this.#view.address.ways ?? null));
  readonly asked = $derived.by(() => (JSON.parse(this.#question) as LayerAddress | null) ?? undefined);
  /** True: to all that one can gain, and not only to administrator. */
  readonly toAll = $derived.by(() => this.asked?.mode === 'all');
  readonly from = $derived.by(() => (this.asked?.mode === 'from' || this.toAll ? this.asked?.of : undefined));
  readonly to = $derived.by(
    () => (this.asked?.mode === 'to' ? this.asked.of : this.asked?.to) ?? administratorWord,
  );
  readonly conditional = $derived.by(() => this.asked?.depends === true);

  /** The ways, the shortest first, without those who are there already. */
  readonly ways = $derived.by((): readonly ShownWay[] => {
    const found = this.asked ? (this.search.answer?.ways ?? []) : [];
    return found
      .filter(({ steps }) => steps.length > 0)
      .toSorted((a, b) => a.steps.length - b.steps.length || (methodOf(a) < methodOf(b) ? -1 : 1));
  });
  readonly there = $derived.by(
    () => (this.search.answer?.ways ?? []).filter(({ steps }) => steps.length === 0).length,
  );
  readonly #drawnWays = $derived.by(() => waysLayer(this.#view.graph, this.ways, { nameOf: outsideName }));
  readonly #chosen = $derived.by(() => this.#view.address.way);
  readonly chosen = $derived.by(() => {
    const key = this.#chosen;
    return key === undefined ? undefined : this.ways.find((way) => keyOfWay(way) === key);
  });
  /** True when a link names a way that is not among those that were found. */
  readonly isGone = $derived.by(() => this.#chosen !== undefined && this.chosen === undefined);
  readonly drawn = $derived.by(() => {
    if (!this.asked || this.ways.length === 0) return undefined;
    const { chosen } = this;
    const layer = chosen ? withWay(this.#view.graph, this.#drawnWays, chosen, outsideName) : this.#drawnWays;
    return this.isAlone ? { ...layer, only: layer.nodes } : layer;
  });
  /** True: only what the ways need is drawn. Among many other shapes nobody would see them. */
  get isAlone(): boolean {
    return this.#alone ?? this.#view.graph.nodes.length > mostAround;
  }
  set isAlone(alone: boolean) {
    this.#alone = alone;
  }
  readonly left = $derived.by(() => this.#drawnWays.left);
  readonly lit = $derived.by(() => this.chosen && pathOfWay(this.chosen));

  nameOf(id: string): string {
    return nodeOf(this.#view.graph, id)?.label ?? outsideName(id) ?? nameOfArn(id);
  }

  /** Asks what the address says. Returns what ends the search. */
  ask(): (() => void) | undefined {
    const { asked } = this;
    if (!asked) return undefined;
    // A changed account is another question.
    void this.#session.state.revision;
    const { from, to, conditional } = this;
    if (this.toAll) return this.search.askAll({ from: from ?? '', conditional });
    // Everybody’s are those of somebody outside, too.
    return this.search.ask({ ...(from === undefined ? { outsiders: true } : { from }), to, conditional });
  }

  show(mode: LayerAddress['mode'], of?: string): void {
    this.openHop = undefined;
    this.#view.showWays({ mode, ...defined({ of }), depends: this.conditional });
  }

  setConditional(depends: boolean): void {
    if (this.asked) this.#view.showWays({ ...this.asked, depends }, this.#chosen);
  }

  close(): void {
    this.openHop = undefined;
    this.#view.showWays(undefined);
  }

  choose(way: WayRow): void {
    const key = keyOfWay(way);
    this.openHop = undefined;
    this.#view.lightWay(this.#chosen === key ? undefined : key);
  }

  /** Lights the first way with that line, unless the lit one has it, and opens the hop. */
  openLine(line: string): void {
    const has = (way: WayRow) => pathOfWay(way).edges.includes(line);
    const way = this.chosen && has(this.chosen) ? this.chosen : this.ways.find(has);
    if (!way) return;
    this.#view.lightWay(keyOfWay(way));
    this.openHop = way.steps.map(edgeOfStep).includes(line) ? line : undefined;
  }

  /** Says why ways cannot be asked from or to what is selected; `undefined` when they can. */
  whyNot(mode: 'from' | 'to'): string | undefined {
    const id = this.#view.selected;
    if (id === undefined) return 'Select a node first.';
    const node = nodeOf(this.#view.graph, id);
    const kind = node?.kind ?? thingKindOfArn(id);
    const isKnown = node === undefined || (node.known && !/[*?]/.test(id));
    if (kind === 'user' || kind === 'role' || (kind === 'resource' && isKnown)) return undefined;
    if (mode === 'from' && kind === 'outside' && (node?.flavour === 'provider' || id.includes(':')))
      return undefined;
    return mode === 'from'
      ? 'Ways begin at a user, a role, an identity provider, or a resource that runs as a role.'
      : 'Ways lead to a user, a role, or a resource whose name is known.';
  }
}

const outsideName = (id: string): string | undefined => (isOutside(id) ? outsiderName(id) : undefined);

const methodOf = ({ steps }: WayRow): string => steps.map(({ method }) => method.name).join();
