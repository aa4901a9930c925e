/**
 * JSON to syntax tree. The parser asks only for what evaluation needs: statements with an effect and actions,
 * each element of a type that can be read. It accepts other faults that AWS refuses (unknown members, bad
 * Sids, resources that are no ARNs …), so that policies of real accounts and of other tools load;
 * checks/check.ts finds those.
 */

import { type Result, err, ok } from '../../model/result.ts';
import { parseJson, type JsonNode, type JsonObject } from './json.ts';
import {
  principalTypes,
  type ConditionTest,
  type Effect,
  type PolicySyntax,
  type PrincipalBlock,
  type PrincipalType,
  type Span,
  type StatementSyntax,
  type Text,
  type TextList,
} from './tree.ts';
import { PolicySyntaxError, type PolicySyntaxCode, type PolicySyntaxFault, faultOf } from './error.ts';

/** Never throws; the error has the span. */
export function parsePolicy(text: string): Result<PolicySyntax, PolicySyntaxFault> {
  const json = parseJson(text);
  if (!json.ok) return json;
  try {
    return ok(policyOf(text, json.value));
  } catch (error) {
    return err(faultOf(error));
  }
}

function policyOf(text: string, root: JsonNode): PolicySyntax {
  const object = objectOf(root, 'a policy', 'not-an-object');
  let version: Text | undefined;
  let id: Text | undefined;
  let statement: JsonNode | undefined;
  for (const { name, value } of object.members) {
    if (name === 'Version') version = textOf(value, name);
    else if (name === 'Id') id = textOf(value, name);
    else if (name === 'Statement') statement = value;
  }
  if (!statement) throw fault('no-statement', 'the policy has no `Statement`; add one', object.span);
  const isList = statement.kind === 'array';
  const nodes = statement.kind === 'array' ? statement.items : [statement];
  return {
    text,
    span: object.span,
    ...(version && { version }),
    ...(id && { id }),
    statements: nodes.map((node, index) => statementOf(node, index)),
    isList,
  };
}

function statementOf(node: JsonNode, index: number): StatementSyntax {
  const object = objectOf(node, `statement ${index}`);
  refuseConflicts(object);
  const parts: Mutable<Omit<StatementSyntax, 'index' | 'span' | 'effect'>> = {};
  let effect: Effect | undefined;
  for (const { name, value } of object.members) {
    switch (name) {
      case 'Sid':
        parts.sid = textOf(value, name);
        break;
      case 'Effect':
        effect = effectOf(value);
        break;
      case 'Principal':
        parts.principal = principalBlockOf(value, name);
        break;
      case 'NotPrincipal':
        parts.notPrincipal = principalBlockOf(value, name);
        break;
      case 'Action':
        parts.action = textListOf(value, name);
        break;
      case 'NotAction':
        parts.notAction = textListOf(value, name);
        break;
      case 'Resource':
        parts.resource = textListOf(value, name);
        break;
      case 'NotResource':
        parts.notResource = textListOf(value, name);
        break;
      case 'Condition':
        parts.conditions = conditionsOf(value);
    }
  }
  if (!effect)
    throw fault('no-effect', 'the statement has no `Effect`; write `Allow` or `Deny`', object.span);
  if (!parts.action && !parts.notAction) {
    throw fault(
      'no-action',
      `statement ${index} has no \`Action\`; name what it allows or denies`,
      object.span,
    );
  }
  return { index, span: object.span, effect, ...parts };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Refuses an element together with its Not form (G-16). */
function refuseConflicts({ members }: JsonObject): void {
  for (const { name, nameSpan } of members) {
    const plain = conflicts.get(name);
    if (plain === undefined || !members.some((member) => member.name === plain)) continue;
    const message = `\`${plain}\` and \`${name}\` exclude each other in one statement; keep one`;
    throw fault('conflicting-elements', message, nameSpan);
  }
}

const conflicts: ReadonlyMap<string, string> = new Map([
  ['NotPrincipal', 'Principal'],
  ['NotAction', 'Action'],
  ['NotResource', 'Resource'],
]);

function effectOf(node: JsonNode): Effect {
  if (node.kind === 'string' && (node.value === 'Allow' || node.value === 'Deny')) return node.value;
  throw fault('no-effect', '`Effect` must be exactly `Allow` or `Deny`', node.span);
}

function principalBlockOf(node: JsonNode, name: string): PrincipalBlock {
  if (node.kind === 'string') {
    const values = { items: [{ value: node.value, span: node.span }], isList: false, span: node.span };
    const entry = { type: 'AWS', value: node.value, span: node.span } as const;
    return { span: node.span, isBare: true, groups: [{ type: 'AWS', values }], entries: [entry] };
  }
  const object = objectOf(node, `\`${name}\``);
  const groups = object.members.map((member) => {
    if (!isPrincipalType(member.name)) {
      const message = `\`${member.name}\` is no kind of principal; use ${principalTypes.join(', ')}`;
      throw fault('unknown-principal-type', message, member.nameSpan);
    }
    return { type: member.name, values: textListOf(member.value, member.name) };
  });
  const entries = groups.flatMap(({ type, values }) => values.items.map((item) => ({ type, ...item })));
  return { span: object.span, isBare: false, groups, entries };
}

const isPrincipalType = (name: string): name is PrincipalType =>
  (principalTypes as readonly string[]).includes(name);

function conditionsOf(node: JsonNode): ConditionTest[] {
  const tests: ConditionTest[] = [];
  for (const operator of objectOf(node, '`Condition`').members) {
    for (const key of objectOf(operator.value, `\`${operator.name}\``).members) {
      tests.push({
        operator: { value: operator.name, span: operator.nameSpan },
        key: { value: key.name, span: key.nameSpan },
        values: textListOf(key.value, key.name),
      });
    }
  }
  return tests;
}

function textListOf(node: JsonNode, name: string): TextList {
  if (node.kind !== 'array') return { items: [textOf(node, name)], isList: false, span: node.span };
  return { items: node.items.map((item) => textOf(item, name)), isList: true, span: node.span };
}

function textOf(node: JsonNode, name: string): Text {
  if (node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean') {
    return { value: node.value, span: node.span };
  }
  const message = `\`${name}\` must hold text, found ${node.kind === 'null' ? 'null' : `an ${node.kind}`}`;
  throw fault('wrong-type', message, node.span);
}

function objectOf(node: JsonNode, what: string, code: PolicySyntaxCode = 'wrong-type'): JsonObject {
  if (node.kind === 'object') return node;
  throw fault(code, `${what} must be a JSON object in \`{}\``, node.span);
}

const fault = (code: PolicySyntaxCode, message: string, span: Span) =>
  new PolicySyntaxError({ code, message, span });
