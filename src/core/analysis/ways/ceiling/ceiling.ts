/**
 * Computes the most that somebody could ever gain: a ceiling above all ways. Powers only grow there, because nobody loses anything by a call
 * (joined-rows.ts), so the order of steps does not matter and the search always ends. Whoever does not meet the aim below
 * the ceiling has no way; whoever does may have one, or not.
 */

import { enabling } from '#content/methods/enabling.ts';
import { namedMethods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import type { Steps } from '#core/model/steps.ts';
import type { World } from '#core/model/world/world.ts';
import { defined } from '#core/model/defined.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { type Change, replaced } from '#core/model/world/change.ts';
import type { AttackPath, WayStep } from '../attack-path.ts';
import { type AllowedCall, layCall } from '../changes.ts';
import { entityBehind } from '../choices.ts';
import type { Method } from '../format.ts';
import type { SearchEnv } from '../search-env.ts';
import type { Aim } from '../search/aims.ts';
import { type Counting, type Edge, Edges } from '../search/edges.ts';
import { little } from '../search/pace.ts';
import { isStrengthening } from '../search/strengthening.ts';
import { thinkableTargets } from '../search/targets.ts';
import { type AboveWays, wayBelow } from './way-below.ts';
import { JoinedRows, withoutQuotas } from './joined-rows.ts';

/** The calls of those who are held upon themselves come first: they are few, and most ways end there. */
const phases = ['upon-themselves', 'gaining', 'preparing'] as const;
type Phase = (typeof phases)[number];

const usable: readonly Method[] = [...namedMethods, ...preparations, ...enabling].filter(
  ({ retired }) => !retired,
);

export class Ceiling {
  readonly #world: World;
  readonly #aim: Aim;
  readonly #env: SearchEnv;
  readonly #edges: Edges;
  readonly #methods: readonly Method[];
  readonly #relaxed: World;

  constructor(world: World, aim: Aim, env: SearchEnv, counting: Counting) {
    this.#world = world;
    this.#aim = aim;
    this.#env = env;
    this.#edges = new Edges({ ...env, afterCall: joinedAfter }, counting);
    this.#methods = [...usable, ...(aim.openings ?? [])];
    this.#relaxed = withoutQuotas(world);
  }

  /** Returns a way that the ceiling shows, and `none` where it proves that there is none; `undefined`: nobody knows. */
  *wayOf(start: string): Steps<AttackPath | 'none' | undefined> {
    const above = yield* this.above([start]);
    if (above.met === undefined) return 'none';
    const below = { world: this.#world, aim: this.#aim, env: this.#env, counting: this.#edges.counting };
    const steps = wayBelow(below, start, above);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield 0;
    }
  }

  *above(starts: readonly string[]): Steps<AboveWays> {
    const reach = new Reach(this.#relaxed, starts);
    for (;;) {
      const met = [...reach.held].find((arn) => this.#isMet(reach.world, arn));
      if (met !== undefined) return { met, steps: reach.steps, world: reach.world };
      if (!(yield* this.#grow(reach))) return { steps: reach.steps, world: reach.world };
    }
  }

  #isMet(world: World, arn: string): boolean {
    const { isMetBy, isMetWith } = this.#aim;
    const meets = (one: World) =>
      isMetBy(one, arn) || (this.#edges.isConditional && isMetWith?.(one, arn) !== undefined);
    if (meets(world)) return true;
    // Nothing that nobody may do counts, so control policies are read as they are, too.
    const strict = this.#withControlPolicies(world);
    return strict !== world && meets(strict);
  }

  #withControlPolicies(world: World): World {
    const changes: Change[] = [];
    for (const before of this.#world.controlPolicies.values()) {
      const now = world.controlPolicies.get(before.id);
      if (now && now.content !== before.content) changes.push(replaced('controlPolicies', now, before));
    }
    return changes.length === 0 ? world : overlayWorld(world, changes);
  }

  /** Takes the steps of the first phase that has new ones. Returns false when there is none left. */
  *#grow(reach: Reach): Steps<boolean> {
    for (const phase of phases) {
      let grew = false;
      for (const arn of reach.held) {
        const edges: Edge[] = [];
        for (const edge of this.#edgesOf(reach, arn, phase)) {
          if (edge) edges.push(edge);
          else yield 0;
        }
        for (const edge of edges) if (reach.take(edge)) grew = true;
        if (grew && phase === 'gaining' && edges.some(({ step }) => this.#isMet(reach.world, step.to))) break;
      }
      if (reach.settle()) grew = true;
      if (grew) return true;
    }
    return false;
  }

  *#edgesOf(reach: Reach, arn: string, phase: Phase): Generator<Edge | undefined, void> {
    const { world } = reach;
    const edges = this.#edges;
    const { pace } = edges.env;
    for (const method of this.#methods) {
      pace.count(little);
      if (pace.isDue()) yield undefined;
      if (!isOf(phase, method) || !edges.isThinkable(world, method, arn)) continue;
      for (const to of thinkableTargets(world, method, arn, edges)) {
        if (pace.isDue()) yield undefined;
        if (!reach.isOpen(method, arn, to, phase)) continue;
        if (isStrengthening(method)) yield* edges.every(world, method, arn, to);
        else {
          const edge = yield* edges.firstInSteps(world, method, arn, to);
          if (!edge && edges.isHopeless(world, method, arn)) break;
          if (edge) yield edge;
        }
      }
    }
  }
}

function isOf(phase: Phase, { gain, isPreparation }: Method): boolean {
  if (gain === 'self') return phase === 'upon-themselves';
  if (gain === 'new') return phase === 'gaining';
  return isPreparation ? phase !== 'gaining' : phase === 'gaining';
}

function joinedAfter(world: World, call: AllowedCall): World {
  const rows = new JoinedRows(world);
  return layCall(rows, call, world) ? rows.world : world;
}

/** The principals that are held, and the world with all that was done so far. */
class Reach {
  world: World;
  readonly held: Set<string>;
  readonly steps: WayStep[] = [];
  readonly #tried = new Set<string>();
  /** ARNs of the users and roles behind those who are held. */
  readonly #entities = new Set<string>();
  readonly #first: World;
  readonly #changes = new Map<string, Change>();
  /** The world with the calls so far, but for those that are pending. */
  #base: World;
  #pending: JoinedRows;

  constructor(world: World, starts: readonly string[]) {
    this.world = world;
    this.#base = world;
    this.held = new Set(starts);
    this.#first = world;
    for (const arn of starts) this.#entities.add(entityBehind(world, arn)?.arn ?? arn);
    this.#pending = new JoinedRows(world);
  }

  /** Returns false for what was tried in the same world, or has no use. */
  isOpen(method: Method, from: string, to: string, phase: Phase): boolean {
    const isHeld = this.#entities.has(to);
    if (method.gain === 'user' || method.gain === 'role') {
      if (phase === 'gaining' && isHeld && !isStrengthening(method)) return false;
      if (phase === 'upon-themselves' && !isHeld) return false;
      if (phase === 'preparing' && isHeld) return false;
    }
    const key = `${method.id} ${from} ${to}`;
    if (this.#tried.has(key)) return false;
    this.#tried.add(key);
    return true;
  }

  /** Returns true when somebody new is held. What the step changes counts after `settle`. */
  take({ step, calls }: Edge): boolean {
    this.steps.push(step);
    for (const call of calls) this.#lay(call);
    if (step.method.isPreparation || this.held.has(step.to)) return false;
    this.held.add(step.to);
    this.#entities.add(step.to);
    return true;
  }

  #lay(call: AllowedCall): void {
    layCall(this.#pending, call, this.#base);
    // A new thing is there for the calls after it.
    if (/^(iam|sso):Create/.test(call.action) && this.#pending.isChanged) this.#flush();
  }

  /** Lays all changes over the first world: a world over a world over a world is slow to read. */
  #flush(): void {
    for (const change of this.#pending.changes) {
      const key = `${change.table}/${change.id}`;
      const earlier = this.#changes.get(key);
      const { before: _, ...rest } = change;
      this.#changes.set(
        key,
        earlier ? ({ ...rest, ...defined({ before: earlier.before }) } as Change) : change,
      );
    }
    this.#base = overlayWorld(this.#first, [...this.#changes.values()]);
    this.#pending = new JoinedRows(this.#base);
  }

  /** Returns true when the world is another one now: everything may be tried again. */
  settle(): boolean {
    if (this.#pending.isChanged) this.#flush();
    if (this.#base === this.world) return false;
    this.world = this.#base;
    this.#tried.clear();
    return true;
  }
}
