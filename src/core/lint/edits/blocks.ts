/** Fixes of findings. They edit only a statement's block, so the rest of the document stays as written. */

import { appendBlock, editBlock, freshSid, removeBlock } from '../../policy/visual/edit.ts';
import { type ConditionRow, type StatementBlock, readVisual } from '../../policy/visual/blocks.ts';
import { parseJson } from '../../policy/syntax/json.ts';
import { versionWithVariables } from '../../policy/syntax/tree.ts';
import type { LintFix } from '../finding.ts';

export type BlockEdit = (block: StatementBlock) => StatementBlock;

const blockAt = (text: string, index: number): StatementBlock | undefined => {
  const reading = readVisual(text);
  const block = reading.ok ? reading.value[index] : undefined;
  return block?.kind === 'statement' ? block : undefined;
};

/** Returns the fix of a finding. It does not change the text when the statement cannot be edited. */
export function fixing(
  label: string,
  text: string,
  index: number,
  change: BlockEdit,
): { readonly fix: LintFix } {
  const apply = () => {
    const block = blockAt(text, index);
    return block ? editBlock(text, index, change(block)) : text;
  };
  return { fix: { label, apply } };
}

export const replaceAction =
  (old: string, name: string): BlockEdit =>
  (block) => ({
    ...block,
    actions: { ...block.actions, values: block.actions.values.map((one) => (one === old ? name : one)) },
  });

export const addAction =
  (name: string): BlockEdit =>
  (block) => ({
    ...block,
    actions: { ...block.actions, values: [...block.actions.values, name] },
  });

/** Removes the last of equal ones. */
export const dropAction =
  (name: string): BlockEdit =>
  (block) => ({ ...block, actions: { ...block.actions, values: without(block.actions.values, name) } });

export const dropResource =
  (name: string): BlockEdit =>
  (block) =>
    block.resources
      ? { ...block, resources: { ...block.resources, values: without(block.resources.values, name) } }
      : block;

export const addResource =
  (name: string): BlockEdit =>
  (block) => {
    const { not = false, values = [], list = false } = block.resources ?? {};
    return { ...block, resources: { not, list, values: [...values, name] } };
  };

const setResources =
  (values: readonly string[]): BlockEdit =>
  (block) => ({ ...block, resources: { not: false, values, list: block.resources?.list ?? false } });

export const addCondition =
  (row: ConditionRow): BlockEdit =>
  (block) => ({ ...block, conditions: [...(block.conditions ?? []), row] });

export const dropCondition =
  (operator: string, key: string): BlockEdit =>
  ({ conditions = [], ...block }) => {
    const left = conditions.filter((row) => row.operator !== operator || row.key !== key);
    return left.length > 0 ? { ...block, conditions: left } : block;
  };

export const setOperator =
  (key: string, old: string, operator: string): BlockEdit =>
  (block) => ({
    ...block,
    conditions: (block.conditions ?? []).map((row) =>
      row.key === key && row.operator === old ? { ...row, operator } : row,
    ),
  });

function without(list: readonly string[], name: string): readonly string[] {
  const at = list.lastIndexOf(name);
  return list.filter((_, index) => index !== at);
}

/** Adds a statement with a Sid of its own after the last one. */
export const appending = (
  label: string,
  text: string,
  block: Omit<StatementBlock, 'kind' | 'span' | 'sid'>,
): { readonly fix: LintFix } => ({
  fix: {
    label,
    apply: () =>
      appendBlock(text, { ...block, kind: 'statement', span: { start: 0, end: 0 }, sid: freshSid(text) }),
  },
});

export const removeStatement = (text: string, index: number): { readonly fix: LintFix } => ({
  fix: { label: 'Remove this statement', apply: () => removeBlock(text, index) },
});

export function moveToAll(
  text: string,
  index: number,
  { action, only }: { readonly action: string; readonly only: boolean },
): { readonly fix: LintFix } {
  if (only) return fixing('Use "*" as its resource', text, index, setResources(['*']));
  const apply = () => {
    const block = blockAt(text, index);
    if (!block) return text;
    const own: StatementBlock = {
      ...block,
      sid: freshSid(text),
      actions: { not: false, values: [action], list: false },
      resources: { not: false, values: ['*'], list: false },
    };
    return appendBlock(editBlock(text, index, dropAction(action)(block)), own);
  };
  return { fix: { label: 'Move the action into its own statement, with Resource "*"', apply } };
}

export const setVersion = (text: string): { readonly fix: LintFix } => ({
  fix: { label: `Set Version to ${versionWithVariables}`, apply: () => withVersion(text) },
});

function withVersion(text: string): string {
  const json = parseJson(text);
  if (!json.ok || json.value.kind !== 'object') return text;
  const member = json.value.members.find(({ name }) => name === 'Version');
  const quoted = JSON.stringify(versionWithVariables);
  if (member) {
    const { start, end } = member.value.span;
    return text.slice(0, start) + quoted + text.slice(end);
  }
  const at = json.value.span.start + 1;
  const gap = /^\s*/.exec(text.slice(at))?.[0] ?? '';
  return `${text.slice(0, at)}${gap}"Version": ${quoted},${text.slice(at)}`;
}
