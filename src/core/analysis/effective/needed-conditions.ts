/**
 * Finds the conditions under which a principal may do an action on a resource, or on all of a pattern. Made of the same
 * regions as effective permissions, so that both say the same.
 */

import { applicable, policyPlaces } from '../../authz/applicable-statements.ts';
import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import { testHolds } from '../../eval/condition.ts';
import type { RequestView } from '../../eval/request.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import type { KeyTest } from '../cells/key-test.ts';
import { meetArns } from '../globs/meet.ts';
import { fixedKeysOf, layersOf } from '../layers/principal-layers.ts';
import { type ResourceSet, regionOf } from '../regions/region.ts';
import { type Conditions, allOf, anyOf } from './conditions.ts';
import { reachOf } from './find-reaches.ts';
import { type ExceptedRegion, type Reach, hasResource, isOnResource } from './reach.ts';
import { conditionsOf } from './reach-words.ts';

/** `undefined`: it needs none. `never`: no conditions are known that allow it. */
export type Needed = Conditions | 'never' | undefined;

type Asked = Pick<Question, 'principal' | 'action' | 'resource' | 'context'>;

export function neededConditions(world: World, asked: Asked, env: DecisionEnv): Needed {
  const { principal, action, resource } = asked;
  const view = applicable(evaluationInput(world, asked, env)).request;
  const isPattern = resource !== '*' && /[*?]/.test(resource);
  const layers = layersOf(world, { principal }, env, undefined, {
    action: view.action,
    concerns: (statement, place) => isPattern || statement.matchesResource(view, place),
  });
  const isKnown = knowsTags(world, resource);
  const ways: (Conditions | undefined)[] = [];
  for (const reach of reachOf(layers, action)) {
    const isInside = hasResource(reach, view) && (!isPattern || hasAll(reach, resource));
    const needed = isInside ? neededOf(reach, view, { isPattern, isKnown }) : 'never';
    if (needed === undefined) return undefined;
    if (needed !== 'never') ways.push(needed);
  }
  return ways.length === 0 ? 'never' : anyOf(ways);
}

export function conditionsOfStatement(world: World, view: RequestView, statement: CompiledStatement): Needed {
  const region = regionOf(statement, policyPlaces.identity, fixedKeysOf(world, view));
  const left =
    region && leftOf(region.tests, view, { isPattern: false, isKnown: knowsTags(world, view.resource) });
  return left ? conditionsOf(left) : 'never';
}

interface Resource {
  readonly isPattern: boolean;
  readonly isKnown: boolean;
}

function neededOf(reach: Reach, view: RequestView, resource: Resource): Needed {
  const allowing = leftOf(reach.tests, view, resource);
  if (!allowing) return 'never';
  const parts: (Conditions | undefined)[] = [conditionsOf(allowing)];
  for (const region of reach.except) {
    if (resource.isPattern ? !mayMeet(region, view.matched) : !isOnResource(region, view)) continue;
    const denying = leftOf(region.tests, view, resource);
    if (!denying) continue;
    const conditions = conditionsOf(denying);
    if (!conditions) return 'never';
    parts.push({ kind: 'not', of: conditions });
  }
  return allOf(parts);
}

/** Returns the tests that the resource does not decide; `undefined` when it decides that one does not hold. */
function leftOf(
  tests: readonly KeyTest[],
  view: RequestView,
  { isPattern, isKnown }: Resource,
): KeyTest[] | undefined {
  const left: KeyTest[] = [];
  for (const test of tests) {
    const isDecided =
      !isPattern && isKnown && [test.key, ...test.variables].every((key) => ofResource.test(key));
    if (!isDecided) left.push(test);
    else if (!testHolds(test.test, view)) return undefined;
  }
  return left;
}

const ofResource = /^(aws|iam):resourcetag\//;

function knowsTags(world: World, arn: string): boolean {
  const ref = world.index.byArn.get(arn);
  return (
    ref !== undefined && (ref.table !== 'resources' || findByArn(world, 'resources', arn)?.tags !== undefined)
  );
}

const hasAll = ({ resources, only, kind, apart }: Reach, pattern: string): boolean =>
  [...resources, ...(only ? [only.set] : []), ...(kind ? [kind] : [])].every((set) =>
    isWithin(pattern, set),
  ) && [...apart, ...(only?.but ? [only.but] : [])].every((set) => set.isListed && isOutside(pattern, set));

const isWithin = (pattern: string, set: ResourceSet): boolean =>
  set.isListed
    ? set.hasAll || (!set.texts.some((text) => text.includes('?')) && set.sure.has(pattern))
    : isOutside(pattern, set);

const isOutside = (pattern: string, { texts }: ResourceSet): boolean =>
  texts.every((text) => !text.includes('${') && text !== '*' && meetArns(pattern, text).length === 0);

const mayMeet = ({ resources, only }: ExceptedRegion, pattern: string): boolean =>
  [resources, ...(only ? [only.set] : [])].every((set) => !set.isListed || !isOutside(pattern, set));
