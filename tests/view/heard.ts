/**
 * This hears what a screen reader reads out by itself: text that comes into a live region of the page, the whole region
 * where it is atomic. Words that it reads because the focus moved are not in it.
 */

import { onTestFinished } from 'vitest';

/** The words of a part of a live region, without what is silent in it. */
function words(node: Node): string {
  const copy = node.cloneNode(true);
  if (copy instanceof Element) for (const one of copy.querySelectorAll('[aria-live="off"]')) one.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Returns what is read out when this changes: the atomic part around it, else the change alone. */
function readOf(node: Node): Node | undefined {
  const from = node instanceof Element ? node : node.parentElement;
  const region = from?.closest('[aria-live], [role="status"], [role="alert"], [role="log"], output');
  if (!from || !region || region.getAttribute('aria-live') === 'off') return undefined;
  const whole = from.closest('[aria-atomic], [role="status"], [role="alert"], output');
  return whole && whole.getAttribute('aria-atomic') !== 'false' && region.contains(whole) ? whole : node;
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
          const what = readOf(one);
          if (!what || read.has(what)) continue;
          read.add(what);
          if (words(what) !== '') heard.push(words(what));
        }
      }
  });
  observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  onTestFinished(() => observer.disconnect());
  return heard;
}
