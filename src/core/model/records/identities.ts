/** Users, groups, roles, managed policies and instance profiles. */

import { list, mapOf, optional, row } from '../schema/members.ts';
import {
  type Stated,
  accountId,
  arn,
  date,
  entityId,
  flag,
  number,
  policyDocument,
  text,
} from '../schema/words.ts';
import { tags } from './tag.ts';

export const inlinePolicy = row({ policyName: text, document: policyDocument });
export interface InlinePolicy extends Stated<typeof inlinePolicy> {}

const entity = { id: entityId, account: accountId, path: text, arn, createDate: date };

/** Members that users, groups and roles share because they hold permissions. */
const holder = {
  ...entity,
  inlinePolicies: list(inlinePolicy),
  /** ARNs of managed policies, in the order in which they were attached. */
  attachedPolicies: list(arn),
};

export const user = row({
  ...holder,
  userName: text,
  groups: list(entityId),
  permissionsBoundary: optional(arn),
  tags,
});
export interface UserRecord extends Stated<typeof user> {}

export const group = row({ ...holder, groupName: text });
export interface GroupRecord extends Stated<typeof group> {}

export const role = row({
  ...holder,
  roleName: text,
  assumeRolePolicyDocument: policyDocument,
  /**
   * The unique id behind each user or role ARN that the trust policy named when it was saved (G-52). A
   * statement's ARN counts only while the entity of that ARN still has this id. ARNs of entities outside the
   * World have no entry and match by text; so do imported ones, because the file shows only ARNs.
   */
  trustedIds: mapOf(entityId),
  permissionsBoundary: optional(arn),
  tags,
  description: optional(text),
  /** Seconds, 3,600–43,200 (N-29). */
  maxSessionDuration: number,
});
export interface RoleRecord extends Stated<typeof role> {}

export const policyVersion = row({ versionId: text, document: policyDocument, createDate: date });
export interface PolicyVersion extends Stated<typeof policyVersion> {}

/** A managed policy: a customer's, or the copy of an AWS managed one that this world uses (account `aws`). */
export const policy = row({
  ...entity,
  policyName: text,
  description: optional(text),
  updateDate: date,
  defaultVersionId: text,
  /** Version ids only count up; deleted ids are not used again (N-25). */
  nextVersion: number,
  isAttachable: flag,
  versions: list(policyVersion),
  tags,
});
export interface PolicyRecord extends Stated<typeof policy> {}

export const instanceProfile = row({ ...entity, instanceProfileName: text, roles: list(entityId), tags });
export interface InstanceProfileRecord extends Stated<typeof instanceProfile> {}
