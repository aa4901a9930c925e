/** Fixes of what AWS refuses in a resource control policy when it is saved. */

import { type JsonNode, type JsonObject, parseJson } from '../../policy/syntax/json.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import { replaced, without } from '../edits/text.ts';
import type { Fix } from '../finding.ts';

/** Names everybody. What a `NotPrincipal` should become only its author knows, so it has no fix. */
function everybody(text: string, span: Span): Fix | undefined {
  const { statement } = statementAt(text, span);
  const member = statement?.members.find(({ name, value }) => name === 'Principal' && holds(value, span));
  const denies = statement?.members.some(
    ({ name, value }) => name === 'Effect' && value.kind === 'string' && value.value === 'Deny',
  );
  if (!member || denies !== true) return undefined;
  return {
    label: 'Deny it to everybody (Principal: "*")',
    apply: () => replaced(text, member.value.span, '"*"'),
  };
}

/** Removes a statement that allows, which gives nothing here. A policy needs another one. */
function withoutAllow(text: string, span: Span): Fix | undefined {
  const { statement, isAlone } = statementAt(text, span);
  if (!statement || isAlone) return undefined;
  return { label: 'Remove this statement', apply: () => without(text, statement.span) };
}

const holds = (node: JsonNode, { start, end }: Span): boolean =>
  node.span.start <= start && end <= node.span.end;

function statementAt(
  text: string,
  span: Span,
): { readonly statement?: JsonObject; readonly isAlone: boolean } {
  const json = parseJson(text);
  const list = json.ok && json.value.kind === 'object' ? json.value.members : [];
  const node = list.find(({ name }) => name === 'Statement')?.value;
  const all = node?.kind === 'array' ? node.items : node ? [node] : [];
  const statement = all.find((one) => holds(one, span));
  return { isAlone: all.length === 1, ...(statement?.kind === 'object' && { statement }) };
}

export const controlPolicyRepairs = {
  'principal-in-rcp': everybody,
  'allow-in-rcp': withoutAllow,
} as const;
