/**
 * The rest of an organization, beside its tree and its control policies: tags, invitations, trusted services,
 * delegated administrators, the resource policy and the policies that never decide an IAM request (Y-12).
 * All of it is one optional part of the organization's row.
 */

import type { AccountId, Arn } from '../ids.ts';
import type { Tag } from './tag.ts';

/** Management and declarative policies: services read them, the policy engine never does. */
export const managementPolicyTypes = [
  'AISERVICES_OPT_OUT_POLICY',
  'BACKUP_POLICY',
  'BEDROCK_POLICY',
  'CHATBOT_POLICY',
  'DECLARATIVE_POLICY_EC2',
  'GUARDDUTY_POLICY',
  'INSPECTOR_POLICY',
  'NETWORK_SECURITY_DIRECTOR_POLICY',
  'S3_POLICY',
  'SECURITYHUB_CSPM_POLICY',
  'SECURITYHUB_POLICY',
  'TAG_POLICY',
  'UPGRADE_ROLLOUT_POLICY',
] as const;
export type ManagementPolicyType = (typeof managementPolicyTypes)[number];

export interface ManagementPolicy {
  /** Begins with `p-`. */
  readonly policyId: string;
  readonly arn: Arn;
  readonly type: ManagementPolicyType;
  readonly name: string;
  readonly description: string;
  readonly content: string;
  /** Root, units and accounts, in the order in which it was attached. */
  readonly targets: readonly string[];
  /** The last change of the text or of a target. */
  readonly changed: string;
}

export const handshakeActions = ['INVITE', 'ENABLE_ALL_FEATURES', 'APPROVE_ALL_FEATURES'] as const;

/** An answer ends a handshake. That it expired follows from the time. */
export const handshakeAnswers = ['CANCELED', 'ACCEPTED', 'DECLINED'] as const;

export interface HandshakeRecord {
  /** Begins with `h-`. */
  readonly id: string;
  readonly arn: Arn;
  readonly action: (typeof handshakeActions)[number];
  /** The account that is asked; absent: the management account itself. */
  readonly recipient?: { readonly type: 'ACCOUNT' | 'EMAIL'; readonly id: string };
  readonly requested: string;
  readonly expires: string;
  readonly answer?: (typeof handshakeAnswers)[number];
  readonly answered?: string;
  readonly notes?: string;
  /** Tags that the account gets when it joins. */
  readonly tags?: readonly Tag[];
  /** The handshake of APPROVE_ALL_FEATURES that this one is a part of. */
  readonly parent?: string;
}

export interface TrustedService {
  readonly service: string;
  readonly since: string;
}

export interface DelegatedAdministrator {
  readonly account: AccountId;
  readonly since: string;
  readonly services: readonly TrustedService[];
}

export interface OrganizationResourcePolicy {
  /** Begins with `rp-`. */
  readonly id: string;
  readonly arn: Arn;
  readonly content: string;
}

export interface OrganizationDetails {
  /** Keys: the id of the root, a unit, an account, a policy or the resource policy. */
  readonly tags?: Readonly<Record<string, readonly Tag[]>>;
  readonly handshakes?: readonly HandshakeRecord[];
  /** Services with trusted access. */
  readonly services?: readonly TrustedService[];
  readonly administrators?: readonly DelegatedAdministrator[];
  readonly resourcePolicy?: OrganizationResourcePolicy;
  readonly policyTypes?: readonly ManagementPolicyType[];
  readonly policies?: readonly ManagementPolicy[];
}
