/**
 * Finds the shortest way of every principal, from the ends: who is there already, then who gains one of those with one
 * method, and so on. Each level asks only who was not found before.
 */

import type { World } from '../../../model/world/world.ts';
import type { AttackPath, Proof, WayStep } from '../attack-path.ts';
import { actionsOf, type Method } from '../format.ts';
import { tagMethods } from '../methods/enabling.ts';
import { namedMethods } from '../methods/list.ts';
import { preparations } from '../methods/preparations.ts';
import { little } from './pace.ts';
import type { Aim } from './aims.ts';
import { Classes } from './classes.ts';
import type { Edge, Edges } from './edges.ts';
import { isGrantedBesides } from './granted-besides.ts';
import type { Holders } from './holders.ts';
import { Sources } from './sources.ts';
import { strengthensTarget } from './strengthening.ts';
import { thinkableTargets } from './targets.ts';

/** The first steps of a way, and where another way goes on. */
interface Found {
  readonly steps: readonly WayStep[];
  /** The number of the principal whose way goes on; absent at the end. */
  readonly next?: number;
  readonly length: number;
  /** Its end; absent: where the last step leads. A step can strengthen one and by that another. */
  readonly to?: string;
  /** The end is one only with this. */
  readonly onlyWith?: Proof;
}

const usable = namedMethods.filter(({ retired, isPreparation }) => !retired && !isPreparation);
const selfMethods = usable.filter(({ gain }) => gain === 'self' || gain === 'new');
const bothMethods = usable.filter(strengthensTarget);
const gainMethods = usable.filter(
  (one) => (one.gain === 'user' || one.gain === 'role') && !strengthensTarget(one),
);

const alone = 'alone';

export class Backwards {
  /** Principals with a step that strengthens and does not lead to the aim alone, by their numbers. */
  readonly strengthened = new Set<number>();
  readonly #found = new Map<number, Found>();
  readonly #classes: Classes;
  /** Classes for the actions of methods, by the numbers of principals; `alone` for one like no other. */
  readonly #classOf = new Map<readonly string[], string[]>();
  /** Answers by classes of principals. */
  readonly #known = new Map<string, boolean>();
  readonly #world: World;
  readonly #holders: Holders;
  readonly #aim: Aim;

  constructor(world: World, holders: Holders, aim: Aim) {
    this.#world = world;
    this.#holders = holders;
    this.#aim = aim;
    this.#classes = new Classes(world);
  }

  /** Yields numbers from 0 to 1. */
  *levels(edges: Edges): Generator<number, void, undefined> {
    const known = [...this.#found.keys()];
    const level = known.length > 0 ? known : yield* this.#ends(edges);
    if (edges.isConditional) level.push(...(yield* this.#endsWithProof(edges)));
    const sources = this.#sources(edges);
    yield* this.#during(edges, this.#read(edges, sources));
    let next = yield* this.#bySelf([...selfMethods, ...(this.#aim.openings ?? [])], edges, sources);
    next.push(...(yield* this.#before(level, 1, edges, sources)));
    // Nobody has to strengthen a target that it gains as it is.
    next.push(...(yield* this.#bySelf(bothMethods, edges, sources)));
    for (const method of preparations)
      if (sources.of(method).length > 0 && edges.takeable.by(this.#world, method)?.size !== 0)
        this.#mayStrengthen(sources.of(method));
    for (const method of tagMethods)
      this.#mayStrengthen(sources.of(method), (arn) => edges.own.readsTags(this.#world, arn));
    for (let depth = 2; next.length > 0; depth += 1) next = yield* this.#before(next, depth, edges, sources);
  }

  /** Reads what the methods ask of everybody, action by action. */
  *#read(edges: Edges, sources: Sources): Generator<undefined, void, undefined> {
    for (const method of [...usable, ...preparations]) yield* sources.prepare(method, edges.env.pace);
    for (const method of preparations)
      if (sources.of(method).length > 0) yield* edges.takeable.prepare(this.#world, method);
  }

  #sources({ isConditional }: Edges): Sources {
    return new Sources(this.#world, this.#holders, isConditional);
  }

  #mayStrengthen(numbers: Iterable<number>, counts = (_: string): boolean => true): void {
    for (const number of numbers)
      if ((this.#found.get(number)?.length ?? Infinity) > 2 && counts(this.#holders.arnOf(number)))
        this.strengthened.add(number);
  }

  /** Takes a way that was found otherwise, and finds those who gain its principal. */
  *add(path: AttackPath, edges: Edges): Generator<number, void, undefined> {
    const number = this.#holders.numberOf(path.from);
    if (number === undefined) return;
    const { steps, to, onlyWith } = path;
    this.#found.set(number, { steps, length: steps.length, to, ...(onlyWith && { onlyWith }) });
    const sources = this.#sources(edges);
    let level = [number];
    for (let depth = path.steps.length + 1; level.length > 0; depth += 1)
      level = yield* this.#before(level, depth, edges, sources);
  }

  /** Returns those who come to one of the given principals, directly or through others, and have no way yet. */
  *behind(given: readonly number[], edges: Edges): Generator<number, readonly number[], undefined> {
    const sources = this.#sources(edges);
    const met = new Set(given);
    const level = [...given];
    for (const next of level) {
      const to = this.#holders.arnOf(next);
      const towards = sources.towards(to);
      for (const method of gainMethods)
        for (const number of towards(method)) {
          if (met.has(number) || this.#found.has(number)) continue;
          if (!(yield* this.#during(edges, this.#edge(method, number, to, edges)))) continue;
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

  /** Returns all ways, the shortest first. */
  paths(): AttackPath[] {
    return [...this.#found.keys()]
      .sort((a, b) => a - b)
      .flatMap((number) => this.pathOf(this.#holders.arnOf(number)) ?? [])
      .sort((a, b) => a.steps.length - b.steps.length);
  }

  *#ends({ env: { pace } }: Edges): Generator<number, number[], undefined> {
    const ends: number[] = [];
    for (const action of this.#aim.actions ?? []) {
      this.#holders.of(action);
      pace.count(ofReading);
      if (pace.isDue()) yield this.#done();
    }
    for (const number of this.#aim.candidates(this.#holders)) {
      if (this.#isAtEnd(number)) {
        this.#found.set(number, { steps: [], length: 0 });
        ends.push(number);
      }
      pace.count(little);
      if (pace.isDue()) yield this.#done();
    }
    return ends;
  }

  *#endsWithProof({ env: { pace } }: Edges): Generator<number, number[], undefined> {
    const ends: number[] = [];
    for (const number of this.#aim.candidates(this.#holders)) {
      if (this.#found.has(number)) continue;
      if (pace.isDue()) yield this.#done();
      const onlyWith = this.#aim.isMetWith?.(this.#world, this.#holders.arnOf(number));
      if (onlyWith === undefined) continue;
      this.#found.set(number, { steps: [], length: 0, onlyWith });
      ends.push(number);
    }
    return ends;
  }

  /** Finds those who come to the aim by giving themselves more rights. */
  *#bySelf(ways: readonly Method[], edges: Edges, sources: Sources): Generator<number, number[], undefined> {
    const found: number[] = [];
    for (const method of ways)
      for (const number of sources.of(method)) {
        if (this.#found.has(number)) continue;
        const step = yield* this.#during(edges, this.#strengthening(method, number, edges));
        if (!step) continue;
        this.#found.set(number, { steps: [step], length: 1 });
        found.push(number);
      }
    return found;
  }

  *#strengthening(
    method: Method,
    number: number,
    edges: Edges,
  ): Generator<undefined, WayStep | undefined, undefined> {
    const arn = this.#holders.arnOf(number);
    const { pace } = edges.env;
    for (const to of thinkableTargets(this.#world, method, arn, edges)) {
      if (pace.isDue()) yield undefined;
      for (const edge of edges.every(this.#world, method, arn, to)) {
        if (!edge) {
          yield undefined;
          continue;
        }
        if (this.#aim.isMetBy(edge.after, edge.step.to)) return edge.step;
        this.strengthened.add(number);
      }
    }
    return undefined;
  }

  /** Finds those who gain one of the level. */
  *#before(
    level: readonly number[],
    length: number,
    edges: Edges,
    sources: Sources,
  ): Generator<number, number[], undefined> {
    const found: number[] = [];
    const { pace } = edges.env;
    for (const next of level) {
      const to = this.#holders.arnOf(next);
      const towards = sources.towards(to);
      for (const method of gainMethods) {
        pace.count(little);
        for (const number of towards(method)) {
          if (this.#found.has(number)) continue;
          if (pace.isDue()) yield this.#done();
          const edge = yield* this.#during(edges, this.#edge(method, number, to, edges));
          if (!edge) continue;
          if (!this.pathOf(to, this.#holders.arnOf(number))) {
            // Its way would come back to it, so it has a shorter one, which a search from it finds.
            this.strengthened.add(number);
            continue;
          }
          this.#found.set(number, { steps: [edge.step], next, length });
          found.push(number);
        }
      }
      pace.count(1);
      if (pace.isDue()) yield this.#done();
    }
    return found;
  }

  #isAtEnd(number: number): boolean {
    const { actions } = this.#aim;
    const isMet = () => this.#aim.isMetBy(this.#world, this.#holders.arnOf(number));
    return actions ? this.#asOthers(number, actions, 'end', isMet) : isMet();
  }

  /** Asks the engine unless somebody alike was refused. */
  *#edge(
    method: Method,
    number: number,
    to: string,
    edges: Edges,
  ): Generator<undefined, Edge | undefined, undefined> {
    const from = this.#holders.arnOf(number);
    edges.env.pace.count(little);
    // The policy of the target, or of a thing, can name one of those that are alike otherwise.
    if (method.needs.some((need) => isGrantedBesides(this.#world, method, need)))
      return yield* edges.firstInSteps(this.#world, method, from, to);
    const alike = this.#alike(number, actionsOf(method));
    const hopeless = `hopeless ${method.id} ${alike ?? from}`;
    // A refusal without assumptions says nothing about one with them.
    const refused = `${edges.isConditional ? 'assumed ' : ''}${method.id} ${to} ${alike}`;
    if (this.#known.has(hopeless) || this.#known.get(refused) === false) return undefined;
    const edge = yield* edges.firstInSteps(this.#world, method, from, to);
    if (edges.isHopeless(this.#world, method, from)) this.#known.set(hopeless, true);
    else if (!edge && alike !== undefined) this.#known.set(refused, false);
    return edge;
  }

  /** Returns `undefined` for one that may be like no other. */
  #alike(number: number, actions: readonly string[]): string | undefined {
    let classes = this.#classOf.get(actions);
    if (!classes) this.#classOf.set(actions, (classes = []));
    const holders = this.#holders;
    const known = (classes[number] ??=
      this.#classes.of(holders.arnOf(number), holders.accountOf(number), actions) ?? alone);
    return known === alone ? undefined : known;
  }

  #asOthers(number: number, actions: readonly string[], asked: string, answer: () => boolean): boolean {
    const alike = this.#alike(number, actions);
    if (alike === undefined) return answer();
    const key = `${asked} ${alike}`;
    let known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, (known = answer()));
    return known;
  }

  /** Goes on with work that pauses, and says how far the search is. */
  *#during<T>(
    { env: { pace } }: Edges,
    steps: Generator<undefined, T, undefined>,
  ): Generator<number, T, undefined> {
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

/** Work of reading who has an action. */
const ofReading = 10;
