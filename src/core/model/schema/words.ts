/** The small schemas that records and files are made of. Each message is a noun: `expected a text`. */

import * as v from 'valibot';
import type { AccountId, Arn, EntityId } from '../ids.ts';
import { missing } from './fault.ts';
import { choice, isObject, list } from './members.ts';

export type Schema<T = unknown> = v.GenericSchema<unknown, T>;

type Value = string | number | boolean | null | undefined;
type Readonlys<T> = unknown extends T
  ? T
  : T extends Value
    ? T
    : { readonly [K in keyof T]: Readonlys<T[K]> };

/** The type that a schema states. Records and files are never changed, only replaced. */
export type Stated<S extends v.GenericSchema> = Readonlys<v.InferOutput<S>>;

export const text = v.string('a text');
const branded = <T extends string>() => text as unknown as Schema<T>;
/** Row ids are not checked for their form: AWS's and ours have many, and an imported one is kept as it is. */
export const entityId = branded<EntityId>();
export const accountId = branded<AccountId>();
export const arn = branded<Arn>();

export const flag = v.boolean('`true` or `false`');
export const number = v.pipe(v.number('a number'), v.finite('a number'));

export const isTrue = v.literal(true, '`true`');

/** `true`, or absent for `false`. */
export const onlyTrue = v.pipe(
  flag,
  v.transform((value) => (value ? true : undefined)),
) as unknown as Schema<true>;

/** ISO 8601 with a day that the calendar has. */
export const date = v.custom<string>(
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  'a date',
);

/** Texts that fit a pattern; `what` says it as a noun. */
export const matching = (pattern: RegExp, what: string) => v.pipe(v.string(what), v.regex(pattern, what));

/** A whole number. Without a maximum, as large as a number can tell exactly. */
export function whole(minimum: number, maximum?: number) {
  const what = `a whole number from ${minimum}${maximum === undefined ? '' : ` to ${maximum}`}`;
  const least = v.pipe(v.number(what), v.safeInteger(what), v.minValue(minimum, what));
  return maximum === undefined ? least : v.pipe(least, v.maxValue(maximum, what));
}

export const oneOf = <const T extends readonly (string | number)[]>(values: T) =>
  v.picklist(values, values.map((value) => `\`${value}\``).join(' or '));

/** A list that is empty when it is absent. */
export const items = <const S extends v.GenericSchema>(item: S) => v.optional(list(item), () => []);

export const textOrTexts = choice([text, list(text)], (value) => (Array.isArray(value) ? 1 : 0));

/** Rows that differ by their member `kind`. */
export const byKind = <const S extends v.VariantOptions<'kind'>>(kinds: S) =>
  v.variant('kind', kinds, ({ expected, input }) => {
    if (expected === 'Object') return 'an object';
    if (input === undefined || input === null) return missing;
    return (expected ?? '').replace(/[()]/g, '').replaceAll('"', '`').replaceAll(' |', ' or');
  });

/** A policy as JSON text that can be evaluated. `policy/checks/check.ts` finds what AWS would refuse. */
export const policyDocument = v.custom<string>(
  (value) => documentFault(value) === undefined,
  ({ input }) => documentFault(input) ?? '',
);

function documentFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'a policy document';
  try {
    const policy: unknown = JSON.parse(value);
    const { Statement: given } = isObject(policy) ? policy : {};
    const statements: unknown[] = Array.isArray(given) ? given : [given];
    return statements.every(isStatement) ? undefined : 'a policy document with readable statements';
  } catch {
    return 'a policy document in JSON';
  }
}

function isStatement(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { Effect: effect, Action: action = value['NotAction'] } = value;
  const isTexts =
    typeof action === 'string' || (Array.isArray(action) && action.every((one) => typeof one === 'string'));
  return (effect === 'Allow' || effect === 'Deny') && isTexts;
}

export const jsonObject = v.custom<string>((value) => {
  try {
    return typeof value === 'string' && isObject(JSON.parse(value));
  } catch {
    return false;
  }
}, 'an object in JSON');
