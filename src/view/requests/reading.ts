/**
 * Checks the List or Get call of a list as the current caller before a screen shows it: a person who may not
 * list users sees AWS's refusal instead. The rows then come from the world, without paging.
 */

import type { Session } from '../../app/session/session.svelte.ts';
import type { Request, ServiceName } from '../../core/model/request/request.ts';
import { type Refusal, refusalOfOutcome } from './act.svelte.ts';

export function refusedReading(
  session: Session,
  operation: string,
  params: Request['params'] = {},
  service: ServiceName = 'iam',
): Refusal | 'loading' | undefined {
  const outcome = session.read(operation, params, service);
  if (!outcome) return 'loading';
  return outcome.ok ? undefined : refusalOfOutcome(session, outcome);
}
