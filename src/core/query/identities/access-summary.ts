/**
 * The most that the policies of an identity allow, by service and access level: what they allow together, without what
 * a deny takes away from every request, and without what the permissions boundary or the SCPs never allow. It is an
 * upper bound, because conditions and resources are not compared: the engine decides single requests (Ask). Policies of
 * resources can allow more.
 */

import { selfService } from '../../authz/gather.ts';
import { organizationLayers } from '../../authz/organization.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../model/records/tables.ts';
import type { Reference } from '../../model/service-reference.ts';
import type { World } from '../../model/world/world.ts';
import { type CompiledPolicy, compile } from '../../policy/compile.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';
import type { StatementSyntax } from '../../policy/syntax/tree.ts';
import { type PolicySummary, type SummaryRow, narrowedRow, statementsSummary } from '../policies/summary.ts';
import { policyOf } from './effects.ts';
import { permissionSources } from './permissions.ts';

export interface AccessSummary {
  /** The services that are left after denies and limits. */
  readonly allow: readonly SummaryRow[];
  /** The explicit denies of the identity's own policies. */
  readonly deny: readonly SummaryRow[];
  /** The boundary first, then each level of the organization whose SCPs take something away. */
  readonly limits: readonly AccessLimit[];
  /** Names of policies that are not counted: their document is broken or is not in this world. */
  readonly unread: readonly string[];
  /** True when every action of every service is left, on all resources and without conditions. */
  readonly isEverything: boolean;
}

export interface AccessLimit {
  readonly kind: 'boundary' | 'scp';
  /** Names of the policies that limit. */
  readonly names: readonly string[];
  /** Number of actions that the policies allow and this limit takes away. */
  readonly removed: number;
  /** Number of actions that the policies allow. */
  readonly of: number;
}

type Holder = UserRecord | GroupRecord | RoleRecord;
type Named = { readonly name: string | undefined; readonly statements: readonly StatementSyntax[] };

/** It works in short steps: an administrator has all services. */
export function* accessSummary(
  world: World,
  identity: Holder,
  reference: Reference,
): Generator<undefined, AccessSummary, undefined> {
  const sources = permissionSources(world, identity).map((source) => ({
    kind: source.kind,
    name: source.name,
    statements: statementsOf(policyOf(world, identity, source)),
  }));
  const own = sources.flatMap(({ kind, statements }) => (kind === 'boundary' ? [] : (statements ?? [])));
  const given = 'groups' in identity ? selfService(world, identity.account) : undefined;
  const summary = yield* statementsSummary(
    [...own, ...(given ? (statementsOf(compile(given.document)) ?? []) : [])],
    reference,
  );
  const denied = yield* deniedAlways(own, reference);
  const allowed = narrowed(summary.allow, (name) => !denied.has(name), reference);
  const names = allowed.flatMap(({ actions }) => actions.map(({ name }) => name));
  const limiting = [
    // A boundary that cannot be read is not taken for a limit: nobody knows what it allows.
    ...sources.flatMap(({ kind, name, statements }) =>
      kind === 'boundary' && statements ? [{ kind, policies: [{ name, statements }] } as const] : [],
    ),
    ...controlPolicies(world, identity).map((policies) => ({ kind: 'scp', policies }) as const),
  ];
  const limits: { readonly left: ReadonlySet<string>; readonly limit: AccessLimit }[] = [];
  for (const { kind, policies } of limiting) {
    const left = yield* actionsLeft(
      policies.flatMap(({ statements }) => statements),
      reference,
    );
    limits.push({
      left,
      limit: {
        kind,
        names: policies.flatMap(({ name }) => name ?? []),
        removed: names.filter((name) => !left.has(name)).length,
        of: names.length,
      },
    });
  }
  const allow = narrowed(allowed, (name) => limits.every(({ left }) => left.has(name)), reference);
  return {
    allow,
    deny: summary.deny.filter(({ actions }) => actions.length > 0),
    limits: limits.flatMap(({ limit }) => (limit.kind === 'boundary' || limit.removed > 0 ? [limit] : [])),
    unread: sources.flatMap(({ name, statements }) => (statements ? [] : [name])),
    isEverything: allow.length > 0 && allow.length === summary.services && allow.every(isWhole),
  };
}

/** Returns whether a row has every action of its service, on all resources and without conditions. */
export const isWhole = ({ access, resource, condition }: SummaryRow): boolean =>
  access.full && resource === 'All resources' && condition === 'None';

const narrowed = (
  rows: PolicySummary['allow'],
  passes: (action: string) => boolean,
  reference: Reference,
): SummaryRow[] => rows.flatMap((row) => narrowedRow(row, ({ name }) => passes(name), reference) ?? []);

function statementsOf(policy: CompiledPolicy | undefined): readonly StatementSyntax[] | undefined {
  const parsed = policy && parsePolicy(policy.text);
  return parsed?.ok ? parsed.value.statements : undefined;
}

/** Returns the actions that a deny takes away from every request: on all resources, without conditions. */
function* deniedAlways(
  statements: readonly StatementSyntax[],
  reference: Reference,
): Generator<undefined, ReadonlySet<string>, undefined> {
  const always = statements.filter(
    ({ effect, conditions = [], resource, notResource }) =>
      effect === 'Deny' &&
      conditions.length === 0 &&
      notResource === undefined &&
      (resource?.items.some(({ value }) => value === '*') ?? true),
  );
  return always.length === 0 ? new Set() : actionsOf((yield* statementsSummary(always, reference)).deny);
}

/** Returns the actions that a limit may leave. */
function* actionsLeft(
  statements: readonly StatementSyntax[],
  reference: Reference,
): Generator<undefined, ReadonlySet<string>, undefined> {
  const denied = yield* deniedAlways(statements, reference);
  const allowed = actionsOf((yield* statementsSummary(statements, reference)).allow);
  return new Set([...allowed].filter((name) => !denied.has(name)));
}

const actionsOf = (rows: readonly SummaryRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ actions }) => actions.map(({ name }) => name)));

/** Returns the SCPs that bind the identity, one list per level (E-03). None bind the management account (E-54). */
function controlPolicies(world: World, { arn, path }: Holder): Named[][] {
  // INVARIANT: a group makes no request, but its members have the same SCPs as the account.
  if (path.startsWith('/aws-service-role/')) return [];
  const principal = resolvePrincipal(world, arn);
  const { serviceControlPolicies = [], inManagementAccount } = organizationLayers(
    world,
    principal,
    '*',
    undefined,
  );
  if (inManagementAccount) return [];
  const records = [...world.controlPolicies.values()];
  return serviceControlPolicies.map((level) =>
    level.map(({ name, document }) => {
      const record = records.find(({ arn: known }) => known === name);
      return {
        // AWS's own SCP allows everything, so it never takes anything away.
        name: record?.awsManaged ? undefined : (record?.name ?? name),
        statements: statementsOf(compile(document)) ?? [],
      };
    }),
  );
}
