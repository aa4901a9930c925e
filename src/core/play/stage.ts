/**
 * A branch of the world in which a way is played. It sends requests through the door, keeps what they answer, and
 * remembers who holds which credentials. The world that it branches from never changes.
 */

import { handle, type Outcome } from '../api/door.ts';
import { principalOfSession } from '../authz/credentials.ts';
import type { Caller, Env, Request } from '../model/request/request.ts';
import { apply } from '../model/world/apply.ts';
import { layOver } from '../model/world/overlay.ts';
import { type World, credentialsOf, findByArn } from '../model/world/world.ts';
import { cliCommand } from '../words/cli-command.ts';
import { defined } from '../model/defined.ts';

export interface PlayedCall {
  readonly request: Request;
  readonly outcome: Outcome;
  /** The line for a terminal: `aws iam create-access-key --user-name boss`; absent: AWS has no such command. */
  readonly line?: string;
  /** The step of the way that it is a part of, from 0. */
  readonly step: number;
}

/** Credentials that somebody has. */
export interface HeldCredentials {
  readonly caller: Caller;
  /** ARN of the user, or of the role session. */
  readonly arn: string;
  /** The row of temporary credentials; absent for long-term keys, and for an identity that is only played. */
  readonly session?: string;
}

export class Stage {
  /** The branch, as the calls so far have left it. */
  readonly world: World;
  readonly env: Env;
  /** The step of the way that is played, from 0. */
  step = 0;
  readonly #calls: PlayedCall[] = [];

  constructor(world: World, env: Env) {
    this.world = layOver(world);
    this.env = env;
  }

  get calls(): readonly PlayedCall[] {
    return [...this.#calls];
  }

  send(request: Request): Outcome {
    const outcome = handle(this.world, request, this.env);
    apply(this.world, [...outcome.changes, ...outcome.marks]);
    const line = cliCommand(request);
    this.#calls.push({ request, outcome, step: this.step, ...defined({ line }) });
    return outcome;
  }

  /** Returns what a user or role has at the beginning: an active key of the user, else the identity alone. */
  heldBy(arn: string): HeldCredentials {
    const user = findByArn(this.world, 'users', arn);
    const key =
      user && credentialsOf(this.world, 'accessKeys', user.id).find(({ status }) => status === 'Active');
    return key
      ? { caller: { kind: 'access-key', accessKeyId: key.id }, arn }
      : { caller: { kind: 'principal', arn }, arn };
  }

  /** Returns the holder of a session of this branch. Throws when the session or its role is gone. */
  heldInSession(id: string): HeldCredentials {
    const session = this.world.sessions.get(id);
    const principal = session && principalOfSession(this.world, session);
    if (!principal) throw new Error(`session \`${id}\` was just made and is not there`);
    return { caller: { kind: 'session', id }, arn: principal.arn, session: id };
  }
}
