/** Forms of ARNs with places for names: what a method is made on is read from policies, and then filled in. */

import { splitFields } from '../../eval/arn.ts';
import type { Method, Need } from './format.ts';
import { type ThingNames, thingOf } from './things.ts';

/** A name that no policy mentions. */
export const freshName = 'new';

/** Returns the form of the ARN of what a permission is needed on; of a thing that nobody knows of, too. */
export function placeholderFormOf({ exists, beside }: Method, { on }: Need): string {
  if (on === 'resource' && exists) return thingOf(exists.type).form;
  if (on !== 'beside' || beside === undefined) return on;
  // The second thing has a name of its own.
  return thingOf(beside).form.replaceAll('{name}', '{any}');
}

/** Returns the form as names are looked for: where nothing is known, `{parent}` is the name that all share. */
export const templateOf = (method: Method, one: Need): string =>
  placeholderFormOf(method, one).replaceAll('{parent}', '{name}');

/** Returns the permission once for each form of its ARN. */
export const formsOfNeed = (one: Need): readonly Need[] => [
  one,
  ...(one.or ?? []).map((on) => ({ action: one.action, on })),
];

/** Fills the form in. `free`: a value for each `{any}` in turn. */
export function filledForm(form: string, names: ThingNames, free: readonly string[] = []): string {
  const { region, account, name, parent } = names;
  let at = 0;
  return `arn:aws:${form
    .replaceAll('{region}', region)
    .replaceAll('{account}', account)
    .replaceAll('{name}', name)
    .replaceAll('{parent}', parent)
    .replaceAll('{any}', () => free[at++] ?? freshName)}`;
}

const placeholder = /(\{\w+\})/;

/**
 * Returns what stands at each occurrence of the placeholder, as far as the pattern is written like the template; `undefined`
 * when it is not, or ends before the first. Wildcards become letters.
 */
export function valuesIn(pattern: string, template: string, wanted: `{${string}}`): string[] | undefined {
  const [, , service, , , form = ''] = splitFields(`arn:aws:${template}`);
  const given = splitFields(pattern);
  if (given.length < 6 || given[2] !== service || !form.includes(wanted)) return undefined;
  const pieces = form.split(placeholder);
  const found =
    expressionOf(pieces)
      .exec(given[5] ?? '')
      ?.slice(1) ?? [];
  const values = pieces
    .filter((piece) => placeholder.test(piece))
    .flatMap((name, index) => {
      const value = found[index];
      return name === wanted && value !== undefined ? [withoutWildcards(value)] : [];
    });
  return values.length > 0 ? values : undefined;
}

/** A pattern may end at any place: `stack/*` has a name and no id. */
function expressionOf(pieces: readonly string[]): RegExp {
  let rest = '';
  for (const piece of pieces.toReversed()) {
    if (piece === '') continue;
    if (!placeholder.test(piece)) rest = piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') + rest;
    else rest = rest === '' ? '(.+)' : `([^/:]+)(?:${rest})?`;
  }
  return new RegExp(`^${rest}`);
}

export const withoutWildcards = (text: string, name = freshName): string =>
  text.replaceAll('*', name).replaceAll('?', 'x');
