import type { handle } from '../core/api/door.ts';
import type { Decision } from '../core/authz/decision.ts';
import type { AwsError, Env, Outcome as AnyOutcome, Request } from '../core/model/request.ts';
import { isoSeconds } from '../core/model/request.ts';
import type { World } from '../core/model/world.ts';
import { describeRequest } from '../core/query/describe-request.ts';
import { isFailure } from '../store/store.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import type { Diagnostics } from './diagnostics.svelte.ts';
import type { Door } from './door.svelte.ts';
import type { Draft, Ledger } from './ledger.svelte.ts';
import type { ProblemBoard } from './problem-board.svelte.ts';
import { type Problem, catalogueProblem } from './problems.ts';

/**
 * The way of one request from a button to the saved world: load what it needs, hand it to the door, commit,
 * note it. A refusal by AWS's rules is an outcome; a write that failed is one too (`ServiceFailure`).
 */
export type Outcome = AnyOutcome<Record<string, unknown>, Decision>;

/** AWS's code for a failure of its own: what a caller sees of a write that failed. */
const unsaved = 'ServiceFailure';

const failed = (error: AwsError): Outcome => ({ ok: false, error, changes: [], events: [], marks: [] });

/** The outcome of a request in a world that is only looked at; nothing was asked of it. */
export const readOnly = (message: string): Outcome => failed({ code: 'ReadOnly', status: 400, message });

export interface RequestsOptions {
  readonly door: Door;
  readonly catalogue: Catalogue;
  readonly ledger: Ledger;
  readonly problems: ProblemBoard;
  readonly diagnostics: Diagnostics;
  readonly env: () => Env;
}

export class Requests {
  readonly #options: RequestsOptions;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Where the write failed, the problem is shown, nothing was applied and nothing written. */
  async send(request: Request): Promise<Outcome> {
    const { diagnostics } = this.#options;
    const began = performance.now();
    const prepared = await this.#prepared(request);
    const outcome = typeof prepared === 'function' ? await this.#handled(request, prepared) : prepared;
    diagnostics.timed(request.service, request.operation, this.#codeOf(outcome), began);
    return outcome;
  }

  /** The door, with what the request reads of AWS's catalogue loaded; an outcome only where that failed. */
  async #prepared(request: Request): Promise<typeof handle | Outcome> {
    const { catalogue, door, ledger } = this.#options;
    try {
      const [opened] = await Promise.all([door.open(), catalogue.prepare(request, ledger.state.world)]);
      return opened;
    } catch (error) {
      return this.#unsaved(catalogueProblem(String(error)));
    }
  }

  async #handled(request: Request, door: typeof handle): Promise<Outcome> {
    const { ledger, problems } = this.#options;
    const result = await ledger.run((world) => this.#draft(world, request, door));
    if (!isFailure(result)) return result.outcome;
    if (result.code === 'moved') void ledger.follow();
    return this.#unsaved(problems.of(result));
  }

  #draft(world: World, request: Request, door: typeof handle): Draft & { outcome: Outcome } {
    const env = this.#options.env();
    const outcome = door(world, request, env);
    const { changes, marks, events } = outcome;
    const by = request.caller.kind === 'principal' ? request.caller.arn : 'anonymous';
    const entry = {
      label: describeRequest(request),
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
