/**
 * How the drawing is painted: what Cytoscape's renderer does by itself, and can be told otherwise though it has no
 * option for it. By itself it paints every element into an image and the frame from those images: right while a
 * person moves the view, frame after frame of the same; but after a change that costs twice a plain drawing, which
 * is sharper, too. So the drawing is plain wherever it rests, and its images are made after that.
 */

import type { Core } from 'cytoscape';
import { faceImages } from './face-images.ts';

interface Renderer {
  /** An option at the start only; read at every frame. */
  hideEdgesOnViewport?: boolean;
  /** Images of node backgrounds by address. */
  imageCache?: object;
  /** Paints from images; set here, it is this renderer's own. */
  drawLayeredElements?: (context: unknown, elements: Elements, ratio: number, extent: unknown) => void;
  drawElement?: (context: unknown, element: unknown) => void;
  getCachedZSortedEles?: () => { readonly nondrag: Elements };
  getPixelRatio?: () => number;
  data?: { lyrTxrCache?: Images };
}
type Elements = readonly unknown[];

interface Images {
  /** Whether the first frame that asks makes all images at once; otherwise they are made beside, a few in a frame. */
  firstGet?: boolean;
  getLayers?: (elements: Elements, ratio: number) => unknown;
}

/** Beyond it a plain drawing is felt at every change. */
const mostPlain = 2_500;
/** Milliseconds without a move or a change. */
const rest = 200;

export class ScenePainter {
  readonly #cy: Core;
  readonly #renderer: Renderer | undefined;
  #moving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cy: Core) {
    this.#cy = cy;
    this.#renderer = (cy as unknown as { renderer?: () => Renderer }).renderer?.();
    const renderer = this.#renderer;
    if (!renderer) return;
    renderer.imageCache = faceImages;
    const images = renderer.data?.lyrTxrCache;
    if (images) images.firstGet = false;
    const layered = renderer.drawLayeredElements;
    const { drawElement } = renderer;
    if (!layered || !drawElement) return;
    renderer.drawLayeredElements = (context, elements, ratio, extent) => {
      if (this.#moving || cy.animated() || elements.length > mostPlain)
        layered.call(renderer, context, elements, ratio, extent);
      else for (const element of elements) drawElement.call(renderer, context, element);
    };
    cy.on('dragpan scrollzoom pinchzoom', () => {
      this.#moving = true;
      this.changed();
    });
  }

  /** Whether the renderer finds node pictures by name among `faceImages`. */
  get knowsFaces(): boolean {
    return this.#renderer !== undefined;
  }

  /** Lines disappear while the view moves: of very many. */
  hideLines(hide: boolean): void {
    if (this.#renderer) this.#renderer.hideEdgesOnViewport = hide;
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  /** Something looks otherwise than before, or lies elsewhere: once that has ended, the drawing is at rest. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#moving) {
        this.#moving = false;
        this.#cy.forceRender();
      }
      this.#prepare();
    }, rest);
  }

  /** Asks for the images of the drawing as it is: they are made beside, and there when the view is moved. */
  #prepare(): void {
    const { data, getCachedZSortedEles, getPixelRatio } = this.#renderer ?? {};
    const elements = getCachedZSortedEles?.call(this.#renderer).nondrag;
    const ratio = getPixelRatio?.call(this.#renderer);
    const images = data?.lyrTxrCache;
    if (elements && elements.length > 0 && ratio !== undefined) images?.getLayers?.(elements, ratio);
  }
}
