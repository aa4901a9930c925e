/** What AWS has no call for. Same door and shape checks; nobody needs a permission for it. */

import type { KnownPrincipal } from '../../authz/principal.ts';
import type { Env } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import type { Result } from '../operation.ts';

export interface PlaygroundCall<Input> {
  readonly world: World;
  readonly env: Env;
  /** Who is at the keyboard; undefined while there is no account yet. */
  readonly caller: KnownPrincipal | undefined;
  readonly params: Input;
  readonly now: string;
}

export interface PlaygroundOperation {
  readonly name: string;
  run(call: PlaygroundCall<unknown>): Result<Record<string, unknown>>;
}

export const playgroundOperation = <Input>(
  name: string,
  run: (call: PlaygroundCall<Input>) => Result<Record<string, unknown>>,
): PlaygroundOperation => ({ name, run: run });
