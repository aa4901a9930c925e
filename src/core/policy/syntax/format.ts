/**
 * Lays JSON out as the house prints it: two spaces, one member or item a line. Names and values keep the letters in
 * which they were written, because a policy's text is what AWS stores.
 */

import { type JsonNode, parseJson } from './json.ts';

/** `undefined` when the text is no JSON: it is not changed before a person has mended it. */
export function formatJson(text: string): string | undefined {
  const parsed = parseJson(text);
  return parsed.ok ? printed(parsed.value, text, '\n') : undefined;
}

function printed(node: JsonNode, text: string, line: string): string {
  const inner = `${line}  `;
  if (node.kind === 'object') {
    const members = node.members.map(
      ({ nameSpan, value }) => `${text.slice(nameSpan.start, nameSpan.end)}: ${printed(value, text, inner)}`,
    );
    return members.length === 0 ? '{}' : `{${inner}${members.join(`,${inner}`)}${line}}`;
  }
  if (node.kind === 'array') {
    const items = node.items.map((item) => printed(item, text, inner));
    return items.length === 0 ? '[]' : `[${inner}${items.join(`,${inner}`)}${line}]`;
  }
  return text.slice(node.span.start, node.span.end);
}
