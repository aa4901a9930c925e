/**
 * Runs a flow of src/flow in the page. Its requests go through the session's dispatch, and its snapshot is
 * state for the views. The snapshot is stored with the workspace, so a flow in progress survives a reload.
 *
 * INVARIANT: no snapshot is stored while a request is being sent (tag `sending`). The request may carry a
 * password, and after a reload nobody knows whether it arrived; the person sends the page again.
 */

import {
  type AnyStateMachine,
  type EventFromLogic,
  type InputFrom,
  type SnapshotFrom,
  createActor,
  fromPromise,
  waitFor,
} from 'xstate';
import { labelsIn } from '../../core/model/labels.ts';
import { type Exchange, exchangeOf } from '../../flow/log/exchange.ts';
import { withSecrets } from '../../flow/fill-secrets.ts';
import { withCurrentRuleIds } from '../../flow/log/earlier-rule-ids.ts';
import { isProviderRequest } from '../../flow/provider/requests.ts';
import { providerExchange } from '../../flow/provider/sign-login.ts';
import type { FlowRequest } from '../../flow/send.ts';
import { newToken } from '../../platform/random.ts';
import type { Session } from '../session/session.svelte.ts';

export class FlowActor<Machine extends AnyStateMachine> {
  readonly machine: Machine;
  snapshot = $state.raw() as SnapshotFrom<Machine>;
  readonly #actor;
  readonly #stop: () => void;

  constructor(session: Session, machine: Machine, { start, keep, settled }: FlowOptions<Machine>) {
    this.machine = machine;
    const provided = machine.provide({ actors: { send: sender(session) } as never });
    this.#actor = createActor(provided, start as never);
    this.snapshot = this.#actor.getSnapshot() as SnapshotFrom<Machine>;
    const subscription = this.#actor.subscribe((next) => {
      this.snapshot = next as SnapshotFrom<Machine>;
      if (next.hasTag('sending')) return;
      keep(this.#actor.getPersistedSnapshot());
      settled?.(this.snapshot);
    });
    this.#stop = () => {
      subscription.unsubscribe();
      this.#actor.stop();
    };
    this.#actor.start();
  }

  send(event: EventFromLogic<Machine>): void {
    this.#actor.send(event);
  }

  /** Resolves when nothing is being sent, or when the flow was stopped. */
  async settled(): Promise<void> {
    const resting = (snapshot: unknown) => !(snapshot as Resting).hasTag('sending');
    await waitFor(this.#actor, resting).catch(() => undefined);
  }

  /** Stops the flow when its view goes away. The stored snapshot stays. */
  stop(): void {
    this.#stop();
  }
}

interface Resting {
  hasTag(tag: string): boolean;
}

  /** What it begins with, or the snapshot that it goes on from. */
  /** Told, as `settled` is, of every state in which nothing is being sent. */
export interface FlowOptions<Machine extends AnyStateMachine> {
  readonly input?: InputFrom<Machine>;
  readonly kept?: unknown;
  readonly keep?: (snapshot: unknown) => void;
  readonly settled?: (snapshot: SnapshotFrom<Machine>) => void;
}

const sender = (session: Session) =>
  fromPromise<Exchange, FlowRequest>(async ({ input }) => {
    if (isProviderRequest(input)) {
      const { world } = session.state;
      return providerExchange(world, input, session.now, () => newToken());
    }
    const { service, operation, params, caller = session.caller } = input;
    const request = { service, operation, params, caller };
    const outcome = await session.send(withSecrets(request, session.state.world));
    return exchangeOf(request, outcome, session.now, labelsIn(session.state.world));
  });

/** The flow that this workspace saves under `name`, so that it goes on where it was left. */
  /** Goes on from what was left; `undefined` when nothing was, or its machine had other states then. */
export async function keptFlow(session: Session, key: string) {
  const name = `flow/${key}`;
  const kept = await session.memory.recall(name);
  return {
    open<Machine extends AnyStateMachine>(
      machine: Machine,
      input: InputFrom<Machine>,
      settled?: (snapshot: SnapshotFrom<Machine>) => void,
    ): FlowActor<Machine> {
      const keep = (snapshot: unknown) =>
        void session.memory.keep(name, JSON.parse(JSON.stringify(snapshot)));
      const options = { input, keep, ...(settled ? { settled } : {}) };
      if (kept !== undefined && kept !== null) {
        try {
          return new FlowActor(session, machine, { ...options, kept });
        } catch {
        }
      }
      return new FlowActor(session, machine, options);
    },
  };
}
