import { FlowActor } from '../../app/flow-actor.svelte.ts';
import type { FlowInfo, FlowStep, Machine, ProtocolContext, Values } from '../../app/flows.ts';
import type { Session } from '../../app/session.svelte.ts';
import { isoSeconds } from '../../core/model/request.ts';

/** A flow on the screen: its machine, the step that is looked at, and the message that may be changed. */
interface Shown {
  readonly value: string;
  readonly context: ProtocolContext<object>;
  hasTag(tag: string): boolean;
}

export class FlowRun {
  actor = $state.raw<FlowActor<Machine>>();
  /** The step that is looked at, from 1; 0: the newest. */
  #at = $state(0);
  readonly #session: Session;
  readonly #infoOf: () => FlowInfo;

  /** `info` stays the same: the page is made anew for another flow. */
  constructor(session: Session, info: () => FlowInfo) {
    this.#session = session;
    this.#infoOf = info;
  }

  get #info(): FlowInfo {
    return this.#infoOf();
  }

  get #key(): string {
    return `flow/${this.#info.id}`;
  }

  /** What was left in this workspace, if its machine still fits. */
  async resume(): Promise<void> {
    const kept = await this.#session.kept.recall(this.#key);
    if (kept === undefined || kept === null) return;
    try {
      this.#run(await this.#info.machine(), { kept });
    } catch {
      // Kept by a version whose machine had other states: it begins anew.
    }
  }

  async begin(values: Values): Promise<void> {
    const { world } = this.#session.state;
    const input = this.#info.input(values, world, this.#session.account);
    const at = isoSeconds(this.#session.env().now);
    this.#run(await this.#info.machine(), { input: { ...input, at } });
  }

  #run(machine: Machine, options: { readonly input?: object; readonly kept?: unknown }): void {
    this.actor?.stop();
    const keep = (snapshot: unknown) =>
      void this.#session.kept.keep(this.#key, JSON.parse(JSON.stringify(snapshot)));
    this.actor = new FlowActor(this.#session, machine, { ...options, keep } as never);
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

  get sending(): boolean {
    return this.shown?.hasTag('sending') ?? false;
  }

  /** The message that the next step sends, where one lies on the table. */
  get draft() {
    const { shown } = this;
    return shown && (shown.hasTag('message') || shown.hasTag('refused')) ? shown.context.draft : undefined;
  }

  get changed(): boolean {
    const { draft, made } = this.shown?.context ?? {};
    return JSON.stringify(draft?.params) !== JSON.stringify(made?.params);
  }

  /** Whether there is a next step: a state without one is the end. */
  get ended(): boolean {
    const value = this.shown?.value;
    return (
      value === 'done' || (value === 'denied' && this.#info.id !== 'instance-profile') || value === 'noLogin'
    );
  }

  next(): void {
    this.#at = 0;
    this.actor?.send({ type: 'next' });
  }

  edit(params: Readonly<Record<string, unknown>>): void {
    this.actor?.send({ type: 'edit', params });
  }

  restore(): void {
    this.actor?.send({ type: 'restore' });
  }

  async restart(): Promise<void> {
    this.actor?.stop();
    this.actor = undefined;
    await this.#session.kept.keep(this.#key, null);
  }

  stop(): void {
    this.actor?.stop();
  }
}
