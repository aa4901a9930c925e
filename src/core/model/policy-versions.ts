/** Versions of a managed policy, and which of them must go before another fits. */

import type { PolicyRecord } from './records/identities.ts';
import { quotaOf } from './quotas.ts';
import type { World } from './world/world.ts';

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
