/** Names the kind of a policy to check as AWS does, and finds our own kind for it. */

import type { GrantingKind } from '../core/analysis/grants/kinds.ts';
import { checkedPolicy } from '../core/lint/document.ts';
import type { PolicyKind } from '../core/policy/checks/problem.ts';

export interface PolicyToCheck {
  readonly type: 'IDENTITY_POLICY' | 'RESOURCE_POLICY' | 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  /** AWS's type of a resource policy: `AWS::IAM::AssumeRolePolicyDocument` is a trust policy. */
  readonly resourceType?: string;
}

/** AWS's type of a trust policy. */
const trustPolicy = 'AWS::IAM::AssumeRolePolicyDocument';

export function grantingKindOf(
  type: PolicyToCheck['type'],
  resourceType: string | undefined,
): Exclude<GrantingKind, 'boundary'> {
  switch (type) {
    case 'IDENTITY_POLICY':
      return 'identity';
    case 'RESOURCE_POLICY':
      return resourceType === trustPolicy ? 'trust' : 'resource';
    case 'SERVICE_CONTROL_POLICY':
      return 'scp';
    case 'RESOURCE_CONTROL_POLICY':
      return 'rcp';
  }
}

/** A resource policy of unknown type is a trust policy if it can be nothing else, as for Access Analyzer. */
export function policyKindOf(text: string, { type, resourceType }: PolicyToCheck): PolicyKind {
  const kind = grantingKindOf(type, resourceType);
  if (kind === 'identity') return 'identity-managed';
  return kind === 'resource' && resourceType === undefined && isTrustPolicy(text) ? 'trust' : kind;
}

function isTrustPolicy(text: string): boolean {
  const statements = checkedPolicy(text)?.statements ?? [];
  return (
    statements.length > 0 &&
    statements.every(
      ({ action, resource, notResource }) =>
        action !== undefined &&
        action.items.length > 0 &&
        action.items.every(({ value }) => /^sts:/i.test(value)) &&
        !resource &&
        !notResource,
    )
  );
}
