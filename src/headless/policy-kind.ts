/** Names the kind of a policy to check as AWS does, and finds our own kind for it. */

import type { GrantingKind } from '../core/analysis/grants/kinds.ts';
import type { PolicyKind } from '../core/policy/checks/problem.ts';

export interface PolicyToCheck {
  readonly type: 'IDENTITY_POLICY' | 'RESOURCE_POLICY' | 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  /** AWS's type of a resource policy: `AWS::IAM::AssumeRolePolicyDocument` is a trust policy. */
  readonly resourceType?: string;
}

/** AWS's type of a trust policy. */
const trustPolicy = 'AWS::IAM::AssumeRolePolicyDocument';

/** The kind that decides what a policy grants. */
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

export function kindOf(type: PolicyToCheck['type'], resourceType: string | undefined): PolicyKind {
  const kind = grantingKindOf(type, resourceType);
  return kind === 'identity' ? 'identity-managed' : kind;
}
