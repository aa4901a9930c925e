/** The ids of rows that are made of other ids, and the texts that they are made of. */

import { type EntityId, hashOf, unsafeEntityId } from '../ids.ts';
import type { SilenceRecord } from '../records/notes.ts';

/** The key of the secret half of an outside provider's key. */
export const secretIdOf = (provider: string, kid: string): string => `${provider}/${kid}`;

export const failuresId = (owner: string): string => `${owner}/failures`;

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
