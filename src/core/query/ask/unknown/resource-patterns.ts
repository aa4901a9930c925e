/** Finds the resource patterns of all policies that count for a question. */

import { arnService } from '../../../model/arn.ts';
import type { EvaluationInput, NamedPolicy } from '../../../authz/decision.ts';
import { star } from '../../../eval/glob.ts';
import type { RequestView } from '../../../eval/request.ts';
import { matchesAction } from '../../../eval/statement.ts';
import { compileTemplate, substituteTokens } from '../../../eval/variables.ts';
import type { World } from '../../../model/world/world.ts';
import { compile } from '../../../policy/compile.ts';

export function patternsOf(world: World, input: EvaluationInput, request: RequestView): Set<string> {
  const { permissionsBoundary, vpcEndpointPolicy, sessionPolicies = [], scopeDownPolicies = [] } = input;
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = input;
  const ofService = ofResources(world, request.action.service);
  const policies = [
    ...input.identityPolicies,
    ...[permissionsBoundary, vpcEndpointPolicy].filter((one) => one !== undefined),
    ...sessionPolicies,
    ...scopeDownPolicies,
    ...serviceControlPolicies.flat(),
    ...resourceControlPolicies.flat(),
    ...ofService,
  ];
  const ownsPolicy = new Set(ofService.map(({ name }) => name));
  const found = new Set<string>();
  for (const { name, document } of policies) {
    for (const statement of compile(document).statements) {
      if (!matchesAction(statement, request.action)) continue;
      const { resources, notResources = [name], variables } = statement;
      for (const text of resources ?? notResources) {
        const pattern = withValues(text, variables, request);
        if (pattern !== undefined) found.add(pattern);
      }
      // A resource policy counts for its own resource alone, and for what that resource holds.
      if (ownsPolicy.has(name)) for (const own of [name, `${name}/*`]) found.add(own);
    }
  }
  return found;
}

function ofResources(world: World, service: string): NamedPolicy[] {
  const found: NamedPolicy[] = [];
  for (const { arn, policy } of world.resources.values()) {
    if (policy !== undefined && arnService(arn) === service) found.push({ name: arn, document: policy });
  }
  return found;
}

/** Returns the pattern with the values of its variables; `undefined` when one has none and covers nothing. */
function withValues(text: string, variables: boolean, request: RequestView): string | undefined {
  const template = compileTemplate(text, variables);
  if (!template) return text;
  return substituteTokens(template, request)
    ?.map((token) => (typeof token === 'string' ? token : token === star ? '*' : '?'))
    .join('');
}
