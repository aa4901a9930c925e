/**
 * Unique ids behind user and role ARNs in policies, as AWS stores them (G-52). After a rename the policy
 * shows the new ARN. After a deletion it shows the bare id and matches nobody, even when a new entity has the
 * same name. The same text is shown (GetRole) and evaluated, so that both always agree.
 */

import type { EntityId } from '../model/ids.ts';
import type { ResourceRecord } from '../model/records/tables.ts';
import type { RoleRecord } from '../model/records/identities.ts';
import { allNamedPrincipals, namedPrincipals } from '../model/trust-principals.ts';
import type { World } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import { parsePolicy } from '../policy/syntax/parse.ts';
import type { NamedPolicy } from './decision.ts';
import { entityOfArn } from './principal.ts';
import { memoByKey } from '../model/memo.ts';

export const currentTrustDocument = (world: World, role: RoleRecord): string =>
  current(world, role.assumeRolePolicyDocument, role.trustedIds);

/** Returns the policy of a resource as it reads now; `undefined` when it has none. */
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

/** Returns the record with the ids behind the principals of its policy, ready to be saved. */
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

/** Returns a trust policy with the ids behind its principals, ready to be saved. */
export function withTrustedIds(
  world: World,
  document: string,
): Pick<RoleRecord, 'assumeRolePolicyDocument' | 'trustedIds'> {
  const named = namedPrincipals(document).flatMap(({ type, value }) => (type === 'AWS' ? [value] : []));
  const arnOf = (value: string) => (isUniqueId(value) ? (arnOfId(world, value) ?? value) : value);
  return {
    assumeRolePolicyDocument: named.some(isUniqueId) ? replacePrincipals(document, arnOf) : document,
    trustedIds: idsBehind(world, named.map(arnOf)),
  };
}

/** A person may save a document as it was shown, with ids that G-52 put in place of ARNs. */
export const isUniqueId = (value: string): boolean => /^A(IDA|ROA)[A-Z0-9]+$/.test(value);

const named = memoByKey(
  ({ arn }: RoleRecord, text: string): NamedPolicy => ({ name: arn, document: compile(text) }),
  1,
);

/** Returns the compiled trust policy as it counts now. Its name is the role's ARN. */
export const currentTrustPolicy = (world: World, role: RoleRecord): NamedPolicy =>
  named(role, currentTrustDocument(world, role));

export const arnOfId = (world: World, id: string): string | undefined =>
  (world.users.get(id) ?? world.roles.get(id))?.arn;

/** Returns the ids to store with a trust policy that is saved now and names `principals`. */
function idsBehind(world: World, principals: readonly string[]): Record<string, EntityId> {
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
 * Returns the document with each AWS principal replaced. ARNs in conditions stay as they are (G-54). The text
 * is printed again with its own indentation. A text that is no policy names nobody and stays as it is.
 */
export function replacePrincipals(document: string, replace: (value: string) => string): string {
  if (!parsePolicy(document).ok) return document;
  const policy = JSON.parse(document) as { Statement?: Statement | Statement[] };
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  for (const statement of statements) {
    for (const element of [statement?.Principal, statement?.NotPrincipal]) {
      if (typeof element !== 'object' || element === null) continue;
      const principal = element as { AWS?: unknown };
      if (typeof principal.AWS === 'string') principal.AWS = replace(principal.AWS);
      else if (Array.isArray(principal.AWS))
        principal.AWS = principal.AWS.map((value: unknown) =>
          typeof value === 'string' ? replace(value) : value,
        );
    }
  }
  const indent = /\n([ \t]+)"/.exec(document)?.[1];
  return JSON.stringify(policy, null, indent);
}
