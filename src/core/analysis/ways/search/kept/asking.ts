/** Answers what a search from the ends asks about principals by number; those that are alike once. */

import type { World } from '#core/model/world/world.ts';
import type { Proof, WayStep } from '../../attack-path.ts';
import { askedOfActor, type Method } from '../../format.ts';
import { tagMethods } from '#content/methods/enabling.ts';
import { tagsInstances, thinkableTargets, wantingTagsOf } from '../targets.ts';
import type { Aim } from '../aims.ts';
import { PrincipalClasses } from '../classes.ts';
import type { Edges } from '../edges.ts';
import { isGrantedBesides } from '../granted-besides.ts';
import type { Holders } from '../holders.ts';
import { little, type Pace } from '../pace.ts';
import { Sources } from '../sources.ts';

/** Yields `undefined` for a pause. */
export type Paused<T> = Generator<undefined, T, undefined>;

export interface QuestionMemory {
  readonly pace: Pace;
  readonly prepare: (methods: readonly Method[]) => Paused<void>;
  readonly isConditional: boolean;
  readonly isAtEnd: (number: number) => boolean;
  readonly endsWith: (number: number) => Proof | undefined;
  readonly gains: (method: Method, number: number, to: string) => Paused<WayStep | undefined>;
  readonly alone: (method: Method, number: number) => Paused<Alone>;
  readonly of: (method: Method) => readonly number[];
  /** Yields those whom a step that strengthens somebody, and gains nobody, may bring further. */
  readonly mayPrepare: (method: Method) => Iterable<number>;
  readonly towards: (target: string) => (method: Method) => readonly number[];
}

export interface Alone {
  readonly step?: WayStep;
  readonly strengthens: boolean;
}

const alone = 'alone';
/** Remembers answers by classes of principals. Searches with and without assumptions share it. */
export class AlikeHolders {
  readonly #classes: PrincipalClasses;
  readonly #holders: Holders;
  /** Classes for the actions of methods, by the numbers of principals; `alone` for one like no other. */
  readonly #classOf = new Map<readonly string[], string[]>();
  readonly known = new Map<string, boolean>();

  constructor(world: World, holders: Holders) {
    this.#classes = new PrincipalClasses(world);
    this.#holders = holders;
  }

  /** Returns `undefined` for one that may be like no other. */
  of(number: number, about: readonly string[]): string | undefined {
    let classes = this.#classOf.get(about);
    if (!classes) this.#classOf.set(about, (classes = []));
    const holders = this.#holders;
    const known = (classes[number] ??=
      this.#classes.of(holders.arnOf(number), holders.accountOf(number), about) ?? alone);
    return known === alone ? undefined : known;
  }
}

export class AskingOnce implements QuestionMemory {
  readonly #world: World;
  readonly #holders: Holders;
  readonly #aim: Aim;
  readonly #edges: Edges;
  readonly #alike: AlikeHolders;
  readonly #sources: Sources;

  constructor(world: World, holders: Holders, aim: Aim, edges: Edges, alike: AlikeHolders) {
    this.#world = world;
    this.#holders = holders;
    this.#aim = aim;
    this.#edges = edges;
    this.#alike = alike;
    this.#sources = new Sources(world, holders, edges.isConditional);
  }

  isAtEnd(number: number): boolean {
    const { actions: about } = this.#aim;
    const isMet = () => this.#aim.isMetBy(this.#world, this.#holders.arnOf(number));
    const alike = about && this.#alike.of(number, about);
    if (alike === undefined) return isMet();
    const key = `end ${alike}`;
    const { known } = this.#alike;
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = isMet()));
    return answer;
  }

  get pace(): Pace {
    return this.#edges.env.pace;
  }

  *prepare(methods: readonly Method[]): Paused<void> {
    for (const method of methods) yield* this.#sources.prepare(method, this.pace);
    yield* prepareTaking(methods, this.#world, this.#edges, (method) => this.of(method).length > 0);
  }

  get isConditional(): boolean {
    return this.#edges.isConditional;
  }

  endsWith(number: number): Proof | undefined {
    return this.#aim.isMetWith?.(this.#world, this.#holders.arnOf(number));
  }

  /** Asks the engine unless somebody alike was refused. */
  *gains(method: Method, number: number, to: string): Paused<WayStep | undefined> {
    const from = this.#holders.arnOf(number);
    this.pace.count(little);
    const first = () => this.#edges.firstInSteps(this.#world, method, from, to);
    // The policy of the target, or of a thing, can name one of those that are alike otherwise.
    if (method.needs.some((need) => isGrantedBesides(this.#world, method, need)))
      return (yield* first())?.step;
    const alike = this.#alike.of(number, askedOfActor(method));
    const hopeless = `hopeless ${method.id} ${alike ?? from}`;
    // A refusal without assumptions says nothing about one with them.
    const refused = `${this.#edges.counting} ${method.id} ${to} ${alike}`;
    const { known } = this.#alike;
    if (known.has(hopeless) || known.get(refused) === false) return undefined;
    const step = (yield* first())?.step;
    if (this.#edges.isHopeless(this.#world, method, from)) known.set(hopeless, true);
    else if (!step && alike !== undefined) known.set(refused, false);
    return step;
  }

  alone(method: Method, number: number): Paused<Alone> {
    return aloneWith(this.#world, method, this.#holders.arnOf(number), this.#aim, this.#edges);
  }

  of(method: Method): readonly number[] {
    return this.#sources.of(method);
  }

  *mayPrepare(method: Method): Generator<number, void> {
    if (this.of(method).length === 0) return;
    const isUseful = preparing(this.#world, method, this.#edges);
    for (const number of this.of(method)) if (isUseful(this.#holders.arnOf(number))) yield number;
  }

  towards(target: string): (method: Method) => readonly number[] {
    return this.#sources.towards(target);
  }
}

/** Returns false where a preparation finds nothing to take away, and where neither actor nor target has a use of a tag. */
export function preparing(world: World, method: Method, edges: Edges): (arn: string) => boolean {
  const { own, takeable } = edges;
  if (tagsInstances(method)) return (arn) => thinkableTargets(world, method, arn, edges).length > 0;
  if (tagMethods.includes(method))
    return (arn) => own.readsTags(world, arn) || mayTagOther(world, method, arn, edges);
  const isSome = takeable.by(world, method)?.size !== 0;
  return () => isSome;
}

function mayTagOther(world: World, { gain, needs }: Method, arn: string, edges: Edges): boolean {
  const [{ action, on } = { action: '', on: '' }] = needs;
  if ((gain !== 'user' && gain !== 'role') || on !== 'target' || !/^iam:Tag/.test(action)) return false;
  for (const to of wantingTagsOf(world, gain, edges))
    if (to !== arn && edges.own.mayHave(world, arn, action, to)) return true;
  return false;
}

/** Tries every way to make somebody stronger with a method; where rights do not decide, one of those who are not wanted. */
export function* aloneWith(
  world: World,
  method: Method,
  from: string,
  aim: Aim,
  edges: Edges,
): Paused<Alone> {
  const { pace } = edges.env;
  let strengthens = false;
  for (const to of thinkableTargets(world, method, from, edges)) {
    if (pace.isDue()) yield undefined;
    const isWanted = !aim.only || aim.only.has(to);
    if (!isWanted && strengthens) continue;
    for (const edge of edges.every(world, method, from, to)) {
      if (!edge) {
        yield undefined;
        continue;
      }
      if (aim.isMetBy(edge.after, edge.step.to)) return { step: edge.step, strengthens };
      strengthens = true;
      if (!isWanted) break;
    }
  }
  return { strengthens };
}

export function* prepareTaking(
  methods: readonly Method[],
  world: World,
  { takeable }: Edges,
  isUsable: (method: Method) => boolean,
): Paused<void> {
  for (const method of methods)
    if (method.isPreparation && isUsable(method)) yield* takeable.prepare(world, method);
}
