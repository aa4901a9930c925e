/**
 * This hears what a screen reader reads out by itself: text that comes into a live region of the page, the whole region
 * where it is atomic. Words that it reads because the focus moved are not in it.
 */

import { onTestFinished } from 'vitest';

const words = (node: Node): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim();

function regionOf(node: Node): { readonly region: Element; readonly isWhole: boolean } | undefined {
  const from = node instanceof Element ? node : node.parentElement;
  const region = from?.closest('[aria-live], [role="status"], [role="alert"], [role="log"], output');
  if (!region || region.getAttribute('aria-live') === 'off') return undefined;
  return { region, isWhole: region.matches('[role="status"], [role="alert"], output') };
}

/** Listens from now on. A region that is new in the page is read out as a whole, as most screen readers do. */
export function listen(): string[] {
  const heard: string[] = [];
  const observer = new MutationObserver((records) => {
    const read = new Set<Node>();
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'characterData' ? [target] : addedNodes) {
        const inside =
          node instanceof Element ? [...node.querySelectorAll('[role="alert"], [role="status"]')] : [];
        for (const one of [node, ...inside]) {
          const found = regionOf(one);
          const what = found?.isWhole ? found.region : one;
          if (found && !read.has(what) && words(what) !== '') heard.push(words(what));
          read.add(what);
        }
      }
  });
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  onTestFinished(() => observer.disconnect());
  return heard;
}
