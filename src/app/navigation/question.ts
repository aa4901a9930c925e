/** Reads a question from an address, and writes it as one: `#/ask?p=…&a=…&r=…&s=…&role=…&alone=1&c.aws:SourceIp=…`. */

import { href } from './routes.svelte.ts';
import { defined } from '#core/model/defined.ts';
import { anyAccount } from '#core/model/request/unsigned-calls.ts';

/** The account's first question fills what is absent. */
interface AddressedQuestion {
  readonly p?: string;
  readonly a?: string;
  readonly r?: string;
}

export function resolveQuestion(query: Readonly<Record<string, string>>): AddressedQuestion {
  const { p, a, r } = query;
  return { ...(p ? { p } : {}), ...(a ? { a } : {}), ...(r ? { r: resourceFromText(r) } : {}) };
}

/**
 * Reads a typed resource: an ARN, `*`, `s3://bucket/key`, or a bucket path. A bare `bucket/key` is taken for
 * S3, because S3 is the one service whose ARNs people know without the prefix.
 */
export function resourceFromText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*' || trimmed === 'everything') return '*';
  if (trimmed.startsWith('arn:')) return trimmed;
  return `arn:aws:s3:::${trimmed.replace(/^s3:\/\//, '')}`;
}

/** Reads a typed principal: an ARN, a service, `*`, `AWS:*`, or the name of a user of the account. */
export function principalFromText(text: string, account: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('arn:') || trimmed === '*' || trimmed === anyAccount) return trimmed;
  if (trimmed.includes('.amazonaws.com')) return trimmed;
  if (trimmed === 'root') return `arn:aws:iam::${account}:root`;
  return `arn:aws:iam::${account}:user/${trimmed}`;
}

export interface LinkedQuestion {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly session?: string;
  readonly passedRole?: string;
  /** One permission of a call, without the others. */
  readonly alone?: boolean;
  readonly context?: StatedContext;
}

/** Values of context keys as a question states them: a text, or a list for a key with several values. */
export type StatedContext = Readonly<Record<string, string | readonly string[]>>;

/** The prefix of a context key in an address. */
const contextMark = 'c.';

/** Returns the context keys of an address with their values, as they are written there. */
export const contextPart = (query: Readonly<Record<string, string>>): (readonly [string, string])[] =>
  Object.entries(query)
    .filter(([key]) => key.startsWith(contextMark))
    .map(([key, value]) => [key.slice(contextMark.length), value]);

/** Reads a list as an address writes it: `["phone","team"]`. `undefined`: the text is no such list. */
export function listFromText(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every((value) => typeof value === 'string') ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a list as JSON, and everything else as it is. A text that would be read as a list becomes a list of one. */
const addressText = (value: string | readonly string[]): string =>
  typeof value === 'string' && listFromText(value) === undefined ? value : JSON.stringify([value].flat());

/** Writes a question as the part of an address behind the `?`. */
export function questionQuery({
  principal,
  action,
  resource,
  session,
  passedRole,
  alone = false,
  context = {},
}: LinkedQuestion): Record<string, string> {
  const stated = Object.entries(context).map(([key, value]) => [contextMark + key, addressText(value)]);
  return {
    p: principal,
    a: action,
    r: resource,
    ...defined({ s: session, role: passedRole }),
    ...(alone ? { alone: '1' } : {}),
    ...(Object.fromEntries(stated) as Record<string, string>),
  };
}

const questionKeys: ReadonlySet<string> = new Set(['p', 'a', 'r', 's', 'role', 'alone']);

/** Returns the part of an address that states a question; nothing where it names no principal, action and resource. */
export function questionPart(query: Readonly<Record<string, string>>): Record<string, string> {
  if (!query['p'] || !query['a'] || !query['r']) return {};
  return Object.fromEntries(
    Object.entries(query).filter(([key]) => questionKeys.has(key) || key.startsWith(contextMark)),
  );
}

export const questionHref = (question: LinkedQuestion): string => href('ask', [], questionQuery(question));
