/**
 * Answers after edits that give nobody more rights. Nobody comes further than before, so whoever had no way has none, and
 * a step stays what it was unless something that it rests on was edited.
 */

import type { World } from '#core/model/world/world.ts';
import type { Proof, WayStep } from '../../attack-path.ts';
import type { Method } from '../../format.ts';
import type { Aim } from '../aims.ts';
import {
  type Alone,
  type QuestionMemory,
  type Paused,
  aloneWith,
  prepareTaking,
  preparing,
} from './asking.ts';
import type { Edges } from '../edges.ts';
import { type Edits, touchesStep } from './edits.ts';
import type { Pace } from '../pace.ts';
import type { Holders } from '../holders.ts';

/** The answers before any edit, each asked once. */
export class KeptAnswers implements QuestionMemory {
  readonly #asking: QuestionMemory;
  readonly #ends = new Map<number, boolean>();
  readonly #gains = new Map<string, WayStep | undefined>();
  readonly #alone = new Map<string, Alone>();
  readonly #of = new Map<Method, readonly number[]>();
  readonly #towards = new Map<string, (method: Method) => readonly number[]>();

  constructor(asking: QuestionMemory) {
    this.#asking = asking;
  }

  get isConditional(): boolean {
    return this.#asking.isConditional;
  }

  endsWith(number: number): Proof | undefined {
    return this.#asking.endsWith(number);
  }

  get pace(): Pace {
    return this.#asking.pace;
  }

  prepare(methods: readonly Method[]): Paused<void> {
    return this.#asking.prepare(methods);
  }

  isAtEnd(number: number): boolean {
    return once(this.#ends, number, () => this.#asking.isAtEnd(number));
  }

  gains(method: Method, number: number, to: string): Paused<WayStep | undefined> {
    return onceInSteps(this.#gains, `${method.id} ${number} ${to}`, () =>
      this.#asking.gains(method, number, to),
    );
  }

  alone(method: Method, number: number): Paused<Alone> {
    return onceInSteps(this.#alone, `${method.id} ${number}`, () => this.#asking.alone(method, number));
  }

  of(method: Method): readonly number[] {
    return once(this.#of, method, () => this.#asking.of(method));
  }

  mayPrepare(method: Method): Iterable<number> {
    return this.#asking.mayPrepare(method);
  }

  towards(target: string): (method: Method) => readonly number[] {
    return once(this.#towards, target, () => {
      const towards = this.#asking.towards(target);
      const lists = new Map<Method, readonly number[]>();
      return (method) => once(lists, method, () => towards(method));
    });
  }
}

function* onceInSteps<K, V>(known: Map<K, V>, key: K, make: () => Paused<V>): Paused<V> {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as V;
  const made = yield* make();
  known.set(key, made);
  return made;
}

function once<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as V;
  const made = make();
  known.set(key, made);
  return made;
}

interface Before {
  readonly kept: KeptAnswers;
  /** Tells who had a way, or may have had one; nobody else is listed. */
  readonly mayLead: (number: number) => boolean;
  readonly edits: Edits;
  readonly holders: Holders;
}

export class AskingAfter implements QuestionMemory {
  readonly #kept: KeptAnswers;
  readonly #mayLead: (number: number) => boolean;
  readonly #edits: Edits;
  readonly #world: World;
  readonly #holders: Holders;
  readonly #aim: Aim;
  readonly #edges: Edges;

  constructor({ kept, mayLead, edits, holders }: Before, world: World, aim: Aim, edges: Edges) {
    this.#kept = kept;
    this.#mayLead = mayLead;
    this.#edits = edits;
    this.#world = world;
    this.#holders = holders;
    this.#aim = aim;
    this.#edges = edges;
  }

  get pace(): Pace {
    return this.#edges.env.pace;
  }

  prepare(methods: readonly Method[]): Paused<void> {
    return prepareTaking(methods, this.#world, this.#edges, (method) => this.of(method).length > 0);
  }

  get isConditional(): boolean {
    return this.#edges.isConditional;
  }

  endsWith(number: number): Proof | undefined {
    if (!this.#mayLead(number)) return undefined;
    return this.#aim.isMetWith?.(this.#world, this.#holders.arnOf(number));
  }

  isAtEnd(number: number): boolean {
    const arn = this.#holders.arnOf(number);
    return this.#kept.isAtEnd(number) && (!this.#edits.touch(arn) || this.#aim.isMetBy(this.#world, arn));
  }

  *gains(method: Method, number: number, to: string): Paused<WayStep | undefined> {
    const from = this.#holders.arnOf(number);
    if (!this.#edits.touch(from) && !this.#edits.touch(to)) {
      const before = yield* this.#kept.gains(method, number, to);
      if (!before || !touchesStep(this.#edits, before)) return before;
    }
    if (!this.#edges.isThinkable(this.#world, method, from)) return undefined;
    return (yield* this.#edges.firstInSteps(this.#world, method, from, to))?.step;
  }

  *alone(method: Method, number: number): Paused<Alone> {
    const from = this.#holders.arnOf(number);
    if (!this.#edits.touch(from)) {
      const before = yield* this.#kept.alone(method, number);
      if (!before.step || !touchesStep(this.#edits, before.step)) return before;
    }
    if (!this.#edges.isThinkable(this.#world, method, from)) return { strengthens: false };
    return yield* aloneWith(this.#world, method, from, this.#aim, this.#edges);
  }

  of(method: Method): readonly number[] {
    return this.#kept.of(method).filter(this.#mayLead);
  }

  mayPrepare(method: Method): readonly number[] {
    if (this.of(method).length === 0) return [];
    const isUseful = preparing(this.#world, method, this.#edges);
    return this.of(method).filter((number) => isUseful(this.#holders.arnOf(number)));
  }

  towards(target: string): (method: Method) => readonly number[] {
    const towards = this.#kept.towards(target);
    return (method) => towards(method).filter(this.#mayLead);
  }
}
