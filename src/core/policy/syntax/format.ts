/**
 * The text of a policy: laid out as the house prints it, without white space, and its size as AWS counts it. Names and
 * values keep the letters in which they were written, because a policy's text is what AWS stores.
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

/** Counts every character but space, tab, CR and LF against the policy's quota (G-18). */
export function policySize(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) size++;
  }
  return size;
}

/** Returns the document without white space outside strings. AWS's console saves SCPs and RCPs so (PT-9). */
export const withoutBlanks = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, quoted?: string) => quoted ?? '');
