/**
 * Sends a request to the door in a copy of the world, so that a suggestion is known to work before it is
 * offered. Nothing is written, no event is kept, and no randomness of the session is used up.
 */

import type { handle } from '../../core/api/door.ts';
import { rootArn } from '../../core/model/arn.ts';
import type { Caller, Env } from '../../core/model/request/request.ts';
import { err, ok } from '../../core/model/result.ts';
import type { SendFix } from '../../core/plans/fixes/fix.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import { whenIdle } from '../../platform/yield-to-page.ts';
import type { Session } from '../session/session.svelte.ts';

/** Returns `undefined` while the door's code is on its way (reactive). */
export function attemptIn(session: Session): SendFix | undefined {
  const door = session.door.current;
  if (door) return attemptBy(door, session.caller, session.env);
  // The first answer gets the processor alone.
  whenIdle(() => session.requests.openDoor());
  return undefined;
}

export const attemptBy =
  (door: typeof handle, caller: Caller, env: Env): SendFix =>
  (world, { service, operation, params, account }, by) => {
    const sender: Caller = by === 'caller' ? caller : { kind: 'principal', arn: rootArn(account) };
    const request = { service, operation, params, caller: sender };
    const outcome = door(world, request, { ...env, random: () => 0 });
    return outcome.ok ? ok(overlayWorld(world, outcome.changes)) : err(outcome.error);
  };
