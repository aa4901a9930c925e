/** Random statements, aimed at a request often enough that layers meet, and missing it narrowly otherwise. */

import type { Dice } from './dice.ts';
import {
  accounts,
  allActions,
  allResources,
  callers,
  keys,
  kinds,
  type Request,
  type ValueKind,
  values,
} from './request.ts';

export type Place = 'identity' | 'scp' | 'rcp' | 'resource' | 'endpoint';
type Json = Record<string, unknown>;

export const operators: Readonly<Record<string, ValueKind>> = {
  StringEquals: 'text',
  StringNotEquals: 'text',
  StringEqualsIgnoreCase: 'text',
  StringNotEqualsIgnoreCase: 'text',
  StringLike: 'text',
  StringNotLike: 'text',
  NumericEquals: 'number',
  NumericNotEquals: 'number',
  NumericLessThan: 'number',
  NumericLessThanEquals: 'number',
  NumericGreaterThan: 'number',
  NumericGreaterThanEquals: 'number',
  DateEquals: 'date',
  DateNotEquals: 'date',
  DateLessThan: 'date',
  DateLessThanEquals: 'date',
  DateGreaterThan: 'date',
  DateGreaterThanEquals: 'date',
  Bool: 'bool',
  BinaryEquals: 'binary',
  IpAddress: 'ip',
  NotIpAddress: 'ip',
  ArnEquals: 'arn',
  ArnLike: 'arn',
  ArnNotEquals: 'arn',
  ArnNotLike: 'arn',
  Null: 'text',
};
export const setPrefixes = ['', 'ForAllValues:', 'ForAnyValue:'] as const;

export function randomStatement(dice: Dice, request: Request, place: Place): Json {
  const effect = place === 'rcp' || dice.chance(place === 'scp' ? 0.4 : 0.22) ? 'Deny' : 'Allow';
  const aim = effect === 'Allow' ? 0.8 : 0.5;
  const trust = place === 'resource' && request.action.toLowerCase().startsWith('sts:') && dice.chance(0.7);
  return {
    ...(dice.chance(0.2) ? { Sid: dice.pick(['One', 'Two', '']) } : {}),
    Effect: effect,
    ...principalElement(dice, request, place, effect, aim),
    ...element(dice, 'Action', place !== 'rcp', () => actionPattern(dice, request, aim)),
    ...(trust ? {} : element(dice, 'Resource', true, () => resourcePattern(dice, request, aim))),
    ...(dice.chance(0.45) ? { Condition: condition(dice, request) } : {}),
  };
}

/** One value or a list of up to three; sometimes negated. */
function element(dice: Dice, name: string, mayNegate: boolean, make: () => string): Json {
  const value = dice.chance(0.6) ? make() : dice.several(1, 3, make);
  return { [mayNegate && dice.chance(0.12) ? `Not${name}` : name]: value };
}

function actionPattern(dice: Dice, { action }: Request, aim: number): string {
  const from = dice.chance(aim) ? action : dice.pick(allActions);
  const [service = '', name = ''] = from.split(':');
  switch (dice.between(0, 7)) {
    case 0:
      return '*';
    case 1:
    case 2:
      return `${service}:*`;
    case 3:
      return `${service}:${withWildcards(dice, name)}`;
    case 4:
      return from.toLowerCase();
    case 5:
      return dice.chance(0.5) ? '*:*' : `${service}:${name}?`;
    default:
      return from;
  }
}

function withWildcards(dice: Dice, text: string): string {
  const at = dice.between(0, text.length);
  const to = dice.between(at, text.length);
  switch (dice.between(0, 3)) {
    case 0:
      return `${text.slice(0, at)}*`;
    case 1:
      return `${text.slice(0, at)}?${text.slice(at + 1)}`;
    case 2:
      return `*${text.slice(to)}`;
    default:
      return `${text.slice(0, at)}*${text.slice(to)}`;
  }
}

function resourcePattern(dice: Dice, request: Request, aim: number): string {
  const from = dice.chance(aim) ? request.resource : dice.pick(allResources);
  if (from === '*' || dice.chance(0.25)) return dice.chance(0.9) ? '*' : 'arn:aws:*:*:*:*';
  const fields = [...from.split(':').slice(0, 5), from.split(':').slice(5).join(':')];
  const sixth = fields[5] ?? '';
  const field = dice.between(3, 4);
  // A colon inside `${…}` makes it open where a short ARN's fields end: not asked.
  switch (sixth.includes('${') ? dice.pick([0, 2, 8]) : dice.between(0, 9)) {
    case 0:
    case 1:
      return from;
    case 2: // a wildcard in region or account (G-42)
      fields[field] = withWildcards(dice, fields[field] ?? '');
      return fields.join(':');
    case 3: // fewer fields (G-43)
      return fields.slice(0, dice.between(3, 5)).join(':');
    case 4: // a star that swallows fields, or must not (G-42)
      return [...fields.slice(0, 3), swallowing(dice, fields[3] ?? '', fields[4] ?? ''), sixth].join(':');
    case 5:
    case 6:
      return [...fields.slice(0, 5), withVariable(dice, sixth)].join(':');
    case 7:
      return dice.chance(0.9)
        ? [...fields.slice(0, 5), `${withVariable(dice, withWildcards(dice, sixth))}`].join(':')
        : [...fields.slice(0, 4), '${aws:PrincipalAccount}', sixth].join(':');
    default:
      return [...fields.slice(0, 5), withWildcards(dice, sixth)].join(':');
  }
}

const swallowing = (dice: Dice, region: string, account: string): string =>
  dice.pick(['*', 'e*', 'eu-*', '*1', `${region}?${account}`, `${region.slice(0, 1)}*${account.slice(-1)}`]);

const variables = [
  '${aws:username}',
  '${AWS:UserName}',
  '${aws:PrincipalTag/team}',
  "${aws:PrincipalTag/team, 'red'}",
  "${aws:PrincipalTag/none,'Bob'}",
  "${aws:PrincipalTag/none, '*'}",
  '${aws:PrincipalTag/none}',
  '${aws:TagKeys}',
  '${*}',
  '${?}',
  '${$}',
  '${unclosed',
  '$plain',
  '${aws:${nested}',
];

/** A word of the text becomes a variable that may well stand for it. */
function withVariable(dice: Dice, text: string): string {
  const words = ['Bob', 'red', 'report.csv', 'a', 'jobs', 'data'].filter((word) => text.includes(word));
  const variable = dice.pick(variables);
  if (words.length > 0 && dice.chance(0.8)) return text.replace(dice.pick(words), () => variable);
  return dice.chance(0.5) ? `${text}${variable}` : text;
}

function condition(dice: Dice, request: Request): Json {
  const block: Record<string, Json> = {};
  for (let left = dice.pick([1, 1, 1, 2, 3]); left > 0; left -= 1) {
    const base = dice.pick(Object.keys(operators));
    const name = operatorName(dice, base);
    const kind = operators[base] ?? 'text';
    const key = dice.pick(keys[keyKind(dice, kind, name)]);
    block[name] = {
      ...block[name],
      [dice.chance(0.1) ? key.toUpperCase() : key]: wanted(dice, base, kind, key, request),
    };
  }
  return block;
}

function operatorName(dice: Dice, base: string): string {
  const set = dice.chance(0.3) ? dice.pick(setPrefixes) : '';
  const name = `${set}${base}${base !== 'Null' && dice.chance(0.2) ? 'IfExists' : ''}`;
  return dice.chance(0.05) ? name.toLowerCase() : name;
}

function keyKind(dice: Dice, kind: ValueKind, operator: string): ValueKind {
  if (operator.toLowerCase().startsWith('forall') || operator.toLowerCase().startsWith('forany')) {
    if (kind === 'text' && dice.chance(0.7)) return 'list';
  }
  if (kind === 'text' && dice.chance(0.2)) return dice.pick(['account', 'arn', 'list', 'bool'] as const);
  return dice.chance(0.04) ? dice.pick(kinds) : kind;
}

function wanted(dice: Dice, base: string, kind: ValueKind, key: string, request: Request): unknown {
  const one = () =>
    base === 'Null'
      ? dice.pick(['true', 'false', true, false, 'TRUE'])
      : policyValue(dice, kind, key, request);
  return dice.chance(0.6) ? one() : dice.several(1, 3, one);
}

function policyValue(dice: Dice, kind: ValueKind, key: string, request: Request): string | number | boolean {
  const found = request.context?.[key];
  const actual = typeof found === 'string' ? found : found?.[0];
  const value = actual !== undefined && dice.chance(0.45) ? actual : dice.pick(values[kind]);
  if (kind === 'number' && /^\d+$/.test(value) && dice.chance(0.3)) return Number(value);
  if (kind === 'bool' && dice.chance(0.2)) return dice.chance(0.5);
  if (kind === 'arn' && dice.chance(0.4)) return arnPattern(dice, value);
  if (dice.chance(0.2)) return withVariable(dice, value) || dice.pick(variables);
  return kind === 'text' && dice.chance(0.3) ? withWildcards(dice, value) : value;
}

function arnPattern(dice: Dice, value: string): string {
  const fields = value.split(':');
  const field = dice.between(0, fields.length - 1);
  fields[field] = dice.chance(0.5) ? '*' : withWildcards(dice, fields[field] ?? '');
  return fields.join(':');
}

function principalElement(dice: Dice, request: Request, place: Place, effect: string, aim: number): Json {
  if (place === 'identity' || place === 'scp') return {};
  if (place === 'rcp') return { Principal: '*' };
  if (place === 'endpoint' && dice.chance(0.6)) return { Principal: dice.pick(['*', { AWS: '*' }]) };
  if (place === 'resource' && dice.chance(0.12)) return { NotPrincipal: notPrincipal(dice, request, effect) };
  if (dice.chance(0.15)) return { Principal: dice.pick(['*', { AWS: '*' }, { AWS: ['*'] }]) };
  const names = dice.several(1, 3, () =>
    dice.chance(aim) ? dice.pick(identitiesOf(request)) : stranger(dice),
  );
  return { Principal: grouped(names) };
}

/** Often all of the caller's identities, which is what spares it. */
function notPrincipal(dice: Dice, request: Request, effect: string): Json {
  const own = identitiesOf(request).filter(({ name }) => name !== '*');
  const listed = effect === 'Deny' && dice.chance(0.6) ? own : own.filter(() => dice.chance(0.5));
  const names = [...listed, ...(listed.length === 0 || dice.chance(0.3) ? [stranger(dice)] : [])];
  return grouped(names);
}

interface Name {
  readonly type: string;
  readonly name: string;
}

/** The forms under which a Principal element may name the caller. */
function identitiesOf({ principal, principalRoleArn, federatingUserArn }: Request): Name[] {
  if (principal === '*') return [{ type: 'AWS', name: '*' }];
  if (/-provider\//.test(principal) || principal === 'accounts.google.com')
    return [{ type: 'Federated', name: principal }];
  if (!principal.startsWith('arn:')) return [{ type: 'Service', name: principal }];
  const [, partition = '', , , account = '', resource = ''] = principal.split(':');
  const pathless = `arn:${partition}:iam::${account}:role/${resource.split('/')[1] ?? ''}`;
  const behind = resource.startsWith('assumed-role/') ? (principalRoleArn ?? pathless) : federatingUserArn;
  const root = `arn:${partition}:iam::${account}:root`;
  return [...new Set([principal, ...(behind ? [behind] : []), root, account])].map((name) => ({
    type: 'AWS',
    name,
  }));
}

function stranger(dice: Dice): Name {
  if (dice.chance(0.2))
    return { type: 'AWS', name: dice.pick([...accounts, 'AIDAEXAMPLEBOB', 'AROAEXAMPLEDEV']) };
  return dice.pick(
    identitiesOf(dice.pick(callers) as Request)
      .filter(({ name }) => name !== '*')
      .concat({ type: 'Service', name: 'ec2.amazonaws.com' }),
  );
}

function grouped(names: readonly Name[]): Json {
  const groups: Record<string, string | string[]> = {};
  for (const type of new Set(names.map((one) => one.type))) {
    const found = names.filter((one) => one.type === type).map(({ name }) => name);
    groups[type] = found.length === 1 ? (found[0] ?? '') : found;
  }
  return groups;
}
