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
import { isOutsideRequest } from '../../flow/provider/requests.ts';
import { outsideExchange } from '../../flow/provider/sign-login.ts';
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
    const resting = (snapshot: unknown) => !(snapshot as { hasTag(tag: string): boolean }).hasTag('sending');
    await waitFor(this.#actor, resting).catch(() => undefined);
  }

  stop(): void {
    this.#stop();
  }
}

interface FlowOptions<Machine extends AnyStateMachine> {
  readonly start: { readonly input: InputFrom<Machine> } | { readonly snapshot: unknown };
  /** Told, as `settled` is, of every state in which nothing is being sent. */
  readonly keep: (snapshot: unknown) => void;
  readonly settled: ((snapshot: SnapshotFrom<Machine>) => void) | undefined;
}

const sender = (session: Session) =>
  fromPromise<Exchange, FlowRequest>(async ({ input }) => {
    if (isOutsideRequest(input)) {
      const { world } = session.state;
      return outsideExchange(world, input, session.now, () => newToken());
    }
    const { service, operation, params, caller = session.caller } = input;
    const request = { service, operation, params, caller };
    const outcome = await session.requests.send(withSecrets(request, session.state.world));
    return exchangeOf(request, outcome, session.now, labelsIn(session.state.world));
  });

/** The flow that this workspace saves under `name`, so that it goes on where it was left. */
export class SavedFlow<Machine extends AnyStateMachine> {
  readonly #session: Session;
  readonly #key: string;
  readonly #settled: ((snapshot: SnapshotFrom<Machine>) => void) | undefined;

  constructor(session: Session, name: string, settled?: (snapshot: SnapshotFrom<Machine>) => void) {
    this.#session = session;
    this.#key = `flow/${name}`;
    this.#settled = settled;
  }

  /** Goes on from what was left; `undefined` when nothing was, or its machine had other states then. */
  async resume(machine: () => Machine | Promise<Machine>): Promise<FlowActor<Machine> | undefined> {
    const saved = await this.#session.memory.recall(this.#key);
    if (saved === undefined || saved === null) return undefined;
    try {
      return this.#open(await machine(), { snapshot: withCurrentRuleIds(saved) });
    } catch {
      return undefined;
    }
  }

  begin(machine: Machine, input: InputFrom<Machine>): FlowActor<Machine> {
    return this.#open(machine, { input });
  }

  forget(): Promise<void> {
    return this.#session.memory.keep(this.#key, null);
  }

  #open(machine: Machine, start: FlowOptions<Machine>['start']): FlowActor<Machine> {
    const keep = (snapshot: unknown) =>
      void this.#session.memory.keep(this.#key, JSON.parse(JSON.stringify(snapshot)));
    return new FlowActor(this.#session, machine, { start, keep, settled: this.#settled });
  }
}
