/**
 * All that counts for a principal whatever it asks, as regions by layer: its identity policies, and every limit that
 * has to allow too. Policies of resources are not here, because each counts for its own resource alone.
 */

import { applicable, policyPlaces } from '../../authz/applicable-statements.ts';
import { type DecisionEnv, type Question, askedPrincipal, inputFor } from '../../authz/authorize.ts';
import { billingGuard } from '../../authz/billing.ts';
import type { EvaluationInput, NamedPolicy } from '../../authz/decision.ts';
import { selfService } from '../../authz/gather.ts';
import type { Principal } from '../../authz/principal.ts';
import type { ActionName } from '../../eval/action.ts';
import { programOf } from '../../eval/program.ts';
import type { RequestView } from '../../eval/request.ts';
import type { PolicyPlace, StatementMatcher } from '../../eval/statement.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { Layer } from '../../model/policy-layers.ts';
import { lacksMembership } from '../../model/world/known-parts.ts';
import type { GroupRecord, UserRecord } from '../../model/records/identities.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import { allowEverything } from '../everything.ts';
import { type FixedKeys, type Region, regionOf } from '../regions/region.ts';

export interface StatementSource {
  readonly layer: Layer;
  /** The policy's name in NamedPolicy (authz/gather.ts): an ARN, or `{holder ARN}#{name}`. */
  readonly policy: string;
  /** Position of the statement in the document, from 0. */
  readonly statement: number;
  readonly sid?: string;
  /** Control policies: the level of the organization, 0 is the root. Scope-down policies: the oldest is 0. */
  readonly level?: number;
}

export interface SourcedRegion extends Region {
  readonly source: StatementSource;
}

export interface LayerRegions {
  readonly layer: Layer;
  readonly level?: number;
  readonly policies: readonly string[];
  readonly allow: readonly SourcedRegion[];
  readonly deny: readonly SourcedRegion[];
}

export interface PrincipalLayers {
  readonly world: World;
  readonly asked: QuestionPrincipal;
  readonly env: DecisionEnv;
  readonly principal: Principal;
  readonly input: EvaluationInput;
  readonly request: RequestView;
  readonly fixed: FixedKeys;
  readonly owner: string;
  /** Present when only statements about it are there. */
  readonly about?: LayerConcern | undefined;
  /** The root user has one policy, which allows everything. */
  readonly identity: LayerRegions;
  /** Boundary, session policies, each scope-down policy, each level of SCPs: all of them must allow. */
  readonly limits: readonly LayerRegions[];
  /** Each level of the RCPs on the principal's own account. They only deny, and only for `coveredServices`. */
  readonly resourceControls: readonly LayerRegions[];
}

export type QuestionPrincipal = Pick<Question, 'principal' | 'session' | 'sessionName'>;

export interface LayerConcern {
  readonly action?: ActionName;
  readonly concerns: (statement: StatementMatcher, place: PolicyPlace) => boolean;
}

/** Any request of a service that RCPs cover: only the principal's policies and keys are read from it. */
const nothing = { action: 'sqs:ListQueues', resource: '*' } as const;

/** `owner`: of the resources; absent: the principal's own. `isFixed`: keys with one value in all requests. */
export function layersOf(
  world: World,
  asked: QuestionPrincipal,
  env: DecisionEnv,
  owner?: string,
  about?: LayerConcern,
  isFixed: FixedKeys['isFixed'] = isMade,
): PrincipalLayers {
  const group = findByArn(world, 'groups', asked.principal);
  const principal = group ? memberOf(group) : askedPrincipal(world, { ...asked, ...nothing });
  const resource = owner === undefined ? '*' : `arn:aws:sqs:us-east-1:${owner}:w`;
  const input = inputFor(world, principal, { ...nothing, resource }, env);
  const { request, scps, rcps, identity, boundary, session, scopes } = applicable(input);
  const fixed = fixedKeysOf(world, request, group ? (key) => isFixed(key) && !isOfMember(key) : isFixed);
  const guard = billingGuard(world, principal, 'billing:GetBillingData');
  const given = group ? selfService(world, group.account) : undefined;
  const own =
    principal.kind === 'root'
      ? [{ ...allowEverything, name: principal.arn }]
      : (identity ?? []).filter(({ name }) => name !== given?.name);
  const layer = (name: Exclude<Layer, 'root-user'>, policies: readonly NamedPolicy[], level?: number) =>
    regionsOf(
      policies,
      { layer: name, ...(level !== undefined && { level }) },
      { place: policyPlaces[name], fixed, request, about },
    );
  const limits = [
    ...(boundary ? [layer('permissions-boundary', [boundary])] : []),
    ...(session || principal.kind === 'federated-user' ? [layer('session', session ?? [])] : []),
    ...(scopes ?? []).map((policy, level) => layer('session', [policy], level)),
    ...(scps ?? []).map((policies, level) => layer('service-control', policies, level)),
  ];
  return {
    world,
    asked,
    env,
    principal,
    input,
    request,
    fixed,
    owner: request.resourceAccount,
    about,
    identity: layer('identity', guard ? [...own, guard] : own),
    limits: scps?.length === 0 ? [...limits, layer('service-control', [], 0)] : limits,
    resourceControls: (rcps ?? []).map((policies, level) => layer('resource-control', policies, level)),
  };
}

function memberOf({ account, id }: GroupRecord): Principal {
  const arn = unsafeArn(`arn:aws:iam::${account}:user/w`);
  const user: UserRecord = {
    id: unsafeEntityId('AIDAW'),
    account,
    arn,
    path: '/',
    createDate: '1970-01-01T00:00:00Z',
    userName: 'w',
    groups: [id],
    attachedPolicies: [],
    inlinePolicies: [],
    tags: [],
  };
  return { kind: 'user', arn, account, user };
}

interface Reading {
  readonly place: PolicyPlace;
  readonly fixed: FixedKeys;
  readonly request: RequestView;
  readonly about: LayerConcern | undefined;
}

/** Returns the regions of policies, without statements whose Principal does not name the caller. */
function regionsOf(
  policies: readonly NamedPolicy[],
  at: Pick<LayerRegions, 'layer' | 'level'>,
  { place, fixed, request, about }: Reading,
): LayerRegions {
  const allow: SourcedRegion[] = [];
  const deny: SourcedRegion[] = [];
  for (const { name, document } of policies) {
    const program = programOf(compile(document));
    for (const matcher of about?.action ? program.forAction(about.action) : program.statements) {
      if (about && !about.concerns(matcher, place)) continue;
      if (place.principals !== 'ignored' && matcher.grant(request, place) === 'none') continue;
      const statement = matcher.source;
      const region = regionOf(statement, place, fixed);
      if (!region) continue;
      const { index, sid } = statement;
      const source: StatementSource = {
        ...at,
        policy: name,
        statement: index,
        ...(sid !== undefined && { sid }),
      };
      (statement.effect === 'Allow' ? allow : deny).push({ ...region, source });
    }
  }
  return { ...at, policies: policies.map(({ name }) => name), allow, deny };
}

export const isOfPrincipal = (key: string): boolean => /^aws:(principal|username$|userid$)/.test(key);

/**
 * Keys that the principal, the time and the owner of the resource make, and the one way in which AWS is called; a
 * caller chooses all others.
 */
const isMade = (key: string): boolean =>
  isOfPrincipal(key) ||
  /^aws:(currenttime|epochtime|securetransport|viaawsservice|tokenissuetime|resource(account|orgid|orgpaths))$/.test(
    key,
  );

/** Keys that are the same in all requests of a principal on the resources of one account. */
export const isLasting = (key: string): boolean =>
  isOfPrincipal(key) || /^aws:resource(account|orgid|orgpaths)$/.test(key);

/** Tells of a key for an organization that this world does not know: requests have it or not. */
function isOpenMembership(world: World, request: RequestView, key: string): boolean {
  const of = /^aws:(principal|resource)org(?:id|paths)$/.exec(key)?.[1];
  if (of === undefined || request.value(key) !== undefined) return false;
  return lacksMembership(world, of === 'principal' ? request.principal.account : request.resourceAccount);
}

/** Keys in which members of a group differ. */
const isOfMember = (key: string): boolean => /^aws:(principal(arn|tag\/)|username$|userid$)/.test(key);

export const fixedKeysOf = (
  world: World,
  request: RequestView,
  isFixed: FixedKeys['isFixed'] = isMade,
): FixedKeys => ({
  value: (key) => request.value(key),
  isFixed: (key) => isFixed(key) && !isOpenMembership(world, request, key),
});

export const mfaKeys: ReadonlySet<string> = new Set(['aws:multifactorauthpresent', 'aws:multifactorauthage']);

export function derivedKeys({ context = {} }: EvaluationInput): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(context).flatMap(([key, value]) =>
      typeof value === 'string' && !mfaKeys.has(key.toLowerCase()) ? [[key.toLowerCase(), value]] : [],
    ),
  );
}
