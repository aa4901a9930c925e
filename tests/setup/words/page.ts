/** The texts of a page as it is now: what is seen, what a screen reader says, and where a heading stands. */

import type { Page } from 'playwright-core';
import { type Shown, longSentences, offences, ruleIds } from './rules.ts';
import { stateNames } from './states.ts';
import { isStillWrong } from './still-wrong.ts';

/** Runs inside the page. A text is what stands in one block: bold words, links and explained words run on in it. */
function collect(): Omit<Shown, 'place'>[] {
  const found: Omit<Shown, 'place'>[] = [];
  const add = (text: string | null | undefined, kind: Shown['kind']): void => {
    const line = (text ?? '').replace(/\s+/g, ' ').trim();
    if (/\p{L}{2}/u.test(line)) found.push({ kind, text: line });
  };
  const isCode = (element: Element): boolean =>
    element.matches('code, kbd, samp, pre, textarea, .cm-editor, .mono, [contenteditable]');
  const named = (element: Element): void => {
    for (const name of ['aria-label', 'title', 'alt', 'aria-description', 'aria-roledescription'])
      add(element.getAttribute(name), 'name');
    add(element.getAttribute('placeholder'), 'placeholder');
  };
  const titles = 'h1, h2, h3, h4, h5, h6, [role="heading"], .notice .bold, .empty .bold, legend';
  const block = (element: Element): void => {
    const kind = element.matches(titles) ? 'heading' : 'text';
    let text = '';
    const end = (): void => {
      add(text, kind);
      text = '';
    };
    const run = (node: Node): void => {
      if (node instanceof Text) text += node.data;
      if (!(node instanceof Element) || node.matches('script, style, svg, canvas')) return;
      const { display } = getComputedStyle(node);
      if (display === 'none') return;
      const isRule = node.matches('a[href^="#/help/rules/"]') && !/\s/.test(node.textContent.trim());
      if (!isRule) named(node);
      if (isCode(node)) text += '`…`';
      else if (isRule) text += '‹rule›';
      else if (display === 'inline' || display === 'contents') node.childNodes.forEach(run);
      else {
        end();
        block(node);
      }
    };
    element.childNodes.forEach(run);
    end();
  };
  add(document.title, 'name');
  block(document.body);
  return found;
}

/** Returns each text once. */
export async function pageTexts(page: Page, place: string): Promise<Shown[]> {
  // The TypeScript runner of `npm run look` names functions by a helper, which the page does not have.
  const call = `(() => { const __name = (named) => named; return (${collect.toString()})(); })()`;
  const texts = await page.evaluate<Omit<Shown, 'place'>[]>(call);
  const once = new Map(texts.map((shown) => [`${shown.kind} ${shown.text}`, { place, ...shown }]));
  return [...once.values()];
}

/** Returns what is wrong with these texts, a line for each. */
export async function faultsOf(texts: readonly Shown[]): Promise<string[]> {
  const states = await stateNames();
  return texts.flatMap((shown) => [
    ...[...offences(shown, states), ...ruleIds(shown.text)].map((offence) => `${offence}, in: ${shown.text}`),
    ...longSentences(shown.text).map((sentence) => `too long: ${sentence}`),
  ]);
}

/** Returns what is wrong with the words of the page as it is now, but for what is known of the sources. */
export async function wordFaults(page: Page): Promise<string[]> {
  const faults = await faultsOf(await pageTexts(page, page.url()));
  return faults.filter((fault) => !isStillWrong(fault));
}
