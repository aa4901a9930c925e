/** Says in words who made an event, what it was about, and how it ended. */

import type { TrailEvent } from '../../../core/model/records/trail-event.ts';
import { type TrailResult, actorName, trailResult } from '../../../core/model/records/trail-facets.ts';
import { nameOfArn } from '../../entity/names.ts';

/** Returns the name of the caller. For the session of a role it is the name of the role. */
export function actorOf(event: TrailEvent): string {
  const name = actorName(event);
  return event.userIdentity['type'] === 'AssumedRole' ? (name.split('/')[0] ?? name) : name;
}

/** CloudTrail hides what was typed for a user who does not exist: it may be a password (L-08). */
const hiddenName = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Returns the caller as a person reads it: `alice`, or `Auditor/alice` for the session of a role. */
export function actorWords(event: TrailEvent): string {
  const name = actorName(event);
  return name === hiddenName ? 'unknown user name' : name;
}

const resultWords: Readonly<Record<TrailResult, string>> = {
  done: 'Allowed',
  refused: 'Refused',
  failed: 'Failed',
};

/** Returns `Allowed`, `Refused: AccessDenied` or `Failed authentication`. */
export function resultText(event: TrailEvent): string {
  const word = resultWords[trailResult(event)];
  const reason = event.errorCode ?? event.errorMessage;
  if (reason === undefined) return word;
  return reason.startsWith(word) ? reason : `${word}: ${reason}`;
}

export const actorArn = ({ userIdentity }: TrailEvent): string | undefined =>
  typeof userIdentity['arn'] === 'string' ? userIdentity['arn'] : undefined;

/** Returns the names in the request in their shortest useful form: `alice, ReadPayroll`. */
export function subjectOf({ requestParameters }: TrailEvent): string {
  return Object.values(requestParameters ?? {})
    .filter(
      (value): value is string => typeof value === 'string' && value.length < 200 && !value.includes('{'),
    )
    .map((value) => (value.startsWith('arn:') ? nameOfArn(value) : value))
    .slice(0, 3)
    .join(', ');
}
