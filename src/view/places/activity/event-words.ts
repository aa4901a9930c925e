/** Says in words who made an event and what it was about. */

import type { TrailEvent } from '../../../core/model/records/trail-event.ts';
import { actorName } from '../../../core/model/records/trail-facets.ts';
import { nameOfArn } from '../../entity/names.ts';

/** Returns the name of the caller. For the session of a role it is the name of the role. */
export function actorOf(event: TrailEvent): string {
  const name = actorName(event);
  return event.userIdentity['type'] === 'AssumedRole' ? (name.split('/')[0] ?? name) : name;
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
