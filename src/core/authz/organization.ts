/**
 * Adds what an organization contributes to a request: control policies of each level from the root to the
 * account, keys for the places of caller and resource in it, and its own policy where it is the resource. A
 * world without organizations costs only one check.
 */

import { parseArn } from '../model/arn.ts';
import { awsAccount } from '../model/ids.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '../model/records/organization.ts';
import type { ControlPolicyType } from '../model/records/lists.ts';
import type { AccountRecord } from '../model/records/account.ts';
import type { Tag } from '../model/records/tag.ts';
import { type World, ownedBy } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import type { EvaluationInput, NamedPolicy } from './decision.ts';
import type { Principal } from './principal.ts';
import type { ConditionKeyValues } from './keys/session-keys.ts';
import { memoBy } from '../model/memo.ts';

type Layers = Pick<
  EvaluationInput,
  'serviceControlPolicies' | 'resourceControlPolicies' | 'inManagementAccount' | 'resourceInManagementAccount'
>;

const none: Layers = {};

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

/** The organization of an account that this world does not know, as a question supposes it. */
export interface AssumedOrganization {
  readonly id: string;
  /** The account's place: `o-…/r-…/ou-…/`. */
  readonly path?: string;
}

/** Organizations by account; `none`: it is in no organization. */
export type AssumedOrganizations = Readonly<Record<string, AssumedOrganization | 'none'>>;

/** Adds `aws:PrincipalOrgID`, `aws:ResourceOrgID` and the paths (K-30, K-33). */
export function addOrganizationKeys(
  keys: ConditionKeyValues,
  world: World,
  principal: Principal,
  resource: string,
  owner: string | undefined,
  assumed?: AssumedOrganizations,
): void {
  if (world.organizations.size === 0 && !assumed) return;
  const add = (of: 'Principal' | 'Resource', account: string | undefined) => {
    const held = standing(world, account);
    const given = held
      ? { id: held.organization.id, path: orgPath(held) }
      : account === undefined
        ? undefined
        : assumed?.[account];
    if (given === undefined || given === 'none') return;
    keys[`aws:${of}OrgID`] = given.id;
    if (given.path !== undefined) keys[`aws:${of}OrgPaths`] = [given.path];
  };
  if ('account' in principal) add('Principal', principal.account);
  add('Resource', ownerOf(principal, resource, owner));
}

/** Adds `aws:SourceOrgID` and paths of the account for which a service calls (K-33), unless stated. */
export function addSourceOrganization(keys: ConditionKeyValues, world: World, principal: Principal): void {
  if (principal.kind !== 'service' || world.organizations.size === 0) return;
  const spelled = new Map(Object.keys(keys).map((key) => [key.toLowerCase(), key]));
  const source = keys[spelled.get('aws:sourceaccount') ?? ''];
  const theirs = typeof source === 'string' ? standing(world, source) : undefined;
  if (!theirs) return;
  if (!spelled.has('aws:sourceorgid')) keys['aws:SourceOrgID'] = theirs.organization.id;
  if (!spelled.has('aws:sourceorgpaths')) keys['aws:SourceOrgPaths'] = [orgPath(theirs)];
}

/** An account in its organization: the nodes from the root to its parent, then itself. */
export interface OrganizationStanding {
  readonly organization: OrganizationRecord;
  readonly account: AccountRecord;
  /** The ids `r-…`, `ou-…` …, then the account's id. */
  readonly nodes: readonly string[];
}

export function standing(world: World, account: string | undefined): OrganizationStanding | undefined {
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

const isManagement = ({ organization, account }: OrganizationStanding): boolean =>
  organization.account === account.id;

const orgPath = ({ organization, nodes }: OrganizationStanding): string =>
  `${organization.id}/${nodes.slice(0, -1).join('/')}/`;

function levels(
  world: World,
  { organization, nodes }: OrganizationStanding,
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

const named = memoBy((policy: ControlPolicyRecord): NamedPolicy => ({
  name: policy.arn,
  document: compile(policy.content),
}));

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

/**
 * Returns who owns a node, policy or handshake of an organization, and the policy that others meet there. A
 * member needs it beside its own: what it calls is a resource of another account (E-40).
 */
export function organizationTarget(
  world: World,
  arn: string,
): { readonly account?: string; readonly policy?: NamedPolicy } {
  const found = organizationOf(world, arn);
  if (!found) return {};
  const { organization, id } = found;
  const policy = id.startsWith('h-')
    ? joinedPolicy(organization, handshakeGrants(world, organization, id))
    : ownPolicy(organization);
  return { account: organization.account, ...(policy ? { policy } : {}) };
}

export function organizationTags(world: World, arn: string): readonly Tag[] {
  const found = organizationOf(world, arn);
  return found?.organization.details?.tags?.[found.id] ?? [];
}

/** Reads `{kind}/o-…/…/{id}`; the organization's own ARN has only its id. */
function organizationOf(
  world: World,
  arn: string,
): { readonly organization: OrganizationRecord; readonly id: string } | undefined {
  const parts = parseArn(arn)?.resource.split('/') ?? [];
  const organization = world.organizations.get(parts[1] ?? '');
  return organization && { organization, id: parts.at(-1) ?? '' };
}

const ownPolicy = memoBy(joinedPolicy);

/** Adds what delegated administrators may read, and `more`, behind the statements of the policy. */
function joinedPolicy(
  { arn, details = {} }: OrganizationRecord,
  more: readonly Grant[] = [],
): NamedPolicy | undefined {
  const { resourcePolicy, administrators = [] } = details;
  const name = resourcePolicy?.arn ?? arn;
  const reading = grant(
    administrators.map(({ account }) => account),
    ['Describe*', 'List*'],
  );
  const added = [...reading, ...more];
  if (added.length === 0) return resourcePolicy && { name, document: compile(resourcePolicy.content) };
  const written = resourcePolicy
    ? (JSON.parse(resourcePolicy.content) as { Statement: unknown }).Statement
    : [];
  return { name, document: compile(documentOf([written, added].flat())) };
}

/** The account that a handshake is sent to may look at it and answer it. Every member may look. */
function handshakeGrants(world: World, { id, account, details }: OrganizationRecord, handshake: string) {
  const recipient = details?.handshakes?.find((one) => one.id === handshake)?.recipient;
  const accounts = [...world.accounts.values()];
  const asked =
    recipient?.type === 'EMAIL'
      ? accounts.filter(({ email }) => email === recipient.id).map((one) => one.id)
      : [recipient?.id ?? []].flat();
  const members = accounts
    .filter((one) => one.membership?.organization === id && one.id !== account)
    .map((one) => one.id);
  return [
    ...grant(asked, ['AcceptHandshake', 'DeclineHandshake', 'DescribeHandshake']),
    ...grant(members, ['DescribeHandshake']),
  ];
}

type Grant = ReturnType<typeof grant>[number];

/** Returns the statement that lets these accounts call operations of Organizations; none without accounts. */
const grant = (accounts: readonly string[], names: readonly string[]) =>
  accounts.length === 0
    ? []
    : [
        {
          Effect: 'Allow',
          Principal: { AWS: accounts },
          Action: names.map((name) => `organizations:${name}`),
          Resource: '*',
        },
      ];

const documentOf = (Statement: readonly unknown[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
