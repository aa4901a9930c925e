/**
 * A note that a person knows a finding of one policy and accepts it, with a reason. AWS's policy validation has no such
 * mark. It holds while the flagged part of the document stays as it was; an edit elsewhere changes nothing.
 */

import { type AccountId, type EntityId, hashOf, unsafeEntityId } from '../ids.ts';

export interface SilenceRecord {
  /** `silenceId`. */
  readonly id: EntityId;
  /** The policy's owner; for a policy of AWS, the account in which it was silenced. */
  readonly account: AccountId;
  readonly policy: PolicyKey;
  /** Id of the check (`core/lint/catalogue.ts`). One that is not known any more is kept. */
  readonly check: string;
  /** The characters of the policy that the finding points at, as `flaggedText` gives them. */
  readonly text: string;
  /** The finding is the n-th of several of this check with the same text; absent: it is the only one. */
  readonly place?: SilencedPlace;
  /** 1–500 characters. */
  readonly reason: string;
  /** ISO 8601 in UTC seconds, simulated time. */
  readonly date: string;
  /** ARN of the person. */
  readonly by: string;
  /** The finding is shown again after this moment. */
  readonly until?: string;
}

export interface SilencedPlace {
  /** Counted from 1. */
  readonly at: number;
  readonly of: number;
}

export interface SilenceRecords {
  silences: SilenceRecord;
}

/**
 * Names a policy whatever its holder is called: the ARN of a managed policy, of a resource or of a control policy; the id
 * of the user, group or role and the name of an inline policy (`AIDA…/Name`); the id of a role for its trust policy.
 */
export type PolicyKey = string;

export const inlineKey = (holder: EntityId, policyName: string): PolicyKey => `${holder}/${policyName}`;

/**
 * Returns the characters of a span without the white space between values and with one spelling of escaped letters, so
 * that laying a document out changes nothing.
 */
export const flaggedText = (
  policyText: string,
  { start, end }: { readonly start: number; readonly end: number },
): string =>
  policyText
    .slice(start, end)
    .replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, value?: string) =>
      value === undefined ? '' : value.includes('\\') ? plainlySpelled(value) : value,
    );

function plainlySpelled(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return value;
  }
}

export const silenceId = ({
  account,
  policy,
  check,
  text,
  place,
}: Pick<SilenceRecord, 'account' | 'policy' | 'check' | 'text' | 'place'>): EntityId =>
  unsafeEntityId(`${account}/${policy}/${check}/${place?.at ?? 1}/${hashOf(text)}`);
