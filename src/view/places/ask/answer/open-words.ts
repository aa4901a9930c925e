/**
 * The words of an answer that is no plain yes or no: a short one for the verdict, and a sentence that replaces the
 * headline of the decision, which would say too much.
 */

import type { Unfit } from '../../../../core/authz/authorize.ts';
import type { CallAnswer } from '../../../../core/query/ask/answer-alone.ts';
import { type Answer, bothSidesRule } from '../../../../core/query/ask/answer.ts';
import { resourceWords } from '../question/choices.ts';

export interface VerdictWords {
  readonly word: string;
  /** The limit of the word; absent: none. */
  readonly caveat?: string;
}

export function verdictWords(answer: Answer): VerdictWords {
  switch (answer.kind) {
    case 'resource-policy':
      return { word: 'Depends', caveat: isOfBoth(answer) ? 'on both sides' : `on the ${answer.policy}` };
    case 'caller-account':
      return answer.isAlone
        ? { word: 'Depends', caveat: 'on their own account' }
        : { word: 'Yes', caveat: 'if their own account allows it' };
    case 'on-part':
      return { word: 'On part', caveat: answer.gaps.length > 0 ? asFarAsKnown : 'not on everything' };
    default: {
      const word = answer.decision.verdict === 'allowed' ? 'Yes' : 'No';
      return answer.kind === 'decision' ? { word } : { word, caveat: asFarAsKnown };
    }
  }
}

const asFarAsKnown = 'as far as known';

/** True when neither the policies of the caller are known nor that of the resource. */
const isOfBoth = ({ missing }: Extract<Answer, { readonly kind: 'resource-policy' }>): boolean =>
  missing.includes('identity-policies');

export type VerdictLook = 'yes' | 'no' | 'depends';

/** Returns the side on which an answer is shown: `Depends` and `On part` are on neither. */
export function verdictLook(answer: Answer): VerdictLook {
  const { kind } = answer;
  if (kind === 'resource-policy' || kind === 'on-part') return 'depends';
  if (kind === 'caller-account') return answer.isAlone ? 'depends' : 'yes';
  return answer.decision.verdict === 'allowed' ? 'yes' : 'no';
}

export type Verdict = Pick<CallAnswer, 'answer' | 'unfit' | 'needsRole' | 'refusal'>;

/** Returns the verdict on a whole call, which policies alone do not always decide. */
export function callVerdict(call: Verdict): VerdictWords & { readonly look: VerdictLook } {
  const { answer, unfit, refusal } = call;
  const look = verdictLook(answer);
  if (isImpossible(unfit))
    return { look: 'depends', word: unfit.kind === 'no-action' ? 'No such action' : 'Not possible' };
  if (dependsOnRole(call)) return { look: 'depends', word: 'Depends', caveat: 'on the role' };
  const words = verdictWords(answer);
  if (refusal) return { ...words, look, caveat: 'by the policies alone' };
  return unfit ? { caveat: asFarAsKnown, ...words, look } : { ...words, look };
}

/** Tells that AWS has no such call for certain, so no decision about it is shown. */
export const isImpossible = (unfit: Unfit | undefined): unfit is Exclude<Unfit, { kind: 'no-service' }> =>
  unfit !== undefined && unfit.kind !== 'no-service';

export const dependsOnRole = ({ answer, needsRole }: Verdict): boolean =>
  needsRole === true && verdictLook(answer) === 'yes';

/** Says why a call that is allowed depends on its role. */
export const roleReason: OpenReason = {
  headline: 'The policies allow it, but the call must hand over a role.',
  more: '',
};

export const refusedTitle = (isFirst: boolean): string =>
  isFirst ? 'AWS refuses this call before it reads a policy' : 'AWS refuses this call for another reason';

interface OpenReason {
  readonly headline: string;
  readonly more: string;
  /** Absent: the rule of the decision. */
  readonly rule?: string;
}

/** Returns `undefined` where the decision says it all. */
export function openReason(answer: Answer, resource: string): OpenReason | undefined {
  switch (answer.kind) {
    case 'resource-policy': {
      const { policy } = answer;
      if (isOfBoth(answer))
        return {
          headline: `Policies of the caller’s account and the ${policy} decide.`,
          more: 'This account holds neither of them.',
          rule: bothSidesRule,
        };
      if (resource.includes(':alias/'))
        return {
          headline: 'The alias names a key, and the policy of that key decides.',
          more: 'Nobody here knows which key it is. A statement on an alias allows no use of its key.',
        };
      const isEach = /[*?]/.test(resource);
      if (isEach && policy === 'trust policy')
        return {
          headline: 'Each role has its own trust policy, and none here lets the caller in.',
          more: 'A role of another account could.',
        };
      return {
        headline:
          isEach && policy === 'key policy'
            ? 'Each KMS key has its own key policy, and that policy decides.'
            : `The ${policy} decides, and this account does not hold it.`,
        more:
          policy === 'key policy'
            ? 'No other policy can allow the request alone, not even for the root user.'
            : answer.decision.verdict === 'allowed'
              ? 'The root user needs it only outside its own account.'
              : 'No other policy can let this caller in.',
      };
    }
    case 'caller-account':
      if (answer.isAlone)
        return {
          headline: 'Policies of the caller’s account decide.',
          more: 'This account holds none of them.',
        };
      return {
        headline: 'This side allows it.',
        more: 'The caller belongs to another account. A policy of that account must allow it too.',
      };
    case 'on-part': {
      const { of, allowed, except, isListed } = answer.parts;
      if (!isListed)
        return {
          headline: 'Allowed on part of what you ask about.',
          more: 'No short list tells which part. Ask about one resource.',
        };
      const but = except.length > 0 ? `, but not on ${listed(except)}` : '';
      return {
        headline: `Allowed on ${allowed.length > 0 ? listed(allowed) : 'everything that you ask about'}${but}.`,
        more: of === 'patterns' ? '' : `Each ${of === 'keys' ? 'key' : 'role'} decides by its own policy.`,
      };
    }
    default:
      return undefined;
  }
}

const shown = 4;

/** Returns the patterns as people write them, without the partition: `corp-data/*`. */
export function listed(patterns: readonly string[]): string {
  const names = patterns.map((pattern) => `\`${resourceWords(pattern)}\``);
  const more = names.length - shown;
  if (more > 0) return `${names.slice(0, shown).join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
