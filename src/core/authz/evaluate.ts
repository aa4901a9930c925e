/**
 * The policy engine (E-01…E-09): one request, all policies that count for it, one decision. `gather` collects
 * the statements of each layer; `combine` then decides in AWS's order. It knows no World.
 */

import type { RequestView } from '../eval/request.ts';
import type { Labels } from '../model/labels.ts';
import type { DecidingStatement, Decision, EvaluationInput, Layer, NamedPolicy, Trace } from './decision.ts';
import { explain } from './trace.ts';
import {
  applicable,
  findingOf,
  findingOfOne,
  policyPlaces,
  type Applicable,
  type LayerFinding,
} from './applicable-statements.ts';
import { type Ruling, type RulingId, beyondPolicies } from './ruling.ts';
import {
  isAssumeRoot,
  isOtherPartition,
  isOwnedByAws,
  isPassingReservedRole,
  isRootAssumingRole,
  lacksCredentials,
  mayRepairPolicy,
  needsNoPermission,
  needsResourceGrant,
} from './special-cases.ts';

/**
 * Decides one request. Throws PolicySyntaxError when a document is no usable policy, and nothing else.
 * Documents are compiled once (compile.ts). The input must not change while the decision is in use, because
 * `explain` reads it again.
 */
export function evaluate(input: EvaluationInput): Decision {
  const policies = applicable(input);
  return new EngineDecision(input, combine(policies, gather(policies)));
}

class EngineDecision implements Decision {
  readonly verdict: Decision['verdict'];
  readonly reason: Decision['reason'];
  readonly layer: Layer;
  readonly deciding: readonly DecidingStatement[];
  readonly isBeyondPolicies: boolean;
  readonly #input: EvaluationInput;
  readonly #ruling: Ruling;

  constructor(input: EvaluationInput, ruling: Ruling) {
    this.verdict = ruling.reason === 'allowed' ? 'allowed' : 'denied';
    this.reason = ruling.reason;
    this.layer = ruling.layer;
    this.deciding = ruling.deciding;
    this.isBeyondPolicies = beyondPolicies.has(ruling.id);
    this.#input = input;
    this.#ruling = ruling;
  }

  explain(labels?: Labels): Trace {
    return explain(applicable(this.#input), this.#ruling, labels);
  }
}

interface Findings {
  readonly scps: readonly LayerFinding[];
  readonly rcps: readonly LayerFinding[];
  readonly endpoint: LayerFinding;
  readonly resource: LayerFinding;
  readonly identity: LayerFinding;
  readonly boundary: LayerFinding;
  readonly session: LayerFinding;
  readonly scopes: readonly LayerFinding[];
}

const noLevels: readonly LayerFinding[] = [];
const noPolicies: readonly NamedPolicy[] = [];
const nobody: readonly DecidingStatement[] = [];

function gather(policies: Applicable): Findings {
  const { request, scps, rcps, scopes } = policies;
  return {
    scps: scps ? scps.map((level) => findingOf(level, request, policyPlaces['service-control'])) : noLevels,
    rcps: rcps ? rcps.map((level) => findingOf(level, request, policyPlaces['resource-control'])) : noLevels,
    endpoint: findingOfOne(policies.endpoint, request, policyPlaces['vpc-endpoint']),
    resource: findingOfOne(policies.resource, request, policyPlaces.resource),
    identity: findingOf(policies.identity ?? noPolicies, request, policyPlaces.identity),
    boundary: findingOfOne(policies.boundary, request, policyPlaces['permissions-boundary']),
    session: findingOf(policies.session ?? noPolicies, request, policyPlaces.session),
    scopes: scopes ? scopes.map((policy) => findingOfOne(policy, request, policyPlaces.session)) : noLevels,
  };
}

/** Follows the order of E-09. If several layers deny, the named one follows E-71. */
function combine(policies: Applicable, found: Findings): Ruling {
  const { request, absent } = policies;
  if (absent === 'principal') return refused('no-such-principal', 'identity');
  if (needsNoPermission(request)) {
    return allowed(
      'no-permission-needed',
      request.principal.kind === 'root' ? 'root-user' : 'identity',
      nobody,
    );
  }
  if (lacksCredentials(request)) return refused('unsigned', 'resource');
  const denied = explicitDeny(request, found);
  if (denied) return denied;
  if (isRootAssumingRole(request)) return refused('root-assumes-no-role', 'root-user');
  if (found.scps.some(isSilent) || policies.scps?.length === 0)
    return refused('scp-silent', 'service-control');
  if (policies.endpoint && isSilent(found.endpoint)) return refused('endpoint-silent', 'vpc-endpoint');
  if (absent === 'role') return refused('no-such-role', 'resource');
  if (request.principal.account === '') return outsider(found);
  if (isOtherPartition(request)) return refused('other-partition', 'resource');
  if (isPassingReservedRole(request)) return refused('reserved-role', 'resource');
  if (isOwnedByAws(request)) return refused('owned-by-aws', 'resource');
  return request.principal.account === request.resourceAccount || isAssumeRoot(request)
    ? sameAccount(policies, found)
    : crossAccount(policies, found);
}

const isSilent = (finding: LayerFinding) => finding.allowing.length === 0;

/** Returns a denial when one Deny applies in any layer (E-01). It names the first layer of E-71's order. */
function explicitDeny(request: RequestView, found: Findings): Ruling | undefined {
  const { scps, rcps, endpoint, resource, identity, boundary, session, scopes } = found;
  if (scps.some(denies)) return denied('service-control', scps);
  if (rcps.some(denies)) return denied('resource-control', rcps);
  if (denies(endpoint)) return denied('vpc-endpoint', [endpoint]);
  if (denies(resource) && !mayRepairPolicy(request)) return denied('resource', [resource]);
  if (denies(identity)) return denied('identity', [identity]);
  if (denies(boundary)) return denied('permissions-boundary', [boundary]);
  return denies(session) || scopes.some(denies) ? denied('session', [session, ...scopes]) : undefined;
}

const denies = (finding: LayerFinding) => finding.denying.length > 0;

/** Decides for a caller without an account, which has only what the resource gives (E-28, E-51, E-59). */
const outsider = ({ resource }: Findings): Ruling =>
  resource.grant === 'direct'
    ? allowed('resource-grants-outsider', 'resource', resource.allowing)
    : refused('resource-ignores-outsider', 'resource');

/** Decides what a resource policy's grant is worth when the other layers allow nothing (E-31). */
function sameAccount(policies: Applicable, found: Findings): Ruling {
  const { request } = policies;
  const { grant, allowing } = found.resource;
  const scoped = scopeBlocks(found);
  if (grant === 'direct') {
    // Nothing escapes a scope-down policy, not even a grant to the session's own ARN `[choice]` (Y-01).
    return scoped
      ? refused('scope-limits-grant', 'session')
      : allowed('resource-grants', 'resource', allowing);
  }
  if (grant === 'role' || grant === 'user-of-session') {
    if (boundaryBlocks(policies, found)) return refused('boundary-limits-grant', 'permissions-boundary');
    if (sessionBlocks(policies, found)) return refused('session-limits-grant', 'session');
    if (scoped) return refused('scope-limits-grant', 'session');
    return allowed('resource-grants-role', 'resource', allowing);
  }
  const mustGrant = needsResourceGrant(request);
  if (mustGrant && grant === 'none') return refused('resource-must-grant', 'resource');
  const blocked = ownPermissions(
    policies,
    found,
    grant === 'account' ? 'account-delegates' : 'identity-silent',
  );
  if (blocked) return blocked;
  // If the resource must grant, its statement decides as much as the identity policy's.
  const deciding = mustGrant ? [...allowing, ...found.identity.allowing] : found.identity.allowing;
  if (request.principal.kind !== 'root') return allowed('identity-grants', 'identity', deciding);
  return allowed(denies(found.resource) ? 'root-repairs-policy' : 'root-user', 'root-user', deciding);
}

/**
 * Requires that both the resource's account and the caller's allow (E-40). If both are silent, the resource's is named,
 * unless nobody knows its policy while the caller's side is silent for sure.
 */
function crossAccount(policies: Applicable, found: Findings): Ruling {
  const { resource } = found;
  const { unknown } = policies;
  const blocked = ownPermissions(policies, found, 'cross-account-identity-silent');
  const isOwnSure = unknown.includes('resource') && !unknown.includes('identity');
  if (resource.grant === 'none' && !(blocked && isOwnSure))
    return refused('cross-account-resource-silent', 'resource');
  if (blocked) return blocked;
  return allowed('cross-account', 'resource', [...resource.allowing, ...found.identity.allowing]);
}

/**
 * Returns the first refusal of identity policies, boundary, session and scope-down policies; all must allow
 * (E-05 … E-07, Y-01).
 */
function ownPermissions(policies: Applicable, found: Findings, silent: RulingId): Ruling | undefined {
  const isRoot = policies.request.principal.kind === 'root';
  if (!isRoot && isSilent(found.identity)) return refused(silent, 'identity');
  if (boundaryBlocks(policies, found)) return refused('boundary-silent', 'permissions-boundary');
  if (sessionBlocks(policies, found)) return refused('session-silent', 'session');
  return scopeBlocks(found) ? refused('scope-silent', 'session') : undefined;
}

const boundaryBlocks = (policies: Applicable, found: Findings) =>
  policies.boundary !== undefined && isSilent(found.boundary);

/** A federated user without a session policy has no permissions (E-07). */
const sessionBlocks = (policies: Applicable, found: Findings) =>
  policies.session === undefined
    ? policies.request.principal.kind === 'federated-user'
    : isSilent(found.session);

const scopeBlocks = ({ scopes }: Findings) => scopes.some(isSilent);

const allowed = (id: RulingId, layer: Layer, deciding: readonly DecidingStatement[]): Ruling => ({
  id,
  reason: 'allowed',
  layer,
  deciding,
});

const refused = (id: RulingId, layer: Layer): Ruling => ({
  id,
  reason: 'implicit-deny',
  layer,
  deciding: nobody,
});

const denied = (layer: Layer, findings: readonly LayerFinding[]): Ruling => ({
  id: 'explicit-deny',
  reason: 'explicit-deny',
  layer,
  deciding: findings.flatMap((finding) => finding.denying),
});
