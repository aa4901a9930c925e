/** The shortest ways of all principals, and whether one has a way at all, as far as the bounds allow. */

import type { World } from '#core/model/world/world.ts';
import type { AttackPath } from '../attack-path.ts';
import type { SearchEnv } from '../search-env.ts';
import type { Aim } from './aims.ts';
import { AskingAfter, KeptAnswers } from './kept/asking-after.ts';
import { AlikeHolders, type QuestionMemory, AskingOnce } from './kept/asking.ts';
import { Backwards } from './backwards.ts';
import { Ceiling } from '../ceiling/ceiling.ts';
import type { Counting, Edges } from './edges.ts';
import type { Edits } from './kept/edits.ts';
import { Forwards } from './from-one/forwards.ts';
import { Holders } from './holders.ts';
import type { Steps } from '#core/model/steps.ts';

/** The same before edits that give nobody more rights. */
interface Before {
  readonly everybody: Everybody;
  readonly edits: Edits;
}

export class Everybody {
  readonly #world: World;
  readonly #aim: Aim;
  readonly #env: SearchEnv;
  readonly #holders: Holders;
  readonly #backwards: Backwards;
  readonly #before: Before | undefined;
  #alike: AlikeHolders | undefined;
  /** The answers for searches after edits, with and without assumptions. */
  readonly #kept = new Map<Counting, { readonly answers: KeptAnswers; readonly edges: Edges }>();
  readonly #ceilings = new Map<Counting, Ceiling>();
  readonly #strengthening = new Set<number>();
  readonly #stopped = new Set<number>();
  #undecided: ReadonlySet<number> = new Set();

  constructor(world: World, env: SearchEnv, aim: Aim, before?: Before) {
    this.#world = world;
    this.#aim = aim;
    this.#env = env;
    this.#before = before;
    this.#holders = before ? before.everybody.#holders : new Holders(world, env);
    this.#backwards = new Backwards(this.#holders, aim);
  }

  /** Yields numbers from 0 to 1. Called again with other edges, it goes on with those who have no way yet. */
  *search(edges: Edges): Steps {
    const backwards = this.#backwards;
    const asking = this.#askingWith(edges);
    yield* backwards.levels(asking);
    while (yield* this.#forwards(edges, asking, [...backwards.strengthened]));
    const before = new Set(backwards.strengthened);
    const weak = [...before].filter((number) => !backwards.has(number));
    // Whoever gains one that strengthens others may be strengthened by it.
    if (weak.length > 0) {
      const behind = yield* backwards.behind(weak, asking);
      for (const number of behind) this.#strengthening.add(number);
      // The weak ones were searched from just now, and nothing is new.
      yield* this.#forwards(
        edges,
        asking,
        behind.filter((number) => !before.has(number)),
      );
    }
    yield* this.#forwards(
      edges,
      asking,
      [...backwards.strengthened].filter((number) => !before.has(number)),
    );
    const stopped = [...this.#stopped].filter((number) => !backwards.has(number));
    this.#undecided = new Set(stopped.length > 0 ? yield* backwards.behind(stopped, asking) : []);
  }

  #askingWith(edges: Edges): QuestionMemory {
    const [world, holders, aim] = [this.#world, this.#holders, this.#aim];
    if (this.#before) {
      const { everybody, edits } = this.#before;
      const { answers: kept, edges: before } = everybody.#keptWith(edges);
      const { touched } = edits;
      if (touched) edges.takeable.keep(before.takeable, everybody.#world, world, touched);
      const mayLead = (number: number) => everybody.#mayLead(number);
      return new AskingAfter({ kept, mayLead, edits, holders }, world, aim, edges);
    }
    this.#alike ??= new AlikeHolders(world, holders);
    const asking = new KeptAnswers(new AskingOnce(world, holders, aim, edges, this.#alike));
    this.#kept.set(edges.counting, { answers: asking, edges });
    return asking;
  }

  #ceiling({ counting }: Edges): Ceiling {
    let ceiling = this.#ceilings.get(counting);
    if (!ceiling)
      this.#ceilings.set(counting, (ceiling = new Ceiling(this.#world, this.#aim, this.#env, counting)));
    return ceiling;
  }

  #keptWith({ counting }: Edges): { readonly answers: KeptAnswers; readonly edges: Edges } {
    const kept = this.#kept.get(counting);
    if (!kept) throw new Error('expected the same searches before the edits');
    return kept;
  }

  paths(): AttackPath[] {
    return this.#backwards.paths();
  }

  pathOf(arn: string): AttackPath | undefined {
    return this.#backwards.pathOf(arn);
  }

  /** Returns false for a principal without a way when nobody knows that there is none. */
  isDecided(arn: string): boolean {
    const number = this.#holders.numberOf(arn);
    return number !== undefined && (this.#backwards.has(number) || !this.#undecided.has(number));
  }

  get isComplete(): boolean {
    return [...this.#undecided].every((number) => this.#backwards.has(number));
  }

  /** Returns false when nobody comes further from this principal, in the world as it is. */
  mayLead(arn: string): boolean {
    const number = this.#holders.numberOf(arn);
    return number === undefined || this.#mayLead(number);
  }

  #mayLead(number: number): boolean {
    return (
      this.#backwards.has(number) ||
      this.#backwards.strengthened.has(number) ||
      this.#strengthening.has(number) ||
      this.#undecided.has(number)
    );
  }

  /** Returns true when some of the starts have a way that nobody knew. */
  *#forwards(edges: Edges, asking: QuestionMemory, starts: readonly number[]): Steps<boolean> {
    let isNew = false;
    for (const number of starts) {
      const arn = this.#holders.arnOf(number);
      const known = this.#backwards.pathOf(arn);
      // Two steps are the fewest of a way on which somebody is strengthened first.
      if (known && known.steps.length <= 2) continue;
      const search = new Forwards(this.#world, this.#aim, edges, {
        most: 1,
        rest: (one) => this.#backwards.pathOf(one, arn),
      });
      const [path] = yield* search.fromInSteps(arn);
      if (path && (!known || path.steps.length < known.steps.length)) {
        isNew = true;
        yield* this.#backwards.add(path, asking);
      }
      if (!path && !known && search.isStopped) {
        const below = yield* this.#ceiling(edges).wayOf(arn);
        if (!below) this.#stopped.add(number);
        if (!below || below === 'none') continue;
        isNew = true;
        yield* this.#backwards.add(below, asking);
      }
      yield almost;
    }
    return isNew;
  }
}

/** Part of the work that is done, as far as anybody can say. */
const almost = 0.95;
