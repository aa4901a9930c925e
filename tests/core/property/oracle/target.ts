/** Action and Resource elements: what a statement is about (G-30 … G-48). */

import { type Context, type Token, expand, fits, fitsFrom, literal } from './pattern.ts';
import { type Statement, closedBy, textsOf } from './read.ts';

/** The completion of short ARNs that the kind of policy allows (G-43). */
export type ShortArns = 'completed' | 'as-written';

export function actionApplies(statement: Statement, action: string): boolean {
  const one = (pattern: string) => actionFits(pattern, action);
  if ('Action' in statement.raw) return textsOf(statement.raw['Action']).some(one);
  if ('NotAction' in statement.raw) return !textsOf(statement.raw['NotAction']).some(one);
  return false;
}

/** G-30, G-31: without regard to case; wildcards in the name, in the service part only as `*` or `*:*`. */
function actionFits(pattern: string, action: string): boolean {
  if (pattern === '*' || pattern === '*:*') return true;
  const [service, name] = splitOnce(pattern.toLowerCase());
  const [wantedService, wantedName] = splitOnce(action.toLowerCase());
  const tokens = name.split('').map((char) => ({ char, wild: char === '*' || char === '?' }));
  return service === wantedService && fits(tokens, wantedName);
}

function splitOnce(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** Tells whether the statement covers the resource; a trust policy may imply it as the thing it is attached to. */
export function resourceApplies(
  statement: Statement,
  resource: string,
  place: { short: ShortArns; implied: boolean },
  context: Context,
): boolean {
  const one = (text: string) => resourceFits(text, resource, place.short, statement.variables, context);
  if ('Resource' in statement.raw) return textsOf(statement.raw['Resource']).some(one);
  if ('NotResource' in statement.raw) return !textsOf(statement.raw['NotResource']).some(one); // G-47
  return place.implied || closedBy(statement); // E-08
}

function resourceFits(
  text: string,
  resource: string,
  short: ShortArns,
  variables: boolean,
  context: Context,
): boolean {
  if (text === '*') return true;
  if (resource === '*') return false; // G-34
  const fields = fieldsOf(text);
  if (variables && fields.slice(0, 5).some((field) => /\$\{[^}]*\}/.test(field))) return false; // G-48
  const sixth = fields[5];
  const head = fields.slice(0, 5).map((field) => field.split(''));
  const tail = sixth === undefined ? [] : expand(sixth, variables, true, context);
  if (tail === undefined) return false; // C-65
  if (sixth !== undefined) return arnFits([...head, tail.map((token) => token)], resource);
  if (arnFits(head, resource)) return true; // G-42 before G-43
  return (
    short === 'completed' &&
    arnFits([...head, ...Array.from({ length: 6 - head.length }, () => ['*'])], resource)
  );
}

/** The fields of a pattern; a colon inside `${…}` separates nothing, and the sixth field keeps its colons. */
function fieldsOf(text: string): string[] {
  const fields = [''];
  for (let at = 0; at < text.length; at += 1) {
    const close = text.startsWith('${', at) ? text.indexOf('}', at) : -1;
    if (close >= 0) {
      fields.push(`${fields.pop() ?? ''}${text.slice(at, close + 1)}`);
      at = close;
    } else if (text[at] === ':' && fields.length < 6) fields.push('');
    else fields.push(`${fields.pop() ?? ''}${text[at] ?? ''}`);
  }
  return fields;
}

/**
 * G-42. In the first five fields `*` stays inside its field, except as the field's last character; `?` is one
 * character of the field; in the sixth everything crosses everything.
 */
function arnFits(fields: readonly (readonly (string | Token)[])[], resource: string): boolean {
  const tokens: Token[] = [];
  const crossing: boolean[] = [];
  fields.forEach((field, fieldIndex) => {
    if (fieldIndex > 0) {
      tokens.push(...literal(':'));
      crossing.push(true);
    }
    field.forEach((item, charIndex) => {
      const token = typeof item === 'string' ? { char: item, wild: item === '*' || item === '?' } : item;
      const lastStar = token.char === '*' && charIndex === field.length - 1;
      tokens.push(token);
      crossing.push(fieldIndex === 5 || lastStar);
    });
  });
  return fitsFrom(tokens, resource, (token, char) => char !== ':' || crossing[token] === true);
}
