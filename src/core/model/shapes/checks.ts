/**
 * Small checks of values; `tables.ts` puts them together to the shapes of records. Records come back from a
 * disk and from other people's files. One that does not fit is named and set aside; nothing is guessed.
 */

import type { Tag } from '../records/tag.ts';

/** Returns `undefined` when the value fits, else the place and what was expected there. */
export type Check = (value: unknown) => Misfit | undefined;

export interface Misfit {
  /** `versions[0].document`, for example; empty: the value itself. */
  readonly at: string;
  readonly expected: string;
}

const misfit = (expected: string, at = ''): Misfit => ({ at, expected });
const below = (at: string, { at: rest, expected }: Misfit): Misfit => ({
  at: rest === '' || rest.startsWith('[') ? at + rest : `${at}.${rest}`,
  expected,
});

export const misfitText = ({ at, expected }: Misfit): string =>
  at === '' ? `expected ${expected}` : `\`${at}\`: expected ${expected}`;

export const text: Check = (value) => (typeof value === 'string' ? undefined : misfit('a text'));
export const flag: Check = (value) => (typeof value === 'boolean' ? undefined : misfit('true or false'));
export const number: Check = (value) => (Number.isFinite(value) ? undefined : misfit('a number'));

/** Accepts ISO 8601 with a day that the calendar has. */
export const date: Check = (value) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : misfit('a date');

/** Accepts a policy as JSON text that can be evaluated. `checks/check.ts` finds what AWS would refuse. */
export const policyDocument: Check = (value) => {
  if (typeof value !== 'string') return misfit('a policy document');
  try {
    const policy: unknown = JSON.parse(value);
    const { Statement: given } = isObject(policy) ? policy : {};
    const statements: unknown[] = Array.isArray(given) ? given : [given];
    return statements.every(isStatement) ? undefined : misfit('a policy document with readable statements');
  } catch {
    return misfit('a policy document in JSON');
  }
};

/** Accepts an object as JSON text. */
export const jsonObject: Check = (value) => {
  try {
    if (typeof value === 'string' && isObject(JSON.parse(value))) return undefined;
  } catch {
    // No JSON is no object either.
  }
  return misfit('an object in JSON');
};

function isStatement(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { Effect: effect, Action: action = value['NotAction'] } = value;
  const isTexts = typeof action === 'string' || (Array.isArray(action) && list(text)(action) === undefined);
  return (effect === 'Allow' || effect === 'Deny') && isTexts;
}

export const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value) ? undefined : misfit(values.map((one) => `\`${String(one)}\``).join(' or '));

export const list =
  (item: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return misfit('a list');
    for (let at = 0; at < value.length; at += 1) {
      const wrong = item(value[at]);
      if (wrong) return below(`[${at}]`, wrong);
    }
    return undefined;
  };

export const mapOf =
  (item: Check): Check =>
  (value) => {
    if (!isObject(value)) return misfit('an object');
    for (const [name, one] of Object.entries(value)) {
      const wrong = item(one);
      if (wrong) return below(name, wrong);
    }
    return undefined;
  };

export const either =
  (first: Check, second: Check): Check =>
  (value) =>
    first(value) && second(value);

type OptionalKey<R> = { [K in keyof R]-?: object extends Pick<R, K> ? K : never }[keyof R];
export type Required<R> = { readonly [K in Exclude<keyof R, OptionalKey<R>>]: Check };
export type Optional<R> = { readonly [K in OptionalKey<R>]-?: Check };

/** The compiler asks for a check of every member of `R`. Members without a check are allowed. */
export function object<R>(required: Required<R>, optional: Optional<R>): Check {
  const needed = Object.entries<Check>(required);
  const allowed = Object.entries<Check>(optional);
  return (value) => {
    if (!isObject(value)) return misfit('an object');
    for (const [name, check] of needed) {
      const wrong = check(value[name]);
      if (wrong) return below(name, wrong);
    }
    for (const [name, check] of allowed) {
      const wrong = value[name] === undefined ? undefined : check(value[name]);
      if (wrong) return below(name, wrong);
    }
    return undefined;
  };
}

export const tags = list(object<Tag>({ key: text, value: text }, {}));

/** Accepts objects that differ by their member `kind`. */
export const byKind =
  (kinds: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (!isObject(value)) return misfit('an object');
    const { kind } = value;
    const check = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    return check ? check(value) : misfit(Object.keys(kinds).join(', '), 'kind');
  };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
