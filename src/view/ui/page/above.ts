/**
 * Tells an element how much of the page lies over it, in its custom property `--above`: what is to fill the first screen
 * under banners, a bar and a line that come and go takes `100dvh` less that.
 */

import { watchSizes } from './sizes.ts';

/** Keeps `--above` of an element, in pixels from the top of the page, until the returned function is called. */
export function keepAbove(element: HTMLElement): () => void {
  const measure = () => {
    const above = Math.round(element.getBoundingClientRect().top + window.scrollY);
    element.style.setProperty('--above', `${above}px`);
  };
  const sizes = watchSizes(measure);
  /** Observes all that stands before the element, and before those that hold it. */
  const watch = () => {
    sizes.end();
    for (let one: Element | null = element; one && one !== document.body; one = one.parentElement)
      for (let before = one.previousElementSibling; before; before = before.previousElementSibling)
        sizes.observe(before);
    measure();
  };
  const changes = new MutationObserver(watch);
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
    changes.observe(one, { childList: true });
  watch();
  return () => {
    sizes.end();
    changes.disconnect();
  };
}
