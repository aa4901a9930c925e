/** Fixes of what AWS refuses when a policy is saved, by check. A finding of the same check has a fix of its own. */

import { elementNames } from '../../policy/checks/draft.ts';
import { type JsonNode, type JsonObject, parseJson } from '../../policy/syntax/json.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import type { LintFix } from '../finding.ts';
import { principalRepairs } from '../principals/repairs.ts';
import { removeStatement, setVersion } from './blocks.ts';
import { nearest, withSpanReplaced, withoutSpan, writeFix } from './text.ts';
import { conditionOperators } from '../../policy/operator-names.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import { checkedPolicy, type CheckedStatement } from '../document.ts';

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

function jsonRepair(text: string, { start }: Span): LintFix | undefined {
  for (const { label, apply } of slips) {
    const right = apply(text, start);
    if (right !== undefined && parseJson(right).ok) return { label, apply: () => right };
  }
  return undefined;
}

function openBrackets(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{') open.push('}');
    else if (token === '[') open.push(']');
    else if (token === '}' || token === ']') open.pop();
  }
  return open.reverse().join('');
}

/** Returns the operator's name at the span, without its quotes. */
const nameAt = (text: string, { start, end }: Span): string => text.slice(start + 1, end - 1);

function knownOperator(text: string, span: Span): LintFix | undefined {
  const written = /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/i.exec(nameAt(text, span));
  const [, set = '', base = '', ifExists = ''] = written ?? [];
  const meant = nearest(base, conditionOperators);
  return meant === undefined ? undefined : writeFix(text, span, `${set}${meant}${ifExists}`);
}

const withoutIfExists = (text: string, span: Span): LintFix =>
  writeFix(text, span, nameAt(text, span).replace(/IfExists$/i, ''));

const conditionRepairs = {
  'unknown-operator': knownOperator,
  'null-with-if-exists': withoutIfExists,
};

/** Names everybody. What a `NotPrincipal` should become only its author knows, so it has no fix. */
function everybody(text: string, span: Span): LintFix | undefined {
  const statement = statementsOf(text).find((one) => holds(one, span));
  const node = statement && memberOf(statement.json, 'Principal')?.value;
  if (!node || !holds(node, span) || statement.effect !== 'Deny') return undefined;
  return {
    label: 'Deny it to everybody (Principal: "*")',
    apply: () => withSpanReplaced(text, node.span, '"*"'),
  };
}

/** Removes a statement that allows, which gives nothing here. A policy needs another one. */
function withoutAllow(text: string, span: Span): LintFix | undefined {
  const all = statementsOf(text);
  const statement = all.find((one) => holds(one, span));
  return statement && all.length > 1 ? removeStatement(text, statement.index).fix : undefined;
}

const statementsOf = (text: string): readonly CheckedStatement[] => checkedPolicy(text)?.statements ?? [];

const holds = (outer: { readonly span: Span }, { start, end }: Span): boolean =>
  outer.span.start <= start && end <= outer.span.end;

const controlPolicyRepairs = {
  'principal-in-rcp': everybody,
  'allow-in-rcp': withoutAllow,
} as const;

type Repair = (text: string, span: Span) => LintFix | undefined;

const version: Repair = (text) => setVersion(text).fix;

const effect: Repair = (text, span) => {
  const meant = nearest(stringAt(text, span), ['Allow', 'Deny']);
  return meant === undefined ? undefined : writeFix(text, span, meant);
};

const element: Repair = (text, span) => {
  const place = placeOf(text, span);
  const member = place?.parent?.kind === 'object' ? memberAt(place.parent, span) : undefined;
  if (!place || !member || place.parent?.kind !== 'object') return undefined;
  const taken = new Set(place.parent.members.map(({ name }) => name));
  const names = (place.depth === 1 ? elementNames.policy : elementNames.statement).filter(
    (name) => !taken.has(name),
  );
  const meant = nearest(member.name, names) ?? singular(member.name, names);
  if (meant !== undefined) return writeFix(text, span, meant);
  const all = { start: member.nameSpan.start, end: member.value.span.end };
  return { label: `Remove ${member.name}`, apply: () => withoutSpan(text, all) };
};

const singular = (name: string, names: readonly string[]): string | undefined =>
  names.find((one) => `${one.toLowerCase()}s` === name.toLowerCase());

/** Puts a number in quotes where text is expected and a number makes sense: Sids and accounts. */
const type: Repair = (text, span) => {
  const place = placeOf(text, span);
  const written = text.slice(span.start, span.end);
  if (place?.names[0] === 'Version') return version(text, span);
  const isFit =
    (place?.names.at(-1) === 'Sid' && /^\d+$/.test(written)) ||
    (place?.names.includes('Principal') && /^\d{12}$/.test(written));
  return isFit ? writeFix(text, span, written, 'Put it in quotes') : undefined;
};

const sid: Repair = (text, span) => {
  const right = stringAt(text, span).replaceAll(/[^0-9A-Za-z]/g, '');
  return right === '' ? undefined : writeFix(text, span, right);
};

/** Only trust policies are refused for their actions: the others have a finding. */
const trustAction: Repair = (text, span) => {
  const place = placeOf(text, span);
  const items = place?.parent?.kind === 'array' ? place.parent.items : [];
  const others = items.filter((item) => item.span.start !== span.start);
  const isAssumed = others.some((item) => item.kind === 'string' && /^sts:assumerole/i.test(item.value));
  if (isAssumed) return { label: 'Remove the action', apply: () => withoutSpan(text, span) };
  return writeFix(text, span, 'sts:AssumeRole');
};

const repairs: Readonly<Record<string, Repair>> = {
  ...conditionRepairs,
  ...principalRepairs,
  ...controlPolicyRepairs,
  'json-syntax-error': jsonRepair,
  'invalid-version': version,
  'missing-version': version,
  'invalid-effect': effect,
  'invalid-policy-element': element,
  'data-type-mismatch': type,
  'unsupported-sid': sid,
  'unsupported-action-in-policy': trustAction,
};

export const repairOf = (text: string, { id, span }: { readonly id: string; readonly span: Span }) =>
  repairs[id]?.(text, span);

function stringAt(text: string, { start, end }: Span): string {
  const node = parseJson(text.slice(start, end));
  return node.ok && node.value.kind === 'string' ? node.value.value : '';
}

interface Place {
  readonly parent: JsonNode | undefined;
  readonly depth: number;
  readonly names: readonly string[];
}

function placeOf(text: string, span: Span): Place | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok) return undefined;
  const names: string[] = [];
  let node: JsonNode = parsed.value;
  let parent: JsonNode | undefined;
  for (let depth = 0; ; depth++) {
    const place = { parent, depth, names };
    if (node.span.start === span.start && node.span.end === span.end) return place;
    parent = node;
    if (node.kind === 'object') {
      if (memberAt(node, span)) return { parent: node, depth: depth + 1, names };
      const member = node.members.find(({ value }) => holds(value, span));
      if (!member) return undefined;
      names.push(member.name);
      node = member.value;
    } else if (node.kind === 'array') {
      // A list adds no level: one statement may stand without it.
      depth--;
      const item = node.items.find((one) => holds(one, span));
      if (!item) return undefined;
      node = item;
    } else return undefined;
  }
}

const memberAt = ({ members }: JsonObject, { start }: Span) =>
  members.find(({ nameSpan }) => nameSpan.start === start);
