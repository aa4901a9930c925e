/** The events of the drawing: clicks, moves of shapes, and where the view is. */

export interface SceneEvents {
  onselect(id: string | undefined): void;
  /** Told of a click on a line. */
  online(id: string): void;
  /** Told of a double click or Enter on a node, which opens its bucket, its members or its neighbourhood. */
  onopen(id: string): void;
  onmove(id: string, position: { x: number; y: number }): void;
  /** Told of the node under the pointer. */
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
