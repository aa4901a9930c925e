/**
 * AWS Organizations: a tree of one root, organizational units and accounts, and the control policies (SCPs,
 * RCPs) that are attached to its nodes. The management account owns all rows.
 */

import { optional, list, row } from '../schema/members.ts';
import {
  accountId,
  arn,
  date,
  entityId,
  flag,
  oneOf,
  policyDocument,
  type Stated,
  text,
} from '../schema/words.ts';
import { controlPolicyTypes } from './lists.ts';
import { organizationDetails } from './organization-details.ts';

export const organization = row({
  /** Begins with `o-`. */
  id: entityId,
  /** The management account. */
  account: accountId,
  arn,
  /** Begins with `r-`. */
  rootId: text,
  featureSet: oneOf(['ALL', 'CONSOLIDATED_BILLING']),
  enabledPolicyTypes: list(oneOf(controlPolicyTypes)),
  /** Centralized root access (S-10), switched by IAM's calls for organizations features. */
  rootFeatures: optional(list(oneOf(['RootCredentialsManagement', 'RootSessions']))),
  createDate: date,
  /** Absent: nobody used any of it yet. */
  details: optional(organizationDetails),
});
export interface OrganizationRecord extends Stated<typeof organization> {}

export const organizationalUnit = row({
  /** Begins with `ou-`. */
  id: entityId,
  account: accountId,
  arn,
  organization: entityId,
  /** The root (`r-…`) or the unit above. */
  parent: text,
  name: text,
});
export interface OrganizationalUnitRecord extends Stated<typeof organizationalUnit> {}

export const controlPolicy = row({
  /** `{organization}/{policy id}`: `p-FullAWSAccess` exists in each organization. */
  id: entityId,
  account: accountId,
  organization: entityId,
  /** Begins with `p-`. */
  policyId: text,
  arn,
  type: oneOf(controlPolicyTypes),
  name: text,
  description: text,
  content: policyDocument,
  awsManaged: flag,
  /** Root, units and accounts that it is attached to, in the order in which it was attached. */
  targets: list(text),
});
export interface ControlPolicyRecord extends Stated<typeof controlPolicy> {}

/** An account's place in an organization, a part of its record. */
export const membership = row({
  organization: entityId,
  /** The root (`r-…`) or the unit that holds it. */
  parent: text,
  joined: date,
  method: oneOf(['CREATED', 'INVITED']),
  /** The request of CreateAccount. Callers ask for its status by this id. */
  requestId: optional(text),
});
export interface Membership extends Stated<typeof membership> {}
