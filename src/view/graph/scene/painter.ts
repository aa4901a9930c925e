/**
 * Sets how Cytoscape's renderer paints, for which it has no option. By itself it paints every element into an
 * image and each frame from those images. That is right while a person moves the view. But after a change it
 * costs twice a plain drawing, which is sharper too. So the drawing is plain while it is at rest, and its
 * images are made after that. It also fades what does not stand out, by a veil over everything, on which the rest is
 * painted again: that costs the same for ten elements and for a thousand.
 */

import type { Core } from 'cytoscape';
import { faceImages } from './node-pictures.ts';

interface Renderer {
  /** Cytoscape takes this option only at the start, but reads it at every frame. */
  hideEdgesOnViewport?: boolean;
  imageCache?: object;
  /** Paints from images. Set here, it applies only to this renderer. */
  drawLayeredElements?: (context: unknown, elements: Elements, ratio: number, extent: unknown) => void;
  drawElement?: (context: unknown, element: Element) => void;
  /** Paints only the nodes, while the view moves and the lines are hidden. */
  drawCachedNodes?: (context: unknown, elements: Elements, ratio: number, extent: unknown) => void;
  getCachedZSortedEles?: () => { readonly nondrag: Elements };
  getPixelRatio?: () => number;
  data?: { lyrTxrCache?: Images };
}
interface Element {
  id(): string;
}
type Elements = readonly Element[];

interface Images {
  /** True when the first frame that asks makes all images at once. Otherwise a few are made in each frame. */
  firstGet?: boolean;
  getLayers?: (elements: Elements, ratio: number) => unknown;
}

/** The most elements for which a plain drawing is fast enough at every change. */
const mostPlain = 2_500;
/** Milliseconds without a move or a change. */
const rest = 200;
/** Milliseconds in which the veil appears or goes, and the most elements that can be painted so often. */
const fadeTime = 160;
const mostFading = 500;
/** Larger than any drawing, in pixels at zoom 1. */
const far = 1e6;

export class ScenePainter {
  readonly #cy: Core;
  readonly #renderer: Renderer | undefined;
  #moving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #veil: { readonly out: ReadonlySet<string>; readonly share: number } | undefined;
  /** The share of the rest (0 to 1) that is painted now. It moves to that of the veil, or to nothing without one. */
  #share = 0;
  #out: ReadonlySet<string> = new Set();
  #frame: number | undefined;
  #colour: string;
  readonly #onrest: () => void;

  /** `onrest` is told once the view, which a person moved or zoomed, stays where it is. */
  constructor(cy: Core, colour: string, onrest: () => void) {
    this.#cy = cy;
    this.#colour = colour;
    this.#onrest = onrest;
    cy.on('dragpan scrollzoom pinchzoom', () => {
      this.#moving = true;
      this.changed();
    });
    this.#renderer = (cy as unknown as { renderer?: () => Renderer }).renderer?.();
    const renderer = this.#renderer;
    if (!renderer) return;
    renderer.imageCache = faceImages;
    const images = renderer.data?.lyrTxrCache;
    if (images) images.firstGet = false;
    const layered = renderer.drawLayeredElements;
    const { drawElement, drawCachedNodes } = renderer;
    if (!layered || !drawElement || !drawCachedNodes) return;
    const plainly = (context: unknown, elements: Elements) => {
      for (const element of elements) drawElement.call(renderer, context, element);
    };
    const veiled = (context: unknown, elements: Elements) => {
      if (this.#share === 0) return;
      this.#cover(context as CanvasRenderingContext2D);
      plainly(
        context,
        elements.filter((element) => this.#out.has(element.id())),
      );
    };
    renderer.drawLayeredElements = (context, elements, ratio, extent) => {
      if (this.#moving || cy.animated() || elements.length > mostPlain)
        layered.call(renderer, context, elements, ratio, extent);
      else plainly(context, elements);
      veiled(context, elements);
    };
    renderer.drawCachedNodes = (context, elements, ratio, extent) => {
      drawCachedNodes.call(renderer, context, elements, ratio, extent);
      veiled(context, elements);
    };
  }

  get knowsFaces(): boolean {
    return this.#renderer !== undefined;
  }

  hideLines(hide: boolean): void {
    if (this.#renderer) this.#renderer.hideEdgesOnViewport = hide;
  }

  /** `colour` is that of the ground, which the veil has. */
  recolour(colour: string): void {
    this.#colour = colour;
  }

  /** Fades everything but these ids; `undefined` ends it. `moves`: the veil takes a moment, if that is smooth here. */
  fadeAllBut(out: ReadonlySet<string> | undefined, share: number, moves: boolean): void {
    if (!out && !this.#veil) return;
    this.#veil = out && { out, share };
    // The same ids stand out until the veil is gone.
    if (out) this.#out = out;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const end = this.#veil?.share ?? 0;
    if (moves && this.#share !== end && this.#cy.elements().length <= mostFading) this.#fade(end);
    else {
      this.#share = end;
      this.#cy.forceRender();
    }
  }

  destroy(): void {
    clearTimeout(this.#timer);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  #fade(end: number): void {
    const [start, from] = [performance.now(), this.#share];
    const step = (now: number) => {
      const part = Math.min(1, Math.max(0, now - start) / fadeTime);
      this.#share = from + (end - from) * part;
      this.#frame = part < 1 ? requestAnimationFrame(step) : undefined;
      this.#cy.forceRender();
    };
    this.#frame = requestAnimationFrame(step);
  }

  #cover(context: CanvasRenderingContext2D): void {
    context.save();
    context.globalAlpha = this.#share;
    context.fillStyle = this.#colour;
    context.fillRect(-far, -far, 2 * far, 2 * far);
    context.restore();
  }

  /** Tells that something looks different or has moved. The drawing is at rest once that has ended. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#moving) return this.#prepare();
      this.#moving = false;
      this.#onrest();
      this.#cy.forceRender();
      this.changed();
    }, rest);
  }

  /** Asks for the images of the current drawing. They are made a few at a time, before the view moves. */
  #prepare(): void {
    const { data, getCachedZSortedEles, getPixelRatio } = this.#renderer ?? {};
    const elements = getCachedZSortedEles?.call(this.#renderer).nondrag;
    const ratio = getPixelRatio?.call(this.#renderer);
    const images = data?.lyrTxrCache;
    if (elements && elements.length > 0 && ratio !== undefined) images?.getLayers?.(elements, ratio);
  }
}
