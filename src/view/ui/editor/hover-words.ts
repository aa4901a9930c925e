/** Explains the elements of a document on hover. The explanations come from outside. */

import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';

export interface Explanation {
  /** Character offsets [start, end) of what is explained. */
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** Returns the explanation of the element at a place in the text, if it needs one. */
export type Explain = (text: string, offset: number) => Promise<Explanation | undefined>;

export const explaining = (explain: Explain): Extension =>
  hoverTooltip(
    async (view, position) => {
      const found = await explain(view.state.doc.toString(), position);
      if (!found) return null;
      // A long element would put the words far from the pointer.
      const { from, to } = view.state.doc.lineAt(position);
      const pos = Math.max(found.span.start, from);
      return { pos, end: Math.min(found.span.end, to), create: () => ({ dom: meaning(found.text) }) };
    },
    { hideOnChange: true },
  );

function meaning(text: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-meaning';
  dom.textContent = text;
  return dom;
}
