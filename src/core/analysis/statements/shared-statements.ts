/** Collects the statements about an action that are no principal's own: of control policies, resources and endpoints. */

import type { Question } from '../../authz/authorize.ts';
import { targetOf } from '../../authz/gather.ts';
import { currentResourceDocument, currentTrustPolicy } from '../../authz/trust-ids.ts';
import { actionName } from '../../eval/action.ts';
import { programOf } from '../../eval/program.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { World } from '../../model/world/world.ts';
import { type CompiledPolicy, compile } from '../../policy/compile.ts';

/** Returns those that may count for the question; `undefined` when they cannot be told. */
export function sharedStatements(
  world: World,
  { action, resource, assume = {} }: Pick<Question, 'action' | 'resource' | 'assume'>,
  isPattern: boolean,
): StatementMatcher[] | undefined {
  const { service } = actionName(action);
  if (isPattern && service === 'organizations') return undefined;
  const target = targetOf(world, action, resource).policy;
  const { serviceControlPolicies = [], resourceControlPolicies = [], sessionPolicies = [] } = assume;
  const { vpcEndpointPolicy, resourcePolicy } = assume;
  const given = [
    ...serviceControlPolicies.flat(),
    ...resourceControlPolicies.flat(),
    ...sessionPolicies,
    ...[vpcEndpointPolicy, resourcePolicy, target].filter((one) => one !== undefined),
  ].map(({ document }) => compile(document));
  const controls = [...world.controlPolicies.values()].map(({ content }) => compile(content));
  const documents = [...given, ...controls, ...(isPattern ? policiesOfResources(world, service) : [])];
  return documents.flatMap((document) => programOf(document).forAction(actionName(action)));
}

/** Returns the policies of all resources; a pattern may be about each. Roles have theirs for STS alone. */
function policiesOfResources(world: World, service: string): CompiledPolicy[] {
  const texts = [...world.resources.values()].map((record) => currentResourceDocument(world, record));
  const trusts =
    service === 'sts'
      ? [...world.roles.values()].map((role) => compile(currentTrustPolicy(world, role).document))
      : [];
  return [...texts.flatMap((text) => (text === undefined ? [] : [compile(text)])), ...trusts];
}
