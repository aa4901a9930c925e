/** Writes a question as an address: `#/ask?p=…&a=…&r=…&s=…&role=…&alone=1&c.aws:SourceIp=…`. */

import { href } from '../../../../app/navigation/routes.svelte.ts';

export interface LinkedQuestion {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Access key id of the temporary credentials that ask. */
  readonly session?: string;
  /** The role that the call hands to a service. */
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
    ...(session === undefined ? {} : { s: session }),
    ...(passedRole === undefined ? {} : { role: passedRole }),
    ...(alone ? { alone: '1' } : {}),
    ...(Object.fromEntries(stated) as Record<string, string>),
  };
}

export const questionHref = (question: LinkedQuestion): string => href('ask', [], questionQuery(question));
