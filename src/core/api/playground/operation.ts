/**
 * Operations that AWS does not have: same door and same shape checks, but nobody needs a permission. An act of
 * AWS's console is the exception: AWS authorizes and records it as one of its calls.
 */

import type { KnownPrincipal } from '../../authz/principal.ts';
import type { Env } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import type { Answer, Operation } from '../operation.ts';

export interface PlaygroundCall<Input> {
  readonly world: World;
  readonly env: Env;
  /** The current caller; undefined while there is no account yet. */
  readonly caller: KnownPrincipal | undefined;
  readonly params: Input;
  readonly now: string;
}

export interface PlaygroundOperation {
  readonly name: string;
  run(call: PlaygroundCall<unknown>): Answer<Record<string, unknown>>;
}

export const playgroundOperation = <Input>(
  name: string,
  run: (call: PlaygroundCall<Input>) => Answer<Record<string, unknown>>,
): PlaygroundOperation => ({ name, run: run });

export interface ConsoleOperation {
  readonly operation: Operation;
  /** The call of IAM as which the trail shows it. */
  readonly recordedAs: string;
  /** The parameters in that record. `response` is empty when the act was refused. */
  recordedParams(
    params: Readonly<Record<string, unknown>>,
    response: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
}
