/** Finds members of a JSON object in a text, by where their names stand. */

import { type JsonMember, type JsonNode, parseJson } from '../../policy/syntax/json.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import { without } from './text.ts';

/** Returns the text without the member whose name begins at the span. */
export function withoutMember(text: string, { start }: Span): string {
  const json = parseJson(text);
  const member = json.ok ? memberAt(json.value, start) : undefined;
  return member ? without(text, { start: member.nameSpan.start, end: member.value.span.end }) : text;
}

function memberAt(node: JsonNode, start: number): JsonMember | undefined {
  if (start < node.span.start || start >= node.span.end) return undefined;
  if (node.kind === 'array') {
    for (const item of node.items) {
      const found = memberAt(item, start);
      if (found) return found;
    }
    return undefined;
  }
  if (node.kind !== 'object') return undefined;
  for (const member of node.members) {
    const found = member.nameSpan.start === start ? member : memberAt(member.value, start);
    if (found) return found;
  }
  return undefined;
}
