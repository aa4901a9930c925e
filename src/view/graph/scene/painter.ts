/**
 * Sets how Cytoscape's renderer paints, for which it has no option. By itself it paints every element into an
 * image and each frame from those images. That is right while a person moves the view. But after a change it
 * costs twice a plain drawing, which is sharper too. So the drawing is plain while it is at rest, and its
 * images are made after that.
 */

import type { Core } from 'cytoscape';
import { faceImages } from './face-images.ts';

interface Renderer {
  /** Cytoscape takes this option only at the start, but reads it at every frame. */
  hideEdgesOnViewport?: boolean;
  /** Images of node backgrounds by address. */
  imageCache?: object;
  /** Paints from images. Set here, it applies only to this renderer. */
  drawLayeredElements?: (context: unknown, elements: Elements, ratio: number, extent: unknown) => void;
  drawElement?: (context: unknown, element: unknown) => void;
  getCachedZSortedEles?: () => { readonly nondrag: Elements };
  getPixelRatio?: () => number;
  data?: { lyrTxrCache?: Images };
}
type Elements = readonly unknown[];

interface Images {
  /** True when the first frame that asks makes all images at once. Otherwise a few are made in each frame. */
  firstGet?: boolean;
  getLayers?: (elements: Elements, ratio: number) => unknown;
}

/** The most elements for which a plain drawing is fast enough at every change. */
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

  /** True when the renderer finds node pictures by name among `faceImages`. */
  get knowsFaces(): boolean {
    return this.#renderer !== undefined;
  }

  /** Hides the lines while the view moves, for drawings with very many. */
  hideLines(hide: boolean): void {
    if (this.#renderer) this.#renderer.hideEdgesOnViewport = hide;
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  /** Tells that something looks different or has moved. The drawing is at rest once that has ended. */
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

  /** Asks for the images of the current drawing. They are made a few at a time, before the view moves. */
  #prepare(): void {
    const { data, getCachedZSortedEles, getPixelRatio } = this.#renderer ?? {};
    const elements = getCachedZSortedEles?.call(this.#renderer).nondrag;
    const ratio = getPixelRatio?.call(this.#renderer);
    const images = data?.lyrTxrCache;
    if (elements && elements.length > 0 && ratio !== undefined) images?.getLayers?.(elements, ratio);
  }
}
