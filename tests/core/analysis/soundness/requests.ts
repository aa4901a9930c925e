/** Requests made from statements: inside one of them, or one change away from such a request. */

import type { Question } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import type { RequestView } from '#core/eval/request.ts';
import { findGlobalKey } from '#core/policy/global-keys.ts';
import type { Dice } from '../../property/random/dice.ts';
import {
  accounts,
  allActions,
  allResources,
  keys,
  kinds,
  targets,
  values,
} from '../../property/random/request.ts';
import { operators } from '../../property/random/statement.ts';
import { viewOf } from './regions.ts';
import type { Caller, Made, Statement } from './world.ts';

/** Keys that principal, time and owner make: no request states them. */
const isMade = (key: string): boolean =>
  /^aws:(principal|username$|userid$|currenttime$|epochtime$|securetransport$|viaawsservice$|tokenissuetime$|resourceaccount$|resourceorg)/i.test(
    key,
  );

const views = new WeakMap<Caller, RequestView>();

/** Returns a view with the keys that the caller brings to every request. */
function knownOf(made: Made, caller: Caller): RequestView {
  const { principal, session } = caller;
  const asked = { principal, ...(session !== undefined && { session }) };
  let view = views.get(caller);
  if (!view) views.set(caller, (view = viewOf(made, { ...asked, action: 's3:GetObject', resource: '*' })));
  return view;
}

/** Returns a request that the statement is about, as far as one can be made. */
export function requestInside(dice: Dice, made: Made, caller: Caller, statement: Statement): Question {
  const { principal, session } = caller;
  const asked = { principal, ...(session !== undefined && { session }) };
  const action = actionIn(dice, made.actions, statement);
  const plain = { ...asked, action, resource: '*' };
  const known = knownOf(made, caller);
  const context = contextIn(dice, statement, known);
  const lookup = (key: string): string | undefined => {
    const stated = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
    const value = stated?.[1] ?? known.value(key.toLowerCase());
    return typeof value === 'string' ? value : undefined;
  };
  return { ...plain, resource: resourceIn(dice, made, statement, action, lookup), context };
}

/** AWS gives its keys one value, but for some, and flags only their two. */
function isPossible(key: string, value: string | readonly string[]): boolean {
  const type = findGlobalKey(key)?.type;
  if (type === undefined || type === 'list') return true;
  return typeof value === 'string' && (type !== 'bool' || value === 'true' || value === 'false');
}

const listOf = (value: unknown): readonly string[] =>
  value === undefined
    ? []
    : [value].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));

function actionIn(dice: Dice, actions: readonly string[], { Action }: Statement): string {
  const patterns = listOf(Action);
  if (patterns.length === 0 || dice.chance(0.05)) return dice.pick(actions);
  const pattern = dice.pick(patterns);
  const fitting = fittingIn(actions, pattern, 'i');
  if (fitting.length > 0 && dice.chance(0.9)) return dice.pick(fitting);
  const made = pattern.includes(':') ? filled(dice, pattern, ['Get', 'x', '']) : `${pattern}:Get`;
  return /^[\w-]+:\w+$/.test(made) ? made : dice.pick(actions);
}

type Lookup = (key: string) => string | undefined;

function resourceIn(
  dice: Dice,
  { resources }: Made,
  { Resource }: Statement,
  action: string,
  lookup: Lookup,
): string {
  const of = targets.find(({ actions }) =>
    actions.some((one) => one.toLowerCase() === action.toLowerCase()),
  )?.resources;
  const usual = () =>
    dice.pick(of && dice.chance(0.9) ? of : dice.chance(0.5) ? resources : [...allResources, '*']);
  const patterns = listOf(Resource);
  if (patterns.length === 0 || dice.chance(0.05)) return usual();
  const text = dice.pick(patterns);
  if (text === '*') return usual();
  const pattern = substituted(dice, text, lookup);
  const all = fittingIn(usualResources, pattern, '');
  const fitting = dice.chance(0.5) && of ? all.filter((one) => of.includes(one)) : all;
  if (fitting.length > 0 && dice.chance(0.8)) return dice.pick(fitting);
  return realArn(dice, pattern);
}

/** Fills a pattern. What comes out has AWS's form: only the resource's own part has colons, an account is a number. */
function realArn(dice: Dice, pattern: string): string {
  const parts = pattern.split(':');
  const fields = parts.slice(0, 5).map((field) => filled(dice, field, ['', 'eu-west-1', 'a']));
  while (fields.length < 5) fields.push('');
  if (!/^(\d{12}|)$/.test(fields[4] ?? '')) fields[4] = fields[2] === 's3' ? '' : dice.pick(accounts);
  const last = parts.slice(5).join(':') || dice.pick(['a', 'jobs', 'key/1234abcd', 'role/Dev']);
  return [...fields, filled(dice, last, ['', 'a', 'Bob', 'x/y', 'x:y', 'report.csv'])].join(':');
}

const usualResources = [...new Set(allResources)];
const fittings = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** Finds the texts that a pattern with wildcards covers, colons and all. */
function fittingIn(texts: readonly string[], pattern: string, flags: string): readonly string[] {
  let known = fittings.get(texts);
  if (!known) fittings.set(texts, (known = new Map<string, readonly string[]>()));
  let fitting = known.get(pattern);
  if (!fitting) {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[^]*')
      .replace(/\?/g, '[^]');
    const form = new RegExp(`^${escaped}$`, flags);
    fitting = texts.filter((text) => form.test(text));
    known.set(pattern, fitting);
  }
  return fitting;
}

const filled = (dice: Dice, pattern: string, texts: readonly string[]): string =>
  pattern.replace(/\*/g, () => dice.pick(texts)).replace(/\?/g, () => dice.pick(['a', 'x', '1']));

function substituted(dice: Dice, text: string, lookup: Lookup): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    if (/^[*?$]$/.test(inside)) return inside;
    const [key = '', otherwise] = inside.split(',').map((part) => part.trim().replace(/^'|'$/g, ''));
    return lookup(key) ?? otherwise ?? dice.pick(['red', 'Bob', '']);
  });
}

const stateable = kinds.flatMap((kind) => keys[kind].map((key) => [key, kind] as const));

type Stated = Record<string, string | readonly string[]>;

function contextIn(dice: Dice, { Condition }: Statement, known: RequestView): RequestContext {
  const context: Stated = {};
  for (let left = dice.between(0, 3); left > 0; left -= 1) {
    const [key, kind] = dice.pick(stateable);
    context[key] =
      kind === 'list' ? dice.several(0, 3, () => dice.pick(values[kind])) : dice.pick(values[kind]);
  }
  for (const [operator, block] of Object.entries((Condition ?? {}) as Record<string, object>))
    for (const [key, value] of Object.entries(block as Record<string, unknown>)) {
      for (const name of Object.keys(context))
        if (name.toLowerCase() === key.toLowerCase()) delete context[name];
      const found = valueFor(dice, operator, listOf(value), known);
      if (found !== undefined) context[key] = found;
    }
  for (const [key, value] of Object.entries(context))
    if (isMade(key) || !isPossible(key, value)) delete context[key];
  return context;
}

/** Returns a value with which the test likely holds; `undefined`: the key is better absent. */
function valueFor(
  dice: Dice,
  operator: string,
  wanted: readonly string[],
  known: RequestView,
): string | readonly string[] | undefined {
  const lower = operator.toLowerCase();
  const base = lower.replace(/^.*:/, '').replace(/ifexists$/, '');
  if (base === 'null') return wanted.some((one) => /^true$/i.test(one)) ? undefined : 'red';
  if (lower.endsWith('ifexists') && dice.chance(0.3)) return undefined;
  const kind = Object.entries(operators).find(([name]) => name.toLowerCase() === base)?.[1] ?? 'text';
  const lookup: Lookup = (key) => {
    const value = known.value(key.toLowerCase());
    return typeof value === 'string' ? value : undefined;
  };
  const text = wanted.length === 0 ? '' : substituted(dice, dice.pick(wanted), lookup);
  const isNegative = base.includes('not');
  if (isNegative && dice.chance(0.25)) return undefined;
  const value = isNegative
    ? dice.pick(values[kind])
    : kind === 'number' || kind === 'date'
      ? beside(dice, text, base)
      : kind === 'ip'
        ? (text.split('/')[0] ?? text)
        : base.endsWith('like') || base.startsWith('arn')
          ? filled(dice, text, ['', 'a', 'Bob'])
          : text;
  if (lower.startsWith('for')) return dice.several(0, 2, () => value);
  return value;
}

/** Returns the bound, or a value on the side that holds. */
function beside(dice: Dice, text: string, base: string): string {
  if (base.endsWith('equals') && dice.chance(0.5)) return text;
  const step = base.includes('less') ? -1 : base.includes('greater') ? 1 : 0;
  if (/^-?\d+(\.\d+)?$/.test(text)) return String(Number(text) + step);
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time + step * 1000).toISOString();
}

/** Returns the request with one part changed by one step: a letter, a bound, a wildcard's text, a key. */
export function changedRequest(dice: Dice, question: Question): Question {
  const stated = Object.keys(question.context ?? {});
  const part = dice.between(0, stated.length > 0 ? 9 : 5);
  if (part === 0) return { ...question, action: changedAction(dice, question.action) };
  if (part <= 5) return { ...question, resource: changedResource(dice, question.resource) };
  const key = dice.pick(stated);
  const { [key]: value = '', ...rest } = question.context ?? {};
  const made = changedValue(dice, value);
  const next = made !== undefined && isPossible(key, made) ? made : undefined;
  return { ...question, context: next === undefined ? rest : { ...rest, [key]: next } };
}

function changedAction(dice: Dice, action: string): string {
  const [service = '', name = ''] = action.split(':');
  const same = allActions.filter((one) => one.startsWith(`${service}:`) && one !== action);
  if (same.length > 0 && (service === 'sts' || dice.chance(0.5))) return dice.pick(same);
  return dice.pick([`${service}:${name}X`, `${service}:${name.slice(0, -1) || 'x'}`, action.toLowerCase()]);
}

function changedResource(dice: Dice, resource: string): string {
  if (resource === '*') return dice.pick(allResources);
  const fields = resource.split(':');
  const last = fields.slice(5).join(':');
  // AWS's own policies have one ARN.
  if (fields[4] === 'aws') return `${resource}x`;
  const withLast = (text: string) => [...fields.slice(0, 5), text].join(':');
  const at = dice.between(0, last.length);
  switch (dice.between(0, 8)) {
    case 0:
      return withLast(`${last.slice(0, at)}${dice.pick([at > 0 ? ':' : 'a', '/', 'x'])}${last.slice(at)}`);
    case 1:
      return withLast(last.slice(0, -1));
    case 2:
      return withLast(`${last}${dice.pick(['x', '/', ':', '/k', '*'])}`);
    case 3:
      return withLast(`${last.slice(0, at)}${dice.pick(['x', 'B', '?'])}${last.slice(at + 1)}`);
    case 4:
      return withLast(/[A-Z]/.test(last) ? last.toLowerCase() : last.toUpperCase());
    case 5:
      return withLast(last.slice(0, last.lastIndexOf('/') + 1));
    case 6:
      return [...fields.slice(0, 3), dice.pick(['', 'eu-west-1', 'us-east-1']), ...fields.slice(4)].join(':');
    default:
      return fields[4] === ''
        ? withLast(`${last}0`)
        : [...fields.slice(0, 4), dice.pick([...accounts, '']), ...fields.slice(5)].join(':');
  }
}

function changedValue(dice: Dice, value: string | readonly string[]): string | readonly string[] | undefined {
  if (dice.chance(0.2)) return undefined;
  if (typeof value !== 'string') {
    if (value.length === 1 && dice.chance(0.3)) return value[0];
    return dice.chance(0.5) ? value.slice(1) : [...value, dice.pick(values.list)];
  }
  if (dice.chance(0.12)) return dice.pick([[value], [value, 'x'], []]);
  const time = value.length > 9 ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time + dice.pick([-1000, 1000])).toISOString();
  if (value !== '' && !Number.isNaN(Number(value))) return String(Number(value) + dice.pick([-1, 1, 0.5]));
  const address = /^(\d+\.\d+\.\d+)\.(\d+)$/.exec(value);
  if (address) return `${address[1]}.${(Number(address[2]) + dice.pick([1, 255, 127])) % 256}`;
  return dice.pick([`${value}x`, value.slice(0, -1), value.toUpperCase(), `x${value.slice(1)}`, `${value}/`]);
}
