/** Puts the clock and the deadlines into words. */

import { clockId, type ClockRecord } from '../../core/model/records/clock.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Deadline, DeadlineKind } from '../../core/query/account/deadlines.ts';
import { durationWords } from '../../core/words/duration.ts';

export const clockOf = (world: World): ClockRecord | undefined => world.clock.get(clockId);

/** Returns, for example, `90 days ahead of the real time`. `wall` is in milliseconds. */
export function clockState(clock: ClockRecord | undefined, wall: number): string {
  if (!clock) return 'It follows the real time.';
  const ahead = clock.frozenAt === undefined ? clock.offset : clock.frozenAt - wall;
  const away = `${durationWords(Math.abs(ahead) / 1000)} ${ahead < 0 ? 'behind' : 'ahead of'} the real time`;
  return clock.frozenAt === undefined ? `It runs, ${away}.` : `It stands still, ${away}.`;
}

/** The words for a deadline that has passed, and for one that is still to come. */
export const deadlineWords: Readonly<Record<DeadlineKind, readonly [passed: string, coming: string]>> = {
  session: ['temporary credentials expired', 'temporary credentials expire'],
  password: ['password expired', 'password expires'],
  'access-key': ['access key became older than 90 days', 'access key becomes older than 90 days'],
  'service-credential': ['service credential expired', 'service credential expires'],
  'server-certificate': ['TLS certificate expired', 'TLS certificate expires'],
  'saml-metadata': ['SAML metadata are no longer valid', 'SAML metadata are no longer valid'],
  lockout: ['may sign in again', 'is locked out until then'],
  'report-delivery': ['was delivered', 'is delivered'],
  'credential-report': ['is too old to be handed out', 'is too old to be handed out'],
};

export const deadlineKey = ({ kind, id }: Deadline): string => `${kind} ${id}`;
