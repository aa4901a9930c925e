/**
 * The words of an answer that is no plain yes or no: a short one for the verdict, and a sentence that replaces the
 * headline of the decision, which would say too much.
 */

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
      return { word: 'Yes', caveat: 'if their own account allows it' };
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
export function verdictLook({ kind, decision }: Answer): VerdictLook {
  if (kind === 'resource-policy' || kind === 'on-part') return 'depends';
  return decision.verdict === 'allowed' || kind === 'caller-account' ? 'yes' : 'no';
}

/** Limits the word of the verdict where AWS refuses the call for another reason than a policy. */
export const refusedCaveat = 'by the policies alone';

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
      const isEach = policy === 'key policy' && /[*?]/.test(resource);
      return {
        headline: isEach
          ? 'Each KMS key has its own key policy, and that policy decides.'
          : `The ${policy} decides, and this account does not hold it.`,
        more:
          policy === 'key policy'
            ? 'No other policy can allow the request alone, not even for the root user.'
            : 'No other policy can let this caller in.',
      };
    }
    case 'caller-account':
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
