/**
 * The way of one request from a button to the saved world: load what it needs, hand it to the door, commit,
 * note it. A refusal by AWS's rules is an outcome; a write that failed is one too (`ServiceFailure`).
 */

import type { handle } from '../../core/api/door.ts';
import type { Decision } from '../../core/authz/decision.ts';
import type {
  AwsError,
  Caller,
  Env,
  Outcome as AnyOutcome,
  Request,
} from '../../core/model/request/request.ts';
import { isoSeconds } from '../../core/model/request/request.ts';
import { ok } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import type { describeRequest } from '../../core/words/request.ts';
import { canVerify, isFederated, prepare } from '../../federation/prepare.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import type { Diagnostics } from '../problems/diagnostics.svelte.ts';
import type { Door } from './door.svelte.ts';
import type { Draft, OpenWorkspace } from './open-workspace.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { type Problem, catalogueProblem, doorProblem, noWebCrypto } from '../problems/problem.ts';

export type Outcome = AnyOutcome<Record<string, unknown>, Decision>;

/** AWS's code for a failure of its own: what a caller sees of a write that failed. */
const unsaved = 'ServiceFailure';

const failed = (error: AwsError): Outcome => ({ ok: false, error, changes: [], events: [], marks: [] });

/** Names the caller for the history: an ARN, a service, or `anonymous`. */
function callerName(world: World, caller: Caller): string {
  switch (caller.kind) {
    case 'principal':
      return caller.arn;
    case 'service':
      return caller.principal;
    case 'session':
      return world.sessions.get(caller.id)?.arn ?? caller.id;
    case 'access-key':
      return caller.accessKeyId;
    case 'anonymous':
      return 'anonymous';
  }
}

/** The outcome of a request in a world that is only looked at; nothing was asked of it. */
export const readOnly = (message: string): Outcome => failed({ code: 'ReadOnly', status: 400, message });

/** A request with all that it needs. */
interface Ready {
  readonly door: typeof handle;
  /** Its line in the history. */
  readonly describe: typeof describeRequest;
  readonly request: Request;
}

export interface RequestsOptions {
  readonly door: Door;
  readonly catalogue: Catalogue;
  readonly openWorkspace: OpenWorkspace;
  readonly problems: ProblemBoard;
  readonly diagnostics: Diagnostics;
  readonly env: () => Env;
}

export class Requests {
  readonly #options: RequestsOptions;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Sends a request. If the write fails, a problem is shown and nothing is applied. */
  async send(request: Request): Promise<Outcome> {
    const { diagnostics } = this.#options;
    const began = performance.now();
    const prepared = await this.#prepared(request);
    const outcome = 'door' in prepared ? await this.#handled(prepared) : prepared;
    diagnostics.timed(request.service, request.operation, this.#codeOf(outcome), began);
    return outcome;
  }

  /**
   * The door, with what the request reads of AWS's catalogue loaded and the evidence of a federated login
   * attached; an outcome only where that failed.
   */
  async #prepared(request: Request): Promise<Ready | Outcome> {
    const { catalogue, door, openWorkspace } = this.#options;
    const { world } = openWorkspace.state;
    if (isFederated(request) && !canVerify()) return this.#unsaved(noWebCrypto);
    try {
      const [opened, { describeRequest: describe }, proven] = await Promise.all([
        door.open(),
        import('../../core/words/request.ts'),
        prepare(request, world),
        catalogue.prepare(request, world),
      ]);
      return { door: opened, describe, request: proven };
    } catch (error) {
      const problem = isFederated(request) ? doorProblem : catalogueProblem;
      return this.#unsaved(problem(String(error)));
    }
  }

  async #handled(ready: Ready): Promise<Outcome> {
    const { openWorkspace, problems } = this.#options;
    const result = await openWorkspace.run((world) => ok(this.#draft(world, ready)));
    if (result.ok) return result.value.outcome;
    if (result.error.code === 'moved') void openWorkspace.follow();
    return this.#unsaved(problems.of(result.error));
  }

  #draft(world: World, { request, door, describe }: Ready): Draft & { outcome: Outcome } {
    const env = this.#options.env();
    const outcome = door(world, request, env);
    const { changes, marks, events } = outcome;
    const by = callerName(world, request.caller);
    const entry = {
      label: describe(request),
      operation: request.operation,
      at: isoSeconds(env.now),
      by,
    };
    const intent = changes.length > 0 ? ({ kind: 'do', entry } as const) : ({ kind: 'trace' } as const);
    return { intent, changes, marks, events, outcome };
  }

  /** The outcome of a request that could not be kept, for a caller that only looks at outcomes. */
  #unsaved(problem: Problem): Outcome {
    this.#options.problems.show(problem);
    return failed({ code: unsaved, status: 500, message: `${problem.title}.` });
  }

  #codeOf(outcome: Outcome): string {
    if (outcome.ok) return 'ok';
    const { code } = outcome.error;
    return code === unsaved ? (this.#options.problems.current?.code ?? unsaved) : code;
  }
}
