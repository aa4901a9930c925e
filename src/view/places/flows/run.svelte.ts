/** A flow on the screen: its machine, the step that is shown, and the message that may be changed. */

import { type FlowActor, SavedFlow } from '../../../app/flows/actor.svelte.ts';
import type {
  FlowInfo,
  FlowRequest,
  FlowStep,
  Machine,
  ProtocolContext,
  ProtocolEvent,
  Values,
} from '../../../app/flows/list.ts';
import type { Session } from '../../../app/session/session.svelte.ts';
import { isoSeconds } from '../../../core/model/request/request.ts';
import { stepOfState } from './words.ts';

interface Shown {
  readonly value: string;
  readonly context: ProtocolContext<object>;
  hasTag(tag: string): boolean;
  can(event: ProtocolEvent): boolean;
}

export class FlowRun {
  actor = $state.raw<FlowActor<Machine>>();
  /** The values that the flow began with. Absent when nothing runs. */
  values = $state.raw<Values>();
  /** The step that is looked at, from 1; 0: the newest. */
  #at = $state(0);
  readonly #session: Session;
  readonly #infoOf: () => FlowInfo;

  /** `info` stays the same: another flow gets a page of its own. */
  constructor(session: Session, info: () => FlowInfo) {
    this.#session = session;
    this.#infoOf = info;
  }

  get #info(): FlowInfo {
    return this.#infoOf();
  }

  get #saved(): SavedFlow<Machine> {
    return new SavedFlow(this.#session, this.#info.id);
  }

  get #valuesKey(): string {
    return `flow/${this.#info.id}/fields`;
  }

  /** Takes up the flow that was left in this workspace, if its machine still fits. */
  async resume(): Promise<void> {
    const [actor, values] = await Promise.all([
      this.#saved.resume(this.#info.machine),
      this.#session.memory.recall(this.#valuesKey),
    ]);
    if (actor) this.#show(actor, (values ?? {}) as Values);
  }

  /** Begins anew. With `step` it runs until that step is reached or something stops it. */
  async begin(values: Values, step = 0): Promise<void> {
    const { world } = this.#session.state;
    const input = this.#info.input(values, world, this.#session.account);
    const at = isoSeconds(this.#session.now);
    this.#show(this.#saved.begin(await this.#info.machine(), { ...input, at }), values);
    void this.#session.memory.keep(this.#valuesKey, values);
    while (this.log.length < step && !this.refused && !this.ended) await this.next();
    if (step > 0) this.look(step);
  }

  #show(actor: FlowActor<Machine>, values: Values): void {
    this.actor?.stop();
    this.actor = actor;
    this.values = values;
    this.#at = 0;
  }

  get shown(): Shown | undefined {
    return this.actor?.snapshot as Shown | undefined;
  }

  get log(): readonly FlowStep[] {
    return this.shown?.context.log ?? [];
  }

  get at(): number {
    return this.#at === 0 ? this.log.length : Math.min(this.#at, this.log.length);
  }

  get step(): FlowStep | undefined {
    return this.log[this.at - 1];
  }

  look(number: number): void {
    this.#at = number >= this.log.length ? 0 : Math.max(1, number);
  }

  /** The steps that the machine can stop in, in order, and the one that it is in. */
  get outline(): { readonly steps: readonly string[]; readonly current: string | undefined } {
    const value = this.shown?.value;
    const stops = Object.entries(this.actor?.machine.states ?? {}).filter(
      ([name, { always = [], tags }]) => always.length === 0 && (!tags.includes('refused') || name === value),
    );
    const stepOf = (name: string) => stepOfState(this.#info.id, name) ?? 'Refused';
    return {
      steps: stops.map(([name]) => stepOf(name)).filter((step, at, all) => all.indexOf(step) === at),
      current: value === undefined ? undefined : stepOf(value),
    };
  }

  get sending(): boolean {
    return this.shown?.hasTag('sending') ?? false;
  }

  get refused(): boolean {
    return this.shown?.hasTag('refused') ?? false;
  }

  /** The message that the next step sends. `undefined` when it sends none. */
  get draft(): FlowRequest | undefined {
    return this.#onTable?.draft;
  }

  /** The same message as the flow made it. */
  get made(): FlowRequest | undefined {
    return this.#onTable?.made;
  }

  /** Title of the attack that the message carries. */
  get attack(): string | undefined {
    return this.#onTable?.attack;
  }

  get #onTable() {
    const { shown } = this;
    return shown && (shown.hasTag('message') || shown.hasTag('refused')) ? shown.context : undefined;
  }

  get changed(): boolean {
    return this.attack !== undefined || JSON.stringify(this.draft) !== JSON.stringify(this.made);
  }

  /** True when no step comes after this one. */
  get ended(): boolean {
    return this.shown !== undefined && !this.sending && !this.shown.can({ type: 'next' });
  }

  /** True when the message that brought the credentials can be sent once more. */
  get canRepeat(): boolean {
    return this.shown?.can({ type: 'again' }) ?? false;
  }

  /** Takes the next step. Resolves when everything that it sends is answered. */
  async next(): Promise<void> {
    await this.#send({ type: 'next' });
  }

  again(): void {
    void this.#send({ type: 'again' });
  }

  edit({ params, caller }: FlowRequest, attack?: string): void {
    void this.#send({
      type: 'edit',
      params,
      ...(caller ? { caller } : {}),
      ...(attack === undefined ? {} : { attack }),
    });
  }

  restore(): void {
    void this.#send({ type: 'restore' });
  }

  async #send(event: ProtocolEvent): Promise<void> {
    this.#at = 0;
    this.actor?.send(event);
    await this.actor?.settled();
  }

  async restart(): Promise<void> {
    this.actor?.stop();
    this.actor = undefined;
    this.values = undefined;
    await this.#saved.forget();
  }

  stop(): void {
    this.actor?.stop();
  }
}
