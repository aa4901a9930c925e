/** The organization of a scenario: units, members and control policies. */

import { controlPolicyTypes } from '#core/model/records/lists.ts';
import { organizationDetails } from '#core/model/records/organization-details.ts';
import { members, optional, list } from '#core/model/schema/members.ts';
import { items, matching, oneOf, type Stated, text } from '#core/model/schema/words.ts';
import { about, accountId, date, document } from './parts.ts';

/** The id of a unit or of the root. Targets may also be accounts. */
const node = matching(/^(?:ou-[a-z0-9-]{4,64}|r-[a-z0-9]{4,32})$/, 'a unit like `ou-a1b2-c3d4e5f6`');

const controlPolicy = members({
  policyId: matching(/^p-[A-Za-z0-9_]{4,128}$/, 'an id like `p-a1b2c3d4`'),
  name: text,
  type: oneOf(controlPolicyTypes),
  description: optional(text),
  /** Absent for AWS's own policies, which allow everything. */
  document: optional(document),
  targets: about(
    items(matching(/^(?:\d{12}|ou-[a-z0-9-]+|r-[a-z0-9]+)$/, 'a root, unit or account')),
    'Ids of the root, units and accounts that it is attached to',
  ),
});
export interface ScenarioControlPolicy extends Stated<typeof controlPolicy> {}

export const organization = members({
  id: optional(matching(/^o-[a-z0-9]{10,32}$/, 'an id like `o-a1b2c3d4e5`')),
  managementAccount: accountId,
  managementParent: optional(about(node, 'The unit of the management account; default: the root')),
  rootId: optional(matching(/^r-[a-z0-9]{4,32}$/, 'an id like `r-a1b2`')),
  featureSet: optional(oneOf(['ALL', 'CONSOLIDATED_BILLING'])),
  createDate: optional(date),
  enabledPolicyTypes: optional(about(list(oneOf(controlPolicyTypes)), 'Default: service control policies')),
  rootFeatures: optional(list(oneOf(['RootCredentialsManagement', 'RootSessions']))),
  details: optional(
    about(
      organizationDetails,
      'Tags, invitations, delegated administrators and others, as the organization has them',
    ),
  ),
  units: about(
    items(members({ id: node, name: text, parent: optional(about(node, 'A unit; default: the root')) })),
    'Parents before their children',
  ),
  /** Besides the management account. */
  members: items(
    members({
      account: accountId,
      parent: optional(about(node, 'A unit; default: the root')),
      joined: optional(date),
      method: optional(about(oneOf(['CREATED']), 'Left out: it was invited')),
    }),
  ),
  policies: items(controlPolicy),
});
export interface ScenarioOrganization extends Stated<typeof organization> {}
