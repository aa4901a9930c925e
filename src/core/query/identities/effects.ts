/** The sum of an identity's policies, statement by statement, with origins. Ask says which requests pass. */

import { managedPolicy } from '../../authz/gather.ts';
import { principalRecord, resolvePrincipal } from '../../authz/principal.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type CompiledPolicy, compile } from '../../policy/compile.ts';
import { PolicySyntaxError } from '../../policy/syntax/error.ts';
import { describeStatement } from '../../words/statement.ts';
import { type PermissionSource, permissionSources } from './permissions.ts';

export interface StatementEffect {
  readonly effect: 'Allow' | 'Deny';
  readonly text: string;
  readonly origins: readonly PermissionSource[];
}

export interface Effects {
  /** Denies first: one of them beats every allow. */
  readonly statements: readonly StatementEffect[];
  /** Statements of the permissions boundary; absent without one. */
  readonly boundary?: readonly StatementEffect[];
  /** Policies that could not be read: their document is broken or is not in this world. */
  readonly unread: readonly PermissionSource[];
}

export function effectsOf(world: World, identity: UserRecord | GroupRecord | RoleRecord): Effects {
  const merged = new Map<
    string,
    { effect: StatementEffect['effect']; text: string; origins: PermissionSource[] }
  >();
  const boundary: StatementEffect[] = [];
  const unread: PermissionSource[] = [];
  const sources = permissionSources(world, identity);
  for (const source of sources) {
    const statements = policyOf(world, identity, source)?.statements;
    if (!statements) {
      unread.push(source);
      continue;
    }
    for (const statement of statements) {
      const { effect } = statement;
      const text = describeStatement(statement);
      if (source.kind === 'boundary') boundary.push({ effect, text, origins: [source] });
      else {
        const row = merged.get(text);
        if (!row) merged.set(text, { effect, text, origins: [source] });
        else if (!row.origins.includes(source)) row.origins.push(source);
      }
    }
  }
  const statements = [...merged.values()].sort(deniesFirst);
  const bounded = sources.some(({ kind }) => kind === 'boundary');
  return { statements, unread, ...(bounded ? { boundary: boundary.sort(deniesFirst) } : {}) };
}

export function unreadPolicies(world: World, arn: string): string[] {
  const identity = findByArn(world, 'groups', arn) ?? principalRecord(resolvePrincipal(world, arn));
  if (!identity) return [];
  const unread = permissionSources(world, identity).filter((source) => !policyOf(world, identity, source));
  return [...new Set(unread.map(({ name }) => name))];
}

const deniesFirst = (a: StatementEffect, b: StatementEffect): number =>
  Number(a.effect === 'Allow') - Number(b.effect === 'Allow');

/** Returns the policy of a source; `undefined` when its document is broken or is not in this world. */
function policyOf(
  world: World,
  identity: UserRecord | GroupRecord | RoleRecord,
  source: PermissionSource,
): CompiledPolicy | undefined {
  try {
    if ('arn' in source) {
      const document = managedPolicy(world, source.arn)?.document;
      return document === undefined ? undefined : compile(document);
    }
    const holder = source.kind === 'inline' ? identity : groupNamed(world, identity, source.group);
    const found = holder?.inlinePolicies.find(({ policyName }) => policyName === source.name);
    return found && compile(found.document);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return undefined;
    throw error;
  }
}

const groupNamed = (
  world: World,
  identity: UserRecord | GroupRecord | RoleRecord,
  name: string,
): GroupRecord | undefined =>
  'groups' in identity
    ? identity.groups.flatMap((id) => world.groups.get(id) ?? []).find(({ groupName }) => groupName === name)
    : undefined;
