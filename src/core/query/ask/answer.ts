/**
 * Answers a question with the decision, or says what the answer depends on: a part that this world lacks
 * (unknown/parts.ts), or the part of the resource that is asked for (unknown/on-part.ts). The decision itself
 * stays two-valued: it is the decision of the known part.
 */

import { type MissingPart, gapReasons } from '../../authz/because/open-answers.ts';
import { type Question, authorize } from '../../authz/authorize.ts';
import type { Decision, Layer } from '../../authz/decision.ts';
import { arnAccount } from '../../model/arn.ts';
import { layerName } from '../../model/policy-layers.ts';
import { unknownPartsOf } from '../../model/world/known-parts.ts';
import type { World } from '../../model/world/world.ts';
import { type AnswerEnv, type ResourceParts, resourceParts } from './unknown/on-part.ts';
import { chosenCallers } from './unknown/chosen-callers.ts';
import { openKeys } from './unknown/filled-keys.ts';
import { openMemberships, supposing } from './unknown/membership.ts';
import { type KnowledgeGap, mustAllow, openParts } from './unknown/parts.ts';

export type { KnowledgeGap } from './unknown/parts.ts';
export type { AnswerEnv, ResourceParts } from './unknown/on-part.ts';

interface Open {
  readonly decision: Decision;
  readonly missing: readonly MissingPart[];
  /** Each missing part, and its effect. A part can be missing in more than one account. */
  readonly gaps: readonly KnowledgeGap[];
}

export type AskAnswer =
  | { readonly kind: 'decision'; readonly decision: Decision }
  /** A missing part could change the decision. */
  | ({ readonly kind: 'unknown' } & Open)
  /**
   * The policy of the resource decides, and nobody knows it: of a key (E-52), for a caller whose own account allows it
   * (E-40), or for one without an account (E-59). The decision can allow it: nobody knows whose the resource of an
   * outside root user is, or no known role trusts the caller. `policy`: its kind, as a person calls it.
   */
  | ({ readonly kind: 'resource-policy'; readonly policy: string } & Open)
  /** The caller's account, which this world lacks, must allow it too (E-40). `isAlone`: no other is asked. */
  | ({ readonly kind: 'caller-account'; readonly isAlone: boolean } & Open)
  /** The resource of the question has wildcards, and not all that it covers is decided alike. */
  | ({ readonly kind: 'on-part'; readonly parts: ResourceParts } & Open);

export const answer = (world: World, question: Question, env: AnswerEnv): AskAnswer =>
  withChosenCallers(world, question, (asked) =>
    withOpenKeys(world, asked, (one) => answerAsKnown(world, one, env)),
  );

/** Decides a No for anybody again, with each caller that a policy could mean. */
function withChosenCallers(
  world: World,
  question: Question,
  find: (asked: Question) => AskAnswer,
): AskAnswer {
  const found = find(question);
  if (found.kind !== 'decision' || found.decision.verdict === 'allowed' || found.decision.isBeyondPolicies)
    return found;
  const chosen = chosenCallers(world, question);
  if (!chosen) return found;
  const isOpen = (one: AskAnswer) => one.kind !== 'decision' || one.decision.verdict === 'allowed';
  const other = chosen.questions.map(find).find(isOpen);
  if (!other && chosen.isWhole) return found;
  return withGaps(found, [...(other ? gapsOf(other) : []), ...chosen.gaps]);
}

/** Decides again with each value of the keys that the service fills in, and then with each organization. */
function withOpenKeys(world: World, question: Question, decide: (asked: Question) => AskAnswer): AskAnswer {
  const find = (one: Question) => withMemberships(world, one, decide);
  const found = find(question);
  const open = openKeys(world, question);
  if (!open || (found.kind === 'decision' && found.decision.isBeyondPolicies)) return found;
  const others = open.suppositions.map((context) =>
    find({ ...question, context: { ...question.context, ...context } }),
  );
  if (open.isWhole && others.every((one) => saysAll(one) === saysAll(found))) return found;
  return withGaps(found, [...others.flatMap(gapsOf), ...open.gaps, ...gapsOf(found)]);
}

function withMemberships(
  world: World,
  question: Question,
  decide: (asked: Question) => AskAnswer,
): AskAnswer {
  const found = decide(question);
  const open = openMemberships(world, question);
  if (!open) return found;
  const others = open.suppositions.map((one) => decide(supposing(question, one)));
  if (open.isWhole && others.every((one) => saysAll(one) === saysAll(found))) return found;
  return withGaps(found, [...others.flatMap(gapsOf), ...open.gaps, ...gapsOf(found)]);
}

/** Leaves the answer open; the gaps that come last are told first. */
function withGaps(found: AskAnswer, open: readonly KnowledgeGap[]): AskAnswer {
  const gaps = new Map<string, KnowledgeGap>();
  for (const gap of open) gaps.set(`${gap.part} ${gap.why}`, gap);
  const all = [...gaps.values()].toReversed();
  const more = { gaps: all, missing: [...new Set(all.map(({ part }) => part))] };
  return found.kind === 'decision' ? { ...found, kind: 'unknown', ...more } : { ...found, ...more };
}

const gapsOf = (found: AskAnswer): readonly KnowledgeGap[] => (found.kind === 'decision' ? [] : found.gaps);

/** Tells all but open control policies, which are a gap of their own. */
function saysAll(found: AskAnswer): string {
  const missing = gapsOf(found).flatMap(({ part }) => (part === 'organization' ? [] : part));
  const isOpen = missing.length > 0;
  const parts = found.kind === 'on-part' && [found.parts.allowed, found.parts.except];
  return JSON.stringify([isOpen && found.kind, found.decision.verdict, missing, parts]);
}

function answerAsKnown(world: World, question: Question, env: AnswerEnv): AskAnswer {
  const decision = authorize(world, question, env);
  const parts = resourceParts(world, question, env);
  const gaps = parts ? gapsOfParts(world, parts, decision) : openParts(world, question, decision);
  const open: Open = {
    decision,
    missing: [...new Set(gaps.map(({ part }) => part))],
    gaps,
  };
  if (parts && isOnPart(parts)) return { kind: 'on-part', parts, ...open };
  if (gaps.length === 0 || isDeniedAnyway(world, question, env, open)) return { kind: 'decision', decision };
  const kind = kindOf(open, question.action);
  // All that a wildcard covers waits for the same kind of policy, though no policy stands at the wildcard itself.
  return kind.kind === 'resource-policy' && parts && !gaps.includes(trustPolicies)
    ? { ...kind, ...open, decision: parts.rest.decision }
    : { ...kind, ...open };
}

/** Another control policy could allow what the given one does not, but not what other layers surely deny. */
function isDeniedAnyway(world: World, question: Question, env: AnswerEnv, { decision, gaps }: Open): boolean {
  if (decision.verdict === 'allowed' || gaps[0]?.layer !== 'service-control') return false;
  const { serviceControlPolicies: _, ...assume } = question.assume ?? {};
  const found = answerAsKnown(world, { ...question, assume }, env);
  return found.kind === 'decision' && found.decision.verdict === 'denied';
}

function kindOf({ decision, missing, gaps }: Open, action: string) {
  const lacks = (part: MissingPart) => missing.includes(part);
  const decides = gaps.find((gap) => gap.decides)?.part;
  const isOpen = decision.verdict === 'denied' && lacks('resource-policies');
  if (lacks('key-policy')) return { kind: 'resource-policy', policy: 'key policy' } as const;
  if (
    decides === 'resource-policies' ||
    (isOpen && (decision.layer === 'resource' || lacks('identity-policies')))
  )
    return {
      kind: 'resource-policy',
      policy: layerName('resource', /^sts:/i.test(action) ? 'trust' : undefined).policy,
    } as const;
  return lacks('identity-policies')
    ? ({ kind: 'caller-account', isAlone: decides !== undefined } as const)
    : ({ kind: 'unknown' } as const);
}

/**
 * Returns the same for many questions of an account's own principals, whose answers depend on something only where
 * it is a key policy, a resource of an account that this world lacks, a part of the resource, or an organization.
 * All else costs time for nothing. `decide`: decides the question itself, where that is faster.
 */
export const shortAnswer = (
  world: World,
  question: Question,
  env: AnswerEnv,
  decide = (): Decision => authorize(world, question, env),
): AskAnswer =>
  /[*?]/.test(question.resource) || /^kms:/i.test(question.action) || isElsewhere(world, question.resource)
    ? answer(world, question, env)
    : withOpenKeys(world, question, (one) => ({
        kind: 'decision',
        decision: one === question ? decide() : authorize(world, one, env),
      }));

function isElsewhere(world: World, resource: string): boolean {
  const account = arnAccount(resource);
  return account !== '' && !world.accounts.has(account);
}

const isOnPart = ({ allowed, except, isListed, isMixed }: ResourceParts): boolean =>
  isListed ? allowed.length + except.length > 0 : isMixed;

export function otherGaps(answer: AskAnswer): readonly KnowledgeGap[] {
  if (answer.kind === 'decision') return [];
  const named: Partial<Record<AskAnswer['kind'], readonly MissingPart[]>> = {
    'resource-policy': ['key-policy', 'resource-policies', 'identity-policies'],
    'caller-account': ['identity-policies'],
  };
  return answer.gaps.filter(({ part }) => !named[answer.kind]?.includes(part));
}

/** Returns the layers whose outcome is not known. Their gates say more than anybody knows. */
export const unknownLayers = (answer: AskAnswer): ReadonlySet<Layer> =>
  new Set(answer.kind === 'decision' ? [] : answer.gaps.flatMap(({ layer }) => layer ?? []));

/** Returns what is missing for all that no pattern names. */
function gapsOfParts(
  world: World,
  { of, allowed, allowedOne, isListed, isMixed, rest: { question, decision } }: ResourceParts,
  asked: Decision,
): KnowledgeGap[] {
  const ofRest = openParts(world, question, decision);
  const ofAllowed = allowedOne ? openParts(world, allowedOne.question, allowedOne.decision) : [];
  const gaps = [...ofRest, ...ofAllowed.filter(({ part }) => !ofRest.some((one) => one.part === part))];
  if (!isListed && !isMixed) return [...gaps, unseen];
  if (allowed.length > 0 && of === 'keys' && knowsPolicies(world, question.resource))
    return gaps.filter(({ part }) => part !== 'key-policy');
  return of === 'roles' && allowed.length === 0 && asked.verdict === 'allowed'
    ? [...gaps, trustPolicies]
    : gaps;
}

const knowsPolicies = (world: World, arn: string): boolean =>
  !unknownPartsOf(world, arnAccount(arn)).includes('resource-policies');

const unseen: KnowledgeGap = {
  part: 'overlaps',
  why: gapReasons.overlaps,
};

/** No role of this account trusts the caller. One of another account could. */
const trustPolicies: KnowledgeGap = { ...mustAllow, decides: true };
