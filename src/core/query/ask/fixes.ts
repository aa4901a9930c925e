/**
 * Suggestions that would change this answer, narrow before broad. Each was tried twice: its changes are laid
 * over the World to find it, and then its requests are sent to the door of a copy, because AWS may refuse a
 * change for reasons of its own (a quota, a policy of a service). Only what the door did is offered.
 */

import { type DecisionEnv, type Question, authorize, evaluationInput } from '../../authz/authorize.ts';
import type { Decision } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { managedPolicy } from '../../authz/gather.ts';
import { type Principal, principalRecord, resolvePrincipal } from '../../authz/principal.ts';
import { awsAccount } from '../../model/ids.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../../model/records/tables.ts';
import { type World, findByArn, ownedBy } from '../../model/world/world.ts';
import { type DescribedRequest, describeRequest } from '../../words/request.ts';
import { describeStatement } from '../../words/statement.ts';
import { type Result, ok } from '../../model/result.ts';
import type { AwsError } from '../../model/request/request.ts';
import {
  type FixStep,
  attachStep,
  denyStep,
  joinStep,
  leaveStep,
  removeStep,
  trustStep,
  unboundStep,
} from './fix-steps.ts';
import { defaultDocument } from '../../model/policy-document.ts';
import { overlayWorld } from '../../model/world/overlay.ts';

export interface Fix {
  readonly id: string;
  /** `Attach ReadPayroll to alice`; several steps are joined by ", then ". */
  readonly title: string;
  /** Requests in the order in which to send them. */
  readonly requests: readonly DescribedRequest[];
  /** The verdict after all requests. */
  readonly verdict: Decision['verdict'];
  /** The current caller where the door lets it send them, else the root user of the account. */
  readonly by: FixSender;
  /** AWS's refusal for the current caller; absent where the caller can send them. */
  readonly refusal?: AwsError;
  /** True when it gives a policy that allows every action on everything. Those come last. */
  readonly allowsEverything: boolean;
  /** Short notes on what else it allows or takes away; empty: nothing else. */
  readonly also: readonly string[];
  readonly breadth: number;
}

const fixSenders = ['caller', 'root'] as const;
export type FixSender = (typeof fixSenders)[number];

/** Sends a request to the door in a copy of the world. Returns the world after it, or AWS's refusal. */
export type Attempt = (world: World, request: DescribedRequest, by: FixSender) => Result<World, AwsError>;

/** Most suggestions returned. */
const shown = 8;
/** Most candidates tried after a first step that was not enough. */
const secondSteps = 12;

/** Returns suggestions that turn a denied request into an allowed one, or the other way round. */
export function fixes(world: World, question: Question, env: DecisionEnv, attempt: Attempt): Fix[] {
  const decision = authorize(world, question, env);
  const ask = { question, env };
  const trial = { world, ask, attempt };
  if (decision.verdict === 'allowed') return offered(trial, toDeny(world, ask, decision), 'denied');
  const { found, unfinished } = firstSteps(world, ask, decision);
  const single = offered(trial, byBreadth(found.map((step) => [step])), 'allowed');
  return single.length > 0 ? single : offered(trial, byBreadth(twoSteps(ask, unfinished)), 'allowed');
}

interface Ask {
  readonly question: Question;
  readonly env: DecisionEnv;
}

interface Trial {
  readonly world: World;
  readonly ask: Ask;
  readonly attempt: Attempt;
}

/** Returns the sequences narrow first, those that allow everything last, and each once. */
function byBreadth(found: readonly FixStep[][]): FixStep[][] {
  const last = (steps: readonly FixStep[]) => Number(allowsEverything(steps));
  return distinct(found).sort((a, b) => last(a) - last(b) || breadth(a) - breadth(b));
}

/** Drops suggestions with the same steps in another order. */
function distinct(found: readonly FixStep[][]): FixStep[][] {
  const key = (steps: readonly FixStep[]) =>
    steps
      .map(({ request }) => JSON.stringify(request))
      .sort()
      .join();
  return [...new Map(found.toReversed().map((steps) => [key(steps), steps])).values()].reverse();
}

const breadth = (steps: readonly FixStep[]): number => steps.reduce((sum, step) => sum + step.breadth, 0);
const allowsEverything = (steps: readonly FixStep[]): boolean =>
  steps.some((step) => step.allowsEverything === true);

/** Sends each sequence to the door of a copy. Returns the first that work, those of the caller first. */
function offered(trial: Trial, sequences: readonly FixStep[][], wanted: Decision['verdict']): Fix[] {
  const found: Fix[] = [];
  for (const steps of sequences) {
    const own = verdictAfter(trial, steps, 'caller');
    if (own.ok && own.value === wanted)
      found.push({ ...toFix(steps, trial.ask.question, wanted), by: 'caller' });
    else if (!own.ok) {
      const rooted = verdictAfter(trial, steps, 'root');
      if (rooted.ok && rooted.value === wanted)
        found.push({ ...toFix(steps, trial.ask.question, wanted), by: 'root', refusal: own.error });
    }
    if (found.length === shown) break;
  }
  return fixSenders.flatMap((sender) => found.filter(({ by }) => by === sender));
}

/** Returns the verdict after the door did every step, or the refusal of the first that it did not. */
function verdictAfter(
  { world, ask, attempt }: Trial,
  steps: readonly FixStep[],
  by: FixSender,
): Result<Decision['verdict'], AwsError> {
  let after = world;
  for (const { request } of steps) {
    const sent = attempt(after, request, by);
    if (!sent.ok) return sent;
    after = sent.value;
  }
  return ok(decide(after, ask).verdict);
}

function toFix(steps: readonly FixStep[], question: Question, verdict: Decision['verdict']): Omit<Fix, 'by'> {
  const title = steps.map(({ request }) => describeRequest(request)).join(', then ');
  const only = exactly(question);
  const also = [...new Set(steps.flatMap((step) => step.also))].filter((text) => text !== only);
  return {
    id: title,
    title,
    requests: steps.map(({ request }) => request),
    verdict,
    allowsEverything: allowsEverything(steps),
    also,
    breadth: breadth(steps),
  };
}

/** Returns the words for a statement that allows the question and nothing else. */
const exactly = ({ action, resource }: Question): string =>
  describeStatement({ effect: 'Allow', actions: [action], resources: [resource], syntax: {} } as never);

const decide = (world: World, { question, env }: Ask): Decision => authorize(world, question, env);

interface Unfinished {
  readonly step: FixStep;
  readonly world: World;
  readonly decision: Decision;
}

/** Returns the single steps after which the request is allowed, and those that only change the refusal. */
function firstSteps(
  world: World,
  ask: Ask,
  decision: Decision,
): { readonly found: readonly FixStep[]; readonly unfinished: readonly Unfinished[] } {
  const principal = resolvePrincipal(world, ask.question.principal, ask.question.sessionName);
  const found: FixStep[] = [];
  const unfinished: Unfinished[] = [];
  for (const step of candidates(world, ask, decision, principal)) {
    const after = overlayWorld(world, step.changes);
    const next = decide(after, ask);
    if (next.verdict === 'allowed') found.push(step);
    else if (progress(decision, next)) unfinished.push({ step, world: after, decision: next });
  }
  return { found, unfinished };
}

function twoSteps(ask: Ask, unfinished: readonly Unfinished[]): FixStep[][] {
  return unfinished
    .toSorted((a, b) => byEverything(a.step) - byEverything(b.step) || a.step.breadth - b.step.breadth)
    .slice(0, secondSteps)
    .flatMap(({ step, world, decision }) =>
      firstSteps(world, ask, decision).found.map((rest) => [step, rest]),
    );
}

const byEverything = ({ allowsEverything = false }: FixStep): number => Number(allowsEverything);

/** True when the refusal changed: another layer, another kind, or fewer denying statements. */
const progress = (before: Decision, after: Decision): boolean =>
  before.layer !== after.layer ||
  before.reason !== after.reason ||
  after.deciding.length < before.deciding.length;

function candidates(world: World, ask: Ask, decision: Decision, principal: Principal): FixStep[] {
  const holder = principalRecord(principal);
  if (!holder) return [];
  if (decision.reason === 'explicit-deny') return removals(world, holder, decision);
  switch (decision.layer) {
    case 'identity':
      return grants(world, ask, holder);
    case 'permissions-boundary':
      return holder.permissionsBoundary === undefined ? [] : [unboundStep(world, holder)];
    case 'resource': {
      const role = findByArn(world, 'roles', ask.question.resource);
      const assume = /^sts:AssumeRole$/i.test(ask.question.action);
      return role && assume ? [trustStep(world, role, holder.arn, 'sts:AssumeRole')] : [];
    }
    default:
      return [];
  }
}

/** Returns steps for existing policies and groups that hold an allow for the request. */
function grants(world: World, { question, env }: Ask, holder: UserRecord | RoleRecord): FixStep[] {
  const input = evaluationInput(world, question, env);
  const helps = (policy: PolicyRecord): boolean => {
    const named = managedPolicy(world, policy.arn);
    if (!named) return false;
    const { verdict, layer } = evaluate({ ...input, identityPolicies: [named] });
    return verdict === 'allowed' || layer !== 'identity';
  };
  const policies = [...ownedBy(world, 'policies', holder.account), ...ownedBy(world, 'policies', awsAccount)]
    .filter(({ arn, isAttachable }) => isAttachable && !holder.attachedPolicies.includes(arn))
    .filter(helps);
  const helping = new Set<string>(policies.map(({ arn }) => arn));
  const groups =
    'userName' in holder
      ? ownedBy(world, 'groups', holder.account).filter(
          ({ id, attachedPolicies, inlinePolicies }) =>
            !holder.groups.includes(id) &&
            (inlinePolicies.length > 0 || attachedPolicies.some((arn) => helping.has(arn))),
        )
      : [];
  return [
    ...policies.map((policy) => attachStep(holder, policy)),
    ...groups.map((group) => joinStep(world, holder as UserRecord, group)),
  ];
}

/** Returns ways to remove the deciding policies: from the holder, by leaving a group, from the group. */
function removals(world: World, holder: UserRecord | RoleRecord, decision: Decision): FixStep[] {
  const names = [...new Set(decision.deciding.map(({ policy }) => policy))];
  return names.flatMap((policy) => {
    if (policy === holder.permissionsBoundary && decision.layer === 'permissions-boundary')
      return [unboundStep(world, holder)];
    const own = holds(holder, policy) ? [removeStep(holder, policy, documentOf(world, holder, policy))] : [];
    return [
      ...own,
      ...groupsWith(world, holder, policy).flatMap((group) => [
        leaveStep(world, holder as UserRecord, group),
        removeStep(group, policy, documentOf(world, group, policy)),
      ]),
    ];
  });
}

/** Returns what denies the request: removing every source of the grant, or a deny in an inline policy. */
function toDeny(world: World, ask: Ask, decision: Decision): FixStep[][] {
  const principal = resolvePrincipal(world, ask.question.principal, ask.question.sessionName);
  const holder = principalRecord(principal);
  if (!holder) return [];
  const steps = withdrawals(world, ask, holder, decision);
  return [
    ...(steps.length > 0 ? [steps] : []),
    [denyStep(holder, ask.question.action, ask.question.resource)],
  ];
}

/** Removes one source after another until nothing grants any more. A granting group is left, not changed. */
function withdrawals(world: World, ask: Ask, holder: UserRecord | RoleRecord, decision: Decision): FixStep[] {
  const steps: FixStep[] = [];
  let after = world;
  let current: UserRecord | RoleRecord = holder;
  let next = decision;
  while (next.verdict === 'allowed' && steps.length < 12) {
    const step = removals(after, current, next)[0];
    if (!step) return [];
    steps.push(step);
    after = overlayWorld(after, step.changes);
    current = (after.users.get(holder.id) ?? after.roles.get(holder.id)) as UserRecord | RoleRecord;
    next = decide(after, ask);
  }
  return steps;
}

type Holder = UserRecord | GroupRecord | RoleRecord;

const holds = (holder: Holder, policy: string): boolean =>
  holder.attachedPolicies.some((arn) => arn === policy) ||
  holder.inlinePolicies.some(({ policyName }) => policy === `${holder.arn}#${policyName}`);

const groupsWith = (world: World, holder: UserRecord | RoleRecord, policy: string): GroupRecord[] =>
  'groups' in holder
    ? holder.groups.flatMap((id) => world.groups.get(id) ?? []).filter((group) => holds(group, policy))
    : [];

function documentOf(world: World, holder: Holder, policy: string): string {
  const inline = holder.inlinePolicies.find(({ policyName }) => policy === `${holder.arn}#${policyName}`);
  const managed = findByArn(world, 'policies', policy);
  return inline?.document ?? (managed ? defaultDocument(managed) : '{"Statement":[]}');
}
