/** Reads a question from an address, and writes it as one: `#/ask?p=…&a=…&r=…&s=…&role=…&alone=1&c.aws:SourceIp=…`. */

import { href } from '#app/navigation/routes.svelte.ts';
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
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The prefix of a context key in an address. */
export const contextMark = 'c.';

/** Joins a list into one text, because an address states single values. */
export function questionQuery({
  principal,
  action,
  resource,
  session,
  passedRole,
  alone = false,
  context = {},
}: LinkedQuestion): Record<string, string> {
  const stated = Object.entries(context).map(([key, value]) => [
    contextMark + key,
    typeof value === 'string' ? value : value.join(','),
  ]);
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
