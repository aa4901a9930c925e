/** The resources whose policies concern a principal: each policy counts for what its resource holds, too. */

import { policyPlaces } from '../../authz/applicable-statements.ts';
import type { NamedPolicy } from '../../authz/decision.ts';
import { containerOf, targetOf } from '../../authz/gather.ts';
import type { Grant } from '../../eval/grant.ts';
import { programOf } from '../../eval/program.ts';
import type { RequestView } from '../../eval/request.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import type { World } from '../../model/world/world.ts';
import { type CompiledStatement, compile } from '../../policy/compile.ts';
import type { LayerConcern, SourcedRegion } from '../layers/principal-layers.ts';
import type { StatementSource } from '../layers/principal-layers.ts';
import { type FixedKeys, type Region, ResourceSet, nothingFixed, regionOf } from '../regions/region.ts';
import type { ExceptedRegion, Governed } from './reach.ts';
import { memoByKey } from '../../model/memo.ts';

export interface GrantedRegion {
  readonly region: SourcedRegion;
  readonly sources: readonly StatementSource[];
  readonly only: Governed;
  readonly grant: Exclude<Grant, 'none'>;
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
  readonly about?: LayerConcern | undefined;
}

export function policiesOfResources(reading: Reading): PoliciesOfResources {
  const records = heard(reading, 'resources');
  const inside = new Map<string, string[]>();
  for (const { arn } of records) {
    const container = containerOf(reading.world, arn)?.arn;
    if (container !== undefined) inside.set(container, [...(inside.get(container) ?? []), arn]);
  }
  return alike(
    records.flatMap(({ arn, account }) =>
      saidBy(
        reading,
        { arn, owner: account, but: inside.get(arn) ?? [] },
        targetOf(reading.world, '', arn).policy,
      ),
    ),
  );
}

export const trustPolicies = (reading: Reading, action: string): PoliciesOfResources =>
  alike(
    heard(reading, 'roles').flatMap(({ arn, account }) =>
      saidBy(reading, { arn, owner: account, but: [] }, targetOf(reading.world, action, arn).policy),
    ),
  );

type Spoken = { readonly resources: readonly ResourceRecord[]; readonly roles: readonly RoleRecord[] };

function heard<T extends keyof Spoken>({ world, about }: Reading, table: T): Spoken[T] {
  if (!about) return spokenOf(world, undefined)[table];
  return spoken(about, world.resources, world)[table];
}

const spoken = memoByKey((about: LayerConcern, _: World['resources'], world: World) =>
  spokenOf(world, about),
);

function spokenOf({ resources, roles }: World, about: LayerConcern | undefined): Spoken {
  const says = (document: string | undefined) =>
    document !== undefined &&
    (!about ||
      programOf(compile(document)).statements.some((one) => about.concerns(one, policyPlaces.resource)));
  return {
    resources: [...resources.values()].filter(({ policy }) => says(policy)),
    roles: [...roles.values()].filter(({ assumeRolePolicyDocument }) => says(assumeRolePolicyDocument)),
  };
}

/** Returns the patterns of the resource and of what it holds (`containerOf` in authz/gather.ts). */
export function withHeld(arn: string): string[] {
  if (/^[^:]*:[^:]*:(s3:.*:[^/:]+|dynamodb:.*:table\/[^/]+)$/.test(arn)) return [arn, `${arn}/*`];
  return /^[^:]*:[^:]*:lambda:.*:function:[^:]+$/.test(arn) ? [arn, `${arn}:*`] : [arn];
}

export const listed = (texts: readonly string[]): ResourceSet =>
  new ResourceSet(texts, true, false, false, nothingFixed);

interface Said {
  readonly arn: string;
  readonly owner: string;
  /** Resources within that have policies of their own. */
  readonly but: readonly string[];
  readonly statement: CompiledStatement;
  readonly region: Region;
  readonly grant: GrantedRegion['grant'];
}

function saidBy(
  { request, fixed, about }: Reading,
  resource: Pick<Said, 'arn' | 'owner' | 'but'>,
  policy: NamedPolicy | undefined,
): Said[] {
  return (policy ? programOf(compile(policy.document)).statements : []).flatMap((matcher) => {
    if (about && !about.concerns(matcher, policyPlaces.resource)) return [];
    const grant = matcher.grant(request, policyPlaces.resource);
    const statement = matcher.source;
    const region = grant === 'none' ? undefined : regionOf(statement, policyPlaces.resource, fixed);
    return grant === 'none' || !region ? [] : [{ ...resource, statement, region, grant }];
  });
}

/** Joins the statements that say the same of their resources: a thousand roles often trust alike. */
function alike(all: readonly Said[]): PoliciesOfResources {
  const groups = new Map<string, Said[]>();
  for (const one of all) {
    const { owner, but, grant, statement } = one;
    const { effect, actions, notActions, resources, notResources, conditions, variables } = statement;
    const says = [effect, actions, notActions, resources, notResources, conditions, variables];
    const key = JSON.stringify([owner, but, grant, ...says.map((part) => part ?? 0)]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const grants: GrantedRegion[] = [];
  const denies: PoliciesOfResources['denies'][number][] = [];
  for (const group of groups.values()) {
    const [{ owner, but, grant, statement, region } = group[0] as Said] = group;
    const arns = group.map(({ arn }) => arn);
    const only: Governed = {
      arns,
      set: listed(arns.flatMap(withHeld)),
      ...(but.length > 0 && { but: listed(but.flatMap(withHeld)) }),
    };
    const sources = group.map(sourceOf);
    const sourced = { ...region, source: sources[0] as StatementSource };
    if (statement.effect === 'Deny') denies.push({ ...sourced, only, owner });
    else grants.push({ region: sourced, sources, only, grant, owner });
  }
  return { grants, denies };
}

const sourceOf = ({ arn, statement: { index, sid } }: Said): StatementSource => ({
  layer: 'resource',
  policy: arn,
  statement: index,
  ...(sid !== undefined && { sid }),
});
