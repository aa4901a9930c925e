/** Changes of what an organization has beside its tree (records/organization-details.ts). */

import type { OrganizationDetails } from '../../model/records/organization-details.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { Tag } from '../../model/records/tag.ts';
import { type Change, replaced } from '../../model/world/change.ts';

type Changed = { readonly [Name in keyof OrganizationDetails]?: OrganizationDetails[Name] | undefined };

/** Returns the organization with some details replaced. What is empty is left out. */
export function organizationWithDetails(organization: OrganizationRecord, more: Changed): OrganizationRecord {
  const { details: before, ...row } = organization;
  const kept = Object.entries({ ...before, ...more }).filter(([, value]) => isFilled(value));
  return kept.length === 0 ? row : { ...row, details: Object.fromEntries(kept) };
}

const isFilled = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'object' || value === null || Object.keys(value).length > 0);

export const changedDetails = (organization: OrganizationRecord, more: Changed): Change =>
  replaced('organizations', organization, organizationWithDetails(organization, more));

export const tagsOfNode = ({ details }: OrganizationRecord, id: string): readonly Tag[] =>
  details?.tags?.[id] ?? [];

/** Returns all tags of the organization, with those of one node replaced. */
export function allTags(
  { details }: OrganizationRecord,
  id: string,
  tags: readonly Tag[],
): NonNullable<OrganizationDetails['tags']> {
  const { [id]: _, ...others } = details?.tags ?? {};
  return tags.length === 0 ? others : { ...others, [id]: tags };
}

/** Removes a node or a policy that is gone from the details: its tags, and it as a target of policies. */
export function forgotten(organization: OrganizationRecord, id: string): readonly Change[] {
  const { tags = {}, policies = [] } = organization.details ?? {};
  if (!tags[id] && !policies.some(({ targets }) => targets.includes(id))) return [];
  return [
    changedDetails(organization, {
      tags: allTags(organization, id, []),
      policies: policies.map((policy) => ({
        ...policy,
        targets: policy.targets.filter((target) => target !== id),
      })),
    }),
  ];
}
