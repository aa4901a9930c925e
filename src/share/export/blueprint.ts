/**
 * An account in the order in which it can be built again, for the CLI script, CloudFormation and Terraform.
 * AWS refuses a policy that names a missing principal (G-53), so such principals are left out of trust and
 * resource policies here; `lost` lists them.
 */

import {
  currentResourceDocument,
  currentTrustDocument,
  replacePrincipals,
} from '../../core/authz/trust-ids.ts';
import { entityOfArn } from '../../core/authz/principal.ts';
import { parseArn } from '../../core/model/arn.ts';
import { type AccountId, type Arn, awsAccount } from '../../core/model/ids.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../core/model/records/identities.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import type { OidcProviderRecord, SamlProviderRecord } from '../../core/model/records/identity-providers.ts';
import { namedPrincipals } from '../../core/model/trust-principals.ts';
import { findByArn, ownedBy, type World } from '../../core/model/world/world.ts';
import { linkedServices } from '../../core/api/iam/identities/linked-services.ts';
import { Readable, unreadableControls } from './readable.ts';

export interface Blueprint {
  readonly account: AccountRecord;
  /** The account's own policies by name. Versions are oldest first. */
  readonly policies: readonly PolicyRecord[];
  readonly groups: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
  /** Ordered so that a trust policy names only roles built before, as far as possible. */
  readonly roles: readonly PlannedRole[];
  /** Made by their own call; AWS adds their policies. */
  readonly linkedRoles: readonly { readonly role: RoleRecord; readonly service: string }[];
  /** Roles that only AWS makes (IAM Identity Center). */
  readonly reservedRoles: readonly RoleRecord[];
  readonly profiles: readonly InstanceProfileRecord[];
  readonly samlProviders: readonly SamlProviderRecord[];
  readonly oidcProviders: readonly OidcProviderRecord[];
  /** Buckets, queues, keys and so on. `policy`: the present one, without missing principals. */
  readonly resources: readonly { readonly resource: ResourceRecord; readonly policy: string | undefined }[];
  /** Missing principals of trust and resource policies, each with its place. */
  readonly lost: readonly { readonly where: string; readonly principal: string }[];
  /** Policies that are attached or boundaries, but whose document is unknown. */
  readonly unknownPolicies: readonly Arn[];
  /** Documents that are no policies; each is left out. */
  readonly unreadable: readonly string[];
  /** The account's own policies that are not in the export. Nothing can attach them. */
  readonly leftOut: ReadonlySet<Arn>;
}

export interface PlannedRole {
  readonly role: RoleRecord;
  readonly trust: string;
  /** True when the trust policy names a role that is built later. Then it is set at the end. */
  readonly trustLater: boolean;
}

/** A trust policy that lets nobody in, until the right one can be set. */
export const closedTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});

/** Throws when the world has no such account. */
export function blueprintOf(world: World, id: AccountId): Blueprint {
  const account = world.accounts.get(id);
  if (!account) throw new Error(`no account ${id}`);
  const lost: { where: string; principal: string }[] = [];
  const rebuildable = (document: string, where: string) => withoutLost(world, id, document, where, lost);
  const readable = new Readable();
  const roles = ownedBy(world, 'roles', id).map((role) => readable.holder(role, `role ${role.roleName}`));
  const resources = ownedBy(world, 'resources', id).map((resource) => {
    const document = currentResourceDocument(world, resource);
    const where = `the policy of ${resource.arn}`;
    const isThere = document !== undefined && readable.reads(document, where);
    return { resource, policy: isThere ? rebuildable(document, where) : undefined };
  });
  const planned = roles
    .filter(({ path }) => !/^\/aws-(?:service-role|reserved)\//.test(path))
    .map((role) => {
      const document = currentTrustDocument(world, role);
      const where = `the trust policy of role ${role.roleName}`;
      const isThere = readable.reads(document, `${where} (it lets nobody in)`);
      return { role, trust: (isThere ? rebuildable(document, where) : undefined) ?? closedTrust };
    });
  const users = ownedBy(world, 'users', id).map((user) => readable.holder(user, `user ${user.userName}`));
  const groups = ownedBy(world, 'groups', id).map((row) => readable.holder(row, `group ${row.groupName}`));
  const ownPolicies = ownedBy(world, 'policies', id);
  const policies = ownPolicies.flatMap((policy) => readable.policy(policy) ?? []);
  const built = new Set<Arn>(policies.map(({ arn }) => arn));
  const holders = [...users, ...groups, ...roles];
  const used = holders.flatMap((row) => [
    ...row.attachedPolicies,
    ...('permissionsBoundary' in row && row.permissionsBoundary ? [row.permissionsBoundary] : []),
  ]);
  const unknownPolicies = [...new Set(used)].filter((arn) => isLost(world, id, arn));
  return {
    account,
    policies,
    groups,
    users,
    roles: inOrder(planned),
    linkedRoles: roles.flatMap((role) => {
      const service = linkedServiceOf(role);
      return service === undefined ? [] : [{ role, service }];
    }),
    reservedRoles: roles.filter(({ path }) => path.startsWith('/aws-reserved/')),
    profiles: ownedBy(world, 'instanceProfiles', id),
    samlProviders: ownedBy(world, 'samlProviders', id),
    oidcProviders: ownedBy(world, 'oidcProviders', id),
    resources,
    lost,
    unknownPolicies,
    unreadable: [...readable.unreadable, ...unreadableControls(world, organizationOf(world, id))],
    leftOut: new Set([
      ...unknownPolicies,
      ...ownPolicies.map(({ arn }) => arn).filter((arn) => !built.has(arn)),
    ]),
  };
}

/** Returns the organization that the account manages; an empty text when there is none. */
const organizationOf = (world: World, account: AccountId): string =>
  [...world.organizations.values()].find((row) => row.account === account)?.id ?? '';

/** Returns true for a customer managed policy whose document the account does not hold. */
const isLost = (world: World, account: AccountId, arn: Arn): boolean =>
  findByArn(world, 'policies', arn) === undefined &&
  parseArn(arn)?.account !== awsAccount &&
  account !== awsAccount;

function linkedServiceOf({ path, assumeRolePolicyDocument }: RoleRecord): string | undefined {
  if (!path.startsWith('/aws-service-role/')) return undefined;
  const inPath = path.split('/')[2] ?? '';
  if (inPath !== '') return inPath;
  return namedPrincipals(assumeRolePolicyDocument).find(({ value }) => linkedServices.has(value))?.value;
}

/** Returns the document without missing principals; `undefined` when nothing of it remains. */
function withoutLost(
  world: World,
  account: AccountId,
  document: string,
  where: string,
  lost: { where: string; principal: string }[],
): string | undefined {
  const gone = new Set(
    namedPrincipals(document)
      .filter(({ type, value }) => type === 'AWS' && isGone(world, account, value))
      .map(({ value }) => value),
  );
  if (gone.size === 0) return document;
  for (const principal of gone) lost.push({ where, principal });
  const marked = replacePrincipals(document, (value) => (gone.has(value) ? goneMark : value));
  const policy = JSON.parse(marked) as { Statement?: unknown };
  const statements = [policy.Statement].flat().flatMap(withoutMarked);
  return statements.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: statements }, null, 2);
}

const goneMark = 'principal that is gone';

function withoutMarked(statement: unknown): unknown[] {
  const { Principal: principal } = statement as { Principal?: { AWS?: string | string[] } };
  if (principal?.AWS === undefined) return [statement];
  const left = [principal.AWS].flat().filter((value) => value !== goneMark);
  const { AWS: _, ...others } = principal;
  if (left.length > 0) return [{ ...(statement as object), Principal: { ...others, AWS: left } }];
  return Object.keys(others).length > 0 ? [{ ...(statement as object), Principal: others }] : [];
}

/** Returns true for the id of a deleted principal (G-52), and for a missing user or role here. */
function isGone(world: World, account: AccountId, value: string): boolean {
  if (/^A(?:IDA|ROA)[A-Z0-9]+$/.test(value)) return true;
  const arn = parseArn(value);
  if (arn?.service !== 'iam' || !/^(?:user|role)\//.test(arn.resource)) return false;
  return arn.account === account && entityOfArn(world, value) === undefined;
}

function inOrder(planned: readonly { role: RoleRecord; trust: string }[]): PlannedRole[] {
  const arns = new Set<string>(planned.map(({ role }) => role.arn));
  const needs = new Map(
    planned.map(({ role, trust }) => [
      role.arn,
      namedPrincipals(trust).flatMap(({ value }) => (arns.has(value) ? [value] : [])),
    ]),
  );
  const built = new Set<string>();
  const ordered: PlannedRole[] = [];
  const isReady = (arn: Arn) => (needs.get(arn) ?? []).every((needed) => built.has(needed));
  for (let left = planned; left.length > 0;) {
    const ready = left.filter(({ role }) => isReady(role.arn));
    // The roles form a circle, or one trusts itself: one is built closed, and the others follow.
    const next = ready.length > 0 ? ready : left.slice(0, 1);
    for (const { role, trust } of next) {
      ordered.push({ role, trust, trustLater: ready.length === 0 });
      built.add(role.arn);
    }
    left = left.filter(({ role }) => !built.has(role.arn));
  }
  return ordered;
}
