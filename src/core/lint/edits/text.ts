/** Edits of the text at the place of a finding, also in a document that the visual editor cannot read. */

import type { JsonObject } from '../../policy/syntax/json.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import type { LintFix } from '../finding.ts';

/** Replaces the characters of a span. */
export const withSpanReplaced = (text: string, { start, end }: Span, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

export const writeFix = (text: string, span: Span, value: string, label = `Write ${value}`): LintFix => ({
  label,
  apply: () => withSpanReplaced(text, span, JSON.stringify(value)),
});

/** Removes it with its comma. The span is the item's, or goes from the member's name to its value. */
export function withoutSpan(text: string, { start, end }: Span): string {
  const after = /^\s*,\s*/.exec(text.slice(end))?.[0];
  if (after !== undefined) return text.slice(0, start) + text.slice(end + after.length);
  const before = /\s*,\s*$/.exec(text.slice(0, start))?.[0] ?? /\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  return text.slice(0, start - before.length) + text.slice(end);
}

/** Adds a member after the last one, laid out as that is. `json` is the JSON of its value. */
export function addedMember(text: string, { span, members }: JsonObject, name: string, json: string): string {
  const last = members[members.length - 1];
  const member = `${JSON.stringify(name)}: ${json}`;
  if (!last) return withSpanReplaced(text, span, `{ ${member} }`);
  const gap = /\s*$/.exec(text.slice(span.start, last.nameSpan.start))?.[0] ?? '';
  const { end } = last.value.span;
  return `${text.slice(0, end)},${gap}${member}${text.slice(end)}`;
}

/** Returns the candidate nearest to `name`; `undefined` when none is near enough. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const most = Math.min(4, Math.max(1, Math.floor(wanted.length / 4)));
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Returns Levenshtein's distance, or `limit` if it is `limit` or more. */
function editDistance(left: string, right: string, limit: number): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= right.length; j++) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const cell = Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(cell);
      least = Math.min(least, cell);
    }
    if (least >= limit) return limit;
    row = next;
  }
  return Math.min(limit, row[right.length] ?? limit);
}
