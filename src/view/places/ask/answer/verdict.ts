/** The verdict of an answer: a word with its limit, and the side on which it is shown. The reason is of core/authz/because. */

import type { Unfit } from '#core/authz/authorize.ts';
import type { CallAnswer } from '#core/query/ask/answer-alone.ts';
import type { AskAnswer } from '#core/query/ask/answer.ts';
import {
  type OpenReason,
  isOfBothSides,
  openReason,
  refusedTitle,
  roleReason,
  untrustedReason,
} from '#core/authz/because/open-answers.ts';

export interface VerdictWords {
  readonly word: string;
  /** The limit of the word; absent: none. */
  readonly caveat?: string;
}

export function verdictWords(answer: AskAnswer): VerdictWords {
  switch (answer.kind) {
    case 'resource-policy':
      return { word: 'Depends', caveat: isOfBothSides(answer) ? 'on both sides' : `on the ${answer.policy}` };
    case 'caller-account':
      return answer.isAlone
        ? { word: 'Depends', caveat: 'on their own account' }
        : { word: 'Yes', caveat: 'if their own account allows it' };
    case 'unknown':
      if (turnsOn(answer, 'chosen-caller')) return { word: 'Depends', caveat: 'on who calls' };
      if (turnsOn(answer, 'filled-keys')) return { word: 'Depends', caveat: 'on what the service fills in' };
      return { word: answer.decision.verdict === 'allowed' ? 'Yes' : 'No', caveat: asFarAsKnown };
    case 'on-part':
      return { word: 'On part', caveat: answer.gaps.length > 0 ? asFarAsKnown : 'not on everything' };
    case 'decision':
      return { word: answer.decision.verdict === 'allowed' ? 'Yes' : 'No' };
  }
}

/** A condition that nobody here knows: neither yes nor no is more likely. */
const turnsOn = (answer: AskAnswer, part: 'filled-keys' | 'chosen-caller'): boolean =>
  answer.kind === 'unknown' && answer.missing.includes(part);

const asFarAsKnown = 'as far as known';

/** Returns what a drawing says instead of where the request stopped: a refusal beside the policies, or what an answer depends on. */
export function drawingNote(call: Verdict, resource: string): string | undefined {
  return call.refusal ? `${refusedTitle(call.refusal.isFirst)}.` : callReason(call, resource)?.headline;
}

export type VerdictLook = 'yes' | 'no' | 'depends';

/** Returns the side on which an answer is shown: `Depends` and `On part` are on neither. */
export function verdictLook(answer: AskAnswer): VerdictLook {
  const { kind } = answer;
  if (kind === 'resource-policy' || kind === 'on-part') return 'depends';
  if (turnsOn(answer, 'filled-keys') || turnsOn(answer, 'chosen-caller')) return 'depends';
  if (kind === 'caller-account') return answer.isAlone ? 'depends' : 'yes';
  return answer.decision.verdict === 'allowed' ? 'yes' : 'no';
}

export type Verdict = Pick<CallAnswer, 'answer' | 'unfit' | 'needsRole' | 'refusal' | 'untrusted'>;

/** Returns the verdict on a whole call, which policies alone do not always decide. */
export function callVerdict(call: Verdict): VerdictWords & { readonly look: VerdictLook } {
  const { answer, unfit, refusal, untrusted } = call;
  const look = verdictLook(answer);
  if (isImpossible(unfit))
    return { look: 'depends', word: unfit.kind === 'no-action' ? 'No such action' : 'Not possible' };
  if (dependsOnRole(call)) return { look: 'depends', word: 'Depends', caveat: 'on the role' };
  const words = verdictWords(answer);
  if (untrusted && look === 'yes')
    return untrusted.error
      ? { look: 'no', word: 'No', caveat: 'the service cannot assume the role' }
      : { ...words, look, caveat: 'but the service cannot assume the role' };
  if (refusal) return { ...words, look, caveat: 'by the policies alone' };
  return unfit ? { caveat: asFarAsKnown, ...words, look } : { ...words, look };
}

/** Tells that AWS has no such call for certain, so no decision about it is shown. */
export const isImpossible = (unfit: Unfit | undefined): unfit is Exclude<Unfit, { kind: 'no-service' }> =>
  unfit !== undefined && unfit.kind !== 'no-service';

const dependsOnRole = ({ answer, needsRole }: Verdict): boolean =>
  needsRole === true && verdictLook(answer) === 'yes';

/** Returns what is said instead of the decision alone; `undefined` where the decision says it all. */
export function callReason(call: Verdict, resource: string): OpenReason | undefined {
  if (call.untrusted && verdictLook(call.answer) === 'yes') return untrustedReason(call.untrusted);
  return dependsOnRole(call) ? roleReason : openReason(call.answer, resource);
}
