/** Users, groups, roles, managed policies and instance profiles in a scenario. Members with AWS's default may be left out. */

import * as v from 'valibot';
import { mapOf, members, optional } from '#core/model/schema/members.ts';
import { flag, items, matching, type Stated, text, whole } from '#core/model/schema/words.ts';
import { credentials } from './credentials.ts';
import { about, arn, date, document, name, path, tags } from './parts.ts';

const entity = {
  id: optional(about(matching(/^.{1,128}$/, 'an id'), "AWS's unique id; default: decided by the ARN")),
  path: optional(path),
  /** Needed only when it is not the ARN that account, path and name make. */
  arn: optional(arn),
  createDate: optional(date),
};
const entityMembers = members(entity);
export interface ScenarioEntity extends Stated<typeof entityMembers> {}

const holder = {
  ...entity,
  inlinePolicies: items(members({ policyName: name, document })),
  attachedPolicies: about(items(arn), 'ARNs of managed policies, in the order in which they were attached'),
};
const holderMembers = members(holder);
export interface ScenarioHolder extends Stated<typeof holderMembers> {}

export const user = members({
  userName: name,
  ...holder,
  ...credentials,
  groups: about(items(name), 'Names of groups of the same account'),
  permissionsBoundary: optional(arn),
  tags,
});
export interface ScenarioUser extends Stated<typeof user> {}

export const group = members({ groupName: name, ...holder });
export interface ScenarioGroup extends Stated<typeof group> {}

export const role = members({
  roleName: name,
  ...holder,
  assumeRolePolicyDocument: document,
  trustedIds: optional(
    about(
      mapOf(text),
      'Unique ids behind the ARNs that the trust policy named. Default: those of this scenario',
    ),
  ),
  permissionsBoundary: optional(arn),
  tags,
  description: optional(text),
  maxSessionDuration: optional(whole(3600, 43_200)),
});
export interface ScenarioRole extends Stated<typeof role> {}

const versionId = matching(/^v[1-9]\d*$/, 'a version like `v1`');
export const policy = members(
  {
    policyName: name,
    ...entity,
    description: optional(text),
    updateDate: optional(date),
    isAttachable: optional(flag),
    tags,
    /** The document when there is one version, `v1`; else see `versions`. */
    document: optional(document),
    versions: optional(
      v.pipe(
        v.array(members({ versionId, document, createDate: optional(date) }), 'a list'),
        v.minLength(1, 'at least one version'),
      ),
    ),
    defaultVersionId: optional(versionId),
    nextVersion: optional(whole(2)),
  },
  { oneOf: ['document', 'versions'] },
);
export interface ScenarioPolicy extends Stated<typeof policy> {}

export const instanceProfile = members({
  instanceProfileName: name,
  ...entity,
  roles: about(items(name), 'Names of roles of the same account'),
  tags,
});
