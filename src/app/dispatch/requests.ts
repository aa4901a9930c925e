/**
 * The way from a button to the saved world: load what the calls of an act need, hand them to the door, commit them as
 * one batch, note them. A refusal by AWS's rules is an outcome; a write that failed is one too (`ServiceFailure`).
 */

import type { handle, Outcome } from '../../core/api/door.ts';
import {
  type AwsError,
  type Caller,
  type Env,
  type Request,
  isoSeconds,
} from '../../core/model/request/request.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import { ok } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import type { describeRequest } from '../../core/words/request.ts';
import { canVerify, isFederatedRequest, prepare } from '../../federation/prepare.ts';
import type { Catalogue } from './catalogue.svelte.ts';
import type { Diagnostics, ProblemBoard } from '../problems/board.svelte.ts';
import type { Door } from './door.svelte.ts';
import type { CommitDraft, OpenWorkspace } from './open-workspace.svelte.ts';
import { type Act, answersOf, writtenBy } from './together.ts';
import { type Problem, catalogueProblem, doorProblem, noWebCrypto } from '../problems/problem.ts';

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

/** The line of an act in the history. A refused one says how far it came, because Undo takes back that much. */
function labelOf({ describe, requests, act }: Ready, outcomes: readonly Outcome[]): string {
  const [first = '', ...others] = requests.map(describe);
  const label = act.label ?? (others.length > 0 ? `${first} and ${others.length} more` : first);
  const done = outcomes.filter((outcome) => outcome.ok).length;
  return done < requests.length ? `${label} (${done} of ${requests.length} steps)` : label;
}

interface Ready {
  readonly door: typeof handle;
  /** Gives the line in the history of an act without words of its own. */
  readonly describe: typeof describeRequest;
  readonly requests: readonly Request[];
  readonly act: Act;
}

interface RequestsMeans {
  readonly openWorkspace: OpenWorkspace;
  readonly session: {
    readonly door: Door;
    readonly catalogue: Catalogue;
    readonly problems: ProblemBoard;
    readonly diagnostics: Diagnostics;
    readonly env: Env;
    readonly readOnlyWorld: { readonly refusal: string } | undefined;
  };
}

export interface Acted {
  readonly requests: readonly Request[];
  readonly outcomes: readonly Outcome[];
}

export class Requests {
  onActed: ((acted: Acted) => void) | undefined;
  readonly #means: RequestsMeans;

  constructor(means: RequestsMeans) {
    this.#means = means;
  }

  /** Sends a request, with a caller of its own. If the write fails, a problem is shown and nothing is applied. */
  async send(request: Request): Promise<Outcome> {
    const [outcome] = await this.act([request], {});
    if (!outcome) throw new Error('a request without an answer');
    return outcome;
  }

  /** Sends requests as one batch, which one Undo takes back. The answers end with the first refusal or failed write. */
  async act(requests: readonly Request[], act: Act): Promise<readonly Outcome[]> {
    const { readOnlyWorld, diagnostics } = this.#means.session;
    if (readOnlyWorld) return [failed({ code: 'ReadOnly', status: 400, message: readOnlyWorld.refusal })];
    const began = performance.now();
    const prepared = await this.#prepared(requests, act);
    const outcomes = 'door' in prepared ? await this.#handled(prepared) : [prepared];
    for (const [at, { service, operation }] of requests.slice(0, outcomes.length).entries()) {
      const outcome = outcomes[at];
      if (outcome) diagnostics.timed(service, operation, this.#codeOf(outcome), began);
    }
    this.onActed?.({ requests, outcomes });
    return outcomes;
  }

  /**
   * The door, with what the requests read of AWS's catalogue loaded and the evidence of a federated login
   * attached; an outcome only where that failed.
   */
  async #prepared(requests: readonly Request[], act: Act): Promise<Ready | Outcome> {
    const { session, openWorkspace } = this.#means;
    const { catalogue, door } = session;
    const { world } = openWorkspace.state;
    const federated = requests.some(isFederatedRequest);
    if (federated && !canVerify()) return this.#unsaved(noWebCrypto);
    try {
      const [opened, { describeRequest: describe }, proven] = await Promise.all([
        door.open(),
        import('../../core/words/request.ts'),
        Promise.all(requests.map((request) => prepare(request, world))),
        Promise.all(requests.map((request) => catalogue.prepare(request, world))),
      ]);
      return { door: opened, describe, requests: proven, act };
    } catch (error) {
      const problem = federated ? doorProblem : catalogueProblem;
      return this.#unsaved(problem(String(error)));
    }
  }

  async #handled(ready: Ready): Promise<readonly Outcome[]> {
    const { openWorkspace, session } = this.#means;
    const result = await openWorkspace.run(async (world) => ok(await this.#draft(world, ready)));
    if (result.ok) return result.value.outcomes;
    if (result.error.code === 'moved') void openWorkspace.follow();
    return [this.#unsaved(session.problems.of(result.error))];
  }

  async #draft(world: World, ready: Ready): Promise<CommitDraft & { outcomes: readonly Outcome[] }> {
    const { door, requests, act } = ready;
    const { env } = this.#means.session;
    const outcomes = await answersOf(world, requests, (now, request) =>
      door(now, request, { ...env, now: simulatedTime(now, env.wallNow ?? env.now) }),
    );
    const written = writtenBy(outcomes, act);
    const [first] = requests;
    if (!first || written.changes.length === 0) return { intent: { kind: 'trace' }, ...written, outcomes };
    const entry = {
      label: labelOf(ready, outcomes),
      operation: first.operation,
      at: isoSeconds(env.now),
      by: callerName(world, first.caller),
      ...(act.continues ? { continues: act.continues.revision } : {}),
    };
    return { intent: { kind: 'do', entry }, ...written, outcomes };
  }

  /** Loads the code of the door ahead of the first request; says so where it cannot. */
  openDoor(): void {
    const { door, problems } = this.#means.session;
    door.open().catch((error: unknown) => problems.show(doorProblem(String(error))));
  }

  /** The outcome of a request that could not be kept, for a caller that only looks at outcomes. */
  #unsaved(problem: Problem): Outcome {
    this.#means.session.problems.show(problem);
    return failed({ code: unsaved, status: 500, message: `${problem.title}.` });
  }

  #codeOf(outcome: Outcome): string {
    if (outcome.ok) return 'ok';
    const { code } = outcome.error;
    return code === unsaved ? (this.#means.session.problems.current?.code ?? unsaved) : code;
  }
}
