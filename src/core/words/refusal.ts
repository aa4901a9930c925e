/**
 * AWS's refusals in plain words. `Member must satisfy regular expression pattern: [\w+=,.@-]+` is true and helps
 * nobody who learns: the plain sentence names the value and the character that AWS does not take (E-78).
 */

import type { AwsError, RefusedBy } from '../model/request/request.ts';

/** Returns the sentence to read above AWS's words; `undefined` where AWS's own words are plain enough. */
export function plainRefusal(
  { message }: AwsError,
  params: Readonly<Record<string, unknown>> = {},
  refusedBy?: RefusedBy,
): string | undefined {
  const plain = [...message.matchAll(broken)].flatMap(
    ([, path = '', constraint = '']) => constraintWords(path, valueAt(params, path), constraint) ?? [],
  );
  if (plain.length > 0) return [...new Set(plain)].join(' ');
  const because = refusedBy?.because;
  return because === undefined ? undefined : `${because.charAt(0).toUpperCase()}${because.slice(1)}.`;
}

const broken = /at '([\w.]+)' failed to satisfy constraint: (Member must .+?)(?=; Value|$)/g;

/** AWS writes the first letter of a member small; only members of the call itself are looked up. */
const valueAt = (params: Readonly<Record<string, unknown>>, path: string): unknown =>
  params[path.charAt(0).toUpperCase() + path.slice(1)];

function constraintWords(path: string, value: unknown, constraint: string): string | undefined {
  const what = `The ${path.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}`;
  if (typeof value !== 'string') return undefined;
  if (value === '') return `${what} is empty.`;
  const length = [...value].length;
  const most = /less than or equal to (\d+)$/.exec(constraint)?.[1];
  if (most !== undefined) return `${what} has ${length} characters. AWS takes at most ${most}.`;
  const least = /greater than or equal to (\d+)$/.exec(constraint)?.[1];
  if (least !== undefined) return `${what} has ${length} characters. AWS takes at least ${least}.`;
  const set = /pattern: (\[(?:[^\]\\]|\\.)+\])[+*]$/.exec(constraint)?.[1];
  return set === undefined
    ? undefined
    : characterWords(/password/i.test(path) ? what : `${what} “${value}”`, value, set);
}

function characterWords(what: string, value: string, set: string): string | undefined {
  const taken = new RegExp(set, 'u');
  const wrong = [...new Set(value)].filter((character) => !taken.test(character));
  const [first] = wrong;
  if (first === undefined) return undefined;
  const marks = [...'+=,.@_-:/'].filter((mark) => taken.test(mark)).join(' ');
  const letters = taken.test('a') ? ['letters'] : taken.test('A') ? ['capital letters'] : [];
  const kinds = [...letters, ...(taken.test('0') ? ['digits'] : []), ...(marks === '' ? [] : [marks])];
  const list = new Intl.ListFormat('en-GB').format(kinds);
  return [
    `${what} has ${wrong.includes(' ') ? 'a space' : `the character “${first}”`}.`,
    `AWS takes ${list}${taken.test(' ') ? '' : ', without spaces'}.`,
  ].join(' ');
}
