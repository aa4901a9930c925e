/**
 * Adds what an organization contributes to a request: control policies of each level from the root to the
 * account, and keys for the places of caller and resource in it. A world without organizations costs only one
 * check.
 */

import { parseArn } from '../model/arn.ts';
import { awsAccount } from '../model/ids.ts';
import type {
  ControlPolicyRecord,
  ControlPolicyType,
  OrganizationRecord,
} from '../model/records/organization.ts';
import type { AccountRecord } from '../model/records/tables.ts';
import { type World, ownedBy } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import type { EvaluationInput, NamedPolicy } from './decision.ts';
import type { Principal } from './principal.ts';
import type { Keys } from './session-keys.ts';

type Layers = Pick<
  EvaluationInput,
  'serviceControlPolicies' | 'resourceControlPolicies' | 'inManagementAccount' | 'resourceInManagementAccount'
>;

const none: Layers = {};
const namedOf = new WeakMap<ControlPolicyRecord, NamedPolicy>();

/** Returns the caller's SCPs (E-03), the resource's RCPs (E-02) and flags of management accounts (E-54). */
export function organizationLayers(
  world: World,
  principal: Principal,
  resource: string,
  owner: string | undefined,
): Layers {
  if (world.organizations.size === 0) return none;
  const own = 'account' in principal ? standing(world, principal.account) : undefined;
  const theirs = standing(world, ownerOf(principal, resource, owner));
  return {
    ...(own ? levels(world, own, 'SERVICE_CONTROL_POLICY', 'serviceControlPolicies') : {}),
    ...(own && isManagement(own) ? { inManagementAccount: true } : {}),
    ...(theirs ? levels(world, theirs, 'RESOURCE_CONTROL_POLICY', 'resourceControlPolicies') : {}),
    ...(theirs && isManagement(theirs) ? { resourceInManagementAccount: true } : {}),
  };
}

/** Adds `aws:PrincipalOrgID`, `aws:ResourceOrgID` and the paths (K-30, K-33). */
export function addOrganizationKeys(
  keys: Keys,
  world: World,
  principal: Principal,
  resource: string,
  owner: string | undefined,
): void {
  if (world.organizations.size === 0) return;
  const own = 'account' in principal ? standing(world, principal.account) : undefined;
  const theirs = standing(world, ownerOf(principal, resource, owner));
  if (own) {
    keys['aws:PrincipalOrgID'] = own.organization.id;
    keys['aws:PrincipalOrgPaths'] = [orgPath(own)];
  }
  if (theirs) {
    keys['aws:ResourceOrgID'] = theirs.organization.id;
    keys['aws:ResourceOrgPaths'] = [orgPath(theirs)];
  }
}

/** Adds `aws:SourceOrgID` and paths of the account for which a service calls (K-33), unless stated. */
export function addSourceOrganization(keys: Keys, world: World, principal: Principal): void {
  if (principal.kind !== 'service' || world.organizations.size === 0) return;
  const spelled = new Map(Object.keys(keys).map((key) => [key.toLowerCase(), key]));
  const source = keys[spelled.get('aws:sourceaccount') ?? ''];
  const theirs = typeof source === 'string' ? standing(world, source) : undefined;
  if (!theirs) return;
  if (!spelled.has('aws:sourceorgid')) keys['aws:SourceOrgID'] = theirs.organization.id;
  if (!spelled.has('aws:sourceorgpaths')) keys['aws:SourceOrgPaths'] = [orgPath(theirs)];
}

/** An account in its organization: the nodes from the root to its parent, then itself. */
export interface Standing {
  readonly organization: OrganizationRecord;
  readonly account: AccountRecord;
  /** The ids `r-…`, `ou-…` …, then the account's id. */
  readonly nodes: readonly string[];
}

export function standing(world: World, account: string | undefined): Standing | undefined {
  const record = account === undefined ? undefined : world.accounts.get(account);
  const organization = record?.membership && world.organizations.get(record.membership.organization);
  if (!record?.membership || !organization) return undefined;
  const nodes: string[] = [record.id];
  let node: string | undefined = record.membership.parent;
  while (node !== undefined) {
    nodes.unshift(node);
    node = world.organizationalUnits.get(node)?.parent;
  }
  return { organization, account: record, nodes };
}

const isManagement = ({ organization, account }: Standing): boolean => organization.account === account.id;

const orgPath = ({ organization, nodes }: Standing): string =>
  `${organization.id}/${nodes.slice(0, -1).join('/')}/`;

function levels(
  world: World,
  { organization, nodes }: Standing,
  type: ControlPolicyType,
  layer: 'serviceControlPolicies' | 'resourceControlPolicies',
): Layers {
  if (!organization.enabledPolicyTypes.includes(type)) return none;
  const policies = ownedBy(world, 'controlPolicies', organization.account).filter(
    (policy) => policy.type === type && policy.organization === organization.id,
  );
  return {
    [layer]: nodes.map((node) => policies.filter(({ targets }) => targets.includes(node)).map(named)),
  };
}

function named(policy: ControlPolicyRecord): NamedPolicy {
  let known = namedOf.get(policy);
  if (!known) {
    known = { name: policy.arn, document: compile(policy.content) };
    namedOf.set(policy, known);
  }
  return known;
}

/** Returns true for a resource of another account that shares no organization with the caller's (E-70). */
export function isForeign(world: World, principal: Principal, owner: string | undefined): boolean {
  const own = 'account' in principal ? principal.account : undefined;
  if (owner === undefined || owner === own || owner === awsAccount) return false;
  const organization = standing(world, own)?.organization;
  return organization === undefined || standing(world, owner)?.organization !== organization;
}

/** Returns the resource's account: the known one, the one in its ARN, or the caller's own. */
export function ownerOf(
  principal: Principal,
  resource: string,
  owner: string | undefined,
): string | undefined {
  if (owner !== undefined) return owner;
  const written = parseArn(resource)?.account;
  if (written) return written;
  return 'account' in principal ? principal.account : undefined;
}
