/** The texts of AccessDenied (E-76), from the layer and the reason of a decision. */

import { parseArn } from '../model/arn.ts';
import type { AwsError } from '../model/request/request.ts';
import type { Decision, Layer } from './decision.ts';

export interface DeniedAccess {
  readonly decision: Decision;
  /** The ARN in messages (K-31); a session ARN for a role session. */
  readonly principalArn: string;
  readonly action: string;
  /** The resource that the refusal prints (G-35). */
  readonly printed: string;
  /** The resource is in another account and in no organization of the caller: no policy is named (E-70). */
  readonly isForeign?: boolean;
}

/** Returns HTTP 403 `AccessDenied`, the answer of the Query services IAM and STS (E-74). */
export function accessDenied(refusal: DeniedAccess): AwsError {
  return { code: 'AccessDenied', status: 403, message: accessDeniedMessage(refusal) };
}

function accessDeniedMessage({
  decision,
  principalArn,
  action,
  printed,
  isForeign = false,
}: DeniedAccess): string {
  const refused = `User: ${principalArn} is not authorized to perform: ${action} on resource: ${printed}`;
  // The only refusal whose reason is the root user itself (T-49).
  if (decision.layer === 'root-user') return 'Roles may not be assumed by root accounts.';
  // STS gives no reason (E-72).
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

/** Returns the denying policy's ARN if it has one: managed policies do, resource policies never (E-70). */
function denyingArn({ layer, deciding }: Decision): string {
  const policy = deciding[0]?.policy;
  if (layer === 'resource' || layer === 'vpc-endpoint' || policy === undefined) return '';
  return parseArn(policy)?.resource.startsWith('policy/') ? `: ${policy}` : '';
}
