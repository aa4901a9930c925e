/** A flow on the screen: its machine, the step that is shown, and the message that may be changed. */

import { type FlowActor, SavedFlow } from '#app/flows/actor.svelte.ts';
import type { FieldValues, FlowInfo } from '#app/flows/fields.ts';
import {
  type FlowRequest,
  type FlowStep,
  type Lane,
  type Machine,
  type ProtocolContext,
  type ProtocolEvent,
  castOf,
  isBeforeMessage,
  stepsAhead,
  stepsTaken,
} from '#app/flows/list.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import { intendedRefusal, flowStepWords } from './words.ts';
import { defined } from '#core/model/defined.ts';

interface Shown {
  readonly value: string;
  readonly context: ProtocolContext<object>;
  hasTag(tag: string): boolean;
  can(event: ProtocolEvent): boolean;
}

/** A step of the flow. Its messages are empty while it is ahead. */
export interface RunStep {
  readonly words: string;
  readonly messages: readonly FlowStep[];
}

export class FlowRun {
  actor = $state.raw<FlowActor<Machine>>();
  values = $state.raw<FieldValues>();
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

  get flow(): string {
    return this.#info.id;
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
    if (actor) this.#show(actor, (values ?? {}) as FieldValues);
  }

  /** Begins anew. With `step` it runs until that step is reached or something stops it. */
  async begin(values: FieldValues, step = 0): Promise<void> {
    const { world } = this.#session.state;
    const input = this.#info.input(values, world, this.#session.account);
    const at = isoSeconds(this.#session.now);
    this.#show(this.#saved.begin(await this.#info.machine(), { ...input, at }), values);
    void this.#session.memory.keep(this.#valuesKey, values);
    while (this.log.length < step && !this.refused && !this.ended) await this.goOn();
    if (step > 0) this.look(step);
  }

  #show(actor: FlowActor<Machine>, values: FieldValues): void {
    this.actor?.stop();
    this.actor = actor;
    this.values = values;
    this.#at = 0;
    this.#bringMessage();
  }

  /** Brings the message of the next step at once, so that each press of Next is a step. */
  #bringMessage(): void {
    const { actor, shown } = this;
    if (!actor || !shown || !isBeforeMessage(actor.machine, shown.value, shown.context)) return;
    actor.send({ type: 'next' });
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

  /** The steps that were taken, and those that are ahead if AWS refuses nothing. */
  readonly steps: readonly RunStep[] = $derived.by(() => {
    const taken = stepsTaken(this.log);
    const ahead = this.#ahead.map(({ state }) => ({ state, messages: [] }));
    const last = taken.at(-1);
    // A refused message is sent again in its own step.
    const isSame = last !== undefined && this.refused && last.state === ahead[0]?.state;
    const all = [...taken, ...ahead.slice(isSame ? 1 : 0)];
    return all.map(({ state, messages }, at) => {
      const earlier = all.slice(0, at).filter((step) => step.state === state).length;
      return { words: this.#wordsOf(state, earlier), messages };
    });
  });

  /** The number of the step that is looked at, from 1. 0 before the first. */
  get stepNumber(): number {
    return this.steps.findIndex(({ messages }) => messages.some(({ number }) => number === this.at)) + 1;
  }

  get title(): string {
    const { steps, stepNumber } = this;
    const step = steps[stepNumber - 1];
    if (step) return `${stepNumber} of ${steps.length}: ${step.words}`;
    return steps.length === 1 ? 'One step' : `${steps.length} steps`;
  }

  /** The words of the step that comes next. `undefined` at the end. */
  get next(): string | undefined {
    const [first] = this.#ahead;
    const earlier = stepsTaken(this.log).filter(
      ({ state, messages }) => state === first?.state && !messages.at(-1)?.refusal,
    ).length;
    return first && this.#wordsOf(first.state, earlier);
  }

  /** The lanes of the whole flow, the same from its first step to its last. */
  readonly cast: readonly Lane[] = $derived.by(() => {
    const { actor, shown } = this;
    return actor && shown ? castOf(actor.machine, shown.context) : [];
  });

  get #ahead() {
    const { actor, shown } = this;
    return actor && shown ? stepsAhead(actor.machine, shown.value, shown.context) : [];
  }

  #wordsOf(state: string, earlier: number): string {
    return flowStepWords(this.#info.id, state, earlier) ?? state;
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

  get made(): FlowRequest | undefined {
    return this.#onTable?.made;
  }

  get intended(): string | undefined {
    const refused = this.log.findLast(({ refusal }) => refusal);
    return refused && intendedRefusal(this.#info.id, refused);
  }

  get attack(): string | undefined {
    return this.#onTable?.attack;
  }

  get #onTable() {
    const { shown } = this;
    const canSend = shown?.hasTag('message') || (shown?.hasTag('refused') && shown.can({ type: 'next' }));
    return canSend ? shown?.context : undefined;
  }

  get changed(): boolean {
    return this.attack !== undefined || JSON.stringify(this.draft) !== JSON.stringify(this.made);
  }

  get ended(): boolean {
    return this.shown !== undefined && !this.sending && !this.shown.can({ type: 'next' });
  }

  get canRepeat(): boolean {
    return this.shown?.can({ type: 'again' }) ?? false;
  }

  /** Takes the next step. Resolves when everything that it sends is answered. */
  async goOn(): Promise<void> {
    await this.#send({ type: 'next' });
  }

  again(): void {
    void this.#send({ type: 'again' });
  }

  edit({ params, caller }: FlowRequest, attack?: string): void {
    void this.#send({
      type: 'edit',
      params,
      ...defined({ caller, attack }),
    });
  }

  restore(): void {
    void this.#send({ type: 'restore' });
  }

  async #send(event: ProtocolEvent): Promise<void> {
    this.#at = 0;
    this.actor?.send(event);
    await this.actor?.settled();
    this.#bringMessage();
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
