/** Fixes of what AWS refuses in a resource control policy when it is saved. */

import type { Span } from '../../policy/syntax/tree.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import { type CheckedStatement, checkedPolicy } from '../document.ts';
import { removeStatement } from '../edits/blocks.ts';
import { replaced } from '../edits/text.ts';
import type { Fix } from '../finding.ts';

/** Names everybody. What a `NotPrincipal` should become only its author knows, so it has no fix. */
function everybody(text: string, span: Span): Fix | undefined {
  const statement = statementsOf(text).find((one) => holds(one, span));
  const node = statement && memberOf(statement.json, 'Principal')?.value;
  if (!node || !holds(node, span) || statement.effect !== 'Deny') return undefined;
  return {
    label: 'Deny it to everybody (Principal: "*")',
    apply: () => replaced(text, node.span, '"*"'),
  };
}

/** Removes a statement that allows, which gives nothing here. A policy needs another one. */
function withoutAllow(text: string, span: Span): Fix | undefined {
  const all = statementsOf(text);
  const statement = all.find((one) => holds(one, span));
  return statement && all.length > 1 ? removeStatement(text, statement.index).fix : undefined;
}

const statementsOf = (text: string): readonly CheckedStatement[] => checkedPolicy(text)?.statements ?? [];

const holds = (outer: { readonly span: Span }, { start, end }: Span): boolean =>
  outer.span.start <= start && end <= outer.span.end;

export const controlPolicyRepairs = {
  'principal-in-rcp': everybody,
  'allow-in-rcp': withoutAllow,
} as const;
