/**
 * Policies that a question assumes because the world does not have them: of an organization that was not
 * imported, of a VPC endpoint, of a session that nobody has begun, of a resource. Policies that the world has win.
 */

import type { World } from '../model/world/world.ts';
import type { EvaluationInput, NamedPolicy } from './decision.ts';
import { type AssumedOrganizations, standing } from './organization.ts';
import type { Principal } from './principal.ts';
import type { ConditionKeyValues } from './keys/session-keys.ts';

export type ControlLayer = 'service-control' | 'resource-control';

export interface Assumed {
  /** The organization of each account, or none, where this world does not know it. */
  readonly organizations?: AssumedOrganizations;
  /** SCPs that reach the caller's account, one array per level, root first (E-03). */
  readonly serviceControlPolicies?: readonly (readonly NamedPolicy[])[];
  /**
   * Control policies that are not all: one policy, beside which its level can have others, or whole levels without the
   * others. Absent: all of them are there.
   */
  readonly partial?: Partial<Readonly<Record<ControlLayer, 'policy' | 'levels'>>>;
  /** RCPs that reach the resource's account (E-02). `RCPFullAWSAccess` is implied. */
  readonly resourceControlPolicies?: readonly (readonly NamedPolicy[])[];
  /** The request comes through an endpoint with this policy (E-07b), so it has no `aws:SourceIp` (K-02). */
  readonly vpcEndpointPolicy?: NamedPolicy;
  /** Policies passed when the session of the role or federated user began (E-07). */
  readonly sessionPolicies?: readonly NamedPolicy[];
  /** The policy of the one resource of the question: of a key, a bucket, a role of another account. */
  readonly resourcePolicy?: NamedPolicy;
}

/** Keys of a request through an endpoint when the question has none. */
const assumedEndpoint = {
  'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718',
  'aws:SourceVpc': 'vpc-0a1b2c3d4e5f60718',
} as const;

/** Removes `aws:SourceIp`, even a stated one: through an endpoint there is none (K-02, C-56). */
export function throughEndpoint(keys: ConditionKeyValues): void {
  const given = new Set(Object.keys(keys).map((key) => key.toLowerCase()));
  for (const key of Object.keys(keys)) if (key.toLowerCase() === 'aws:sourceip') delete keys[key];
  for (const [key, value] of Object.entries(assumedEndpoint))
    if (!given.has(key.toLowerCase())) keys[key] = value;
}

/** The reason why an assumed policy of that layer does not count; absent: it counts. */
export type Idle =
  | 'organization'
  | 'no-organization'
  | 'no-session'
  | 'own-session'
  | 'own-policy'
  | 'no-resource'
  | 'no-policy-there';

export interface IdleLayers {
  readonly serviceControlPolicies?: Idle;
  readonly resourceControlPolicies?: Idle;
  readonly sessionPolicies?: Idle;
  readonly resourcePolicy?: Idle;
}

export interface AskedResource {
  readonly action: string;
  readonly resource: string;
  readonly policy: NamedPolicy | undefined;
}

/**
 * Returns the layers that only the world decides: SCPs and RCPs when the account is in an organization of the
 * world or surely in none, session policies when the caller has no session or an issued one, the resource's policy when it has one.
 */
export function idleLayers(
  world: World,
  principal: Principal,
  owner: string | undefined,
  asked: AskedResource,
  organizations: AssumedOrganizations = {},
): IdleLayers {
  const controls = (account: string | undefined): Idle | undefined => {
    if (standing(world, account)) return 'organization';
    return account !== undefined && organizations[account] === 'none' ? 'no-organization' : undefined;
  };
  const [scps, rcps] = [controls('account' in principal ? principal.account : undefined), controls(owner)];
  const session = sessionIdle(principal);
  const resource = resourceIdle(asked);
  return {
    ...(scps && { serviceControlPolicies: scps }),
    ...(rcps && { resourceControlPolicies: rcps }),
    ...(session && { sessionPolicies: session }),
    ...(resource && { resourcePolicy: resource }),
  };
}

function resourceIdle({ action, resource, policy }: AskedResource): Idle | undefined {
  if (/^iam:/i.test(action)) return 'no-policy-there';
  if (policy !== undefined) return 'own-policy';
  return /[*?]/.test(resource) ? 'no-resource' : undefined;
}

function sessionIdle(principal: Principal): Idle | undefined {
  if ('session' in principal && principal.session) return 'own-session';
  const hasSession =
    principal.kind === 'role-session' ||
    principal.kind === 'federated-user' ||
    (principal.kind === 'outside' && principal.roleArn !== undefined);
  return hasSession ? undefined : 'no-session';
}

/** Returns the layers that the question assumes, without those that the world decides. */
export function assumedLayers(
  assume: Assumed,
  idle: IdleLayers,
): Pick<EvaluationInput, keyof Assumed & keyof EvaluationInput> {
  const { serviceControlPolicies, resourceControlPolicies, vpcEndpointPolicy, sessionPolicies } = assume;
  const { resourcePolicy } = assume;
  return {
    ...(serviceControlPolicies && !idle.serviceControlPolicies ? { serviceControlPolicies } : {}),
    ...(resourceControlPolicies && !idle.resourceControlPolicies ? { resourceControlPolicies } : {}),
    ...(vpcEndpointPolicy ? { vpcEndpointPolicy } : {}),
    ...(sessionPolicies && !idle.sessionPolicies ? { sessionPolicies } : {}),
    ...(resourcePolicy && !idle.resourcePolicy ? { resourcePolicy } : {}),
  };
}

export const withoutResourcePolicy = ({ resourcePolicy: _, ...others }: Assumed): Assumed => others;

export const addedPolicies = (assume: Assumed | undefined): readonly NamedPolicy[] =>
  assume === undefined
    ? []
    : [
        ...(assume.serviceControlPolicies?.flat() ?? []),
        ...(assume.resourceControlPolicies?.flat() ?? []),
        ...(assume.vpcEndpointPolicy ? [assume.vpcEndpointPolicy] : []),
        ...(assume.sessionPolicies ?? []),
        ...(assume.resourcePolicy ? [assume.resourcePolicy] : []),
      ];

export const assumedPolicy = (assume: Assumed | undefined, name: string): NamedPolicy | undefined =>
  addedPolicies(assume).find((policy) => policy.name === name);
