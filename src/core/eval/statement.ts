/**
 * One statement as a matcher: does it apply to the request, and if not, at which part does it fail first? The
 * fast path and the trace ask the same functions, so they cannot disagree.
 */

import type { CompiledStatement } from '../policy/compile.ts';
import { actionMatches, type ActionName } from './action.ts';
import { compileResource, mayCover, resourceCovers, type ResourcePattern } from './arn.ts';
import { compileTest, testHolds, type CompiledTest } from './condition.ts';
import { grantOf, isSpared, type Grant } from './grant.ts';
import type { RequestView } from './request.ts';

/** The rules of matching that depend on the layer of a policy. */
export interface PolicyPlace {
  /** Identity, boundary and session policies complete short ARNs (G-43). */
  readonly completesArns: boolean;
  /** `ignored`: not read; `endpoint`: read with the rule of gateway endpoints (E-07b). */
  readonly principals: 'ignored' | 'read' | 'endpoint';
  /** A trust policy and some resource policies have no Resource and mean what they are attached to. */
  readonly impliesResource: boolean;
}

export type StatementPart = 'principal' | 'action' | 'resource' | 'condition';

export function matchesAction({ actions, notActions = [] }: CompiledStatement, action: ActionName): boolean {
  for (const pattern of actions ?? notActions)
    if (actionMatches(pattern, action)) return actions !== undefined;
  return actions === undefined;
}

export class StatementMatcher {
  readonly source: CompiledStatement;
  readonly isDeny: boolean;
  readonly #resources: ResourcePattern[] = [];
  #tests: readonly CompiledTest[] | undefined;

  constructor(source: CompiledStatement) {
    this.source = source;
    this.isDeny = source.effect === 'Deny';
  }

  /** Compiles the tests when a request first needs them, so that unused policies cost little. */
  get tests(): readonly CompiledTest[] {
    return (this.#tests ??= (this.source.conditions ?? []).map((test) =>
      compileTest(test, this.source.variables),
    ));
  }

  matchesResource(request: RequestView, place: PolicyPlace): boolean {
    const { resources, notResources, variables } = this.source;
    const listed = resources !== undefined;
    const texts = resources ?? notResources;
    // AWS refuses such a statement where a Resource is required. A Deny must not open because of it.
    if (texts === undefined) return place.impliesResource || this.isDeny;
    for (let at = 0; at < texts.length; at++) {
      const text = texts[at] as string;
      let pattern = this.#resources[at];
      if (!pattern?.matcher && !mayCover(text, request.matched)) continue;
      pattern ??= this.#resources[at] = compileResource(text, variables);
      if (resourceCovers(pattern, request.matched, request, place.completesArns)) return listed;
    }
    return !listed;
  }

  /** An unknown operator never holds for Allow and always for Deny, so an odd policy never opens. */
  holdsTest(test: CompiledTest, request: RequestView): boolean {
    return test.some === undefined ? this.isDeny : testHolds(test, request);
  }

  matchesConditions(request: RequestView): boolean {
    if (this.source.conditions === undefined) return true;
    for (const test of this.tests) if (!this.holdsTest(test, request)) return false;
    return true;
  }

  /** Returns the grant of the statement's Principal to the caller; `none` when it does not name it. */
  grant(request: RequestView, place: PolicyPlace): Grant {
    if (place.principals === 'ignored') return 'direct';
    const { principals, notPrincipals } = this.source;
    if (principals) return this.#listedGrant(principals, request, place);
    if (!notPrincipals) return this.isDeny ? 'direct' : 'none';
    const { principal } = request;
    if (!this.isDeny) return grantOf(notPrincipals, principal, request) === 'none' ? 'direct' : 'none';
    // A boundary makes every NotPrincipal of a Deny apply (G-57).
    if (place.principals === 'read' && request.hasBoundary) return 'direct';
    return isSpared(notPrincipals, principal, request) ? 'none' : 'direct';
  }

  #listedGrant(
    entries: NonNullable<CompiledStatement['principals']>,
    request: RequestView,
    place: PolicyPlace,
  ): Grant {
    const grant = grantOf(entries, request.principal, request);
    const rootOnly = place.principals === 'endpoint' && isGatewayService(request.action.service);
    // An account means its root user in gateway endpoint policies (E-07b).
    return grant === 'account' && rootOnly && request.principal.kind !== 'root' ? 'none' : grant;
  }

  /** Returns the grant when the whole statement applies, else `none`. The caller has checked the action. */
  appliesBeyondAction(request: RequestView, place: PolicyPlace): Grant {
    const grant = this.grant(request, place);
    if (grant === 'none' || !this.matchesResource(request, place) || !this.matchesConditions(request))
      return 'none';
    return grant;
  }

  /** Returns the first part that does not match; `undefined` when the statement applies. */
  failedPart(request: RequestView, place: PolicyPlace): StatementPart | undefined {
    if (this.grant(request, place) === 'none') return 'principal';
    if (!matchesAction(this.source, request.action)) return 'action';
    if (!this.matchesResource(request, place)) return 'resource';
    return this.matchesConditions(request) ? undefined : 'condition';
  }
}

const isGatewayService = (service: string) => service === 's3' || service === 'dynamodb';
