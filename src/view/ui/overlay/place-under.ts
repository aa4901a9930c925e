/** Places a floating panel under its anchor, or above it when there is more room, and keeps it there on scrolling. */

interface Placing {
  /** True when the panel is as wide as its content. Otherwise it is at least as wide as the anchor. */
  readonly fit: boolean;
  /** The edge of the anchor with which the panel is aligned. */
  readonly align?: 'start' | 'end';
  /** The greatest height in pixels. The default is 440. */
  readonly most?: number;
}

interface Under {
  /** The default is the node's parent. */
  readonly anchor?: HTMLElement | undefined;
  readonly align?: 'start' | 'end';
  readonly most?: number;
}

export function placeUnder(node: HTMLElement, { anchor, ...how }: Under = {}): { destroy: () => void } {
  const panel = node.closest<HTMLElement>('[popover]') ?? node;
  const from = anchor ?? node.parentElement;
  const place = () => from && put(panel, from.getBoundingClientRect(), { fit: panel !== node, ...how });
  place();
  window.addEventListener('scroll', place, { capture: true, passive: true });
  window.addEventListener('resize', place);
  return {
    destroy() {
      window.removeEventListener('scroll', place, { capture: true });
      window.removeEventListener('resize', place);
    },
  };
}

const gap = 4;
const edge = 8;

export function put(panel: HTMLElement, box: DOMRect, { fit, align = 'start', most = 440 }: Placing): void {
  const below = window.innerHeight - box.bottom - edge - gap;
  const above = box.top - edge - gap;
  const up = below < 220 && above > below;
  const { style } = panel;
  // The window without the bar that scrolls it, which some engines set beside the page.
  const across = document.documentElement.clientWidth;
  if (!fit) style.width = `${Math.min(Math.max(box.width, 300), across - 2 * edge, 560)}px`;
  style.maxHeight = `${Math.max(120, Math.min(most, up ? above : below))}px`;
  style.top = up ? 'auto' : `${box.bottom + gap}px`;
  style.bottom = up ? `${window.innerHeight - box.top + gap}px` : 'auto';
  const width = panel.offsetWidth;
  const left = align === 'end' ? box.right - width : box.left;
  style.left = `${Math.max(edge, Math.min(left, across - width - edge))}px`;
}
