/** Compares an answer that a person pinned with the answer to the whole call as it is now, and says who decided. */

import type { CallQuestion } from '../../authz/authorize.ts';
import type { Layer } from '../../authz/decision.ts';
import { labelsIn } from '../../model/labels.ts';
import type { World } from '../../model/world/world.ts';
import type { CallAnswer } from '../ask/answer-alone.ts';
import type { MissingPart } from '../../authz/because/open-answers.ts';

/**
 * The verdicts of Ask. `…-as-far-as-known`: something that the world lacks could turn it. `depends`: the known part
 * says nothing, or the call must hand over a role.
 */
export const pinnedVerdicts = [
  'allowed',
  'denied',
  'allowed-as-far-as-known',
  'denied-as-far-as-known',
  'on-part',
  'depends',
] as const;
export type PinnedVerdict = (typeof pinnedVerdicts)[number];

export interface PinnedAnswer {
  /** Words of the person; absent: the question speaks for itself. */
  readonly text?: string;
  readonly question: Pick<CallQuestion, 'principal' | 'action' | 'resource' | 'context' | 'passedRole'>;
  readonly expected: PinnedVerdict;
}

export interface CheckedAnswer extends PinnedAnswer {
  readonly passed: boolean;
  /** `not-possible`: AWS has no such call, so nothing is decided. */
  readonly now: PinnedVerdict | 'not-possible';
  /** One or more sentences: what decided, and what an answer that depends waits for. */
  readonly because: string;
  readonly layer: Layer;
  /** The deciding statements' policies: ARNs, `{holder ARN}#{name}` of inline ones; empty: a policy is missing. */
  readonly decidedBy: readonly string[];
  readonly dependsOn: readonly MissingPart[];
}

export function checkAnswer(world: World, pinned: PinnedAnswer, call: CallAnswer): CheckedAnswer {
  const { decision } = call.answer;
  const now = verdictNow(call);
  return {
    ...pinned,
    // An answer that was known in part is still the same when it is certain.
    passed: now === pinned.expected || `${now}-as-far-as-known` === pinned.expected,
    now,
    because: call.refusal?.error.message ?? decision.explain(labelsIn(world)).because,
    layer: decision.layer,
    decidedBy: [...new Set(decision.deciding.map(({ policy }) => policy))],
    dependsOn: call.answer.kind === 'decision' ? [] : call.answer.missing,
  };
}

/** Returns the verdict on the whole call, as the door would give it. */
function verdictNow({ answer, unfit, refusal, needsRole }: CallAnswer): CheckedAnswer['now'] {
  if (unfit && unfit.kind !== 'no-service') return 'not-possible';
  if (refusal) return 'denied';
  const { kind, decision } = answer;
  if (kind === 'on-part') return kind;
  if (kind === 'resource-policy' || (kind === 'caller-account' && answer.isAlone)) return 'depends';
  const verdict = kind === 'caller-account' ? 'allowed' : decision.verdict;
  if (needsRole && verdict === 'allowed') return 'depends';
  return kind === 'decision' && !unfit ? verdict : `${verdict}-as-far-as-known`;
}
