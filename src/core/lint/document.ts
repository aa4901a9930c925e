/**
 * A policy as the checks read it: whatever can be read, also where AWS would refuse the document. A fault in one
 * statement hides no finding in another. The JSON stays beside it for checks of what no syntax tree holds.
 */

import { type JsonNode, type JsonObject, parseJson } from '../policy/syntax/json.ts';
import { memberOf } from '../policy/visual/blocks.ts';
import {
  principalTypes,
  type ConditionTest,
  type Effect,
  type PolicySyntax,
  type PrincipalBlock,
  type PrincipalType,
  type StatementSyntax,
  type Text,
  type TextList,
} from '../policy/syntax/tree.ts';

/** A statement whose effect may be missing or wrong. What cannot be read is absent. */
export interface CheckedStatement extends Omit<StatementSyntax, 'effect'> {
  readonly effect?: Effect;
  readonly json: JsonObject;
}

export interface CheckedPolicy extends Omit<PolicySyntax, 'statements'> {
  readonly statements: readonly CheckedStatement[];
  readonly json: JsonObject;
}

/** Returns `undefined` for a text that is no JSON object, in which no part can be read. */
export function checkedPolicy(text: string): CheckedPolicy | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok || parsed.value.kind !== 'object') return undefined;
  const json = parsed.value;
  const statement = memberOf(json, 'Statement')?.value;
  const nodes = statement?.kind === 'array' ? statement.items : statement ? [statement] : [];
  const version = textOf(memberOf(json, 'Version')?.value);
  const id = textOf(memberOf(json, 'Id')?.value);
  return {
    text,
    json,
    span: json.span,
    ...(version && { version }),
    ...(id && { id }),
    statements: nodes.flatMap((node, index) => (node.kind === 'object' ? [statementOf(node, index)] : [])),
    isList: statement?.kind === 'array',
  };
}

function statementOf(json: JsonObject, index: number): CheckedStatement {
  const parts: { -readonly [K in keyof CheckedStatement]?: CheckedStatement[K] } = {};
  for (const { name, value } of json.members) {
    switch (name) {
      case 'Sid':
        set('sid', textOf(value));
        break;
      case 'Effect':
        if (value.kind === 'string' && (value.value === 'Allow' || value.value === 'Deny'))
          parts.effect = value.value;
        break;
      case 'Principal':
        set('principal', principalBlockOf(value));
        break;
      case 'NotPrincipal':
        set('notPrincipal', principalBlockOf(value));
        break;
      case 'Action':
        parts.action = stringListOf(value);
        break;
      case 'NotAction':
        parts.notAction = stringListOf(value);
        break;
      case 'Resource':
        parts.resource = stringListOf(value);
        break;
      case 'NotResource':
        parts.notResource = stringListOf(value);
        break;
      case 'Condition':
        if (value.kind === 'object') parts.conditions = conditionsOf(value);
    }
  }
  function set<K extends keyof CheckedStatement>(name: K, value: CheckedStatement[K] | undefined) {
    if (value !== undefined) parts[name] = value;
  }
  return { ...parts, index, span: json.span, json };
}

function principalBlockOf(node: JsonNode): PrincipalBlock | undefined {
  if (node.kind === 'string') {
    const values = { items: [{ value: node.value, span: node.span }], isList: false, span: node.span };
    const entry = { type: 'AWS', value: node.value, span: node.span } as const;
    return { span: node.span, isBare: true, groups: [{ type: 'AWS', values }], entries: [entry] };
  }
  if (node.kind !== 'object') return undefined;
  const groups = node.members.flatMap(({ name, value }) =>
    isPrincipalType(name) ? [{ type: name, values: stringListOf(value) }] : [],
  );
  const entries = groups.flatMap(({ type, values }) => values.items.map((item) => ({ type, ...item })));
  return { span: node.span, isBare: false, groups, entries };
}

const isPrincipalType = (name: string): name is PrincipalType =>
  (principalTypes as readonly string[]).includes(name);

const conditionsOf = (block: JsonObject): ConditionTest[] =>
  block.members.flatMap((operator) =>
    operator.value.kind === 'object'
      ? operator.value.members.map((key) => ({
          operator: { value: operator.name, span: operator.nameSpan },
          key: { value: key.name, span: key.nameSpan },
          values: textListOf(key.value),
        }))
      : [],
  );

function textListOf(node: JsonNode, read: typeof textOf = textOf): TextList {
  const nodes = node.kind === 'array' ? node.items : [node];
  return { items: nodes.flatMap((one) => read(one) ?? []), isList: node.kind === 'array', span: node.span };
}

/** Only conditions take numbers and booleans; elsewhere they are of the wrong type, which is found as such. */
const stringListOf = (node: JsonNode): TextList =>
  textListOf(node, (one) => (one?.kind === 'string' ? textOf(one) : undefined));

/** Reads numbers and booleans as their text; `undefined` for everything else. */
const textOf = (node: JsonNode | undefined): Text | undefined =>
  node && (node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean')
    ? { value: node.value, span: node.span }
    : undefined;
