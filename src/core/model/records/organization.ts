/**
 * AWS Organizations: a tree of one root, organizational units and accounts, and the control policies (SCPs,
 * RCPs) that hang on its nodes. All rows are owned by the management account.
 */

import type { AccountId, Arn, EntityId } from '../ids.ts';

export const controlPolicyTypes = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;
export type ControlPolicyType = (typeof controlPolicyTypes)[number];

export interface OrganizationRecord {
  /** `o-…` */
  readonly id: EntityId;
  /** The management account. */
  readonly account: AccountId;
  readonly arn: Arn;
  /** `r-…` */
  readonly rootId: string;
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  readonly enabledPolicyTypes: readonly ControlPolicyType[];
  /** Centralized root access (S-10), as IAM's calls of organizations features switch it. */
  readonly rootFeatures?: readonly ('RootCredentialsManagement' | 'RootSessions')[];
  readonly createDate: string;
}

export interface OrganizationalUnitRecord {
  /** `ou-…` */
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
  /** `p-…` */
  readonly policyId: string;
  readonly arn: Arn;
  readonly type: ControlPolicyType;
  readonly name: string;
  readonly description: string;
  readonly content: string;
  readonly awsManaged: boolean;
  /** Root, units and accounts that it is attached to, in the order of attaching. */
  readonly targets: readonly string[];
}

/** An account's place in an organization; part of its record. */
export interface Membership {
  readonly organization: EntityId;
  /** The root (`r-…`) or the unit that holds it. */
  readonly parent: string;
  readonly joined: string;
  readonly method: 'CREATED' | 'INVITED';
  /** Of CreateAccount, by which its status is asked for. */
  readonly requestId?: string;
}

/** The organization's own copies of what AWS attaches by itself. */
export const fullAwsAccess = {
  SERVICE_CONTROL_POLICY: { policyId: 'p-FullAWSAccess', name: 'FullAWSAccess' },
  RESOURCE_CONTROL_POLICY: { policyId: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess' },
} as const satisfies Record<ControlPolicyType, { policyId: string; name: string }>;
