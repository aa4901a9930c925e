/** Shows completions in a CodeMirror pane. The offers come from outside. */

import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';

export interface OfferedCompletion {
  readonly label: string;
  readonly detail?: string;
  readonly info?: string;
  readonly type: string;
  readonly insert: string;
  /** The new place of the caret, counted from the end of `insert`. */
  readonly back: number;
}

export interface OfferedCompletions {
  readonly from: number;
  readonly to: number;
  /** The part before the caret with which the labels are compared. */
  readonly typed: string;
  readonly options: readonly OfferedCompletion[];
}

export type Complete = (text: string, offset: number) => OfferedCompletions | undefined;

/** Enter and Tab take an offer, Escape closes the list, Ctrl+Space opens it. */
export const completing = (complete: Complete): Extension => [
  autocompletion({
    override: [source(complete)],
    icons: false,
    maxRenderedOptions: 80,
  }),
  keymap.of([...completionKeymap, { key: 'Tab', run: acceptCompletion }]),
];

function source(complete: Complete) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = complete(context.state.doc.toString(), context.pos);
    if (!found || found.options.length === 0) return null;
    // The list opens without Ctrl+Space only after a quote or a letter.
    if (!context.explicit && found.from === context.pos) return null;
    return {
      from: context.pos - found.typed.length,
      options: found.options.map(({ label, detail, info, type }) => ({
        label,
        type,
        ...(detail !== undefined && detail !== '' && { detail }),
        ...(info !== undefined && { info }),
        apply: (view: EditorView) => take(view, label, complete),
      })),
    };
  };
}

/** Asks for the place again, because the person may have typed since the list opened. */
function take(view: EditorView, label: string, complete: Complete): void {
  const found = complete(view.state.doc.toString(), view.state.selection.main.head);
  const offer = found?.options.find((one) => one.label === label);
  if (!found || !offer) return;
  const { insert, back } = offer;
  view.dispatch({
    changes: { from: found.from, to: found.to, insert },
    selection: { anchor: found.from + insert.length - back },
    userEvent: 'input.complete',
  });
  if (back > 0) startCompletion(view);
}
