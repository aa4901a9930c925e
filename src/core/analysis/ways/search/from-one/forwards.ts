/**
 * Finds ways from one principal, breadth first. A standing is a principal in the world that the steps before it left, so
 * a strengthened principal is another one. Steps that only strengthen are on a way only where it fails without them.
 */

import type { World } from '#core/model/world/world.ts';
import type { AttackPath, WayStep } from '../../attack-path.ts';
import type { Method } from '../../format.ts';
import { attemptMethod } from '../../method-works.ts';
import { enabling } from '#content/methods/enabling.ts';
import { namedMethods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import type { Aim } from '../aims.ts';
import type { Edge, Edges } from '../edges.ts';
import { SearchFocus, mayUse } from './focus.ts';
import { little, ofAttempt } from '../pace.ts';
import { type PrincipalStanding, changesAfterStep, heldAfter, keyOf, standingOf } from './standing.ts';
import { isStrengthening, strengthensInVain } from '../strengthening.ts';
import { thinkableTargets } from '../targets.ts';

type Rest = Pick<AttackPath, 'to' | 'steps' | 'onlyWith'>;

export interface ReachedPrincipal {
  readonly arn: string;
  readonly world: World;
  /** One of the shortest ways. */
  readonly steps: readonly WayStep[];
  /** The aim is met here, with these steps at most. */
  readonly rest?: Rest;
}

export interface ForwardOptions {
  readonly most: number;
  /** Returns the steps that lead on from a principal in the world as it is, where they are known. */
  readonly rest?: (arn: string) => Rest | undefined;
  /** Returns false for a principal from whom, in the world as it is, nothing leads on. */
  readonly mayLead?: (arn: string) => boolean;
}

/** Steps that are tried; a search that is stopped here says so. */
const mostTries = 4000;
/** The same where the shortest ways are known, so that little is lost. */
const mostTriesKnowing = 2000;
/** Standings that are looked at, and of these the strengthened ones; more would take too long. */
const mostStandings = 4000;
const mostStrengthened = 300;
/** A way with more steps than this would convince nobody. */
const mostSteps = 12;

const known: readonly Method[] = [...namedMethods, ...preparations, ...enabling];
const gaining = known.filter((method) => !isStrengthening(method));

export class Forwards {
  readonly #world: World;
  readonly #aim: Aim;
  readonly #edges: Edges;
  readonly #options: ForwardOptions;
  readonly #seen = new Map<string, PrincipalStanding>();
  readonly #paths: AttackPath[] = [];
  #strengthened = 0;
  /** Answers about pairs, `{from} {to}`: can one gain the other with one method in the world as it is? */
  readonly #gains = new Map<string, boolean>();
  #tries = 0;
  readonly #mostTries: number;
  readonly #methods: readonly Method[];
  /** No step that strengthens somebody helps the start. */
  #isInVain = false;
  #isStopped = false;

  constructor(world: World, aim: Aim, edges: Edges, options: ForwardOptions) {
    this.#world = world;
    this.#aim = aim;
    this.#edges = edges;
    this.#options = options;
    this.#methods = [...known, ...(aim.openings ?? [])];
    this.#mostTries = options.mayLead ? mostTriesKnowing : mostTries;
  }

  /** True when there may be ways that were not looked for. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  *fromInSteps(arn: string): Generator<undefined, AttackPath[], undefined> {
    let level = [yield* this.#begin(arn)];
    while (level.length > 0) {
      const open: PrincipalStanding[] = [];
      for (const one of level) {
        if (this.#paths.length >= this.#options.most) return this.#paths;
        if (!(yield* this.#end(one))) open.push(one);
      }
      level = yield* this.#after(open);
    }
    return this.#paths;
  }

  /** The fewest steps first; `undefined` for a pause. Where the aim is met, it goes no further. */
  *reachedInSteps(arn: string): Generator<ReachedPrincipal | undefined, void, undefined> {
    let level = [yield* this.#begin(arn)];
    while (level.length > 0) {
      const open: PrincipalStanding[] = [];
      for (const one of level) {
        const rest = this.#restOf(one);
        if (!rest) open.push(one);
        for (const steps of this.#stepsTo(one)) {
          if (steps.length > 0 && !heldAfter(steps)?.has(one.arn)) continue;
          const { world } = one;
          yield { arn: one.arn, world, steps, ...(rest && { rest }) };
          break;
        }
      }
      level = yield* this.#after(open);
    }
  }

  *#begin(arn: string): Generator<undefined, PrincipalStanding, undefined> {
    const changes = new Map<string, string>();
    const held = new Set([arn]);
    const focus = new SearchFocus();
    const start = standingOf({ arn, world: this.#world, changes, held, depth: 0, before: [], focus });
    this.#seen.set(keyOf(start), start);
    this.#isInVain = yield* strengthensInVain(this.#world, this.#methods, arn, this.#edges);
    return start;
  }

  /** Notes the ways that end here; returns true when some may. */
  *#end(standing: PrincipalStanding): Generator<undefined, boolean, undefined> {
    const { pace } = this.#edges.env;
    const rest = this.#restOf(standing);
    if (!rest) return false;
    for (const before of this.#stepsTo(standing)) {
      pace.count(little);
      if (pace.isDue()) yield undefined;
      if (this.#paths.length >= this.#options.most) return true;
      if ((before.length > 0 && !heldAfter(before)?.has(standing.arn)) || this.#isDetour(before)) continue;
      const steps = [...before, ...rest.steps];
      const from = steps[0]?.from ?? standing.arn;
      this.#paths.push({ ...rest, from, steps });
    }
    return true;
  }

  /** Returns the steps that are left where they are known; none at the end. */
  #restOf({ arn, world, changes, depth }: PrincipalStanding): Rest | undefined {
    if (this.#aim.isMetBy(world, arn)) return { to: this.#aim.end ?? arn, steps: [] };
    const rest = changes.size === 0 && depth > 0 ? this.#options.rest?.(arn) : undefined;
    if (rest || !this.#edges.isConditional) return rest;
    const onlyWith = this.#aim.isMetWith?.(world, arn);
    return onlyWith && { to: this.#aim.end ?? arn, steps: [], onlyWith };
  }

  /** Returns the standings one step further; not all of them where enough of them are ends. */
  *#after(level: readonly PrincipalStanding[]): Generator<undefined, PrincipalStanding[], undefined> {
    const found: PrincipalStanding[] = [];
    let ends = 0;
    for (const standing of level)
      for (const edge of this.#edgesOf(standing)) {
        if (!edge) {
          yield undefined;
          continue;
        }
        for (const arn of this.#goingOn(standing, edge)) {
          const next = this.#next(standing, edge, arn);
          if (!next) continue;
          found.push(next);
          if (next.changes.size === 0 && this.#restOf(next)) ends += 1;
          if (ends >= this.#options.most) return found;
        }
      }
    return found;
  }

  /** Yields every way to strengthen somebody, and one step to each who can be gained; `undefined` for a pause. */
  *#edgesOf(standing: PrincipalStanding): Generator<Edge | undefined, void> {
    const { arn, world, depth, focus } = standing;
    if (depth >= mostSteps || this.#isOver) {
      this.#isStopped = true;
      return;
    }
    const gained = new Set<string>();
    let makesOneself = false;
    for (const method of this.#methods) {
      if (makesOneself && method.gain === 'new') continue;
      if (this.#isInVain && isStrengthening(method)) continue;
      if (!focus.allows(method) || !this.#edges.isThinkable(world, method, arn)) continue;
      for (const to of this.#targets(standing, method)) {
        if (this.#edges.env.pace.isDue()) yield undefined;
        this.#count();
        if (this.#isOver) return;
        if (isStrengthening(method))
          for (const edge of this.#edges.every(world, method, arn, to)) {
            if (!edge) {
              yield undefined;
              continue;
            }
            this.#count();
            if (this.#isOver) return;
            if (!focus.isAbout(edge.step)) continue;
            yield edge;
          }
        else if (!gained.has(to)) {
          const edge = yield* this.#edges.firstInSteps(world, method, arn, to);
          if (!edge && this.#edges.isHopeless(world, method, arn)) break;
          if (edge) gained.add(to);
          // Whoever makes an administrator with one method has no use of another new principal.
          if (edge && method.gain === 'new') makesOneself ||= this.#aim.isMetBy(edge.after, edge.step.to);
          if (edge) yield edge;
        }
      }
    }
  }

  #count(): number {
    this.#tries += 1;
    if (this.#isOver) this.#isStopped = true;
    return this.#tries;
  }

  get #isOver(): boolean {
    return this.#tries > this.#mostTries;
  }

  *#stepsTo({ before }: PrincipalStanding): Generator<readonly WayStep[], void> {
    if (before.length === 0) yield [];
    for (const { from, step } of before)
      for (const steps of this.#stepsTo(from)) {
        yield [...steps, step];
        if (this.#options.most > 1) for (const other of this.#others(from, step)) yield [...steps, other];
      }
  }

  /** Returns the same step by other methods. */
  #others(standing: PrincipalStanding, step: WayStep): readonly WayStep[] {
    if (isStrengthening(step.method)) return [];
    const { arn, world, others } = standing;
    let steps = others.get(step.to);
    if (!steps) {
      steps = gaining.flatMap((method) => {
        if (!this.#edges.isThinkable(world, method, arn)) return [];
        if (!this.#targets(standing, method).includes(step.to)) return [];
        return this.#edges.first(world, method, arn, step.to)?.step ?? [];
      });
      others.set(step.to, steps);
    }
    return steps.filter(({ method }) => method !== step.method);
  }

  #targets(standing: PrincipalStanding, method: Method): readonly string[] {
    const { arn, world, changes, targets, focus } = standing;
    let known = targets.get(method);
    if (!known) {
      // The rights of whoever is gained are those of the world as it is.
      const counts = changes.size === 0 && !isStrengthening(method) ? this.#options.mayLead : undefined;
      known = thinkableTargets(world, method, arn, this.#edges, counts);
      targets.set(method, (known = focus.among(known, method, (one) => this.#mayUse(world, one, focus))));
    }
    return known;
  }

  /**
   * Yields who acts after a step: whoever was gained. After a preparation that is the actor, the one that was
   * strengthened where the way has it already, and those of the way who can gain it.
   */
  *#goingOn({ arn, held }: PrincipalStanding, { step, after }: Edge): Generator<string, void> {
    const { method, to } = step;
    yield method.isPreparation ? arn : to;
    if (!method.isPreparation || method.gain === 'self') return;
    const isThere = this.#world.index.byArn.has(to);
    for (const other of held)
      if (
        other !== arn &&
        (other === to || (isThere ? this.#canGain(other, to) : mayUse(after, other, to, this.#edges)))
      )
        yield other;
  }

  #mayUse(world: World, arn: string, focus: SearchFocus): boolean {
    return focus.things.some((thing) => mayUse(world, arn, thing, this.#edges));
  }

  #canGain(from: string, to: string): boolean {
    const key = `${from} ${to}`;
    let known = this.#gains.get(key);
    if (known === undefined) {
      known = namedMethods.some(
        (one) =>
          (one.gain === 'user' || one.gain === 'role') &&
          !isStrengthening(one) &&
          this.#edges.isThinkable(this.#world, one, from) &&
          this.#edges.first(this.#world, one, from, to) !== undefined,
      );
      this.#gains.set(key, known);
    }
    return known;
  }

  /** Returns the standing of one after the step if it is a new one. */
  #next(from: PrincipalStanding, { step, after }: Edge, arn: string): PrincipalStanding | undefined {
    const { method } = step;
    const changes = isStrengthening(method) ? changesAfterStep(from.changes, step) : from.changes;
    if (changes === from.changes && method.gain === 'self') return undefined;
    const isChanged = changes.size > 0;
    const standing = standingOf({
      arn,
      world: isChanged || method.gain === 'new' ? after : this.#world,
      changes,
      held: new Set([...from.held, arn]),
      depth: from.depth + 1,
      before: [{ from, step }],
      focus: from.focus.after(step, arn),
    });
    const key = keyOf(standing);
    const seen = this.#seen.get(key);
    if (seen) {
      if (seen.depth !== standing.depth) return undefined;
      seen.before.push({ from, step });
      for (const one of standing.held) seen.held.add(one);
      return undefined;
    }
    if (this.#seen.size >= mostStandings || (isChanged && ++this.#strengthened > mostStrengthened)) {
      this.#isStopped = true;
      return undefined;
    }
    this.#seen.set(key, standing);
    return standing;
  }

  /** Returns true when the way leads to its end without one of its steps. */
  #isDetour(steps: readonly WayStep[]): boolean {
    return steps.some(
      (step, at) =>
        isStrengthening(step.method) && at < steps.length - 1 && this.#leads(steps.toSpliced(at, 1)),
    );
  }

  #leads(steps: readonly WayStep[]): boolean {
    let world = this.#world;
    for (const { method, from, to: gained, choice } of steps) {
      // The actor stands for what a method makes.
      const to = method.gain === 'new' ? from : gained;
      this.#edges.env.pace.count(ofAttempt);
      const result = attemptMethod(world, method, { from, to, choice }, this.#edges.env, 'stop');
      if (!result.works) return false;
      world = result.after;
    }
    const [last, held] = [steps.at(-1), heldAfter(steps)];
    if (!last || !held) return false;
    const end = last.method.isPreparation && !held.has(last.to) ? last.from : last.to;
    return this.#aim.isMetBy(world, end);
  }
}
