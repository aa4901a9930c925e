/**
 * Puts a floating list under (or, where there is more room, above) the control that precedes it, inside the
 * window, and keeps it there while things scroll.
 */
export function placeUnder(list: HTMLElement): { destroy: () => void } {
  const anchor = list.parentElement;
  const place = () => {
    if (!anchor) return;
    const box = anchor.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 12;
    const above = box.top - 12;
    const up = below < 220 && above > below;
    const width = Math.min(Math.max(box.width, 300), window.innerWidth - 16, 560);
    list.style.width = `${width}px`;
    list.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
    list.style.maxHeight = `${Math.max(120, Math.min(340, up ? above : below))}px`;
    list.style.top = up ? 'auto' : `${box.bottom + 4}px`;
    list.style.bottom = up ? `${window.innerHeight - box.top + 4}px` : 'auto';
  };
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
