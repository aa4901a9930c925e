/**
 * The first half of a decision: the policies that count for a request, and those of their statements that
 * apply. Nothing is decided here; evaluate.ts combines them, trace.ts shows them.
 */

import { strongerGrant, type Grant } from '../eval/grant.ts';
import { principalView } from '../eval/principal.ts';
import { programOf } from '../eval/program.ts';
import { RequestView } from '../eval/request.ts';
import type { PolicyPlace } from '../eval/statement.ts';
import { compile } from '../policy/compile.ts';
import type { DecidingStatement, EvaluationInput, Layer, NamedPolicy } from './decision.ts';
import { isCoveredByRcps } from './special-cases.ts';

/** The statements that apply in one layer, or in one level of it. One object is shared when none applies. */
export interface LayerFinding {
  readonly denying: readonly DecidingStatement[];
  readonly allowing: readonly DecidingStatement[];
  /** The strongest grant of the allowing statements; `direct` when the layer reads no principals. */
  readonly grant: Grant;
}

const nobody: readonly DecidingStatement[] = [];
const silent: LayerFinding = { denying: nobody, allowing: nobody, grant: 'none' };

const permission: PolicyPlace = { completesArns: true, principals: 'ignored', impliesResource: false };
export const policyPlaces: Readonly<Record<Exclude<Layer, 'root-user'>, PolicyPlace>> = {
  'service-control': { completesArns: false, principals: 'ignored', impliesResource: false },
  'resource-control': { completesArns: false, principals: 'read', impliesResource: false },
  'vpc-endpoint': { completesArns: false, principals: 'endpoint', impliesResource: false },
  resource: { completesArns: false, principals: 'read', impliesResource: true },
  identity: permission,
  'permissions-boundary': permission,
  session: permission,
};

/** The policies that count for a request, by layer. An absent layer does not exist for the request. */
export interface Applicable {
  readonly request: RequestView;
  readonly scps: readonly (readonly NamedPolicy[])[] | undefined;
  readonly rcps: readonly (readonly NamedPolicy[])[] | undefined;
  readonly endpoint: NamedPolicy | undefined;
  readonly resource: NamedPolicy | undefined;
  readonly identity: readonly NamedPolicy[] | undefined;
  readonly boundary: NamedPolicy | undefined;
  /** Passed session policies; absent: none were passed. */
  readonly session: readonly NamedPolicy[] | undefined;
  /** Scope-down policies, oldest first; each must allow (Y-01). */
  readonly scopes: readonly NamedPolicy[] | undefined;
  /** Layers with policies that nobody here knows. */
  readonly unknown: readonly Layer[];
  readonly absent: EvaluationInput['absent'];
}

const none: readonly Layer[] = [];

/** Finds the layers that exist for the caller (E-01 … E-07b, E-53, E-54, E-55). */
export function applicable(input: EvaluationInput): Applicable {
  const principal = principalView(input.principal, input.principalRoleArn, input.federatingUserArn);
  const isMember = principal.account !== '';
  // The root user has no policies and no boundary of its own (E-55).
  const hasOwn = isMember && principal.kind !== 'root';
  const boundary = hasOwn ? input.permissionsBoundary : undefined;
  const { action, resource, resourceAccount, context } = input;
  const request = new RequestView(
    principal,
    action,
    resource,
    resourceAccount,
    context,
    boundary !== undefined,
  );
  const isBound = !principal.isServiceLinked;
  const { serviceControlPolicies, resourceControlPolicies, sessionPolicies, scopeDownPolicies } = input;
  const scps = isMember && isBound && input.inManagementAccount !== true ? serviceControlPolicies : undefined;
  const rcpsReach = isBound && input.resourceInManagementAccount !== true && isCoveredByRcps(request);
  return {
    request,
    scps,
    rcps: resourceControlPolicies !== undefined && rcpsReach ? resourceControlPolicies : undefined,
    endpoint: input.vpcEndpointPolicy,
    resource: input.resourcePolicy,
    identity: hasOwn ? input.identityPolicies : undefined,
    boundary,
    session: isMember ? unlessEmpty(sessionPolicies) : undefined,
    scopes: isMember ? unlessEmpty(scopeDownPolicies) : undefined,
    unknown:
      hasOwn && namesOneKey(input.identityPolicies, request)
        ? [...(input.unknown ?? none), 'identity']
        : (input.unknown ?? none),
    absent: input.absent,
  };
}

/** An alias stands for a key that nobody here knows, so a statement about one key may apply or not (E-52). */
const namesOneKey = (policies: readonly NamedPolicy[], { alias, action }: RequestView): boolean =>
  alias !== undefined &&
  policies.some(({ document }) =>
    programOf(compile(document))
      .forAction(action)
      .some(({ source }) =>
        (source.resources ?? source.notResources)?.some((text) => /:key\/(?!\*$)/.test(text)),
      ),
  );

const unlessEmpty = (policies: readonly NamedPolicy[] | undefined) =>
  policies !== undefined && policies.length > 0 ? policies : undefined;

/** Returns the policies of all layers, whether they exist for the caller or not. */
export const namedPoliciesOf = (input: EvaluationInput): NamedPolicy[] => [
  ...input.identityPolicies,
  ...(input.permissionsBoundary ? [input.permissionsBoundary] : []),
  ...(input.sessionPolicies ?? []),
  ...(input.scopeDownPolicies ?? []),
  ...(input.resourcePolicy ? [input.resourcePolicy] : []),
  ...(input.serviceControlPolicies ?? []).flat(),
  ...(input.resourceControlPolicies ?? []).flat(),
  ...(input.vpcEndpointPolicy ? [input.vpcEndpointPolicy] : []),
];

export function findingOf(
  policies: readonly NamedPolicy[],
  request: RequestView,
  place: PolicyPlace,
): LayerFinding {
  let denying: DecidingStatement[] | undefined;
  let allowing: DecidingStatement[] | undefined;
  let grant: Grant = 'none';
  for (const policy of policies) {
    for (const statement of programOf(compile(policy.document)).forAction(request.action)) {
      const given = statement.appliesBeyondAction(request, place);
      if (given === 'none') continue;
      const named = decidingStatement(policy.name, statement.source.index, statement.source.sid);
      if (statement.isDeny) {
        (denying ??= []).push(named);
      } else {
        (allowing ??= []).push(named);
        grant = strongerGrant(grant, given);
      }
    }
  }
  if (denying === undefined && allowing === undefined) return silent;
  return { denying: denying ?? nobody, allowing: allowing ?? nobody, grant };
}

/** Returns `findingOf` for a layer of one policy; nothing applies when it has none. */
export function findingOfOne(
  policy: NamedPolicy | undefined,
  request: RequestView,
  place: PolicyPlace,
): LayerFinding {
  return policy === undefined ? silent : findingOf([policy], request, place);
}

export const decidingStatement = (
  policy: string,
  statement: number,
  sid: string | undefined,
): DecidingStatement => (sid === undefined ? { policy, statement } : { policy, statement, sid });
