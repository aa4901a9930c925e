/** Explains the keys of a document on hover. The explanations come from outside. */

import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';

/** Returns the explanation of a key such as `Effect` or `aws:SourceIp`, if it needs one. */
export type Explain = (key: string) => Promise<string | undefined>;

const keysOfLine = /"([A-Za-z][\w:/-]*)"\s*:/g;

export const explaining = (explain: Explain): Extension =>
  hoverTooltip(async (view, position) => {
    const line = view.state.doc.lineAt(position);
    for (const { 1: key = '', index } of line.text.matchAll(keysOfLine)) {
      const pos = line.from + index;
      const end = pos + key.length + 2;
      if (position < pos || position > end) continue;
      const text = await explain(key);
      return text === undefined ? null : { pos, end, create: () => ({ dom: meaning(text) }) };
    }
    return null;
  });

function meaning(text: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-meaning';
  dom.textContent = text;
  return dom;
}
