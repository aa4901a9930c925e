/**
 * G-52: behind a user or role ARN in a trust policy AWS keeps the entity's unique id. Renamed, the policy
 * shows the new ARN; deleted, it shows the bare id and matches nobody, even when a namesake is created.
 * The same text is shown (GetRole) and evaluated, so that both always agree.
 */

import type { EntityId } from '../model/ids.ts';
import type { ResourceRecord, RoleRecord } from '../model/records/tables.ts';
import { allNamedPrincipals } from '../model/trust-principals.ts';
import type { World } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import type { NamedPolicy } from './decision.ts';
import { entityOfArn } from './principal.ts';

const currentOf = new WeakMap<RoleRecord, { text: string; named: NamedPolicy }>();

/** The trust policy as it reads now. */
export const currentTrustDocument = (world: World, role: RoleRecord): string =>
  current(world, role.assumeRolePolicyDocument, role.trustedIds);

/** The policy of a resource as it reads now; undefined where it has none. */
export const currentResourceDocument = (
  world: World,
  { policy, principalIds }: ResourceRecord,
): string | undefined =>
  policy === undefined || principalIds === undefined ? policy : current(world, policy, principalIds);

function current(world: World, document: string, ids: Readonly<Record<string, EntityId>>): string {
  let moved: Map<string, string> | undefined;
  for (const [arn, id] of Object.entries(ids)) {
    const now = arnOfId(world, id) ?? id;
    if (now !== arn) (moved ??= new Map()).set(arn, now);
  }
  return moved ? replacePrincipals(document, (value) => moved.get(value) ?? value) : document;
}

/** The record with the ids behind the principals that its policy names: to be kept when it is saved. */
export function withPrincipalIds(world: World, record: ResourceRecord): ResourceRecord {
  const { principalIds: _before, ...bare } = record;
  if (record.policy === undefined) return bare;
  const named = allNamedPrincipals(record.policy).flatMap(({ type, value }) =>
    type === 'AWS' ? [value] : [],
  );
  const arnOf = (value: string) => (isUniqueId(value) ? (arnOfId(world, value) ?? value) : value);
  const policy = named.some(isUniqueId) ? replacePrincipals(record.policy, arnOf) : record.policy;
  const ids = idsBehind(world, named.map(arnOf));
  return { ...bare, policy, ...(Object.keys(ids).length === 0 ? {} : { principalIds: ids }) };
}

/** Where G-52 made an ARN into an id, and the person saves the document as it was shown. */
export const isUniqueId = (value: string): boolean => /^A(IDA|ROA)[A-Z0-9]+$/.test(value);

/** The trust policy as it counts now, compiled; its name is the role's ARN. */
export function currentTrustPolicy(world: World, role: RoleRecord): NamedPolicy {
  const text = currentTrustDocument(world, role);
  const known = currentOf.get(role);
  if (known?.text === text) return known.named;
  const named = { name: role.arn, document: compile(text) };
  currentOf.set(role, { text, named });
  return named;
}

/** ARN of the user or role with that unique id. */
export const arnOfId = (world: World, id: string): string | undefined =>
  (world.users.get(id) ?? world.roles.get(id))?.arn;

/** The ids to keep with a trust policy that is saved now, naming `principals`. */
export function idsBehind(world: World, principals: readonly string[]): Record<string, EntityId> {
  const ids: Record<string, EntityId> = {};
  for (const arn of principals) {
    const entity = entityOfArn(world, arn);
    if (entity) ids[arn] = entity.id;
  }
  return ids;
}

interface Statement {
  Principal?: unknown;
  NotPrincipal?: unknown;
}

/**
 * The document with each AWS principal put through `replace`. Only principals: ARNs in conditions stay as
 * text (G-54). The text is printed again in its own indentation.
 */
export function replacePrincipals(document: string, replace: (value: string) => string): string {
  const policy = JSON.parse(document) as { Statement?: Statement | Statement[] };
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  for (const statement of statements) {
    for (const element of [statement?.Principal, statement?.NotPrincipal]) {
      if (typeof element !== 'object' || element === null) continue;
      const principal = element as { AWS?: string | string[] };
      if (typeof principal.AWS === 'string') principal.AWS = replace(principal.AWS);
      else if (principal.AWS) principal.AWS = principal.AWS.map(replace);
    }
  }
  const indent = /\n([ \t]+)"/.exec(document)?.[1];
  return JSON.stringify(policy, null, indent);
}
