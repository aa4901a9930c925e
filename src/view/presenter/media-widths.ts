/**
 * Makes the page change at wider windows, as much wider as its text is larger: a projector's 1024 px with letters of
 * 24 px have the room of a phone's page. A media query cannot read a token, so its widths are written anew.
 */

type Changed = Map<CSSMediaRule, string>;

/** Multiplies the widths in all styles, also in those that load later, until the returned function is called. */
export function scaleMediaWidths(factor: number): () => void {
  const changed: Changed = new Map();
  const all = () => {
    for (const sheet of document.styleSheets) scale(rulesOf(sheet), factor, changed);
  };
  const later = (event: Event) => {
    if (event.target instanceof HTMLLinkElement) all();
  };
  const observer = new MutationObserver(all);
  observer.observe(document.head, { childList: true });
  document.head.addEventListener('load', later, { capture: true });
  all();
  return () => {
    observer.disconnect();
    document.head.removeEventListener('load', later, { capture: true });
    for (const [{ media }, text] of changed) media.mediaText = text;
  };
}

function scale(rules: Iterable<CSSRule>, factor: number, changed: Changed): void {
  for (const rule of rules) {
    if (!(rule instanceof CSSMediaRule)) continue;
    const { mediaText } = rule.media;
    if (!changed.has(rule) && mediaText.includes('width')) {
      changed.set(rule, mediaText);
      rule.media.mediaText = scaledWidths(mediaText, factor);
    }
    scale(rule.cssRules, factor, changed);
  }
}

/** @internal Returns a media query with larger widths: `(max-width: 680px)` becomes `(max-width: 1020px)` for 1.5. */
export const scaledWidths = (query: string, factor: number): string =>
  query.replaceAll(/(\d+(?:\.\d+)?)px/g, (_, width: string) => `${Math.round(Number(width) * factor)}px`);

/** A sheet that is still loading, or that another program put into the page, has no rules to read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
