/** Finds policies that are longer than AWS saves. */

import { kindOfType } from '../../model/resource-kinds/lookup.ts';
import { policySize } from '../../policy/syntax/format.ts';
import type { PolicyKind } from '../../policy/checks/problem.ts';
import type { CheckId } from '../catalogue.ts';
import { type Found, type Subject, identityKinds } from '../finding.ts';

interface Quota {
  readonly id: CheckId;
  /** Characters. */
  readonly most: number;
  /** White space counts. */
  readonly countsBlanks?: true;
  readonly what: string;
}

/** Quotas of AWS Organizations and of IAM (W-20: a warning about an identity policy starts at its largest quota). */
const quotas: Readonly<Partial<Record<PolicyKind, Quota>>> = {
  trust: { id: 'trust-policy-too-large', most: 2_048, what: 'a trust policy, unless the quota is raised' },
  scp: { id: 'scp-too-large', most: 10_240, countsBlanks: true, what: 'a service control policy' },
  rcp: { id: 'rcp-too-large', most: 5_120, countsBlanks: true, what: 'a resource control policy' },
};

function quotaOf({ kind, resourceType }: Subject): Quota | undefined {
  if (kind !== 'resource') return quotas[kind];
  const most = kindOfType(resourceType)?.policy?.limit ?? 20_480;
  return { id: 'resource-policy-too-large', most, countsBlanks: true, what: 'the policy of such a resource' };
}

/** Access Analyzer does not know how an identity policy will be attached, so it warns from the largest quota on. */
const warnedSize = 10_240;

export function largePolicy(subject: Subject): Found[] {
  const { kind, text, policy } = subject;
  if (identityKinds.has(kind)) {
    const size = policySize(text);
    if (size < warnedSize) return [];
    const message = `The policy has ${size.toLocaleString('en-US')} characters without white space. IAM saves at most 6,144 in a managed policy, and 10,240 in all inline policies of a role.`;
    return [{ id: 'policy-too-large', span: policy.span, message }];
  }
  const quota = quotaOf(subject);
  if (!quota) return [];
  const { id, most, countsBlanks = false, what } = quota;
  const size = countsBlanks ? text.length : policySize(text);
  if (size <= most) return [];
  const message = `The policy has ${size.toLocaleString('en-US')} characters. AWS saves at most ${most.toLocaleString('en-US')} in ${what}.`;
  return [{ id, span: policy.span, message }];
}
