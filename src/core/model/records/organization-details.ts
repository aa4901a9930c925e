/**
 * The rest of an organization, beside its tree and its control policies: tags, invitations, trusted services,
 * delegated administrators, the resource policy and the policies that never decide an IAM request (Y-12).
 * All of it is one optional part of the organization's row.
 */

import { mapOf, optional, list, row } from '../schema/members.ts';
import {
  accountId,
  arn,
  date,
  jsonObject,
  oneOf,
  policyDocument,
  type Stated,
  text,
} from '../schema/words.ts';
import { handshakeActions, handshakeAnswers, managementPolicyTypes } from './lists.ts';
import { tags } from './tag.ts';

/** A policy that services read and the policy engine never does: management and declarative policies. */
const managementPolicy = row({
  /** Begins with `p-`. */
  policyId: text,
  arn,
  type: oneOf(managementPolicyTypes),
  name: text,
  description: text,
  content: jsonObject,
  /** Root, units and accounts, in the order in which it was attached. */
  targets: list(text),
  /** The last change of the text or of a target. */
  changed: date,
});
export interface ManagementPolicy extends Stated<typeof managementPolicy> {}

const handshake = row({
  /** Begins with `h-`. */
  id: text,
  arn,
  action: oneOf(handshakeActions),
  /** The account that is asked; absent: the management account itself. */
  recipient: optional(row({ type: oneOf(['ACCOUNT', 'EMAIL']), id: text })),
  requested: date,
  expires: date,
  answer: optional(oneOf(handshakeAnswers)),
  answered: optional(date),
  notes: optional(text),
  /** Tags that the account gets when it joins. */
  tags: optional(tags),
  /** The handshake of APPROVE_ALL_FEATURES that this one is a part of. */
  parent: optional(text),
});
export interface HandshakeRecord extends Stated<typeof handshake> {}

const trustedService = row({ service: text, since: date });

const delegatedAdministrator = row({ account: accountId, since: date, services: list(trustedService) });

const resourcePolicy = row({
  /** Begins with `rp-`. */
  id: text,
  arn,
  content: policyDocument,
});

export const organizationDetails = row({
  /** Keys: the id of the root, a unit, an account, a policy or the resource policy. */
  tags: optional(mapOf(tags)),
  handshakes: optional(list(handshake)),
  services: optional(list(trustedService)),
  administrators: optional(list(delegatedAdministrator)),
  resourcePolicy: optional(resourcePolicy),
  policyTypes: optional(list(oneOf(managementPolicyTypes))),
  policies: optional(list(managementPolicy)),
  /** Names of member accounts that the world does not hold, by account id. An account that it holds has its own. */
  accountNames: optional(mapOf(text)),
});
export interface OrganizationDetails extends Stated<typeof organizationDetails> {}
