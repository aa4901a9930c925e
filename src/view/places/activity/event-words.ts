/** Says in words who made an event, what it was about, and how it ended. */

import {
  type TrailEvent,
  type TrailResult,
  actorName,
  trailResult,
} from '#core/model/records/trail-event.ts';
import { nameOfArn } from '../../entity/names.ts';

/** Returns the name of the caller. For the session of a role it is the name of the role. */
export function actorOf(event: TrailEvent): string {
  const name = actorName(event);
  return event.userIdentity['type'] === 'AssumedRole' ? (name.split('/')[0] ?? name) : name;
}

/** CloudTrail hides what was typed for a user who does not exist: it may be a password (L-08). */
const hiddenName = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Returns the caller as a person reads it: `alice`, `Root user`, or `Auditor / alice` for the session of a role. */
export function actorWords(event: TrailEvent): string {
  const name = actorName(event);
  if (event.userIdentity['type'] === 'Root') return 'Root user';
  if (event.userIdentity['type'] === 'AssumedRole') return name.replace('/', ' / ');
  return name === hiddenName ? 'unknown user name' : name;
}

export const resultWords: Readonly<Record<TrailResult, string>> = {
  done: 'Allowed',
  refused: 'Refused',
  failed: 'Failed',
};

export function eventResultOf(event: TrailEvent): { result: TrailResult; word: string; reason?: string } {
  const result = trailResult(event);
  const word = resultWords[result];
  const reason = event.errorCode ?? event.errorMessage;
  return reason === undefined ? { result, word } : { result, word, reason };
}

export function resultText(event: TrailEvent): string {
  const { word, reason } = eventResultOf(event);
  if (reason === undefined) return word;
  return reason.startsWith(word) ? reason : `${word}: ${reason}`;
}

export const actorArn = ({ userIdentity }: TrailEvent): string | undefined =>
  typeof userIdentity['arn'] === 'string' ? userIdentity['arn'] : undefined;

export function eventSubject({ requestParameters }: TrailEvent): string {
  return Object.values(requestParameters ?? {})
    .filter(
      (value): value is string => typeof value === 'string' && value.length < 200 && !value.includes('{'),
    )
    .map((value) => (value.startsWith('arn:') ? nameOfArn(value) : value))
    .slice(0, 3)
    .join(', ');
}
