/**
 * Completions for a policy editor at the caret: elements, actions with their access level, ARNs of the
 * reference's forms and of this account, condition operators, keys and values. It works on a document that is
 * still broken, and takes the statement's own actions into account.
 */

import type { AccountId } from '../model/ids.ts';
import type { Reference } from '../model/service-reference.ts';
import type { World } from '../model/world/world.ts';
import type { JsonNode, JsonObject } from '../policy/syntax/json.ts';
import { type Caret, caretAt, looseJson } from '../policy/syntax/json-in-progress.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';
import {
  type ElementOffer,
  actionOffers,
  arnOffers,
  documentMembers,
  statementMembers,
} from './element-offers.ts';
import {
  conditionKeyOffers,
  conditionValueOffers,
  operatorOffers,
  variableOffers,
} from './condition-offers.ts';
import { principalOffers, principalTypeOffers } from './principal-offers.ts';

export interface CompletionContext {
  readonly kind: PolicyKind;
  readonly reference: Reference;
  readonly world: World;
  readonly account: AccountId;
}

export interface Completion extends ElementOffer {
  /** The text that replaces [from, to). */
  readonly insert: string;
  /** Characters from the end of `insert` back to the caret. */
  readonly back: number;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  /** The text typed so far: the part of [from, caret) that is compared with the labels. */
  readonly typed: string;
  readonly options: readonly Completion[];
}

export function completionsAt(
  text: string,
  offset: number,
  context: CompletionContext,
): Completions | undefined {
  const root = looseJson(text);
  const caret = caretAt(text, offset, root);
  if (!caret) return undefined;
  const variable = openVariable(caret);
  if (variable !== undefined) {
    const options = variableOffers().map((offer) => ({ ...offer, insert: offer.label, back: 0 }));
    return { from: offset - variable.length, to: offset, typed: variable, options };
  }
  const offers = offersAt(caret, root, context);
  if (offers.length === 0) return undefined;
  const write = caret.at === 'name' ? nameWriter(text, caret) : valueWriter(text, caret);
  return {
    from: caret.span.start,
    to: caret.span.end,
    typed: caret.typed,
    options: offers.map((offer) => ({ ...offer, ...write(offer) })),
  };
}

/** Returns `${aws:user` of a value that is being written; `undefined` outside a variable. */
function openVariable({ at, typed }: Caret): string | undefined {
  const open = at === 'value' ? typed.lastIndexOf('${') : -1;
  return open >= 0 && !typed.slice(open).includes('}') ? typed.slice(open) : undefined;
}

function offersAt(caret: Caret, root: JsonNode, context: CompletionContext): ElementOffer[] {
  const { at, path } = caret;
  const [first, second] = path;
  if (path.length === 0) return at === 'name' ? documentMembers(membersOf(root), context.kind) : [];
  if (first === 'Version') return versions;
  if (first !== 'Statement') return [];
  const inList = typeof second === 'number';
  const statement = objectAt(root, path.slice(0, inList ? 2 : 1));
  const rest = path.slice(inList ? 2 : 1);
  if (rest.length === 0) return at === 'name' ? statementMembers(membersOf(statement), context.kind) : [];
  return elementOffers({ caret, rest, statement, context });
}

const versions: ElementOffer[] = [
  { label: '2012-10-17', detail: 'the current language, with variables', type: 'constant' },
  { label: '2008-10-17', detail: 'the older one, without variables', type: 'constant' },
];

interface InStatement {
  readonly caret: Caret;
  readonly rest: Caret['path'];
  readonly statement: JsonObject | undefined;
  readonly context: CompletionContext;
}

function elementOffers({ caret, rest, statement, context }: InStatement): ElementOffer[] {
  const { reference, world, account, kind } = context;
  const [element, operator, key] = rest;
  const actions = [...stringsOf(statement, 'Action'), ...stringsOf(statement, 'NotAction')];
  switch (element) {
    case 'Effect':
      return [
        { label: 'Allow', detail: 'allows what it matches', type: 'constant' },
        { label: 'Deny', detail: 'beats every allow', type: 'constant' },
      ];
    case 'Action':
    case 'NotAction':
      return actionOffers(caret.typed, reference, kind).filter(({ label }) => keep(label, actions, caret));
    case 'Resource':
    case 'NotResource': {
      const taken = [...stringsOf(statement, 'Resource'), ...stringsOf(statement, 'NotResource')];
      return arnOffers({ actions, reference, world, account }).filter(({ label }) =>
        keep(label, taken, caret),
      );
    }
    case 'Principal':
    case 'NotPrincipal':
      if (caret.at === 'name') return principalTypeOffers();
      return principalOffers(typeof operator === 'string' ? operator : undefined, { world, account });
    case 'Condition':
      if (caret.at === 'name' && rest.length === 1) return operatorOffers(caret.typed);
      if (typeof operator !== 'string') return [];
      if (caret.at === 'name') return conditionKeyOffers({ actions, operator, reference });
      return typeof key === 'string' ? conditionValueOffers(key, operator, { world, account }) : [];
    default:
      return [];
  }
}

/** Drops what the list holds already, except the very text that is being written. */
const keep = (label: string, taken: readonly string[], { typed }: Caret): boolean =>
  label === typed || !taken.includes(label);

const membersOf = (node: JsonNode | undefined): readonly string[] =>
  node?.kind === 'object' ? node.members.map(({ name }) => name) : [];

function objectAt(root: JsonNode, path: Caret['path']): JsonObject | undefined {
  let node: JsonNode | undefined = root;
  for (const part of path) {
    if (node?.kind === 'object') node = node.members.find(({ name }) => name === part)?.value;
    else if (node?.kind === 'array') node = node.items[Number(part)];
    else return undefined;
  }
  return node?.kind === 'object' ? node : undefined;
}

function stringsOf(object: JsonObject | undefined, name: string): string[] {
  const value = object?.members.find((member) => member.name === name)?.value;
  const items = value?.kind === 'array' ? value.items : value ? [value] : [];
  return items.flatMap((item) => (item.kind === 'string' && item.value !== '' ? [item.value] : []));
}

/** Writes a name with its colon and the beginning of its value, unless a colon stands there already. */
function nameWriter(text: string, { span }: Caret) {
  const hasColon = /^\s*:/.test(text.slice(span.end));
  return ({ label, value = '' }: ElementOffer) => {
    const name = JSON.stringify(label);
    if (hasColon) return { insert: name, back: 0 };
    const insert = `${name}: ${value}`;
    // The caret goes into quotes or brackets that are still empty.
    return { insert, back: value.length === 2 ? 1 : 0 };
  };
}

/** Writes a value, and a comma when another value of the list follows. */
function valueWriter(text: string, { span }: Caret) {
  const comma = /^\s*["{]/.test(text.slice(span.end)) ? ',' : '';
  return ({ label, open }: ElementOffer) => ({
    insert: `${JSON.stringify(label)}${comma}`,
    // `s3:` is only half an action: the caret stays inside the quotes.
    back: open ? 1 + comma.length : 0,
  });
}
