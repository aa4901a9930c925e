/**
 * Writes one identity policy that allows exactly what all policies of a principal allow together, after its boundary, its
 * session policies, the SCPs and every Deny, and proves that it does. Policies of resources, RCPs and the account's setting
 * for billing stay apart: they count beside the written policy as they did before. The policy is for this principal alone,
 * because the values of its variables are filled in.
 */

import { isBillingGuard } from '../../authz/billing.ts';
import { policyPlaces } from '../../authz/applicable-statements.ts';
import { type Layered, exceedsInSteps } from '../difference/exceeds.ts';
import { Search } from '../difference/search.ts';
import {
  type LayerRegions,
  type PrincipalLayers,
  type SourcedRegion,
  derivedKeys,
  isOfPrincipal,
  layersOf,
} from '../layers/principal-layers.ts';
import { type Region, needNoPermission } from '../regions/region.ts';
import { inputFor } from '../../authz/authorize.ts';
import type { EvaluationInput, NamedPolicy } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { splitFields } from '../../eval/arn.ts';
import type { Candidate } from '../difference/concrete.ts';
import { userOf } from '../grants/callers.ts';
import { Dropping, joinedParts } from './minimal.ts';
import { type Part, Unwritable, meetParts, outsideOf, equivalentPartOf, takenOut } from './part.ts';
import { type EquivalentStatement, equivalentPolicyText, regionOfStatement } from './written.ts';
import type { Steps } from '../../model/steps.ts';

export interface EquivalentOptions {
  readonly isOver?: () => boolean;
}

export type Equivalent =
  | (WrittenPolicy & { readonly proof: 'same' })
  /** The search for a difference found none, and could not look at everything. */
  | (WrittenPolicy & { readonly proof: 'unknown'; readonly why: string })
  /** No policy can be written. `isNothing`: because there is nothing to allow. */
  | { readonly why: string; readonly isNothing?: true };

interface WrittenPolicy {
  readonly text: string;
  /** Characters that count for the limits of AWS: all but white space. */
  readonly size: number;
  /** The policy allows billing, and the account's setting denies it all the same. */
  readonly isBillingOff: boolean;
}

const noTime = 'the time was not enough';
/** More parts cannot be read by anybody. */
const mostParts = 400;

/** @internal Runs all steps at once. */
export function equivalentPolicy(layers: PrincipalLayers, options: EquivalentOptions = {}): Equivalent {
  const steps = equivalentInSteps(layers, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export function* equivalentInSteps(
  { world, asked, env }: PrincipalLayers,
  { isOver = () => false }: EquivalentOptions = {},
): Steps<Equivalent> {
  const layers = layersOf(world, asked, env, undefined, undefined, isOfPrincipal);
  let found: Equivalent = { why: noTime };
  for (const way of ['meet', 'deny'] as const) {
    found = yield* writtenBy(way, layers, isOver);
    if ('text' in found || isOver()) return found;
  }
  return found;
}

const isOfSetting = ({ source }: SourcedRegion): boolean => isBillingGuard(source.policy);

/** `meet`: statements of limits narrow the Allows. `deny`: Denies take out what limits do not allow, where they can. */
function* writtenBy(way: 'meet' | 'deny', given: PrincipalLayers, isOver: () => boolean): Steps<Equivalent> {
  const layers = withoutSetting(given);
  const allowed = yield* allowedParts(way, layers, isOver);
  if (allowed instanceof Unwritable) return { why: allowed.why };
  const { parts, denies: limiting } = allowed;
  const cut = parts.flatMap(takenOut);
  const denies: Part[] = [...limiting, ...cut];
  for (const layer of [layers.identity, ...layers.limits]) {
    const own = partsOf(layer.deny, layer, layers.fixed);
    if (own instanceof Unwritable) return { why: own.why };
    denies.push(...own);
  }
  const derived = derivedKeys(layers.input);
  const { fixed } = layers;
  const search = new Search<true>({ derived, isOver, confirm: () => true });
  const all = inOrder([...(yield* joined('Allow', parts.map(whole))), ...(yield* joined('Deny', denies))]);
  const needed = yield* new Dropping(all, { search, fixed, isOver }).run();
  const left = (effect: EquivalentStatement['effect']) =>
    needed.flatMap((one) => (one.effect === effect ? [one.part] : []));
  const statements = [...(yield* joined('Allow', left('Allow'))), ...(yield* joined('Deny', left('Deny')))];
  if (!statements.some(({ effect }) => effect === 'Allow'))
    return { why: 'nothing is allowed', isNothing: true };
  const text = equivalentPolicyText(statements);
  const proof = yield* proved(layers, statements, text, isOver);
  const setting = given.identity.deny.filter(isOfSetting);
  const deny = regionsOf(statements, 'Deny', fixed);
  const isBillingOff = regionsOf(statements, 'Allow', fixed).some((allow) =>
    setting.some((off) => search.find([allow, off], deny) !== 'none'),
  );
  const policy = { text, size: text.replaceAll(/\s/g, '').length, isBillingOff };
  if (proof === 'same') return { ...policy, proof };
  // A Deny that takes out what one statement does not have may take it from another.
  if (proof === 'differs' || cut.length > 0)
    return { why: 'what one statement leaves out, another allows in part, and one policy cannot say so' };
  return { ...policy, proof, why: isOver() ? noTime : 'values of variables could not be followed' };
}

function* joined(
  effect: EquivalentStatement['effect'],
  parts: readonly Part[],
): Steps<EquivalentStatement[]> {
  return (yield* joinedParts(parts)).map((part) => ({ effect, part }));
}

/** The account's setting is no policy. */
const withoutSetting = (layers: PrincipalLayers): PrincipalLayers => ({
  ...layers,
  identity: { ...layers.identity, deny: layers.identity.deny.filter((each) => !isOfSetting(each)) },
});

const regionsOf = (
  statements: readonly EquivalentStatement[],
  effect: EquivalentStatement['effect'],
  fixed: PrincipalLayers['fixed'],
): Region[] =>
  statements.flatMap((one) => (one.effect === effect ? (regionOfStatement(one, fixed) ?? []) : []));

const nameOf = ({ layer }: LayerRegions) => (layer === 'root-user' ? 'identity' : layer);
const whole = (part: Part): Part => ({ ...part, without: { actions: [], resources: [] } });

function inOrder(statements: readonly EquivalentStatement[]): EquivalentStatement[] {
  const keyed = statements.map((one) => ({ one, key: equivalentPolicyText([one]) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ one }) => one);
}

function partsOf(
  regions: readonly Region[],
  layer: LayerRegions,
  fixed: PrincipalLayers['fixed'],
): Part[] | Unwritable {
  const found: Part[] = [];
  for (const region of regions) {
    const part = equivalentPartOf(region, policyPlaces[nameOf(layer)].completesArns, fixed);
    if (part instanceof Unwritable) return part;
    if (part) found.push(part);
  }
  return found;
}

interface Allowed {
  /** A Deny still has to take out what they are without. */
  readonly parts: readonly Part[];
  readonly denies: readonly Part[];
}

function* allowedParts(
  way: 'meet' | 'deny',
  { identity, limits, fixed }: PrincipalLayers,
  isOver: () => boolean,
): Steps<Allowed | Unwritable> {
  const own = partsOf(identity.allow, identity, fixed);
  if (own instanceof Unwritable) return own;
  let found = yield* joinedParts(own);
  const denies: Part[] = [];
  for (const layer of limits) {
    const all = partsOf(layer.allow, layer, fixed);
    if (all instanceof Unwritable) return all;
    const parts = yield* joinedParts(all);
    const outside = way === 'deny' ? outsideOf(parts) : undefined;
    if (outside) {
      denies.push(...outside);
      continue;
    }
    const met: Part[] = [];
    for (const ours of found) {
      for (const theirs of parts) {
        const both = meetParts(ours, theirs);
        if (both instanceof Unwritable) return both;
        if (both) met.push(both);
      }
      if (isOver()) return new Unwritable(noTime);
      yield;
    }
    found = yield* joinedParts(met);
    if (found.length > mostParts) return new Unwritable('it would have too many statements to be read');
  }
  return { parts: found, denies };
}

/** Searches for a request that one of both allows and the other does not. */
function* proved(
  layers: PrincipalLayers,
  statements: readonly EquivalentStatement[],
  text: string,
  isOver: () => boolean,
): Steps<'same' | 'unknown' | 'differs'> {
  const all = [layers.identity, ...layers.limits];
  const before: Layered = {
    allow: all.map(({ allow }) => allow),
    deny: all.flatMap(({ deny }) => deny),
  };
  const after: Layered = {
    allow: [regionsOf(statements, 'Allow', layers.fixed)],
    deny: regionsOf(statements, 'Deny', layers.fixed),
  };
  let isCertain = true;
  for (const [more, less, isMore] of [
    [before, after, true],
    [after, before, false],
  ] as const) {
    const search = new Search<true>({
      derived: derivedKeys(layers.input),
      isOver,
      confirm: (candidate) =>
        isAllowedByAll(layers, candidate) === isMore && isAllowedBy(layers, text, candidate) !== isMore
          ? true
          : undefined,
    });
    const found = yield* exceedsInSteps(search, { ...more, deny: [...needNoPermission, ...more.deny] }, less);
    if (typeof found === 'object') return 'differs';
    if (found === 'unknown') isCertain = false;
  }
  return isCertain ? 'same' : 'unknown';
}

const isAllowedByAll = (layers: PrincipalLayers, candidate: Candidate): boolean =>
  evaluate(inputOf(layers, candidate)).verdict === 'allowed';

function isAllowedBy(layers: PrincipalLayers, document: string, candidate: Candidate): boolean {
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
