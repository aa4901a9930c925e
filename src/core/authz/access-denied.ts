/**
 * The texts of AccessDenied (E-76). A decision says which layer refused and how; here it becomes the
 * sentence that AWS prints for it.
 */

import { parseArn } from '../model/arn.ts';
import type { AwsError } from '../model/request/request.ts';
import type { Decision, Layer } from './decision.ts';

export interface Refusal {
  readonly decision: Decision;
  /** As it appears in messages (K-31): session ARN for a role session. */
  readonly principalArn: string;
  readonly action: string;
  /** What the refusal prints as resource (G-35). */
  readonly printed: string;
  /** The resource is neither in the caller's account nor in its organization: no policy is named (E-70). */
  readonly isForeign?: boolean;
}

/** HTTP 403 `AccessDenied`, as the Query services (IAM, STS) answer (E-74). */
export function accessDenied(refusal: Refusal): AwsError {
  return { code: 'AccessDenied', status: 403, message: accessDeniedMessage(refusal) };
}

export function accessDeniedMessage({
  decision,
  principalArn,
  action,
  printed,
  isForeign = false,
}: Refusal): string {
  const refused = `User: ${principalArn} is not authorized to perform: ${action} on resource: ${printed}`;
  // T-49: the one refusal that the root user itself is the reason of.
  if (decision.layer === 'root-user') return 'Roles may not be assumed by root accounts.';
  // E-72: STS does not say why.
  if (action.toLowerCase() === 'sts:assumerole') return refused;
  const why = reason(decision, action, isForeign);
  return why === undefined ? refused : `${refused} ${why}`;
}

const layerNames: Partial<Record<Layer, readonly [implicit: string, explicit: string]>> = {
  identity: ['identity-based policy', 'an identity-based policy'],
  resource: ['resource-based policy', 'a resource-based policy'],
  'permissions-boundary': ['permissions boundary', 'a permissions boundary'],
  session: ['session policy', 'a session policy'],
  'service-control': ['service control policy', 'a service control policy'],
  'resource-control': ['resource control policy', 'a resource control policy'],
  'vpc-endpoint': ['VPC endpoint policy', 'a VPC endpoint policy'],
};
const trustNames = ['role trust policy', 'the role trust policy'] as const;

function reason(decision: Decision, action: string, isForeign: boolean): string | undefined {
  const trust = decision.layer === 'resource' && action.toLowerCase().startsWith('sts:');
  const names = trust ? trustNames : layerNames[decision.layer];
  if (!names) return undefined;
  const [implicit, explicit] = names;
  if (decision.reason === 'explicit-deny')
    return `with an explicit deny in ${explicit}${isForeign ? '' : denyingArn(decision)}`;
  return `because no ${implicit} allows the ${action} action`;
}

/** E-70: the ARN of the denying policy, where it has one (managed policies; resource policies never). */
function denyingArn({ layer, deciding }: Decision): string {
  const policy = deciding[0]?.policy;
  if (layer === 'resource' || layer === 'vpc-endpoint' || policy === undefined) return '';
  return parseArn(policy)?.resource.startsWith('policy/') ? `: ${policy}` : '';
}
