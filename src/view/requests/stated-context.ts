/** Finds the context keys that a refused request stated, so that Ask can ask about that very request. */

import { decide } from '../../app/dispatch/decide.ts';
import type { Outcome } from '../../app/dispatch/requests.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import type { RequestContext } from '../../core/authz/decision.ts';
import type { Question } from '../../core/authz/authorize.ts';

/** Keys that belong to the moment: a later question has its own values. */
const momentary = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:tokenissuetime',
  'aws:multifactorauthage',
]);

/** Returns the context that the question alone would not have (`iam:PolicyARN`, request tags, MFA). */
export function statedContext(session: Session, { decision }: Outcome, question: Question): RequestContext {
  if (!decision) return {};
  const plain = lowerCased(decide(session, question).explain().context);
  return Object.fromEntries(
    Object.entries(decision.explain().context).filter(([key, value]) => {
      const name = key.toLowerCase();
      return !momentary.has(name) && String(plain.get(name)) !== String(value);
    }),
  );
}

const lowerCased = (context: RequestContext): ReadonlyMap<string, string | readonly string[]> =>
  new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
