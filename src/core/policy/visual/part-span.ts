/** Finds in the text of a document what a field of the visual editor writes, so that both can be seen together. */

import { parseJson } from '../syntax/json.ts';
import type { Span } from '../syntax/tree.ts';
import { statementNodes } from './blocks.ts';

export const blockParts = ['Effect', 'Sid', 'Principal', 'Action', 'Resource', 'Condition'] as const;
export type BlockPart = (typeof blockParts)[number];

/** Returns the element, or its Not form; the whole statement while the statement does not have it. */
export function partSpan(text: string, index: number, part?: BlockPart): Span | undefined {
  const json = parseJson(text);
  const node = json.ok ? statementNodes(json.value)?.[index] : undefined;
  if (node?.kind !== 'object' || part === undefined) return node?.span;
  const member = node.members.find(({ name }) => name === part || name === `Not${part}`);
  return member ? { start: member.nameSpan.start, end: member.value.span.end } : node.span;
}
