/**
 * Owns the one Cytoscape instance: it draws a projection, as the difference to the one before, and reports what a person
 * does to it. It must know nothing of accounts.
 */

import cytoscape, {
  type CollectionReturnValue,
  type Core,
  type ElementDefinition,
  type EventObject,
} from 'cytoscape';
import { type Frame, type Projection, budget } from '#core/graph/view.ts';
import { type Faces, facesOf, named } from './node-pictures.ts';
import { graphStyle, leastDrawn } from './style.ts';
import type { GraphTokens } from './tokens.ts';
import { type LabelFont, type Positions, elementsOf } from './elements.ts';
import { ScenePainter } from './painter.ts';
import { type Lit, Spotlight, appear, stateClasses } from './spotlight.ts';

interface SceneEvents {
  onselect(id: string | undefined): void;
  online(id: string): void;
  /** Told of a double click or Enter on a node, which opens its bucket, its members or its neighbourhood. */
  onopen(id: string): void;
  onmove(id: string, position: { x: number; y: number }): void;
  onhover(id: string | undefined): void;
  /** True while parts of the projection are still to be drawn. */
  onbusy(busy: boolean): void;
  /** Told where the view is: a model coordinate `x` is painted at `x * zoom + left`. */
  onview(view: SceneView): void;
}

export interface SceneView {
  readonly zoom: number;
  readonly left: number;
}

/** More new edges than this are added after the nodes in a task of their own. Every part is painted whole. */
const edgesAtOnce = 60;
/** Pixels around a drawing in which a person has moved shapes out of the box. */
const fittedPadding = 28;
/** Pixels at zoom 1. The largest still fits into a row of the columns. */
const smallestLabel = 6;
const largestLabel = 40;
/** Pixels to which labels are sized after a person zoomed, and above which they are sized again; times the scale. */
const zoomedLabel = 13.5;
const mostLabel = 16;
const leastZoom = 0.08;
const mostOfLeast = 0.6;
const isSameFrame = (one: Frame, other: Frame): boolean =>
  one.width === other.width && one.height === other.height && one.zoom === other.zoom;
/** Compares what is drawn: words, numbers, and lists of numbers. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
const sizeOf = (cy: Core): string => `${cy.width()} ${cy.height()}`;

export class GraphScene {
  readonly #cy: Core;
  readonly #painter: ScenePainter;
  readonly #spotlight: Spotlight;
  readonly #events: SceneEvents;
  readonly #still: boolean;
  #font: LabelFont = { family: 'sans-serif', size: 12, scale: 1, hidden: false };
  #faces: Faces;
  #shown: Projection | undefined;
  #moved: Positions = {};
  #lit: Lit | undefined;
  #queue: ElementDefinition[] = [];
  #isOther = true;
  /** True once a person moved or zoomed the view. A new size of the box then leaves the view alone. */
  #byHand = false;
  #size: string;
  #held = false;
  #next: ReturnType<typeof setTimeout> | undefined;

  /** `still` means no motion at all, because the system asks for it. */
  constructor(container: HTMLElement, tokens: GraphTokens, events: SceneEvents, still: boolean) {
    this.#events = events;
    this.#still = still;
    this.#font = { ...this.#font, family: tokens.font, scale: tokens.scale };
    this.#cy = cytoscape({
      container,
      style: graphStyle(tokens),
      minZoom: leastZoom,
      maxZoom: 2.5,
      boxSelectionEnabled: false,
      selectionType: 'single',
      pixelRatio: 'auto',
    });
    this.#size = sizeOf(this.#cy);
    this.#painter = new ScenePainter(this.#cy, tokens.surface, () => this.#sizeLabels());
    this.#spotlight = new Spotlight(this.#cy, this.#painter, still);
    this.#faces = this.#facesOf(tokens);
    this.#listen();
  }

  restyle(tokens: GraphTokens): void {
    const { scale } = this.#font;
    this.#font = { ...this.#font, family: tokens.font, scale: tokens.scale };
    this.#faces = this.#facesOf(tokens);
    this.#cy.style(graphStyle(tokens));
    this.#painter.recolour(tokens.surface);
    this.#draw();
    this.#settle();
    if (tokens.scale !== scale) this.fit();
  }

  /** Draws the projection. `moved` are a person's positions. A drawing of mostly other nodes is fitted. */
  show(projection: Projection, moved: Positions = {}): void {
    const before = this.#shown;
    this.#shown = projection;
    this.#moved = moved;
    const kept = projection.nodes.filter(({ id }) => this.#cy.getElementById(id).nonempty()).length;
    const otherLevel = before?.level !== projection.level || before.layout !== projection.layout;
    const otherFrame = !before || !isSameFrame(before.frame, projection.frame);
    this.#isOther = kept * 2 < projection.nodes.length;
    const fresh = otherLevel || this.#isOther || (otherFrame && !this.#byHand);
    const { frame } = projection;
    // A drawing that is in its box has nothing to show around it.
    this.#cy.minZoom(this.#isInFrame() ? Math.min(frame.zoom, mostOfLeast) : leastZoom);
    if (fresh) this.#font = this.#fontAt(frame.zoom, frame.letters);
    this.#draw();
    this.#hold(fresh && this.#queue.length > 0);
    this.#painter.hideLines(projection.edges.length > budget.edges);
    if (fresh) this.fit();
    this.#settle();
  }

  /** Selects without reporting it. `undefined` clears the selection. */
  select(id: string | undefined): void {
    const selected = this.#cy.nodes(':selected');
    const wanted = id === undefined ? this.#cy.collection() : this.#cy.getElementById(id);
    this.#painter.changed();
    this.#cy.batch(() => {
      selected.difference(wanted).unselect();
      wanted.select();
    });
    this.#spotlight.select(id);
    if (wanted.empty()) return;
    // A view on its way to an earlier selection would leave this one behind.
    this.#cy.stop(true);
    if (!this.#inView(id ?? '')) this.#moveTo(id ?? '');
  }

  light(lit: Lit | undefined): void {
    this.#lit = lit;
    if (this.#queue.length === 0) this.#spotlight.light(lit);
  }

  point(id: string | undefined): void {
    this.#spotlight.point(id);
  }

  /** Shows the drawing as it was placed, or all of it where a person moved shapes out of the box. */
  fit(): void {
    const cy = this.#cy;
    const frame = this.#shown?.frame;
    this.#byHand = false;
    cy.resize();
    if (!frame || cy.elements().empty()) return;
    // The room that the box has more or less since then is left around the drawing.
    const pan = { x: (cy.width() - frame.width) / 2, y: (cy.height() - frame.height) / 2 };
    cy.viewport({ zoom: frame.zoom, pan });
    if (Object.keys(this.#moved).some((id) => !this.#inView(id))) cy.fit(undefined, fittedPadding);
    this.#sizeLabels(frame.letters);
  }

  #isInFrame(): boolean {
    const { nodes = [], frame } = this.#shown ?? {};
    return (
      !!frame && nodes.every(({ x, y }) => x * frame.zoom < frame.width && y * frame.zoom < frame.height)
    );
  }

  /** One finger scrolls the page, two move and zoom the drawing; a mouse moves it alone. */
  holdBy({ pointerType, isPrimary }: Pick<PointerEvent, 'pointerType' | 'isPrimary'>): void {
    this.#cy.userPanningEnabled(pointerType !== 'touch' || !isPrimary);
  }

  zoomBy(factor: number): void {
    const cy = this.#cy;
    this.#byHand = true;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    this.#sizeLabels();
  }

  /** Returns where a tip stands above a node: pixels from the left and the bottom of the box, and the box's width. */
  placeOf(id: string): { left: number; bottom: number; room: number } {
    const { x1, y1 } = this.#cy.getElementById(id).renderedBoundingBox({ includeLabels: false });
    return { left: x1, bottom: this.#cy.height() - y1 + 4, room: this.#cy.width() };
  }

  /** Takes over a new size of the box. The drawing is fitted to it, unless a person moved the view. */
  resize(): void {
    const cy = this.#cy;
    const before = this.#size;
    cy.resize();
    this.#size = sizeOf(cy);
    if (this.#size !== before && cy.width() > 0 && !this.#byHand) this.fit();
  }

  /** Returns the whole drawing as a PNG, twice the size, on the given background. */
  png(background: string): Promise<Blob> {
    return this.#cy.png({
      output: 'blob-promise',
      full: true,
      scale: 2,
      bg: background,
      maxWidth: 8000,
      maxHeight: 8000,
    });
  }

  destroy(): void {
    clearTimeout(this.#next);
    this.#spotlight.destroy();
    this.#painter.destroy();
    this.#cy.destroy();
  }

  #draw(): void {
    const cy = this.#cy;
    if (!this.#shown) return;
    const elements = elementsOf(this.#shown, { font: this.#font, faces: this.#faces }, this.#moved);
    const wanted = new Set(elements.map(({ data }) => data.id));
    const isNewEdge = ({ group, data }: ElementDefinition) =>
      group === 'edges' && cy.getElementById(data.id ?? '').empty();
    const fresh = elements.filter(isNewEdge);
    this.#queue = fresh.length > edgesAtOnce ? fresh : [];
    const later = new Set(this.#queue);
    cy.batch(() => {
      cy.elements()
        .filter((element) => !wanted.has(element.id()))
        .remove();
      this.#put(elements.filter((element) => !later.has(element)));
    });
    if (this.#still || this.#isOther || this.#queue.length > 0) return;
    for (const { data } of fresh) appear(cy.getElementById(data.id ?? ''));
  }

  /** Adds the queued edges in the next task, then highlights the path. */
  #settle(): void {
    clearTimeout(this.#next);
    this.#events.onbusy(this.#queue.length > 0);
    if (this.#queue.length === 0) {
      this.#painter.changed();
      this.#hold(false);
      return;
    }
    this.#next = setTimeout(() => {
      const edges = this.#queue;
      this.#queue = [];
      this.#cy.batch(() => this.#put(edges));
      this.#hold(false);
      this.light(this.#lit);
      this.#settle();
    });
  }

  #facesOf(tokens: GraphTokens): Faces {
    const faces = facesOf(tokens);
    return this.#painter.knowsFaces ? named(faces) : faces;
  }

  /** Stops painting, because half of a new drawing costs as much as all of it. */
  #hold(on: boolean): void {
    if (on === this.#held) return;
    this.#held = on;
    if (on) this.#cy.startBatch();
    else this.#cy.endBatch();
  }

  #put(elements: readonly ElementDefinition[]): void {
    const added: ElementDefinition[] = [];
    for (const element of elements) {
      const old = this.#cy.getElementById(element.data.id ?? '');
      if (old.empty()) added.push(element);
      else this.#update(old, element);
    }
    if (added.length > 0) this.#cy.add(added);
  }

  #update(old: CollectionReturnValue, element: ElementDefinition): void {
    // Each shape and line that is given anything is styled and placed again.
    const known = old.data() as Record<string, unknown>;
    if (Object.entries(element.data).some(([name, value]) => !isSame(known[name], value)))
      old.data(element.data);
    const lighting = stateClasses.filter((name) => old.hasClass(name));
    old.classes([element.classes ?? '', ...lighting].join(' '));
    if (element.position && !old.grabbed() && !isSame(old.position(), element.position))
      old.position(element.position);
  }

  /** Draws labels larger at a small zoom, so that names stay readable while there is room for them. */
  #sizeLabels(wanted?: number): void {
    const font = this.#fontAt(this.#cy.zoom(), wanted);
    if (font === this.#font) return;
    this.#font = font;
    this.#draw();
    this.#settle();
  }

  /** Returns the font for a zoom: as it is while it can be read, or else of so many pixels on the screen. */
  #fontAt(zoom: number, wanted?: number): LabelFont {
    const { scale } = this.#font;
    const now = (this.#font.size * zoom) / scale;
    const fits = now >= leastDrawn && (now <= mostLabel || this.#font.size === smallestLabel);
    const sized = Math.ceil(((wanted ?? zoomedLabel) * scale) / zoom);
    const isKept = fits && wanted === undefined;
    const size = isKept ? this.#font.size : Math.max(smallestLabel, Math.min(largestLabel, sized));
    const hidden = size * zoom < leastDrawn * scale;
    const same = size === this.#font.size && hidden === this.#font.hidden;
    return same ? this.#font : { ...this.#font, size, hidden };
  }

  #listen(): void {
    const cy = this.#cy;
    cy.on('viewport', () => this.#events.onview({ zoom: cy.zoom(), left: cy.pan().x }));
    cy.on('dragpan scrollzoom pinchzoom', () => (this.#byHand = true));
    const idOf = (event: EventObject): string => (event.target as { id(): string }).id();
    cy.on('tap', (event) => {
      if (event.target === cy) this.#events.onselect(undefined);
    });
    cy.on('tap', 'node', (event) => this.#events.onselect(idOf(event)));
    cy.on('tap', 'edge', (event) => this.#events.online(idOf(event)));
    cy.on('dbltap', 'node', (event) => this.#events.onopen(idOf(event)));
    cy.on('dragfree', 'node', (event) => {
      const node = cy.getElementById(idOf(event));
      this.#events.onmove(node.id(), { ...node.position() });
    });
    cy.on('mouseover', 'node', (event) => this.#hover(idOf(event)));
    cy.on('mouseout', 'node', () => this.#hover(undefined));
  }

  #hover(id: string | undefined): void {
    const container = this.#cy.container();
    if (container) container.style.cursor = id === undefined ? '' : 'pointer';
    this.#spotlight.point(id);
    this.#events.onhover(id);
  }

  #inView(id: string): boolean {
    const box = this.#cy.getElementById(id).renderedBoundingBox();
    return box.x1 >= 0 && box.y1 >= 0 && box.x2 <= this.#cy.width() && box.y2 <= this.#cy.height();
  }

  #moveTo(id: string): void {
    const node = this.#cy.getElementById(id);
    if (this.#still) this.#cy.center(node);
    else this.#cy.animate({ center: { eles: node } }, { duration: 180 });
  }
}
