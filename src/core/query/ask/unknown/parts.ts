/**
 * Finds the parts that this world lacks and that could change a decision. The account's record says what is
 * missing, or the world lacks the account. An explicit deny is final (E-01), and service control
 * policies never grant, so without them every deny stays (E-03). A resource policy may still grant what
 * identity policies and boundary do not in the same account (E-20 … E-26), but only what they do across
 * accounts (E-40).
 */

import { type Question, evaluationInput } from '#core/authz/authorize.ts';
import type { Assumed, ControlLayer } from '#core/authz/assume.ts';
import type { Decision, Layer, Trace } from '#core/authz/decision.ts';
import { applicable } from '#core/authz/applicable-statements.ts';
import { containerOf } from '#core/authz/gather.ts';
import { type Principal, isAnyAccount, principalRecord, resolvePrincipal } from '#core/authz/principal.ts';
import { isCoveredByRcps, resourcePolicyKind } from '#core/authz/special-cases.ts';
import type { RequestView } from '#core/eval/request.ts';
import { parseArn } from '#core/model/arn.ts';
import type { ResourceRecord } from '#core/model/records/tables.ts';
import { kindOfArn } from '#core/model/resource-kinds/lookup.ts';
import { lacksPart, lacksResourcePolicy } from '#core/model/world/known-parts.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { type MissingPart, gapReasons } from '#core/authz/because/open-answers.ts';
import type { ActionName } from '#core/eval/action.ts';
import { type CompiledStatement, compile } from '#core/policy/compile.ts';
import { parseOperator } from '#core/policy/operator-names.ts';
import { bucketTags } from '../what-can.ts';

export interface KnowledgeGap {
  readonly part: MissingPart;
  readonly why: string;
  /** The layer of the decision whose outcome nobody knows without the part, if it is one. */
  readonly layer?: Layer;
  /** True when the whole answer waits for the part, whatever the known part decides. */
  readonly decides?: true;
  /** The context key that the service fills in. */
  readonly key?: string;
  /** The account whose organization nobody knows, and whether policies ask for its place there too. */
  readonly membership?: { readonly account: string; readonly needsPath?: true };
}

export function openParts(world: World, question: Question, decision: Decision): KnowledgeGap[] {
  if (decision.reason === 'explicit-deny' || decision.isBeyondPolicies) return [];
  const input = evaluationInput(world, question, { now: 0 });
  const { request: view } = applicable(input);
  const principal = resolvePrincipal(world, question.principal, question.sessionName);
  const request = facts(world, question, principal, view, input.resourcePolicy !== undefined);
  const own = lacksOwnPolicies(world, principal) ? ownPolicies(world, request, decision) : [];
  const others =
    decision.verdict === 'allowed' ? whatCouldDeny(world, request) : whatCouldAllow(world, request, decision);
  return [...own, ...others, ...bucketTagGap(world, question)];
}

const bucketTagGap = (world: World, question: Question): KnowledgeGap[] =>
  bucketTags(world, question) === 'unknown'
    ? [
        {
          part: 'bucket-abac',
          why: gapReasons.bucketTags,
        },
      ]
    : [];

/**
 * True when this world lacks a policy of the principal or its groups, or its boundary. A group that the file
 * lacked was made without policies, so an empty group of such an account counts too.
 */
function lacksOwnPolicies(world: World, principal: Principal): boolean {
  const record = principalRecord(principal);
  if (!record) return false;
  const lacks = (arn: string) => findByArn(world, 'policies', arn) === undefined;
  if (record.permissionsBoundary !== undefined && lacks(record.permissionsBoundary)) return true;
  const groups = 'groups' in record ? record.groups.flatMap((id) => world.groups.get(id) ?? []) : [];
  return (
    [record, ...groups].some(({ attachedPolicies }) => attachedPolicies.some(lacks)) ||
    (lacksPart(world, record.account, 'attached-policies') &&
      groups.some((group) => group.attachedPolicies.length + group.inlinePolicies.length === 0))
  );
}

/** Returns the gap of unknown policies, which can allow only what the boundary allows too. */
function ownPolicies(world: World, { principal }: Facts, decision: Decision): KnowledgeGap[] {
  const part = 'attached-policies';
  if (decision.verdict === 'allowed')
    return [
      {
        part,
        layer: 'identity',
        why: gapReasons.attachedPolicy('explicitly deny'),
      },
    ];
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
    ? [
        {
          part,
          layer: 'identity',
          why: gapReasons.attachedPolicy('allow'),
        },
      ]
    : [];
}

interface Facts {
  readonly principal: Principal;
  /** Account whose policies bind the principal; undefined for services, providers and anonymous callers. */
  readonly caller: string | undefined;
  /** Account that owns the resource; for `*` and ARNs without account the caller's. */
  readonly owner: string | undefined;
  readonly request: RequestView;
  /** The resource itself or what holds it, when this world has it. */
  readonly record: ResourceRecord | undefined;
  /** True when the resource's policy is known, or known to be absent. */
  readonly resourcePolicyKnown: boolean;
  readonly isKey: boolean;
  /** Policies given by hand, which are not missing. */
  readonly assume: Assumed | undefined;
}

function facts(
  world: World,
  { resource, assume }: Question,
  principal: Principal,
  request: RequestView,
  hasResourcePolicy: boolean,
): Facts {
  const caller = 'account' in principal ? principal.account : undefined;
  const record = findByArn(world, 'resources', resource) ?? containerOf(world, resource);
  const kind = resourcePolicyKind(request);
  const { service } = request.action;
  return {
    principal,
    caller,
    owner: record?.account ?? (parseArn(resource)?.account || caller),
    request,
    assume,
    record,
    isKey: kind === 'key',
    resourcePolicyKnown:
      hasResourcePolicy ||
      makesResource(request) ||
      !lacksResourcePolicy(world, { service, arn: resource, kind, held: record, caller }),
  };
}

/** A call that makes its resource meets no policy of it: `lambda:CreateFunction` on a function. */
const makesResource = ({ action: { name }, resource }: RequestView): boolean =>
  kindOfArn(resource)?.create?.operation.toLowerCase() === name ||
  name === `create${(parseArn(resource)?.resource ?? '').split(/[/:]/, 1)[0] ?? ''}`;

function whatCouldDeny(world: World, of: Facts): KnowledgeGap[] {
  const { principal, caller, resourcePolicyKnown, assume } = of;
  const gaps: KnowledgeGap[] = [];
  if (
    caller !== undefined &&
    !isServiceLinked(principal) &&
    !isAnyAccount(principal) &&
    lacksControls(world, caller, 'service-control', assume)
  )
    gaps.push({
      part: 'organization',
      layer: 'service-control',
      why: gapReasons.controlPolicy('service', caller),
    });
  else gaps.push(...resourceControl(world, of));
  if (!resourcePolicyKnown)
    gaps.push({
      part: 'resource-policies',
      layer: 'resource',
      why: gapReasons.resourceDenies,
      ...(isOfNobody(of) && { decides: true }),
    });
  return [...gaps, ...publicAccess(world, of)];
}

/** No control policy binds an account in no organization. */
function lacksControls(
  world: World,
  account: string,
  layer: ControlLayer,
  { organizations, partial, ...given }: Assumed = {},
): boolean {
  const isGiven = layer === 'service-control' ? given.serviceControlPolicies : given.resourceControlPolicies;
  const isWhole = isGiven !== undefined && partial?.[layer] === undefined;
  return !isWhole && organizations?.[account] !== 'none' && lacksPart(world, account, 'organization');
}

/** Tells that nobody knows who owns the resource: the world holds neither it nor the caller's account. */
const isOfNobody = ({ principal, record, request }: Facts): boolean =>
  principal.kind === 'outside' && !record && !parseArn(request.resource)?.account;

function resourceControl(world: World, { owner, request, assume }: Facts): KnowledgeGap[] {
  const isOpen =
    owner !== undefined &&
    isCoveredByRcps(request) &&
    lacksControls(world, owner, 'resource-control', assume);
  return isOpen
    ? [
        {
          part: 'organization',
          layer: 'resource-control',
          why: gapReasons.controlPolicy('resource', owner),
        },
      ]
    : [];
}

/** Y-06: only callers of other accounts are cut off, and never AWS services. */
function publicAccess(world: World, { principal, caller, owner, request, record }: Facts): KnowledgeGap[] {
  if (request.action.service !== 's3' || principal.kind === 'service' || caller === owner) return [];
  const governing = record?.policy === undefined ? record && containerOf(world, request.resource) : record;
  if (governing?.policy === undefined || !isPublicPolicy(governing.policy)) return [];
  return [
    {
      part: 'block-public-access',
      why: gapReasons.publicAccess,
    },
  ];
}

/** E-53: organization policies do not apply to service-linked roles. */
const isServiceLinked = (principal: Principal): boolean =>
  principal.kind === 'role-session' && principal.role.path.startsWith('/aws-service-role/');

/** Layers whose refusal stands, whatever the policies of account and resource allow. */
const layersOutside: ReadonlySet<Layer> = new Set(['service-control', 'resource-control', 'vpc-endpoint']);

/** Nothing escapes a scope-down policy (Y-01), so its refusal stands whatever the resource allows. */
const isScopedOut = (decision: Decision): boolean =>
  decision.layer === 'session' && decision.explain().rule === 'Y-01';

function whatCouldAllow(world: World, of: Facts, decision: Decision): KnowledgeGap[] {
  const { caller, owner, resourcePolicyKnown, principal, isKey, assume } = of;
  if (
    decision.layer === 'service-control' &&
    assume?.partial?.['service-control'] === 'policy' &&
    caller !== undefined &&
    lacksControls(world, caller, decision.layer, assume)
  )
    return [
      {
        part: 'organization',
        layer: 'service-control',
        why: gapReasons.sameLevel,
      },
    ];
  if (layersOutside.has(decision.layer) || isScopedOut(decision)) return [];
  const isRoot = of.request.principal.kind === 'root';
  if (principal.kind === 'outside' && !isRoot && !isAnyAccount(principal))
    return callerSide(world, principal.account, of, decision);
  const canBeGiven = caller === undefined || caller === owner || callerAllows(decision.explain(), isRoot);
  if (!canBeGiven) return [];
  if (resourcePolicyKnown) return grants(world, of);
  if (isKey) return [keyPolicy];
  return [
    {
      part: 'resource-policies',
      layer: 'resource',
      why: gapReasons.resourceAllows(caller === owner ? undefined : (owner ?? 'unknown')),
    },
  ];
}

const keyPolicy: KnowledgeGap = {
  part: 'key-policy',
  layer: 'resource',
  why: gapReasons.keyPolicy,
};

/** Y-07: the grants of keys are unknown in an imported account. In an account made here nobody can make one. */
function grants(world: World, { isKey, owner, request }: Facts): KnowledgeGap[] {
  return isKey && isGrantOperation(request.action) && owner && lacksPart(world, owner, 'resource-policies')
    ? [{ part: 'grants', why: gapReasons.grants }]
    : [];
}

function callerSide(world: World, account: string, of: Facts, decision: Decision): KnowledgeGap[] {
  if (account === '') return [];
  const resourceAllows = decision
    .explain()
    .gates.some(({ layer, outcome }) => layer === 'resource' && outcome === 'allows');
  const isAlone = !resourceAllows && of.resourcePolicyKnown;
  if (isAlone && of.owner !== account) return [];
  const isTrust = resourcePolicyKind(of.request) === 'trust' && !/[*?]/.test(of.request.resource);
  const own: KnowledgeGap = {
    part: 'identity-policies',
    layer: 'identity',
    why: gapReasons.callerAccount(account),
    ...(isAlone && !isTrust && { decides: true }),
  };
  if (own.decides) return [own];
  if (resourceAllows) return [own, ...resourceControl(world, of), ...publicAccess(world, of)];
  return [own, of.isKey ? keyPolicy : mustAllow];
}

/** The policy of the resource, without which nobody is let in. */
export const mustAllow: KnowledgeGap = {
  part: 'resource-policies',
  layer: 'resource',
  why: gapReasons.resourceMustAllow,
};

/** E-40: across accounts the caller's identity policies, boundary and session must allow as well. */
const callerAllows = ({ gates }: Trace, isRoot: boolean): boolean =>
  gates
    .filter(({ layer }) => layer === 'identity' || layer === 'permissions-boundary' || layer === 'session')
    .every(
      ({ layer, outcome, isUnknown }) =>
        outcome === 'allows' ||
        isUnknown ||
        (outcome === 'not-applicable' && (layer !== 'identity' || isRoot)),
    );

/** Actions that a grant can allow, from AWS's page on grant operations. */
const grantOperations: ReadonlySet<string> = new Set(
  (
    'decrypt encrypt generatedatakey generatedatakeywithoutplaintext generatedatakeypair ' +
    'generatedatakeypairwithoutplaintext reencryptfrom reencryptto sign verify getpublickey generatemac ' +
    'verifymac derivesharedsecret creategrant retiregrant describekey'
  ).split(' '),
);

const isGrantOperation = ({ service, name }: ActionName): boolean =>
  service === 'kms' && grantOperations.has(name);

/** AWS's page "The meaning of public": an Allow for everyone that no fixed value of certain keys narrows. */
const isPublicPolicy = (document: string): boolean => compile(document).statements.some(isPublic);

const isPublic = ({ effect, principals, notPrincipals, conditions = [] }: CompiledStatement): boolean =>
  effect === 'Allow' &&
  (notPrincipals !== undefined || principals?.some(({ value }) => value === '*') === true) &&
  !conditions.some(({ operator, key, values }) => isNarrowing(operator, key, values));

const narrowing: ReadonlySet<string> = new Set(
  (
    'aws:sourceip aws:sourcearn aws:sourcevpc aws:sourcevpce aws:sourceowner aws:sourceaccount aws:userid ' +
    's3:x-amz-server-side-encryption-aws-kms-key-id'
  ).split(' '),
);

/** Operators that hold for fixed values alone; with a set operator or `…IfExists` they also hold for none. */
const fixing: ReadonlySet<string> = new Set(
  'stringequals stringequalsignorecase stringlike arnequals arnlike ipaddress'.split(' '),
);

function isNarrowing(operator: string, key: string, values: readonly string[]): boolean {
  const { base, set, ifExists } = parseOperator(operator);
  if (!fixing.has(base) || set || ifExists || !narrowing.has(key.toLowerCase())) return false;
  return values.every((value) =>
    key.toLowerCase() === 'aws:sourceip' ? !isWideRange(value) : !/[*?]|\$\{/.test(value),
  );
}

/** Ranges wider than /8 of IPv4 and /32 of IPv6 are public. */
function isWideRange(range: string): boolean {
  const bits = range.split('/')[1];
  return bits !== undefined && Number(bits) < (range.includes(':') ? 32 : 8);
}
