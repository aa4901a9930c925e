/**
 * Says why an answer is no plain yes or no: which parts of the account are not known and what each could change, and
 * the sentence that replaces the headline of the decision, which would say too much.
 */

import { principalLabel, spokenResource } from '../../model/labels.ts';
import type { UnknownPart } from '../../model/records/lists.ts';
import type { UntrustedService } from '../../model/request/passed-roles.ts';
import type { Decision } from '../decision.ts';

export type MissingPart =
  | UnknownPart
  /** Missing for a caller in an account that this world does not hold. */
  | 'identity-policies'
  /** The policy of a KMS key: without it nobody is allowed, not even root (E-52). */
  | 'key-policy'
  /** The organization of an account, where a policy asks for it (K-30). */
  | 'membership'
  /** Grants of a KMS key (Y-07), which can allow beside its policy. */
  | 'grants'
  /** Attribute-based access of a bucket (Y-06), without which its tags do not count. */
  | 'bucket-abac'
  /** S3 Block Public Access (Y-06), which can refuse what a public bucket policy allows. */
  | 'block-public-access'
  /** A context key that the service fills in itself, and that the question does not state. */
  | 'filled-keys'
  /** A condition that anybody can meet in an account of their own, and that not every caller meets. */
  | 'chosen-caller'
  /** The policies name too many parts of the resource, so some were not looked at. */
  | 'overlaps';

const partNames: Readonly<Record<MissingPart, string>> = {
  'resource-policies': 'resource policies',
  organization: 'organization policies (SCPs and RCPs)',
  passwords: 'passwords',
  'access-keys': 'access keys',
  'mfa-devices': 'MFA devices',
  'identity-providers': 'identity providers and the password policy',
  'attached-policies': 'the text of some attached policies',
  'role-settings': 'longest sessions and descriptions of some roles',
  'creation-date': 'the date on which the account was created',
  'identity-policies': 'the policies of the caller’s account',
  'key-policy': 'the key policy',
  membership: 'the organization of an account',
  grants: 'grants of the key',
  'bucket-abac': 'attribute-based access of the bucket',
  'block-public-access': 'S3 Block Public Access',
  'filled-keys': 'what the service fills in',
  'chosen-caller': 'what the caller chooses',
  overlaps: 'some parts of the resource',
};

export const missingWords = (parts: readonly MissingPart[]): string[] => parts.map((part) => partNames[part]);

export const missingTitle = (parts: readonly MissingPart[]): string =>
  `Not known: ${missingWords(parts).join(' and ')}. The answer could change.`;

/** Plain clauses: what a missing part could change. */
export const gapReasons = {
  bucketTags: 'tags of the bucket count only while its attribute-based access is on',
  attachedPolicy: (does: 'explicitly deny' | 'allow') =>
    `a policy of the principal that the file does not hold could ${does} it`,
  controlPolicy: (kind: 'service' | 'resource', account: string) =>
    `a ${kind} control policy of account ${account}'s organization could deny it`,
  sameLevel: 'another service control policy of the same level could allow it',
  resourceDenies: "the resource's own policy could explicitly deny it",
  resourceAllows: (otherAccount?: string) =>
    `the resource's own policy${otherAccount === undefined ? '' : `, in account ${otherAccount},`} could allow it`,
  resourceMustAllow: "the resource's own policy must allow it too",
  publicAccess: 'the bucket policy is public, so S3 Block Public Access could refuse it',
  keyPolicy: 'the key policy decides first, also for the root user, and this world does not hold it',
  grants: 'a grant of the key could allow it',
  callerAccount: (account: string) => `the policies of the caller in account ${account} must allow it too`,
  membership: (account: string) =>
    `a policy asks for the organization of account ${account}, and nobody here knows it`,
  filledKey: (key: string) =>
    `the service fills in \`${key}\` itself, a policy asks for it, and the question does not state it`,
  chosenCaller: (key: string) =>
    `a policy asks for \`${key}\`, which callers choose in an account of their own`,
  overlaps: 'the policies name more parts of the resource than this answer looked at',
} as const;

/** An answer of core/query/ask/answer.ts, as far as its sentence tells of it. */
type OpenAnswer =
  | {
      readonly kind: 'resource-policy';
      readonly policy: string;
      readonly missing: readonly MissingPart[];
      readonly decision: Pick<Decision, 'verdict'>;
    }
  | { readonly kind: 'caller-account'; readonly isAlone: boolean }
  | {
      readonly kind: 'on-part';
      readonly parts: {
        readonly of: 'patterns' | 'keys' | 'roles';
        readonly allowed: readonly string[];
        readonly except: readonly string[];
        readonly isListed: boolean;
      };
    }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingPart[] }
  | { readonly kind: 'decision' };

export interface OpenReason {
  readonly headline: string;
  readonly more: string;
  /** Absent: the rule of the decision. */
  readonly rule?: string;
}

/** The rule of an answer that waits for the caller's account and for the resource's. */
const bothSidesRule = 'E-40';

/** True when neither the policies of the caller are known nor that of the resource. */
export const isOfBothSides = ({ missing }: { readonly missing: readonly MissingPart[] }): boolean =>
  missing.includes('identity-policies');

/** Returns `undefined` where the decision says it all. */
export function openReason(answer: OpenAnswer, resource: string): OpenReason | undefined {
  switch (answer.kind) {
    case 'resource-policy': {
      const { policy } = answer;
      if (isOfBothSides(answer))
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
      const but = except.length > 0 ? `, but not on ${listedResources(except)}` : '';
      return {
        headline: `Allowed on ${allowed.length > 0 ? listedResources(allowed) : 'everything that you ask about'}${but}.`,
        more: of === 'patterns' ? '' : `Each ${of === 'keys' ? 'key' : 'role'} decides by its own policy.`,
      };
    }
    case 'unknown':
      if (answer.missing.includes('chosen-caller'))
        return {
          headline: 'A condition decides that callers can meet in an account of their own.',
          more: 'Not every caller meets it, so ask about one caller.',
        };
      return answer.missing.includes('filled-keys')
        ? {
            headline: 'A context key that the service fills in decides.',
            more: 'The question does not state it, so nobody here knows whether the condition holds.',
          }
        : undefined;
    default:
      return undefined;
  }
}

const shownPatterns = 4;

/** Returns the patterns as people write them, without the partition: `corp-data/*`. */
export function listedResources(patterns: readonly string[]): string {
  const names = patterns.map((pattern) => `\`${spokenResource(pattern)}\``);
  const more = names.length - shownPatterns;
  if (more > 0) return `${names.slice(0, shownPatterns).join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Says why a call that is allowed depends on its role. */
export const roleReason: OpenReason = {
  headline: 'The policies allow it, but the call must hand over a role.',
  more: '',
};

export const refusedTitle = (isFirst: boolean): string =>
  isFirst ? 'AWS refuses this call before it reads a policy' : 'AWS refuses this call for another reason';

/** Says what a role is worth that its service cannot assume (E-58). The policies allow to pass it. */
export function untrustedReason({ role, service, when }: UntrustedService): OpenReason {
  const name = principalLabel(role);
  return {
    headline: `${service} cannot assume ${name}: its trust policy does not let the service in.`,
    more: {
      'at-once': 'The policies allow the call, but the service tries the role at once and refuses.',
      later: 'AWS accepts the call. What it starts fails as soon as the service needs the role.',
      unverified: 'The policies allow the call. Whether the service refuses it at once is not verified here.',
    }[when],
    rule: 'E-58',
  };
}
