/**
 * The size of a session token (Y-01). AWS's packing is secret, so the numbers are `[choice]`: an empty token, the
 * characters of the policies without white space, and the tags. A managed policy counts by its ARN, like in
 * PackedPolicySize.
 */

import type { SessionPolicy, SessionRecord } from '../../model/records/sessions.ts';
import { policySize } from '../../policy/checks/size.ts';

/** The largest value of `MinimumSessionTokenSize`. That no token is larger is a `[choice]`. */
export const mostTokenBytes = 4096;

const emptyToken = 176;

type Content = Pick<SessionRecord, 'sessionPolicies' | 'scope' | 'tags'>;

/** Returns the bytes of a token with this content, which a call can ask to be larger. */
export function tokenBytes({ sessionPolicies = [], scope, tags }: Content, minimum = 0): number {
  const policies = [...sessionPolicies, ...(scope?.policies ?? [])];
  const content =
    policies.reduce((sum, policy) => sum + bytesOf(policy), 0) +
    tags.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  return Math.max(minimum, emptyToken + content);
}

/** Only a policy that was passed as a text has a name with `#`. */
const bytesOf = ({ name, document }: SessionPolicy): number =>
  name.includes('#') ? policySize(document) : name.length;

/** Returns the size in bytes, and in percent of the largest token. */
export const tokenUse = ({ SessionToken }: { readonly SessionToken: string }) => ({
  SessionTokenUtilization: Math.ceil((SessionToken.length * 100) / mostTokenBytes),
  SessionTokenSize: SessionToken.length,
});
