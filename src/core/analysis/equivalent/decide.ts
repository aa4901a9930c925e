/** Has a request decided by the engine: with all policies of a principal, and with one policy in their place. */

import { inputFor } from '../../authz/authorize.ts';
import { isBillingGuard } from '../../authz/billing.ts';
import type { EvaluationInput, NamedPolicy } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { splitFields } from '../../eval/arn.ts';
import type { Candidate } from '../difference/concrete.ts';
import { userOf } from '../grants/callers.ts';
import type { PrincipalLayers } from '../layers/principal-layers.ts';

export const isAllowedByAll = (layers: PrincipalLayers, candidate: Candidate): boolean =>
  evaluate(inputOf(layers, candidate)).verdict === 'allowed';

export function isAllowedBy(layers: PrincipalLayers, document: string, candidate: Candidate): boolean {
  const { principal, context, ...request } = inputOf(layers, candidate);
  const { action, resource, resourceAccount, resourcePolicy, principalRoleArn } = request;
  const isRoot = layers.principal.kind === 'root';
  const [, partition] = splitFields(principal);
  return (
    evaluate({
      // No policy counts for the root user itself.
      principal: isRoot ? userOf(layers.owner, partition) : principal,
      action,
      resource,
      ...(context && { context }),
      ...(principalRoleArn !== undefined && { principalRoleArn }),
      ...(resourceAccount !== undefined && { resourceAccount }),
      ...(resourcePolicy && { resourcePolicy }),
      identityPolicies: [{ name: 'equivalent', document }],
    }).verdict === 'allowed'
  );
}

/** The policy of the resource leaves the decision to the caller's account, wherever the resource is. */
const leaving = (account: string): NamedPolicy => ({
  name: 'leaving',
  document: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' }],
  }),
});

function inputOf(
  { world, principal, env, owner }: PrincipalLayers,
  { action, resource, context }: Candidate,
): EvaluationInput {
  const {
    resourceControlPolicies: _controls,
    vpcEndpointPolicy: _endpoint,
    unknown: _unknown,
    absent: _absent,
    ...input
  } = inputFor(world, principal, { action, resource, context }, env);
  return {
    ...input,
    identityPolicies: input.identityPolicies.filter(({ name }) => !isBillingGuard(name)),
    resourcePolicy: leaving(owner),
  };
}
