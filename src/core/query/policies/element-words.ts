/** Explains the element of a policy document at a place in its text. It does not say who can do what. */

import { actionMatches, actionName } from '../../eval/action.ts';
import { principalLabel } from '../../model/labels.ts';
import type { Reference } from '../../model/service-reference.ts';
import { globalKeyMeaning } from '../../policy/global-key-meanings.ts';
import { serviceName } from '../../policy/service-names.ts';
import { type JsonMember, type JsonNode, type JsonObject, parseJson } from '../../policy/syntax/json.ts';
import { type Span, versionWithVariables } from '../../policy/syntax/tree.ts';
import { memberOf, statementNodes } from '../../policy/visual/blocks.ts';
import { conditionWords } from '../../words/condition-words.ts';
import { resourceWords, upToThree } from '../../words/resource-words.ts';

export interface ElementWords {
  readonly span: Span;
  readonly text: string;
}

/** Returns `undefined` for a text that is no JSON object, and outside of the elements that AWS knows. */
export function elementWords(text: string, offset: number, reference: Reference): ElementWords | undefined {
  const json = parseJson(text);
  if (!json.ok || json.value.kind !== 'object') return undefined;
  const root = json.value;
  const member = memberAt(root, offset);
  if (!member) return undefined;
  const statements = statementNodes(root) ?? [];
  const index = member.name === 'Statement' ? statements.findIndex((one) => holds(one.span, offset)) : -1;
  const statement = statements[index];
  if (statement?.kind !== 'object') return whole(member, documentElement(member, statements.length));
  const element = memberAt(statement, offset);
  if (element) return statementElement(element, { statement, offset, reference });
  return {
    span: statement.span,
    text: `Statement ${index + 1} of ${statements.length}: ${effectWords(statement)}.`,
  };
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;
const spanOf = ({ nameSpan, value }: JsonMember): Span => ({ start: nameSpan.start, end: value.span.end });
const memberAt = (object: JsonObject, offset: number): JsonMember | undefined =>
  object.members.find((member) => holds(spanOf(member), offset));
const whole = (member: JsonMember, text: string | undefined): ElementWords | undefined =>
  text === undefined ? undefined : { span: spanOf(member), text };

const itemsOf = (node: JsonNode): readonly JsonNode[] => (node.kind === 'array' ? node.items : [node]);
const textOf = (node: JsonNode | undefined): string | undefined =>
  node && node.kind !== 'object' && node.kind !== 'array' ? node.value : undefined;
const textsOf = (node: JsonNode): string[] => itemsOf(node).flatMap((item) => textOf(item) ?? []);

function documentElement({ name, value }: JsonMember, statements: number): string | undefined {
  switch (name) {
    case 'Version':
      return textOf(value) === versionWithVariables
        ? `Version ${versionWithVariables}: the current policy language, with variables such as \${aws:username}.`
        : `Version ${textOf(value) ?? ''}: an old policy language. A variable such as \${aws:username} is only text here.`;
    case 'Id':
      return 'Id: a name for the document. It changes no permission.';
    case 'Statement':
      return statements === 1
        ? 'Statement: this policy has one rule.'
        : `Statement: this policy has ${statements} rules. Each one counts by itself.`;
    default:
      return undefined;
  }
}

const isDeny = (statement: JsonObject): boolean => textOf(memberOf(statement, 'Effect')?.value) === 'Deny';
const effectWords = (statement: JsonObject): string =>
  isDeny(statement)
    ? 'it forbids, even where another statement allows'
    : 'it gives permission, unless something denies the request';

interface Place {
  readonly statement: JsonObject;
  readonly offset: number;
  readonly reference: Reference;
}

const lists: ReadonlySet<string> = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

function statementElement(element: JsonMember, place: Place): ElementWords | undefined {
  const { name, value } = element;
  const { statement, offset, reference } = place;
  const verb = isDeny(statement) ? 'forbids' : 'allows';
  const item = itemsOf(value).find(({ span }) => holds(span, offset));
  const one = value.kind === 'array' ? textOf(item) : undefined;
  const at = (text: string): ElementWords =>
    item ? { span: item.span, text } : { span: spanOf(element), text };
  const texts = textsOf(value);
  if (lists.has(name) && texts.length === 0) return whole(element, `${name}: the list is empty.`);
  switch (name) {
    case 'Sid':
      return whole(
        element,
        `Sid ${textOf(value) ?? ''}: the name of this statement. It changes no permission.`,
      );
    case 'Effect':
      return whole(element, effectElement(textOf(value)));
    case 'Action':
      if (one !== undefined) return at(actionWords(one, reference));
      return whole(
        element,
        texts.length === 1
          ? `Action ${actionWords(texts[0] ?? '', reference)}`
          : `Action: this statement ${verb} ${upToThree(texts)}.`,
      );
    case 'NotAction':
      return whole(element, `NotAction: this statement ${verb} every action except ${upToThree(texts)}.`);
    case 'Resource':
      if (one !== undefined) return at(`This statement is about ${resourceWords([one])}.`);
      return whole(element, `Resource: this statement is about ${resourceWords(texts)}.`);
    case 'NotResource':
      return whole(
        element,
        `NotResource: this statement is about every resource except ${resourceWords(texts)}.`,
      );
    case 'Principal':
      return whole(element, `Principal: this statement is about requests of ${principals(value)}.`);
    case 'NotPrincipal':
      return whole(
        element,
        `NotPrincipal: this statement is about requests of everybody except ${principals(value)}.`,
      );
    case 'Condition':
      return conditionElement(element, offset);
    default:
      return undefined;
  }
}

function effectElement(effect: string | undefined): string | undefined {
  if (effect === 'Allow')
    return 'Effect Allow: this statement gives permission. A Deny elsewhere still wins.';
  if (effect === 'Deny') return 'Effect Deny: this statement forbids. No Allow can win against it.';
  return undefined;
}

/** Returns `s3:GetObject: a Read action of S3.` The reference may not be loaded; then the level is not said. */
function actionWords(pattern: string, reference: Reference): string {
  if (pattern === '*' || pattern === '*:*') return `${pattern}: every action of every service.`;
  const { service } = actionName(pattern);
  const title = serviceName(service);
  const info = reference.action(pattern);
  if (info) return `${info.name}: a ${info.accessLevel} action of ${title}.`;
  if (!/[*?]/.test(pattern)) return `${pattern}: an action of ${title}.`;
  const all = reference.service?.(service)?.actions;
  if (!all) return `${pattern}: all actions of this form.`;
  const count = all.filter(({ name }) => actionMatches(pattern, actionName(name))).length;
  return count === all.length
    ? `${pattern}: all ${count} actions of ${title}.`
    : `${pattern}: ${count} of the ${all.length} actions of ${title}.`;
}

function principals(value: JsonNode): string {
  const texts =
    value.kind === 'object' ? value.members.flatMap((group) => textsOf(group.value)) : textsOf(value);
  return upToThree(texts.map((text) => principalLabel(text)));
}

/** The key under the offset, else the operator with all of its keys, else the whole element. */
function conditionElement(element: JsonMember, offset: number): ElementWords | undefined {
  const { value } = element;
  if (value.kind !== 'object') return undefined;
  const operator = memberAt(value, offset);
  const keys = (one: JsonMember) => (one.value.kind === 'object' ? one.value.members : []);
  if (operator) {
    const key = keys(operator).find((one) => holds(spanOf(one), offset));
    const tests = (key ? [key] : keys(operator)).flatMap(
      (one) => conditionWords(operator.name, one.name, textsOf(one.value)) ?? [],
    );
    if (tests.length === 0) return undefined;
    const meaning = key && globalKeyMeaning(key.name);
    return key
      ? whole(key, `${tests[0]}.${meaning === undefined ? '' : ` ${meaning}.`}`)
      : whole(operator, `${operator.name}: ${tests.join(', and ')}.`);
  }
  const count = value.members.flatMap(keys).length;
  return whole(
    element,
    count === 1
      ? 'Condition: this statement counts only if its test is true.'
      : `Condition: this statement counts only if all of its ${count} tests are true.`,
  );
}
