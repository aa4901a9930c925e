/**
 * The resources whose policies concern a principal: those that grant it something, and those that deny. Each policy
 * counts for its own resource and for what that holds.
 */

import { places } from '../../authz/applicable-statements.ts';
import { containerOf, targetOf } from '../../authz/gather.ts';
import type { Grant } from '../../eval/grant.ts';
import { programOf } from '../../eval/program.ts';
import type { RequestView } from '../../eval/request.ts';
import type { World } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import type { SourcedRegion } from '../layers/source.ts';
import { type FixedKeys, ResourceSet, regionOf } from '../regions/region.ts';
import type { ExceptedRegion, Governed } from './reach.ts';

/** A statement of a resource's policy that names the principal. */
export interface GrantedRegion {
  readonly region: SourcedRegion;
  readonly only: Governed;
  readonly grant: Exclude<Grant, 'none'>;
  /** The account of the resource. */
  readonly owner: string;
}

export interface PoliciesOfResources {
  readonly grants: readonly GrantedRegion[];
  readonly denies: readonly (ExceptedRegion & { readonly owner: string })[];
}

export interface Reading {
  readonly world: World;
  readonly request: RequestView;
  readonly fixed: FixedKeys;
}

/** Returns what the policies of resources say about the principal. */
export function policiesOfResources(reading: Reading): PoliciesOfResources {
  const records = [...reading.world.resources.values()].filter(({ policy }) => policy !== undefined);
  const inside = new Map<string, string[]>();
  for (const { arn } of records) {
    const container = containerOf(reading.world, arn)?.arn;
    if (container !== undefined) inside.set(container, [...(inside.get(container) ?? []), arn]);
  }
  return joined(
    records.map(({ arn, account }) => {
      const but = inside.get(arn);
      const governed = { arn, set: listed(withHeld(arn)), ...(but && { but: listed(but) }) };
      return saidBy(reading, targetOf(reading.world, '', arn).policy, governed, account);
    }),
  );
}

/** Returns what trust policies say about the principal. */
export const trustPolicies = (reading: Reading, action: string): PoliciesOfResources =>
  joined(
    [...reading.world.roles.values()].map(({ arn, account }) =>
      saidBy(reading, targetOf(reading.world, action, arn).policy, { arn, set: listed([arn]) }, account),
    ),
  );

/** Returns the patterns of the resource and of what it holds (`containerOf` in authz/gather.ts). */
export function withHeld(arn: string): string[] {
  const service = arn.split(':', 3)[2];
  if (service === 's3' || service === 'dynamodb') return [arn, `${arn}/*`];
  return service === 'lambda' ? [arn, `${arn}:*`] : [arn];
}

const nothingFixed: FixedKeys = { value: () => undefined, isFixed: () => false };
export const listed = (texts: readonly string[]): ResourceSet =>
  new ResourceSet(texts, true, false, false, nothingFixed);

function saidBy(
  { request, fixed }: Reading,
  policy: ReturnType<typeof targetOf>['policy'],
  only: Governed,
  owner: string,
): PoliciesOfResources {
  const grants: GrantedRegion[] = [];
  const denies: (ExceptedRegion & { readonly owner: string })[] = [];
  for (const matcher of policy ? programOf(compile(policy.document)).statements : []) {
    const statement = matcher.source;
    const grant = matcher.grant(request, places.resource);
    if (grant === 'none') continue;
    const region = regionOf(statement, places.resource, fixed);
    if (!region) continue;
    const { index, sid } = statement;
    const source = {
      layer: 'resource' as const,
      policy: only.arn,
      statement: index,
      ...(sid !== undefined && { sid }),
    };
    if (statement.effect === 'Allow') grants.push({ region: { ...region, source }, only, grant, owner });
    else denies.push({ ...region, source, only, owner });
  }
  return { grants, denies };
}

const joined = (all: readonly PoliciesOfResources[]): PoliciesOfResources => ({
  grants: all.flatMap(({ grants }) => grants),
  denies: all.flatMap(({ denies }) => denies),
});
