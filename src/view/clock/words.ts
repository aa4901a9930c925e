/** Puts the clock and the deadlines into words. */

import { clockId } from '../../core/model/records/clock.ts';
import type { ClockRecord } from '../../core/model/records/tables.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Deadline, DeadlineKind } from '../../core/query/account/deadlines.ts';
import { durationWords } from '../../core/words/duration.ts';

export const clockOf = (world: World): ClockRecord | undefined => world.clock.get(clockId);

/** Returns, for example, `90 days ahead of the real time`. `wall` is in milliseconds. */
export function clockState(clock: ClockRecord | undefined, wall: number): string {
  if (!clock) return 'It follows the real time.';
  const ahead = clock.frozenAt === undefined ? clock.offset : clock.frozenAt - wall;
  const away = `${durationWords(Math.abs(ahead) / 1000)} ${ahead < 0 ? 'behind' : 'ahead of'} the real time`;
  return clock.frozenAt === undefined ? `It runs, ${away}.` : `It is frozen, ${away}.`;
}

export const deadlineWords: Readonly<Record<DeadlineKind, readonly [passed: string, coming: string]>> = {
  'console-session': ['the console session ended', 'the console session ends'],
  session: ['temporary credentials expired', 'temporary credentials expire'],
  password: ['the password expired', 'the password expires'],
  'access-key': ['the access key became older than 90 days', 'the access key becomes older than 90 days'],
  'service-credential': ['the service credential expired', 'the service credential expires'],
  'server-certificate': ['the TLS certificate expired', 'the TLS certificate expires'],
  'saml-metadata': ['the SAML metadata expired', 'the SAML metadata expires'],
  lockout: ['the lock ended', 'the lock ends'],
  'report-delivery': ['the next report was delivered', 'the next report is delivered'],
  'credential-report': ['the credential report expired', 'the credential report expires'],
};

export const deadlineKey = ({ kind, id }: Deadline): string => `${kind} ${id}`;

export function distanceWords(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  if (seconds === 0) return 'now';
  return seconds > 0 ? `in ${durationWords(seconds)}` : `${durationWords(-seconds)} ago`;
}
