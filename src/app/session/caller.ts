/** Names the caller of a request by its ARN. */

import type { Caller } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';

export function arnOfCaller(world: World, caller: Caller): string {
  if (caller.kind === 'principal') return caller.arn;
  if (caller.kind === 'session') return world.sessions.get(caller.id)?.arn ?? 'anonymous';
  return 'anonymous';
}
