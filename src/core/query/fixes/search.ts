/**
 * Changes of the account that would turn an answer, least first. Where several layers refuse, each step leads to the
 * next refusal until the request is allowed. Every step is sent to the door of a copy, because AWS may refuse a change
 * for reasons of its own (a quota, a policy of a service). Only what the door did is offered.
 */

import { type DecisionEnv, type Question, authorize, askedPrincipal } from '../../authz/authorize.ts';
import type { Decision, Layer } from '../../authz/decision.ts';
import { all } from '../../authz/facts.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import type { World } from '../../model/world/world.ts';
import { givesEverything } from './administrators.ts';
import { exceptionSteps } from './exceptions.ts';
import { type Attempt, type Fix, type FixKind, type FixSender, type Fixes, fixKinds } from './fix.ts';
import { grantSteps, removalSteps, removals } from './grants.ts';
import { type Asked, policyHolder, statementSteps } from './statement-steps.ts';
import { type FixStep, denyStep } from './steps.ts';
import { tagSteps } from './tag-steps.ts';

export interface FixEnv extends DecisionEnv {
  /** Tells the actions of a service, which an exception from `iam:*` needs. */
  readonly reference?: Pick<Actions, 'service'> | undefined;
}

/** Most fixes of one kind, and of all. */
const mostOfKind = 3;
const most = 8;
/** Most steps of one fix: a control policy on each level, then the principal's own policies. */
const mostSteps = 10;
/** Most steps that are tried after a first one that was not enough. */
const mostTries = 40;

/** Returns changes that turn a denied request into an allowed one, or the other way round. */
export function fixes(world: World, question: Question, env: FixEnv, attempt: Attempt): Fixes {
  const decision = authorize(world, question, env);
  if (decision.isBeyondPolicies) return { found: [] };
  return new Trial(world, question, env, attempt).fixesOf(decision);
}

class Trial {
  readonly #world: World;
  readonly #question: Question;
  readonly #env: FixEnv;
  readonly #attempt: Attempt;
  #stuckAt: Layer | undefined;
  #tries = 0;

  constructor(world: World, question: Question, env: FixEnv, attempt: Attempt) {
    this.#world = world;
    this.#question = question;
    this.#env = env;
    this.#attempt = attempt;
  }

  fixesOf(decision: Decision): Fixes {
    if (decision.verdict === 'allowed') return { found: this.#cuts(decision) };
    const found = this.#openings(decision);
    return found.length === 0 && this.#stuckAt !== undefined ? { found, stuckAt: this.#stuckAt } : { found };
  }

  #openings(decision: Decision): Fix[] {
    const found: Fix[] = [];
    const ofKind = new Map<FixKind, number>();
    for (const step of this.#ways(this.#world, decision).sort(byBreadth)) {
      const count = ofKind.get(step.kind) ?? 0;
      if (count >= mostOfKind) continue;
      this.#tries = 0;
      const steps = this.#finish(this.#world, decision, [], [step]);
      const fix = steps && this.#offered(steps, 'allowed');
      if (!fix || found.some(({ id }) => id === fix.id)) continue;
      ofKind.set(step.kind, count + 1);
      found.push(fix);
    }
    return ordered(found);
  }

  /** Takes each step of `ways` and goes on until the request is allowed. Returns the first steps that lead there. */
  #finish(
    world: World,
    decision: Decision,
    taken: readonly FixStep[],
    ways: readonly FixStep[],
  ): readonly FixStep[] | undefined {
    if (ways.length === 0 && isOutOfReach(decision)) this.#stuckAt ??= decision.layer;
    for (const step of taken.length < mostSteps ? ways : []) {
      this.#tries += 1;
      if (this.#tries > mostTries) return undefined;
      const after = this.#after(world, step);
      if (!after) continue;
      const next = authorize(after, this.#question, this.#env);
      const steps = [...taken, step];
      if (next.verdict === 'allowed') return steps;
      const done =
        isProgress(decision, next) &&
        this.#finish(after, next, steps, this.#ways(after, next).sort(byBreadth));
      if (done) return done;
    }
    return undefined;
  }

  #ways(world: World, decision: Decision): FixStep[] {
    const question = this.#question;
    const asked: Asked = { world, question, decision, principal: askedPrincipal(world, question) };
    return [
      ...(decision.reason === 'explicit-deny'
        ? exceptionSteps(asked, this.#env.reference)
        : statementSteps(asked)),
      ...tagSteps(asked),
      ...grantSteps(asked, this.#env),
      ...removalSteps(asked),
    ];
  }

  /** Returns what denies the request: removing every source of the grant, or a deny in an inline policy. */
  #cuts(decision: Decision): Fix[] {
    const holder = policyHolder(askedPrincipal(this.#world, this.#question));
    if (!holder) return [];
    const withdrawn = this.#withdrawals(decision);
    const { action, resource } = this.#question;
    return [...(withdrawn.length > 0 ? [withdrawn] : []), [denyStep(holder, action, resource)]].flatMap(
      (steps) => this.#offered(steps, 'denied') ?? [],
    );
  }

  /** Removes one source after another until nothing grants any more. A granting group is left, not changed. */
  #withdrawals(decision: Decision): FixStep[] {
    const steps: FixStep[] = [];
    let world = this.#world;
    let next = decision;
    while (next.verdict === 'allowed' && steps.length < 12) {
      const holder = policyHolder(askedPrincipal(world, this.#question));
      const step = holder && removals(world, holder, next)[0];
      const after = step && this.#after(world, step);
      if (!step || !after) return [];
      steps.push(step);
      world = after;
      next = authorize(world, this.#question, this.#env);
    }
    return steps;
  }

  /** The root user may do most; where a control policy denies it even that, the caller is tried. */
  #after(world: World, step: FixStep): World | undefined {
    const done = this.#sent(world, [step], 'root');
    if (done.ok) return done.value;
    const own = this.#sent(world, [step], 'caller');
    return own.ok ? own.value : undefined;
  }

  /** Returns the world after the door did every step, or the refusal of the first that it did not. */
  #sent(world: World, steps: readonly FixStep[], by: FixSender): Result<World, AwsError> {
    let after = world;
    for (const request of steps.flatMap(({ requests }) => requests)) {
      const sent = this.#attempt(after, request, by);
      if (!sent.ok) return sent;
      after = sent.value;
    }
    return ok(after);
  }

  #offered(steps: readonly FixStep[], verdict: Decision['verdict']): Fix | undefined {
    const works = (sent: Result<World, AwsError>) =>
      sent.ok && authorize(sent.value, this.#question, this.#env).verdict === verdict;
    const own = this.#sent(this.#world, steps, 'caller');
    if (own.ok && works(own)) return { ...this.#fix(steps, verdict, own.value), by: 'caller' };
    const rooted = this.#sent(this.#world, steps, 'root');
    if (!rooted.ok || !works(rooted)) return undefined;
    const fix = this.#fix(steps, verdict, rooted.value);
    return { ...fix, by: 'root', ...(own.ok ? {} : { refusal: own.error }) };
  }

  #fix(steps: readonly FixStep[], verdict: Decision['verdict'], after: World): Omit<Fix, 'by'> {
    const principal = askedPrincipal(this.#world, this.#question);
    const title = titleOf(steps);
    return {
      kind: steps.map(({ kind }) => kind).sort((a, b) => rank(b) - rank(a))[0] ?? 'statement',
      id: JSON.stringify(
        steps
          .flatMap(({ requests }) => requests)
          .map((one) => JSON.stringify(one))
          .sort(),
      ),
      title,
      requests: steps.flatMap(({ requests }) => requests),
      edits: steps.flatMap(({ edits }) => edits),
      verdict,
      allowsEverything:
        verdict === 'allowed' &&
        givesEverything(steps, { before: this.#world, after, principal, env: this.#env }),
      breadth: steps.reduce((sum, step) => sum + step.breadth, 0),
    };
  }
}

const rank = (kind: FixKind): number => fixKinds.indexOf(kind);
/** A policy of that breadth may be an administrator's; it is tried after all others. */
const broadest = 20_000;

const byBreadth = (a: FixStep, b: FixStep): number =>
  Number(a.breadth >= broadest) - Number(b.breadth >= broadest) ||
  rank(a.kind) - rank(b.kind) ||
  a.breadth - b.breadth;

/** Puts what the caller can do first, and what allows everything last. */
function ordered(found: readonly Fix[]): Fix[] {
  const bySender = (fix: Fix) => Number(fix.by === 'root');
  const last = (fix: Fix) => Number(fix.allowsEverything);
  return found
    .toSorted(
      (a, b) =>
        bySender(a) - bySender(b) ||
        last(a) - last(b) ||
        rank(a.kind) - rank(b.kind) ||
        a.breadth - b.breadth,
    )
    .slice(0, most);
}

/** Steps that add the same statement in several places are said together. */
function titleOf(steps: readonly FixStep[]): string {
  const titles: string[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const first = steps[at];
    const what = first?.added?.what;
    const places = [first?.added?.place ?? ''];
    while (what !== undefined && steps[at + 1]?.added?.what === what) {
      at += 1;
      places.push(steps[at]?.added?.place ?? '');
    }
    titles.push(what === undefined ? (first?.title ?? '') : `${what} in ${all(places)}`);
  }
  return titles.join(', then ');
}

/** True when the refusal changed: another layer, another kind, fewer denying statements, or fewer silent levels. */
const isProgress = (before: Decision, after: Decision): boolean =>
  before.layer !== after.layer ||
  before.reason !== after.reason ||
  after.deciding.length < before.deciding.length ||
  silentLevels(after) < silentLevels(before);

const silentLevels = (decision: Decision): number =>
  decision.layer === 'service-control' && decision.reason === 'implicit-deny'
    ? levelsOf(decision).filter(({ outcome }) => outcome !== 'allows').length
    : 0;

const levelsOf = (decision: Decision) =>
  decision.explain().gates.find(({ layer }) => layer === decision.layer)?.levels ?? [];

const isOutOfReach = ({ layer }: Decision): boolean => layer === 'session' || layer === 'vpc-endpoint';
