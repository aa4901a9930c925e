/**
 * CodeMirror, set up for policy documents. Loaded only when a document is on screen (133 kB gzip), so nothing
 * but JsonView and JsonEditor may import more than its types, and only lazily.
 */

import { isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import { letters } from '../style/letters.svelte.ts';
import { type Complete, completing } from './completion.ts';

export interface Mark {
  readonly start: number;
  readonly end: number;
  /** `here`: the part of the text that something beside it is about. */
  readonly tone: 'allow' | 'deny' | 'here';
}

export interface ProblemMark {
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly fix?: { readonly label: string; readonly apply: () => string } | undefined;
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--json-key)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: tags.number, color: 'var(--json-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--json-literal)' },
]);

const selected = 'color-mix(in srgb, var(--accent) 32%, transparent)';

const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'transparent', fontSize: 'var(--field-text, 0.8125rem)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  // The text scrolls under the numbers, so that they need the colour of the pane (`--pane` of its parent).
  '.cm-gutters': {
    backgroundColor: 'var(--pane)',
    color: 'var(--muted)',
    border: 'none',
    borderRight: '1px solid var(--border)',
  },
  '.cm-selectionBackground': { background: selected },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: selected },
  '.cm-searchMatch': { background: 'var(--mark)', outline: '1px solid var(--warn-line)' },
  '.cm-searchMatch.cm-searchMatch-selected': { background: 'var(--mark)', outline: '2px solid var(--focus)' },
  '.cm-panels': { background: 'var(--surface-2)', color: 'var(--text)', fontFamily: 'var(--font)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--border)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 'var(--space-3)',
    padding: 'var(--space-3) var(--space-16) var(--space-3) var(--space-4)',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
    margin: '0',
    fontSize: 'var(--t-sm)',
  },
  '.cm-textfield, .cm-button': {
    minHeight: 'var(--control-sm)',
    padding: '0 var(--space-4)',
    background: 'var(--surface)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--r-2)',
    color: 'var(--text)',
  },
  '.cm-button': { cursor: 'pointer' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: 'var(--space-2)' },
  '.cm-panel.cm-search [name=close]': {
    top: 'var(--space-2)',
    right: 'var(--space-4)',
    minWidth: 'var(--control-sm)',
    minHeight: 'var(--control-sm)',
    color: 'var(--muted)',
    fontSize: 'var(--t-lg)',
    cursor: 'pointer',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '24px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-foldPlaceholder': { background: 'var(--surface-3)', border: 'none', color: 'var(--muted)' },
  '.cm-tooltip': {
    background: 'var(--surface)',
    border: '1px solid var(--border)',
    borderRadius: 'var(--r-2)',
    boxShadow: 'var(--shadow-2)',
    color: 'var(--text)',
  },
  '.cm-tooltip-autocomplete > ul > li': { display: 'flex', gap: '12px', padding: '3px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--surface-3)',
    color: 'var(--text)',
  },
  '.cm-completionLabel': { flex: '1 1 auto', fontFamily: 'var(--mono)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: 'var(--accent)' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', fontFamily: 'var(--font)' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '280px', fontFamily: 'var(--font)' },
  '.cm-meaning': { padding: '6px 10px', maxWidth: '300px', fontFamily: 'var(--font)' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '420px', fontFamily: 'var(--font)' },
  '.cm-diagnosticAction': {
    display: 'block',
    margin: '6px 0 2px',
    padding: '3px 8px',
    background: 'var(--accent)',
    borderRadius: 'var(--r-2)',
    color: 'var(--accent-text)',
  },
  '.cm-line.cm-marked-allow': { background: 'var(--allow-soft)', boxShadow: 'inset 3px 0 0 var(--allow)' },
  '.cm-line.cm-marked-here': {
    background: 'var(--accent-soft)',
    boxShadow: 'inset 3px 0 0 var(--accent)',
  },
  '.cm-line.cm-marked-deny': { background: 'var(--deny-soft)', boxShadow: 'inset 3px 0 0 var(--deny)' },
});

const setMarks = StateEffect.define<readonly Mark[]>();

function decorate(state: EditorState, marks: readonly Mark[]): DecorationSet {
  const lines = new Map<number, string>();
  for (const { start, end, tone } of marks) {
    const last = state.doc.lineAt(Math.min(end, state.doc.length)).number;
    for (let n = state.doc.lineAt(Math.min(start, state.doc.length)).number; n <= last; n++)
      lines.set(state.doc.line(n).from, `cm-marked-${tone}`);
  }
  return Decoration.set(
    [...lines].sort(([a], [b]) => a - b).map(([from, name]) => Decoration.line({ class: name }).range(from)),
  );
}

const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const effect = transaction.effects.findLast((one) => one.is(setMarks));
    if (effect?.is(setMarks)) return decorate(transaction.state, effect.value);
    return value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export interface JsonPane {
  setText(text: string): void;
  mark(marks: readonly Mark[], scroll: boolean): void;
  problems(list: readonly ProblemMark[]): void;
  /** Replaces the text by the same letters in another layout. The caret stays at its letter; one undo takes it back. */
  relayout(text: string): void;
  select(start: number, end: number): void;
  destroy(): void;
}

interface PaneOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly onchange?: (text: string) => void;
  readonly oncaret?: ((offset: number) => void) | undefined;
  readonly complete?: Complete | undefined;
  readonly explain?: Explain | undefined;
  /** Breaks long lines; on a phone they always break. */
  readonly wrap?: boolean | undefined;
}

const common = [
  json(),
  syntaxHighlighting(colours),
  look,
  foldGutter({ openText: '▾', closedText: '▸' }),
  bracketMatching(),
  markField,
  EditorState.tabSize.of(2),
];

/** The words of the find panel, which CodeMirror writes small. */
const searchWords = {
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  'match case': 'Match case',
  'by word': 'Whole words',
  regexp: 'Regular expression',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
};

/** Returns what a pane needs that can be edited, or one that can only be read. */
const editing = (complete: Complete | undefined): Extension => [
  complete ? completing(complete) : [],
  minimalSetup,
  lineNumbers(),
  indentOnInput(),
  lintGutter(),
  search({ top: true }),
  EditorState.phrases.of(searchWords),
  keymap.of([...searchKeymap, ...foldKeymap, ...lintKeymap]),
];
const reading: Extension = [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  keymap.of(foldKeymap),
];

export function openPane({
  parent,
  text,
  label,
  onchange,
  oncaret,
  complete,
  explain,
  wrap = false,
}: PaneOptions): JsonPane {
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      common,
      explain ? explaining(explain) : [],
      onchange ? editing(complete) : reading,
      // A long line cannot be read by moving it on a phone, or on a projector.
      wrap || letters.scale > 1 || matchMedia('(max-width: 680px)').matches ? EditorView.lineWrapping : [],
      EditorView.contentAttributes.of({
        'aria-label': label,
        tabindex: '0',
        ...(complete ? { 'aria-description': 'Ctrl + Space completes. Tab leaves the editor.' } : {}),
        ...(onchange ? {} : { role: 'textbox', 'aria-readonly': 'true', 'aria-multiline': 'true' }),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onchange?.(update.state.doc.toString());
        if (update.view.hasFocus && (update.selectionSet || update.docChanged || update.focusChanged))
          oncaret?.(update.state.selection.main.head);
      }),
    ],
  });
  return {
    relayout(next) {
      const head = sameLetter(view.state.doc.toString(), view.state.selection.main.head, next);
      view.dispatch({
        changes: changeTo(view, next),
        selection: { anchor: head },
        scrollIntoView: true,
        annotations: isolateHistory.of('full'),
      });
      view.focus();
    },
    setText(next) {
      if (next !== view.state.doc.toString()) view.dispatch({ changes: changeTo(view, next) });
    },
    mark(marks, scroll) {
      view.dispatch({ effects: setMarks.of(marks) });
      const first = marks[0];
      if (first && scroll) scrollTo(view, first.start);
    },
    problems(list) {
      const { length } = view.state.doc;
      view.dispatch(
        setDiagnostics(
          view.state,
          list.map((problem) => diagnosticOf(problem, length)),
        ),
      );
    },
    select(start, end) {
      const { length } = view.state.doc;
      const selection = { anchor: Math.min(start, length), head: Math.min(end, length) };
      view.dispatch({ selection, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** Returns the problem as CodeMirror shows it. `length` is that of the document, which may have become shorter. */
function diagnosticOf({ start, end, severity, message, fix }: ProblemMark, length: number): Diagnostic {
  const apply = (pane: EditorView) => fix && pane.dispatch({ changes: changeTo(pane, fix.apply()) });
  return {
    from: Math.min(start, length),
    to: Math.min(Math.max(end, start), length),
    severity,
    message,
    ...(fix && { actions: [{ name: fix.label, apply }] }),
  };
}

/** Returns the smallest change that makes the text `next`, so that the caret and the folds elsewhere stay. */
function changeTo(view: EditorView, next: string): { from: number; to: number; insert: string } {
  const now = view.state.doc.toString();
  let from = 0;
  while (from < now.length && from < next.length && now[from] === next[from]) from++;
  let end = 0;
  const most = Math.min(now.length, next.length) - from;
  while (end < most && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
  return { from, to: now.length - end, insert: next.slice(from, next.length - end) };
}

/** Returns the position in `next` of the letter at `position` in `text`, from which it differs in blanks alone. */
function sameLetter(text: string, position: number, next: string): number {
  const before = text.slice(0, position).replaceAll(/\s/g, '').length;
  let at = 0;
  for (let letters = 0; at < next.length && letters < before; at += 1)
    if (!/\s/.test(next[at] ?? '')) letters += 1;
  return at;
}

/** Scrolls only the pane itself, and only to what is out of sight: the page must not jump when a verdict changes. */
function scrollTo(view: EditorView, position: number): void {
  requestAnimationFrame(() => {
    const { top, bottom } = view.lineBlockAt(Math.min(position, view.state.doc.length));
    const { scrollTop, clientHeight } = view.scrollDOM;
    if (top < scrollTop || bottom > scrollTop + clientHeight)
      view.scrollDOM.scrollTop = Math.max(0, top - 24);
  });
}

export interface Explanation {
  /** Character offsets [start, end) of what is explained. */
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** Returns the explanation of the element at a place in the text, if it needs one. */
export type Explain = (text: string, offset: number) => Promise<Explanation | undefined>;

const explaining = (explain: Explain): Extension =>
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
