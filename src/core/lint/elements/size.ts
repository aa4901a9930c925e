/** Finds a policy that is too long, as IAM Access Analyzer warns of it (W-20). */

import { policySize } from '../../policy/checks/size.ts';
import type { Found, Subject } from '../finding.ts';

/** Access Analyzer does not know how the policy will be attached, so it warns from the largest quota on. */
const warnedSize = 10_240;

export function largeIdentityPolicy({ kind, text }: Subject): Found[] {
  if (kind !== 'identity-managed' && kind !== 'identity-inline') return [];
  const size = policySize(text);
  if (size < warnedSize) return [];
  const message = `The policy has ${size.toLocaleString('en-US')} characters without white space. IAM saves at most 6,144 in a managed policy, and 10,240 in all inline policies of a role.`;
  return [{ id: 'policy-too-large', span: { start: 0, end: 1 }, message }];
}
