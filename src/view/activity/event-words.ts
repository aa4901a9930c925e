import type { TrailEvent } from '../../core/model/trail.ts';
import { nameOfArn } from '../entity/names.ts';

/** Who made the call, as a person knows them. */
export function actorOf({ userIdentity }: TrailEvent): string {
  const { arn, userName, type } = userIdentity;
  if (typeof userName === 'string') return userName;
  if (typeof arn === 'string') return nameOfArn(arn);
  return typeof type === 'string' ? type : 'unknown';
}

export const actorArn = ({ userIdentity }: TrailEvent): string | undefined =>
  typeof userIdentity['arn'] === 'string' ? userIdentity['arn'] : undefined;

/** The names in the request, shortest useful form: `alice, ReadPayroll`. */
export function subjectOf({ requestParameters }: TrailEvent): string {
  return Object.values(requestParameters ?? {})
    .filter(
      (value): value is string => typeof value === 'string' && value.length < 200 && !value.includes('{'),
    )
    .map((value) => (value.startsWith('arn:') ? nameOfArn(value) : value))
    .slice(0, 3)
    .join(', ');
}
