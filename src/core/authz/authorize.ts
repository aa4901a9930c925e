/**
 * May this principal do this action on this resource, in this world? The door asks for every call, and *Ask*
 * asks without a call. Both use one function, so that a person is told exactly what would happen.
 */

import { actionName } from '../eval/action.ts';
import { arnRegion, parseArn } from '../model/arn.ts';
import type { AwsError, Env, RequestSource } from '../model/request/request.ts';
import type { UntrustedService } from '../model/request/passed-roles.ts';
import { lacksResourcePolicy } from '../model/world/known-parts.ts';
import type { ActionInfo } from '../model/service-reference.ts';
import { type World, findByArn } from '../model/world/world.ts';
import { billingGuard } from './billing.ts';
import { type Assumed, assumedLayers, idleLayers } from './assume.ts';
import { buildContext } from './context.ts';
import type { Decision, EvaluationInput, Layer, RequestContext } from './decision.ts';
import { principalOfSession } from './credentials.ts';
import { evaluate } from './evaluate.ts';
import {
  type Target,
  boundaryOf,
  identityPolicies,
  scopeDownPolicies,
  sessionPolicies,
  targetOf,
} from './gather.ts';
import { organizationLayers, ownerOf } from './organization.ts';
import { type Principal, isAnyAccount, resolvePrincipal } from './principal.ts';
import { resourcePolicyKind } from './special-cases.ts';

export interface Question {
  /** ARN of a root, user, role (meaning a session of it), session or provider; a service; or `*`. */
  readonly principal: string;
  readonly action: string;
  /** An ARN, or `*` when the action takes no resource. */
  readonly resource: string;
  /** Keys of the request. They replace those that the world would give. */
  readonly context?: RequestContext;
  /** Session name when `principal` is a role. */
  readonly sessionName?: string;
  /**
   * Access key id of temporary credentials of `principal`. Their frozen parts then count (E-63: session
   * policies, tags, source identity, MFA). Ignored when the world has no such credentials of that principal.
   */
  readonly session?: string;
  /** Policies that are assumed because the world has none: of an organization, an endpoint, a session. */
  readonly assume?: Assumed;
}

/** A question about a whole call, which may need more permissions than the one that is asked. */
export interface CallQuestion extends Question {
  /** ARNs of more resources that the call touches: an image, a subnet. */
  readonly resources?: readonly string[];
  /** The ARN of the role that the call hands to a service; it needs `iam:PassRole` then (E-58). */
  readonly passedRole?: string;
  /** The service that gets the role, where the action does not tell. */
  readonly passedTo?: string;
  /** Asks one permission of a call alone, as the call stated it. */
  readonly alone?: true;
}

/** One permission that a call needs. All of its checks must be allowed. */
export interface PermissionCheck {
  /** The action with its service, like `iam:CreateUser`. */
  readonly action: string;
  readonly resource: string;
  /** The resource that a refusal prints (G-35). */
  readonly printed: string;
  /** Context keys that this request states (K-33, K-34). */
  readonly context?: RequestContext;
}

/** Tells why no call fits a question, as far as AWS's service reference knows. */
export type Unfit =
  | { readonly kind: 'no-action' }
  /** The reference has no such service, or has not loaded it. A newer one may exist. */
  | { readonly kind: 'no-service' }
  /** The action takes only resources of other types, or none. */
  | { readonly kind: 'no-resource'; readonly action: ActionInfo };

/** Everything that the door would look at for a question (api/question/asked-call.ts). */
export interface AskedCall {
  /** The order is the door's: the first that is denied is the one that AWS names. */
  readonly checks: readonly PermissionCheck[];
  /** The call can hand over a role that the question does not name, so one more permission is open. */
  readonly handsOverRole?: true;
  /** The call cannot be made without that role. */
  readonly needsRole?: true;
  /** The permission to hand over any role of the account, when the call needs one and the question names none. */
  readonly anyRole?: PermissionCheck;
  /** Returns the service that gets the role and surely cannot assume it. Absent: no role is handed over. */
  readonly untrusted?: () => UntrustedService | undefined;
  /** AWS has no such call, so no decision about it means anything. */
  readonly unfit?: Unfit;
  /** AWS's refusal before it looks at any policy: calls that such credentials may never make. */
  readonly refusedFirst?: AwsError;
  /** Returns AWS's error for a check that is denied; `undefined` when no call fits the question. */
  readonly denied: (check: PermissionCheck, decision: Decision) => AwsError | undefined;
  /** Returns AWS's refusal of the call whose checks are all allowed, as far as the question tells. */
  readonly refusedAfter: () => AwsError | undefined;
}

export type AskedCalls = (world: World, question: CallQuestion, env: DecisionEnv) => AskedCall;

/** The environment of a decision. `source` replaces the defaults of authz/context.ts. */
export interface DecisionEnv {
  readonly now: Env['now'];
  readonly source?: RequestSource | undefined;
}

export const authorize = (world: World, question: Question, env: DecisionEnv): Decision =>
  evaluate(evaluationInput(world, question, env));

export const evaluationInput = (world: World, question: Question, env: DecisionEnv): EvaluationInput =>
  inputFor(world, askedPrincipal(world, question), question, inRegionOf(question.resource, env));

/** A question whose client states no region is asked in that of its resource, where AWS would answer it. */
function inRegionOf(resource: string, env: DecisionEnv): DecisionEnv {
  const region = env.source?.region ?? arnRegion(resource);
  return region === undefined ? env : { ...env, source: { ...env.source, region } };
}

/** Returns the principal with the credentials that the question names, if it names some. */
export function askedPrincipal(world: World, { principal, session, sessionName }: Question): Principal {
  const row = session === undefined ? undefined : world.sessions.get(session);
  const shown = row?.arn === principal ? principalOfSession(world, row) : undefined;
  return shown ?? resolvePrincipal(world, principal, sessionName);
}

/** Returns the same as `evaluationInput`, for a principal that is resolved already. */
export function inputFor(
  world: World,
  principal: Principal,
  { action, resource, context, assume }: Pick<Question, 'action' | 'resource' | 'context' | 'assume'>,
  env: DecisionEnv,
): EvaluationInput {
  const target = targetOf(world, action, resource);
  const boundary = boundaryOf(world, principal);
  const guard = billingGuard(world, principal, action);
  const session = sessionPolicies(principal);
  const scopes = scopeDownPolicies(principal);
  const organization = organizationLayers(world, principal, resource, target.account);
  const supposed = assume
    ? assumedLayers(
        assume,
        idleLayers(
          world,
          principal,
          ownerOf(principal, resource, target.account),
          {
            action,
            resource,
            policy: target.policy,
          },
          assume.organizations,
        ),
      )
    : undefined;
  const federating = principal.kind === 'federated-user' ? principal.user : undefined;
  const roleOfOutside = principal.kind === 'outside' ? principal.roleArn : undefined;
  const roleArn = principal.kind === 'role-session' ? principal.role.arn : roleOfOutside;
  return {
    principal: principal.arn,
    action,
    resource,
    context: buildContext({
      world,
      principal,
      action,
      resource,
      target,
      now: env.now,
      source: env.source,
      own: context,
      throughEndpoint: assume?.vpcEndpointPolicy !== undefined,
      organizations: assume?.organizations,
    }),
    identityPolicies: guard
      ? [...identityPolicies(world, principal), guard]
      : identityPolicies(world, principal),
    ...(roleArn === undefined ? {} : { principalRoleArn: roleArn }),
    ...(federating ? { federatingUserArn: federating.arn } : {}),
    ...(session === undefined ? {} : { sessionPolicies: session }),
    ...(scopes === undefined ? {} : { scopeDownPolicies: scopes }),
    ...organization,
    ...supposed,
    ...(target.account === undefined ? {} : { resourceAccount: target.account }),
    ...(target.policy === undefined ? {} : { resourcePolicy: target.policy }),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
    ...notHeld(world, principal, { action, resource }, target, supposed?.resourcePolicy !== undefined),
  };
}

/** Returns what this world does not hold of the request. Inside one account a silent side is silent for sure. */
function notHeld(
  world: World,
  principal: Principal,
  { action, resource }: Pick<Question, 'action' | 'resource'>,
  { account, policy, resource: held }: Target,
  isSupposed: boolean,
): Pick<EvaluationInput, 'unknown' | 'absent'> {
  const isOutside = principal.kind === 'outside' && principal.account !== '';
  if (isOutside && world.accounts.has(principal.account)) return { absent: 'principal' };
  const hasPolicy = policy !== undefined || isSupposed;
  const owner = account ?? parseArn(resource)?.account ?? '';
  const caller = 'account' in principal ? principal.account : undefined;
  const kind = hasPolicy ? undefined : resourcePolicyKind({ action: actionName(action), resource });
  if (kind === 'trust' && world.accounts.has(owner) && !findByArn(world, 'roles', resource))
    return /[*?]/.test(resource) ? {} : { absent: 'role' };
  const isForeign = isOutside || (owner || caller) !== caller;
  const { service } = actionName(action);
  const lacksResource =
    !hasPolicy && isForeign && lacksResourcePolicy(world, { service, arn: resource, kind, held, caller });
  const lacksIdentity = isOutside && !isAnyAccount(principal) && parseArn(principal.arn)?.resource !== 'root';
  const unknown: Layer[] = [];
  if (lacksResource) unknown.push('resource');
  if (lacksIdentity) unknown.push('identity');
  return unknown.length > 0 ? { unknown } : {};
}
