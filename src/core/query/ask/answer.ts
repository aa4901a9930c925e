/**
 * Answers a question with the decision, or says what the answer depends on: a part that this world lacks
 * (unknown/parts.ts), or the part of the resource that is asked for (unknown/on-part.ts). The decision itself
 * stays two-valued: it is the decision of the known part.
 */

import { type Question, authorize } from '../../authz/authorize.ts';
import type { Decision, Layer } from '../../authz/decision.ts';
import { parseArn } from '../../model/arn.ts';
import { unknownPartsOf } from '../../model/world/known-parts.ts';
import type { World } from '../../model/world/world.ts';
import { type AnswerEnv, type ResourceParts, resourceParts } from './unknown/on-part.ts';
import { type Gap, type MissingPart, openParts } from './unknown/parts.ts';

export type { Gap, MissingPart } from './unknown/parts.ts';
export type { AnswerEnv, ResourceParts } from './unknown/on-part.ts';

interface Open {
  readonly decision: Decision;
  readonly missing: readonly MissingPart[];
  /** Each missing part, and its effect. A part can be missing in more than one account. */
  readonly gaps: readonly Gap[];
}

export type Answer =
  | { readonly kind: 'decision'; readonly decision: Decision }
  /** A missing part could change the decision. */
  | ({ readonly kind: 'unknown' } & Open)
  /** Nobody knows the policy of the key, and without it nobody is allowed (E-52). */
  | ({ readonly kind: 'key-policy' } & Open)
  /** The resource lets the caller in. The caller's own account, which this world lacks, must allow it too (E-40). */
  | ({ readonly kind: 'caller-account' } & Open)
  /** The resource of the question has wildcards, and not all that it covers is decided alike. */
  | ({ readonly kind: 'on-part'; readonly parts: ResourceParts } & Open);

export function answer(world: World, question: Question, env: AnswerEnv): Answer {
  const decision = authorize(world, question, env);
  const parts = resourceParts(world, question, env);
  const gaps = parts ? gapsOfParts(world, parts, decision) : openParts(world, question, decision);
  const open: Open = {
    decision,
    missing: [...new Set(gaps.map(({ part }) => part))],
    gaps,
  };
  if (parts && isOnPart(parts)) return { kind: 'on-part', parts, ...open };
  if (gaps.length === 0) return { kind: 'decision', decision };
  if (open.missing.includes('key-policy')) return { kind: 'key-policy', ...open };
  return { kind: isCallers(gaps) ? 'caller-account' : 'unknown', ...open };
}

/**
 * Returns the same for many questions of an account's own principals, whose answers depend on something only where
 * it is a key policy or a part of the resource. All else costs time for nothing.
 */
export const shortAnswer = (world: World, question: Question, env: AnswerEnv): Answer =>
  /[*?]/.test(question.resource) || /^kms:/i.test(question.action)
    ? answer(world, question, env)
    : { kind: 'decision', decision: authorize(world, question, env) };

/** The rule of a key whose policy must allow it, also where only an alias names the key. */
export const keyPolicyRule = 'E-52';

const isOnPart = ({ allowed, except, isListed, isMixed }: ResourceParts): boolean =>
  isListed ? allowed.length + except.length > 0 : isMixed;

/** Returns the gaps that the kind of the answer does not name by itself. */
export function otherGaps(answer: Answer): readonly Gap[] {
  if (answer.kind === 'decision') return [];
  const named: Partial<Record<Answer['kind'], MissingPart>> = {
    'key-policy': 'key-policy',
    'caller-account': 'identity-policies',
  };
  return answer.gaps.filter(({ part }) => part !== named[answer.kind]);
}

/** Returns the layers whose outcome is not known. Their gates say more than anybody knows. */
export const unknownLayers = (answer: Answer): ReadonlySet<Layer> =>
  new Set(answer.kind === 'decision' ? [] : answer.gaps.flatMap(({ layer }) => layer ?? []));

/** Returns what is missing for all that no pattern names. */
function gapsOfParts(
  world: World,
  { of, allowed, isListed, isMixed, rest: { question, decision } }: ResourceParts,
  asked: Decision,
): Gap[] {
  const gaps = openParts(world, question, decision);
  if (!isListed && !isMixed) return [...gaps, unseen];
  if (allowed.length > 0 && of === 'keys' && knowsPolicies(world, question.resource))
    return gaps.filter(({ part }) => part !== 'key-policy');
  return of === 'roles' && allowed.length === 0 && asked.verdict === 'allowed'
    ? [...gaps, trustPolicies]
    : gaps;
}

const knowsPolicies = (world: World, arn: string): boolean =>
  !unknownPartsOf(world, parseArn(arn)?.account ?? '').includes('resource-policies');

const unseen: Gap = {
  part: 'overlaps',
  why: 'the policies name more parts of the resource than this answer looked at',
};

const trustPolicies: Gap = {
  part: 'resource-policies',
  layer: 'resource',
  why: 'the trust policy of each role must allow it too, and no role of this world does',
};

/** The resource lets the caller in, whatever else is missing: only the caller's own side decides. */
const isCallers = (gaps: readonly Gap[]): boolean =>
  gaps.some(({ part }) => part === 'identity-policies') &&
  gaps.every(({ part }) => part !== 'resource-policies');
