/**
 * Tells of new sizes of elements in an animation frame: what changes while the browser is telling sizes would change them
 * again, which it reports as a loop.
 */

import { untrack } from 'svelte';

interface SizeWatch {
  observe(element: Element): void;
  unobserve(element: Element): void;
  /** Ends all of it, a call that is still to come too. */
  end(): void;
}

/** Calls `told` in the frame after one of the observed elements got a size, or another size. */
export function watchSizes(told: () => void): SizeWatch {
  let next = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(next);
    next = requestAnimationFrame(told);
  });
  return {
    observe: (element) => observer.observe(element),
    unobserve: (element) => observer.unobserve(element),
    end() {
      cancelAnimationFrame(next);
      observer.disconnect();
    },
  };
}

/** Returns what is attached to an element to be told its inner width and height in pixels: at once, and when they change. */
export const sized = (told: (width: number, height: number) => void) => (element: HTMLElement) => {
  const tell = () => told(element.clientWidth, element.clientHeight);
  const sizes = watchSizes(tell);
  sizes.observe(element);
  untrack(tell);
  return () => sizes.end();
};
