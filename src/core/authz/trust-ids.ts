import type { EntityId } from '../model/ids.ts';
import type { RoleRecord } from '../model/records.ts';
import type { World } from '../model/world.ts';
import { compile } from '../policy/compile.ts';
import type { NamedPolicy } from './decision.ts';
import { entityOfArn } from './principal.ts';

/**
 * G-52: behind a user or role ARN in a trust policy AWS keeps the entity's unique id. Renamed, the policy
 * shows the new ARN; deleted, it shows the bare id and matches nobody, even when a namesake is created.
 * The same text is shown (GetRole) and evaluated, so that both always agree.
 */
const currentOf = new WeakMap<RoleRecord, { text: string; named: NamedPolicy }>();

/** The trust policy as it reads now. */
export function currentTrustDocument(world: World, role: RoleRecord): string {
  let moved: Map<string, string> | undefined;
  for (const [arn, id] of Object.entries(role.trustedIds)) {
    const now = arnOfId(world, id) ?? id;
    if (now !== arn) (moved ??= new Map()).set(arn, now);
  }
  return moved
    ? replacePrincipals(role.assumeRolePolicyDocument, (value) => moved.get(value) ?? value)
    : role.assumeRolePolicyDocument;
}

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
