/** Keys of the moment: a question asked later has its own. */

import { decide } from '../../app/dispatch/decide.ts';
import type { Outcome } from '../../app/dispatch/requests.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import type { RequestContext } from '../../core/authz/decision.ts';
import type { Question } from '../../core/authz/authorize.ts';

const momentary = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:tokenissuetime',
  'aws:multifactorauthage',
]);

/**
 * What the refused request stated of itself (`iam:PolicyARN`, request tags, MFA of the session), so that Ask
 * judges that very request: the keys of the decision that the question alone would not have.
 */
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
