/** Mends the most common slips in JSON. A repair is offered only if the document is JSON after it. */

import { parseJson } from '../../policy/syntax/json.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import type { Fix } from '../finding.ts';

interface Slip {
  readonly label: string;
  readonly apply: (text: string, at: number) => string | undefined;
}

const slips: readonly Slip[] = [
  {
    label: 'Remove the comma',
    apply: (text, at) => {
      const before = /,\s*$/.exec(text.slice(0, at));
      if (!before || !/[\]}]/.test(text.charAt(at))) return undefined;
      return text.slice(0, before.index) + text.slice(before.index + 1);
    },
  },
  {
    label: 'Add the missing comma',
    apply: (text, at) => {
      const end = text.slice(0, at).trimEnd().length;
      return `${text.slice(0, end)},${text.slice(end)}`;
    },
  },
  {
    label: 'Close what is open',
    apply: (text, at) => (at >= text.trimEnd().length - 1 ? text.trimEnd() + openBrackets(text) : undefined),
  },
  {
    label: 'Remove what stands after the end',
    apply: (text, at) => (/^[\s\]},;]+$/.test(text.slice(at)) ? text.slice(0, at).trimEnd() : undefined),
  },
];

export function jsonRepair(text: string, { start }: Span): Fix | undefined {
  for (const { label, apply } of slips) {
    const right = apply(text, start);
    if (right !== undefined && parseJson(right).ok) return { label, apply: () => right };
  }
  return undefined;
}

/** Returns the brackets that close what is open at the end of the text. */
function openBrackets(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{') open.push('}');
    else if (token === '[') open.push(']');
    else if (token === '}' || token === ']') open.pop();
  }
  return open.reverse().join('');
}
