/**
 * Changes of the account that would turn an answer, least first. Where several layers refuse, each step leads to the
 * next refusal until the request is allowed, and then to the next permission of the call that is denied. Every step is sent to the door of a copy, because AWS may refuse a change
 * for reasons of its own (a quota, a policy of a service). Only what the door did is offered.
 */

import { type DecisionEnv, type Question, authorize, askedPrincipal } from '../../authz/authorize.ts';
import type { Decision, Layer } from '../../authz/decision.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import type { World } from '../../model/world/world.ts';
import { type Steps, runToEnd } from '../../model/steps.ts';
import { becomesAdministrator, givesEverything } from './administrators.ts';
import { exceptionSteps } from './exceptions.ts';
import {
  type SendFix,
  type Fix,
  type FixKind,
  type FixRequest,
  type FixSender,
  type Fixes,
  fixKinds,
} from './fix.ts';
import { grantSteps, removalSteps, removals } from './grants.ts';
import { apart, joinedSteps } from './joined.ts';
import { type FixQuestion, policyHolder, statementSteps } from './statement-steps.ts';
import { type FixStep, denyStep } from './steps.ts';
import { tagSteps } from './tag-steps.ts';
import { titleOfSteps } from './titles.ts';

export interface FixEnv extends DecisionEnv {
  /** Tells the actions of a service, which an exception from `iam:*` needs. */
  readonly reference?: Pick<Actions, 'service'> | undefined;
  /** Returns the permission that decides the whole call in a world, while it is denied. Absent: the question is all of it. */
  readonly denied?: (world: World) => Question | undefined;
}

const mostOfKind = 3;
const mostFixes = 8;
/** Most steps for one permission: a control policy on each level, then the principal's own policies. */
const mostSteps = 10;
/** Broad steps that are tried where no narrow one helps any further. */
const mostBroad = 3;
const mostTries = 160;

/** Returns changes that turn a denied request into an allowed one, or the other way round. @internal */
export const fixes = (...of: Parameters<typeof fixesInSteps>): Fixes => runToEnd(fixesInSteps(...of));

/** Does the same in short steps, so that a page can react meanwhile. */
export function* fixesInSteps(world: World, question: Question, env: FixEnv, attempt: SendFix): Steps<Fixes> {
  const decision = authorize(world, question, env);
  if (decision.isBeyondPolicies) return { found: [] };
  return yield* new Trial(world, question, env, attempt).fixesOf(decision);
}

interface Path {
  readonly asked: readonly [...Question[], Question];
  readonly steps: readonly FixStep[];
  readonly after: World;
  readonly decision: Decision;
  /** The caller did all of them, or the root users did. `refusal`: AWS's answer to the caller. */
  readonly by: FixSender;
  readonly refusal?: AwsError;
}

class Trial {
  readonly #world: World;
  readonly #question: Question;
  readonly #env: FixEnv;
  readonly #attempt: SendFix;
  /** The layer that refuses whatever is done before, because nothing here reaches it. */
  #stuckAt: Layer | undefined;
  #tries = 0;

  constructor(world: World, question: Question, env: FixEnv, attempt: SendFix) {
    this.#world = world;
    this.#question = question;
    this.#env = env;
    this.#attempt = attempt;
  }

  *fixesOf(decision: Decision): Steps<Fixes> {
    const start: Path = { asked: [this.#question], steps: [], after: this.#world, decision, by: 'caller' };
    if (decision.verdict === 'allowed') return { found: this.#cuts(start) };
    const found = yield* this.#openings(start);
    return found.length === 0 && this.#stuckAt !== undefined ? { found, stuckAt: this.#stuckAt } : { found };
  }

  *#openings(start: Path): Steps<Fix[]> {
    const found: Fix[] = [];
    const ofKind = new Map<FixKind, number>();
    const ways = [...this.#narrow(start), ...(yield* this.#broad(start))].sort(byBreadth);
    if (ways.length === 0) this.#stuckAt = start.decision.layer;
    for (const step of ways) {
      const count = ofKind.get(step.kind) ?? 0;
      if (count >= mostOfKind) continue;
      yield;
      const end = yield* this.#through(start, [step]);
      if (this.#stuckAt !== undefined || this.#tries > mostTries) break;
      const fix = end && this.#fix(end);
      if (!fix || found.some(({ id }) => id === fix.id)) continue;
      if (replacesPolicy(end.steps) && found.some(({ kind }) => kind !== 'removal')) continue;
      ofKind.set(step.kind, count + 1);
      found.push(fix);
    }
    return ordered(found);
  }

  *#finish(path: Path): Steps<Path | undefined> {
    if (path.decision.verdict === 'allowed') return yield* this.#nextOfCall(path);
    if (path.steps.length >= mostSteps * path.asked.length) return undefined;
    const narrow = this.#narrow(path);
    const end = yield* this.#through(path, narrow);
    if (end || this.#stuckAt !== undefined) return end;
    const broad = (yield* this.#broad(path)).sort(byBreadth);
    if (narrow.length + broad.length === 0) this.#stuckAt = path.decision.layer;
    return yield* this.#through(path, broad.slice(0, mostBroad));
  }

  *#nextOfCall(path: Path): Steps<Path | undefined> {
    const { asked, after } = path;
    const next = this.#env.denied?.(after);
    if (!next) return path;
    yield;
    const isNew = asked.every((one) => JSON.stringify(one) !== JSON.stringify(next));
    const decision = isNew ? authorize(after, next, this.#env) : undefined;
    if (decision?.verdict !== 'denied' || decision.isBeyondPolicies) return undefined;
    return yield* this.#finish({ ...path, asked: [...asked, next], decision });
  }

  *#through(path: Path, ways: readonly FixStep[]): Steps<Path | undefined> {
    for (const step of ways) {
      const next = this.#tries > mostTries ? undefined : this.#taken(path, step);
      yield;
      const end = next && hasChanged(path.decision, next.decision) ? yield* this.#finish(next) : undefined;
      if (end || this.#stuckAt !== undefined) return end;
    }
    return undefined;
  }

  #narrow(path: Path): FixStep[] {
    const asked = this.#asked(path);
    return [
      ...(asked.decision.reason === 'explicit-deny'
        ? exceptionSteps(asked, this.#env.reference)
        : statementSteps(asked)),
      ...tagSteps(asked),
    ];
  }

  *#broad(path: Path): Steps<FixStep[]> {
    const asked = this.#asked(path);
    return [...(yield* grantSteps(asked)), ...removalSteps(asked)];
  }

  #asked({ asked, steps, after: world, decision }: Path): FixQuestion {
    const question = newest(asked);
    const written = steps.flatMap(({ edits }) => edits);
    const principal = askedPrincipal(world, question);
    return { world, question, decision, principal, env: this.#env, written };
  }

  /** Returns what denies the request: a deny in an inline policy, then removing every source of the grant. */
  #cuts(start: Path): Fix[] {
    const holder = policyHolder(this.#asked(start).principal);
    if (!holder) return [];
    const { action, resource } = this.#question;
    const ends = [this.#taken(start, denyStep(holder, action, resource)), this.#withdrawn(start)];
    return ends.flatMap((end) => (end?.decision.verdict === 'denied' ? this.#fix(end) : []));
  }

  /** Removes one source after another until nothing grants any more. A granting group is left, not changed. */
  #withdrawn(start: Path): Path | undefined {
    let path: Path | undefined = start;
    while (path?.decision.verdict === 'allowed' && path.steps.length < 12) {
      const { after, decision }: Path = path;
      const holder = policyHolder(this.#asked(path).principal);
      const step: FixStep | undefined = holder && removals(after, holder, decision)[0];
      path = step && this.#taken(path, step);
    }
    return path;
  }

  /** The caller does the step, else the root user of the account, who then has to do all steps. */
  #taken({ asked, steps, after, decision: before, by, refusal }: Path, step: FixStep): Path | undefined {
    const taken = [...steps, step];
    const own = by === 'caller' ? this.#sent(after, step.requests, 'caller') : undefined;
    if (own?.ok) {
      const decision = this.#decide(own.value, asked);
      // The same names may stand for others in the account of the caller.
      if (hasChanged(before, decision)) return { asked, steps: taken, after: own.value, decision, by };
    }
    const all = taken.flatMap(({ requests }) => requests);
    const sent = own ? this.#sent(this.#world, all, 'root') : this.#sent(after, step.requests, 'root');
    if (!sent.ok) return undefined;
    const why = refusal ?? (own?.ok === false ? own.error : undefined);
    const decision = this.#decide(sent.value, asked);
    return { asked, steps: taken, after: sent.value, decision, by: 'root', ...(why && { refusal: why }) };
  }

  #decide(world: World, asked: Path['asked']): Decision {
    return authorize(world, newest(asked), this.#env);
  }

  /** Returns the world after the door did every request, or the refusal of the first that it did not. */
  #sent(world: World, requests: readonly FixRequest[], by: FixSender): Result<World, AwsError> {
    let after = world;
    for (const request of requests) {
      this.#tries += 1;
      const sent = this.#attempt(after, request, by);
      if (!sent.ok) return sent;
      after = sent.value;
    }
    return ok(after);
  }

  #fix(path: Path): Fix {
    const {
      asked,
      steps,
      after,
      decision: { verdict },
      by,
      refusal,
    } = path;
    const principal = askedPrincipal(this.#world, this.#question);
    const { requests, edits } = this.#whole(path);
    return {
      kind: steps.map(({ kind }) => kind).sort((a, b) => rank(b) - rank(a))[0] ?? 'statement',
      id: JSON.stringify(requests.map((one) => JSON.stringify(one)).sort()),
      title: titleOfSteps(steps),
      requests,
      edits,
      asked,
      verdict,
      allowsEverything:
        verdict === 'allowed' &&
        givesEverything(steps, { before: this.#world, after, principal, env: this.#env }),
      ...(verdict === 'allowed' &&
        asked.some((one) =>
          becomesAdministrator(one, { before: this.#world, after, principal, env: this.#env }),
        ) && {
          reachesAdministrator: true,
        }),
      breadth: steps.reduce((sum, step) => sum + step.breadth, 0),
      by,
      ...(refusal && { refusal }),
    };
  }

  /** Joined steps are other requests, so they are tried once more. */
  #whole({ steps, asked, by, decision: { verdict } }: Path): Pick<Fix, 'requests' | 'edits'> {
    const one = joinedSteps(steps);
    const sent = one.isNew ? this.#sent(this.#world, one.requests, by) : undefined;
    const holds =
      sent?.ok && asked.every((question) => authorize(sent.value, question, this.#env).verdict === verdict);
    return !sent || holds ? one : apart(steps);
  }
}

/** Takes a policy or a membership away, only to allow the request anew. */
const replacesPolicy = (steps: readonly FixStep[]): boolean =>
  steps.some(({ said }) => said?.verb === 'allow') &&
  steps.some(
    ({ kind, edits }) => kind === 'removal' && edits.every(({ layer }) => layer !== 'permissions-boundary'),
  );

const newest = (asked: Path['asked']): Question => asked.at(-1) as Question;

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
    .slice(0, mostFixes);
}

/** True when the answer turned, or its reason: another layer or kind, fewer statements, fewer silent levels. */
const hasChanged = (before: Decision, after: Decision): boolean =>
  before.verdict !== after.verdict ||
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
