/**
 * The current document of a policy record, managed or inline, and the versions of a managed one. Kept apart from the
 * record, whose schema would come with it into the first visit.
 */

import type { InlinePolicy, PolicyRecord } from './records/identities.ts';
import { quotaOf } from './quotas.ts';
import type { World } from './world/world.ts';

/** Returns the JSON text of an inline policy, or of a managed policy's default version (else `{}`). */
export function defaultDocument(record: PolicyRecord | InlinePolicy): string {
  if ('document' in record) return record.document;
  return record.versions.find(({ versionId }) => versionId === record.defaultVersionId)?.document ?? '{}';
}

/** Returns the id of the oldest version that is not the default, which cannot be deleted. */
export const oldestVersion = ({ versions, defaultVersionId }: PolicyRecord): string | undefined =>
  versions
    .map(({ versionId }) => versionId)
    .filter((id) => id !== defaultVersionId)
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))[0];

export const hasMostVersions = (world: World, { account, versions }: PolicyRecord): boolean =>
  versions.length >= quotaOf(world.accounts.get(account) ?? { quotas: {} }, 'VersionsPerPolicy');

export const versionToDelete = (world: World, policy: PolicyRecord): string | undefined =>
  hasMostVersions(world, policy) ? oldestVersion(policy) : undefined;
