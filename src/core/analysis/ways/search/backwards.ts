/**
 * Finds the shortest way of every principal, from the ends: who is there already, then who gains one of those with one
 * method, and so on. Each level asks only who was not found before.
 */

import type { AttackPath, Proof, WayStep } from '../attack-path.ts';
import type { Method } from '../format.ts';
import { tagMethods } from '#content/methods/enabling.ts';
import { namedMethods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import { little } from './pace.ts';
import type { Aim } from './aims.ts';
import type { QuestionMemory, Paused } from './kept/asking.ts';
import type { Holders } from './holders.ts';
import { strengthensTarget } from './strengthening.ts';
import type { Steps } from '#core/model/steps.ts';

/** The first steps of a way, and where another way goes on. */
interface Found {
  readonly steps: readonly WayStep[];
  /** The number of the principal whose way goes on; absent at the end. */
  readonly next?: number;
  readonly length: number;
  /** Its end; absent: where the last step leads. A step can strengthen one and by that another. */
  readonly to?: string;
  readonly onlyWith?: Proof;
}

const usable = namedMethods.filter(({ retired, isPreparation }) => !retired && !isPreparation);
const selfMethods = usable.filter(({ gain }) => gain === 'self' || gain === 'new');
const bothMethods = usable.filter(strengthensTarget);
const gainMethods = usable.filter(
  (one) => (one.gain === 'user' || one.gain === 'role') && !strengthensTarget(one),
);

export class Backwards {
  /** Principals with a step that strengthens and does not lead to the aim alone, by their numbers. */
  readonly strengthened = new Set<number>();
  readonly #found = new Map<number, Found>();
  readonly #holders: Holders;
  readonly #aim: Aim;

  constructor(holders: Holders, aim: Aim) {
    this.#holders = holders;
    this.#aim = aim;
  }

  *levels(asking: QuestionMemory): Steps {
    const known = [...this.#found.keys()];
    const level = known.length > 0 ? known : yield* this.#ends(asking);
    if (asking.isConditional) level.push(...(yield* this.#endsWithProof(asking)));
    yield* this.#during(asking, asking.prepare([...usable, ...preparations]));
    let next = yield* this.#bySelf([...selfMethods, ...(this.#aim.openings ?? [])], asking);
    next.push(...(yield* this.#before(level, 1, asking)));
    // Nobody has to strengthen a target that it gains as it is.
    next.push(...(yield* this.#bySelf(bothMethods, asking)));
    for (const method of [...preparations, ...tagMethods])
      for (const number of asking.mayPrepare(method))
        if ((this.#found.get(number)?.length ?? Infinity) > 2) this.strengthened.add(number);
    for (let depth = 2; next.length > 0; depth += 1) next = yield* this.#before(next, depth, asking);
  }

  /** Takes a way that was found otherwise, and finds those who gain its principal. */
  *add(path: AttackPath, asking: QuestionMemory): Steps {
    const number = this.#holders.numberOf(path.from);
    if (number === undefined) return;
    const { steps, to, onlyWith } = path;
    this.#found.set(number, { steps, length: steps.length, to, ...(onlyWith && { onlyWith }) });
    let level = [number];
    for (let depth = path.steps.length + 1; level.length > 0; depth += 1)
      level = yield* this.#before(level, depth, asking);
  }

  /** Returns those who come to one of the given principals, directly or through others, and have no way yet. */
  *behind(given: readonly number[], asking: QuestionMemory): Steps<readonly number[]> {
    const met = new Set(given);
    const level = [...given];
    for (const next of level) {
      const to = this.#holders.arnOf(next);
      const towards = asking.towards(to);
      for (const method of gainMethods)
        for (const number of towards(method)) {
          if (met.has(number) || this.#found.has(number)) continue;
          if (!(yield* this.#during(asking, asking.gains(method, number, to)))) continue;
          met.add(number);
          level.push(number);
        }
    }
    return level;
  }

  has(number: number): boolean {
    return this.#found.has(number);
  }

  /** Returns the way of a principal; `undefined` when it has none, or only one on which `without` acts. */
  pathOf(arn: string, without?: string): AttackPath | undefined {
    const number = this.#holders.numberOf(arn);
    const found = number === undefined ? undefined : this.#found.get(number);
    if (!found) return undefined;
    const steps = [...found.steps];
    let { to, onlyWith } = found;
    for (let at = found.next; at !== undefined;) {
      const further = this.#found.get(at);
      steps.push(...(further?.steps ?? []));
      to = further?.to;
      onlyWith = further?.onlyWith;
      at = further?.next;
    }
    if (steps.some(({ from }) => from === without)) return undefined;
    const end = this.#aim.end ?? to ?? steps.at(-1)?.to ?? arn;
    return { from: arn, to: end, steps, ...(onlyWith && { onlyWith }) };
  }

  paths(): AttackPath[] {
    return [...this.#found.keys()]
      .sort((a, b) => a - b)
      .flatMap((number) => this.pathOf(this.#holders.arnOf(number)) ?? [])
      .sort((a, b) => a.steps.length - b.steps.length);
  }

  *#ends(asking: QuestionMemory): Steps<number[]> {
    const ends: number[] = [];
    const { pace } = asking;
    for (const action of this.#aim.actions ?? []) {
      this.#holders.of(action);
      pace.count(ofReading);
      if (pace.isDue()) yield this.#done();
    }
    for (const number of this.#aim.candidates(this.#holders)) {
      if (asking.isAtEnd(number)) {
        this.#found.set(number, { steps: [], length: 0 });
        ends.push(number);
      }
      pace.count(little);
      if (pace.isDue()) yield this.#done();
    }
    return ends;
  }

  *#endsWithProof(asking: QuestionMemory): Steps<number[]> {
    const ends: number[] = [];
    const { pace } = asking;
    for (const number of this.#aim.candidates(this.#holders)) {
      if (this.#found.has(number)) continue;
      if (pace.isDue()) yield this.#done();
      const onlyWith = asking.endsWith(number);
      if (onlyWith === undefined) continue;
      this.#found.set(number, { steps: [], length: 0, onlyWith });
      ends.push(number);
    }
    return ends;
  }

  *#bySelf(ways: readonly Method[], asking: QuestionMemory): Steps<number[]> {
    const found: number[] = [];
    for (const method of ways)
      for (const number of asking.of(method)) {
        if (this.#found.has(number)) continue;
        const { step, strengthens } = yield* this.#during(asking, asking.alone(method, number));
        if (strengthens) this.strengthened.add(number);
        if (!step) continue;
        this.#found.set(number, { steps: [step], length: 1 });
        found.push(number);
      }
    return found;
  }

  *#before(level: readonly number[], length: number, asking: QuestionMemory): Steps<number[]> {
    const found: number[] = [];
    const { pace } = asking;
    for (const next of level) {
      const to = this.#holders.arnOf(next);
      const towards = asking.towards(to);
      for (const method of gainMethods) {
        pace.count(little);
        for (const number of towards(method)) {
          if (this.#found.has(number)) continue;
          if (pace.isDue()) yield this.#done();
          const step = yield* this.#during(asking, asking.gains(method, number, to));
          if (!step) continue;
          if (!this.pathOf(to, this.#holders.arnOf(number))) {
            // Its way would come back to it, so it has a shorter one, which a search from it finds.
            this.strengthened.add(number);
            continue;
          }
          this.#found.set(number, { steps: [step], next, length });
          found.push(number);
        }
      }
      pace.count(1);
      if (pace.isDue()) yield this.#done();
    }
    return found;
  }

  *#during<T>({ pace }: QuestionMemory, steps: Paused<T>): Steps<T> {
    if (pace.isDue()) yield this.#done();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield this.#done();
    }
  }

  /** Returns an estimate, because nobody knows how many will have a way. */
  #done(): number {
    return Math.min(0.95, this.#found.size / Math.max(1, this.#holders.size));
  }
}

const ofReading = 10;
