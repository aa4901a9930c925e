/**
 * The honest answer to a question: the decision where nothing that is missing could turn it, else
 * "unknown" together with what the known part says and what is missing. Which parts are missing is written
 * in the account's record or follows from an account that this world does not hold.
 *
 * What cannot change stays plain: an explicit deny is final (E-01); service control policies never grant,
 * so they leave every deny as it is (E-03); a resource policy of the same account may still grant what
 * identity policies and boundary do not (E-20 … E-26), of another account only what they do (E-40).
 */

import { type DecisionEnv, type Question, authorize, evaluationInput } from '../../authz/authorize.ts';
import type { Assumed } from '../../authz/assume.ts';
import type { Decision, Layer, Trace } from '../../authz/decision.ts';
import { applicable } from '../../authz/applicable-statements.ts';
import { containerOf } from '../../authz/gather.ts';
import { type Principal, principalRecord, resolvePrincipal } from '../../authz/principal.ts';
import { isCoveredByRcps, needsNoPermission } from '../../authz/special-cases.ts';
import type { RequestView } from '../../eval/request.ts';
import { parseArn } from '../../model/arn.ts';
import type { UnknownPart } from '../../model/records/tables.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { servicesWithResourcePolicies } from './resource-policy-services.ts';

export type MissingPart =
  | UnknownPart
  /** Of a caller in an account that this world does not hold. */
  | 'identity-policies';

export type Answer =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | {
      readonly kind: 'unknown';
      /** What the known part says. */
      readonly decision: Decision;
      readonly missing: readonly MissingPart[];
      /** One plain sentence for each missing part: what it could change. */
      readonly why: readonly string[];
    };

export function answer(world: World, question: Question, env: DecisionEnv): Answer {
  return answerFor(world, question, authorize(world, question, env));
}

/** The same for a decision that was made already. */
export function answerFor(world: World, question: Question, decision: Decision): Answer {
  const gaps = openParts(world, question, decision);
  if (gaps.length === 0) return { kind: 'decision', decision };
  return {
    kind: 'unknown',
    decision,
    missing: [...new Set(gaps.map(({ part }) => part))],
    why: gaps.map(({ why }) => why),
  };
}

interface Gap {
  readonly part: MissingPart;
  readonly why: string;
}

function openParts(world: World, question: Question, decision: Decision): Gap[] {
  if (decision.reason === 'explicit-deny') return [];
  const { request: view } = applicable(evaluationInput(world, question, { now: 0 }));
  if (needsNoPermission(view)) return [];
  const principal = resolvePrincipal(world, question.principal, question.sessionName);
  const request = facts(world, question, principal, view);
  const own = lacksOwnPolicies(world, principal) ? ownPolicies(world, request, decision) : [];
  const others =
    decision.verdict === 'allowed' ? whatCouldDeny(world, request) : whatCouldAllow(world, request, decision);
  return [...own, ...others];
}

/**
 * A policy that the principal or its groups have attached, or its boundary, is not in this world. Where the
 * file lacked a group it was made without policies, so an empty group of such an account counts as well.
 */
function lacksOwnPolicies(world: World, principal: Principal): boolean {
  const record = principalRecord(principal);
  if (!record) return false;
  const lacks = (arn: string) => findByArn(world, 'policies', arn) === undefined;
  if (record.permissionsBoundary !== undefined && lacks(record.permissionsBoundary)) return true;
  const groups = 'groups' in record ? record.groups.flatMap((id) => world.groups.get(id) ?? []) : [];
  return (
    [record, ...groups].some(({ attachedPolicies }) => attachedPolicies.some(lacks)) ||
    (missingOf(world, record.account, 'attached-policies') &&
      groups.some((group) => group.attachedPolicies.length + group.inlinePolicies.length === 0))
  );
}

/** An unknown policy may deny what is allowed, or allow what is only not allowed; a boundary must allow too. */
function ownPolicies(world: World, { principal }: Facts, decision: Decision): Gap[] {
  const part = 'attached-policies';
  if (decision.verdict === 'allowed')
    return [{ part, why: 'a policy of the principal that the file does not hold could explicitly deny it' }];
  const boundary = principalRecord(principal)?.permissionsBoundary;
  const boundaryMissing = boundary !== undefined && findByArn(world, 'policies', boundary) === undefined;
  const limited = decision
    .explain()
    .gates.some(({ layer, outcome }) => layer === 'permissions-boundary' && outcome === 'implicit-deny');
  const couldAllow =
    decision.layer === 'identity'
      ? !limited || boundaryMissing
      : decision.layer === 'permissions-boundary' && boundaryMissing;
  return couldAllow
    ? [{ part, why: 'a policy of the principal that the file does not hold could allow it' }]
    : [];
}

interface Facts {
  readonly principal: Principal;
  /** Account whose policies bind the principal; undefined for services, providers and anonymous callers. */
  readonly caller: string | undefined;
  /** Account that owns the resource; for `*` and ARNs without account the caller's. */
  readonly owner: string | undefined;
  readonly request: RequestView;
  /** A policy of the resource exists or is known to be absent; nothing about it is missing. */
  readonly resourcePolicyKnown: boolean;
  /** What is given by hand is not missing. */
  readonly assume: Assumed | undefined;
}

function facts(
  world: World,
  { resource, assume }: Question,
  principal: Principal,
  request: RequestView,
): Facts {
  const caller = 'account' in principal ? principal.account : undefined;
  const record = findByArn(world, 'resources', resource) ?? containerOf(world, resource);
  const owner = record?.account ?? (parseArn(resource)?.account || caller);
  const unknown = owner !== undefined && missingOf(world, owner, 'resource-policies');
  const isRole = findByArn(world, 'roles', resource) !== undefined;
  const known = resource === '*' || record !== undefined || isRole || !unknown;
  return {
    principal,
    caller,
    owner,
    request,
    assume,
    resourcePolicyKnown: known || !mayHavePolicy(request.action.service, owner, caller),
  };
}

/** A role of another account has a trust policy that this world does not hold. */
const mayHavePolicy = (service: string, owner: string | undefined, caller: string | undefined): boolean =>
  servicesWithResourcePolicies.has(service) || (service === 'sts' && owner !== caller);

/** An account that the world does not hold is missing everything. `aws` owns only what is known. */
function missingOf(world: World, account: string, part: UnknownPart): boolean {
  if (account === 'aws') return false;
  const record = world.accounts.get(account);
  return record === undefined || (record.unknown?.includes(part) ?? false);
}

function whatCouldDeny(
  world: World,
  { principal, caller, owner, request, resourcePolicyKnown, assume }: Facts,
): Gap[] {
  const gaps: Gap[] = [];
  if (
    caller !== undefined &&
    !isServiceLinked(principal) &&
    assume?.serviceControlPolicies === undefined &&
    missingOf(world, caller, 'organization')
  )
    gaps.push({
      part: 'organization',
      why: `a service control policy of account ${caller}'s organization could deny it`,
    });
  else if (
    owner !== undefined &&
    isCoveredByRcps(request) &&
    assume?.resourceControlPolicies === undefined &&
    missingOf(world, owner, 'organization')
  )
    gaps.push({
      part: 'organization',
      why: `a resource control policy of account ${owner}'s organization could deny it`,
    });
  if (!resourcePolicyKnown)
    gaps.push({ part: 'resource-policies', why: "the resource's own policy could explicitly deny it" });
  return gaps;
}

/** E-53: organization policies do not apply to service-linked roles. */
const isServiceLinked = (principal: Principal): boolean =>
  principal.kind === 'role-session' && principal.role.path.startsWith('/aws-service-role/');

/** Their silence or deny stands, whatever the policies of account and resource allow. */
const layersOutside: ReadonlySet<Layer> = new Set(['service-control', 'resource-control', 'vpc-endpoint']);

function whatCouldAllow(
  world: World,
  { caller, owner, resourcePolicyKnown, principal }: Facts,
  decision: Decision,
): Gap[] {
  if (layersOutside.has(decision.layer)) return [];
  if (principal.kind === 'outside')
    return callerSide(world, principal.account, decision, resourcePolicyKnown);
  if (resourcePolicyKnown) return [];
  if (caller !== undefined && caller !== owner && !callerAllows(decision.explain(), principal)) return [];
  return [
    {
      part: 'resource-policies',
      why:
        caller === owner
          ? "the resource's own policy could allow it"
          : `the resource's own policy, in account ${owner ?? 'unknown'}, could allow it`,
    },
  ];
}

/** A caller of an account that the world does not hold: its identity policies are not known either. */
function callerSide(world: World, account: string, decision: Decision, resourcePolicyKnown: boolean): Gap[] {
  const resourceAllows = decision
    .explain()
    .gates.some(({ layer, outcome }) => layer === 'resource' && outcome === 'allows');
  if (!resourceAllows && resourcePolicyKnown) return [];
  return world.accounts.has(account)
    ? []
    : [{ part: 'identity-policies', why: `the policies of the caller in account ${account} could allow it` }];
}

/** E-40: across accounts the caller's identity policies, boundary and session must allow as well. */
function callerAllows(trace: Trace, principal: Principal): boolean {
  return trace.gates
    .filter(({ layer }) => layer === 'identity' || layer === 'permissions-boundary' || layer === 'session')
    .every(
      ({ layer, outcome }) =>
        outcome === 'allows' ||
        (outcome === 'not-applicable' && (layer !== 'identity' || principal.kind === 'root')),
    );
}
