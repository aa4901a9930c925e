/** One request of a flow and its answer as plain JSON; a machine's `send` actor returns it. */

import type { Outcome } from '../../core/api/door.ts';
import { type AwsError, type RefusedBy, type Request, isoSeconds } from '../../core/model/request/request.ts';
import type { Labels } from '../../core/model/labels.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { Decision, Trace } from '../../core/authz/decision.ts';
import { defined } from '../../core/model/defined.ts';

export interface Exchange {
  readonly request: Pick<Request, 'service' | 'operation' | 'params' | 'caller'>;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly error?: AwsError;
  readonly refusedBy?: RefusedBy;
  readonly decision?: { readonly verdict: Decision['verdict']; readonly trace: Trace };
  readonly events: readonly TrailEvent[];
  /** ISO 8601, simulated time. */
  readonly at: string;
}

/** `now`: simulated time in milliseconds since the epoch. `labels`: names for the things in the decision. */
export function exchangeOf(request: Request, outcome: Outcome, now: number, labels?: Labels): Exchange {
  const { service, operation, params, caller } = request;
  const { decision, events } = outcome;
  return {
    request: { service, operation, params, caller },
    ...(outcome.ok
      ? { response: outcome.response }
      : { error: outcome.error, ...defined({ refusedBy: outcome.refusedBy }) }),
    ...(decision ? { decision: { verdict: decision.verdict, trace: decision.explain(labels) } } : {}),
    events: events.map(withoutToken),
    at: isoSeconds(now),
  };
}

export const dots = '••••••••';

/** Removes the session token, which AWS's trail shows. A log does not need it. */
function withoutToken(event: TrailEvent): TrailEvent {
  const { responseElements } = event;
  const credentials = responseElements?.['credentials'];
  return typeof credentials === 'object' && credentials !== null
    ? {
        ...event,
        responseElements: { ...responseElements, credentials: { ...credentials, sessionToken: dots } },
      }
    : event;
}
