import { handle } from '../core/api/door.ts';
import { apply, createWorld } from '../core/model/apply.ts';
import type { AwsError, Request } from '../core/model/request.ts';
import type { Session } from './session.svelte.ts';

/**
 * A workspace that begins with an empty account. The account is made by the same call as any other
 * (`playground:CreateAccount`), in a world of its own, so its name, alias and id are checked at the door.
 */
export async function createAccountWorkspace(
  session: Session,
  params: Request['params'],
): Promise<AwsError | undefined> {
  const world = createWorld();
  const request: Request = {
    service: 'playground',
    operation: 'CreateAccount',
    params,
    caller: { kind: 'anonymous' },
  };
  const outcome = handle(world, request, session.env());
  if (!outcome.ok) return outcome.error;
  apply(world, outcome.changes);
  const name = [...world.accounts.values()][0]?.name ?? 'New account';
  await session.createFromWorld(world, { name, origin: 'new' });
  return undefined;
}
