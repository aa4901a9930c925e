/**
 * AWS Organizations: a tree of one root, organizational units and accounts, and the control policies (SCPs,
 * RCPs) that are attached to its nodes. The management account owns all rows.
 */

import type { AccountId, Arn, EntityId } from '../ids.ts';
import type { OrganizationDetails } from './organization-details.ts';

export const controlPolicyTypes = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
export type ControlPolicyType = (typeof controlPolicyTypes)[number];

export interface OrganizationRecord {
  /** Begins with `o-`. */
  readonly id: EntityId;
  /** The management account. */
  readonly account: AccountId;
  readonly arn: Arn;
  /** Begins with `r-`. */
  readonly rootId: string;
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  readonly enabledPolicyTypes: readonly ControlPolicyType[];
  /** Centralized root access (S-10), switched by IAM's calls for organizations features. */
  readonly rootFeatures?: readonly ('RootCredentialsManagement' | 'RootSessions')[];
  readonly createDate: string;
  /** Absent: nobody used any of it yet. */
  readonly details?: OrganizationDetails;
}

export interface OrganizationalUnitRecord {
  /** Begins with `ou-`. */
  readonly id: EntityId;
  readonly account: AccountId;
  readonly arn: Arn;
  readonly organization: EntityId;
  /** The root (`r-…`) or the unit above. */
  readonly parent: string;
  readonly name: string;
}

export interface ControlPolicyRecord {
  /** `{organization}/{policy id}`: `p-FullAWSAccess` exists in each organization. */
  readonly id: EntityId;
  readonly account: AccountId;
  readonly organization: EntityId;
  /** Begins with `p-`. */
  readonly policyId: string;
  readonly arn: Arn;
  readonly type: ControlPolicyType;
  readonly name: string;
  readonly description: string;
  readonly content: string;
  readonly awsManaged: boolean;
  /** Root, units and accounts that it is attached to, in the order in which it was attached. */
  readonly targets: readonly string[];
}

/** An account's place in an organization, a part of its record. */
export interface Membership {
  readonly organization: EntityId;
  /** The root (`r-…`) or the unit that holds it. */
  readonly parent: string;
  readonly joined: string;
  readonly method: 'CREATED' | 'INVITED';
  /** The request of CreateAccount. Callers ask for its status by this id. */
  readonly requestId?: string;
}

/** The policies that AWS attaches by itself. Each organization has copies of its own. */
export const fullAwsAccess = {
  SERVICE_CONTROL_POLICY: { policyId: 'p-FullAWSAccess', name: 'FullAWSAccess' },
  RESOURCE_CONTROL_POLICY: { policyId: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess' },
} as const satisfies Record<ControlPolicyType, { policyId: string; name: string }>;
