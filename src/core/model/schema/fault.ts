/** Reads a value by its schema and says in one lower-case line what does not fit, and at which path. */

import type * as v from 'valibot';
import { type Result, err, ok } from '../result.ts';

export type Path = readonly (string | number)[];

export interface Misfit {
  readonly path: Path;
  readonly message: string;
}

/** Marks a message that is a sentence of its own. Every other message is a noun: what was expected. */
const asSentence = '\u0000';
export const sentence = (text: string): string => asSentence + text;

/** Said of a member that has to be there. Its path names it. */
export const missing = sentence('is missing');

/** Returns the first thing that does not fit; `undefined` for a value of this shape. */
export function faultIn(schema: v.GenericSchema, value: unknown): Misfit | undefined {
  const issue = issueIn(schema['~run']({ value }, firstOnly));
  return issue && { path: pathOf(issue), message: expectation(issue) };
}

/** Returns a copy that holds nothing which the schema does not name. The fault says what was found too. */
export function readValue<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
): Result<v.InferOutput<S>, Misfit> {
  const read = schema['~run']({ value }, firstOnly);
  const issue = issueIn(read);
  if (!issue) return ok(read.value as v.InferOutput<S>);
  const path = pathOf(issue);
  const message = expectation(issue);
  if (issue.message === missing)
    return err({ path: path.slice(0, -1), message: `\`${path.at(-1) ?? ''}\` ${message}` });
  return err({
    path,
    message: isSentence(issue) ? message : `${message}, found ${describeValue(issue.input)}`,
  });
}

const firstOnly = { abortEarly: true, abortPipeEarly: true } as const;
type Issue = v.BaseIssue<unknown>;

const issueIn = (read: { readonly issues?: readonly Issue[] | undefined }): Issue | undefined =>
  read.issues?.[0];
const isSentence = ({ message }: Issue): boolean => message.startsWith(asSentence);
const expectation = (issue: Issue): string =>
  isSentence(issue) ? issue.message.slice(asSentence.length) : `expected ${issue.message}`;
const pathOf = ({ path }: Issue): Path => (path ?? []).map(({ key }) => key as string | number);

/** Returns a path for people, such as `UserDetailList[3].Arn`; `the file` for the whole file. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '') || 'the file';

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

export function describeValue(value: unknown): string {
  if (value === null) return '`null`';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  switch (typeof value) {
    case 'object': {
      const members = Object.keys(value);
      if (members.length === 0) return 'an empty object';
      return `an object with ${members
        .slice(0, 4)
        .map((member) => `\`${shorten(member)}\``)
        .join(', ')}${members.length > 4 ? ', ...' : ''}`;
    }
    case 'string':
      return `the text \`${shorten(value)}\``;
    default:
      return `\`${JSON.stringify(value) ?? 'undefined'}\``;
  }
}
