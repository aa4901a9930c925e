/**
 * The versions of a secret and their stages (W-16): `AWSCURRENT` is what is read when nobody says which,
 * `AWSPREVIOUS` the one before. A stage is at one version at a time; a version without one is gone.
 */

import type { SecretRecord, SecretVersion } from '../../model/records/credentials.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeEntityId } from '../../model/ids.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { serviceTexts as say } from '../errors/service-texts.ts';
import type { ResourceCall } from './kinds.ts';
import { failed } from './refusals.ts';

export const currentStage = 'AWSCURRENT';
const previousStage = 'AWSPREVIOUS';

/** Returns the versions, oldest first. A value that was saved without versions is the current one. */
export function versionsOf(
  { world }: ResourceCall,
  { arn, details }: ResourceRecord,
): readonly SecretVersion[] {
  const row = world.secrets.get(arn);
  if (row?.kind !== 'secret-value') return [];
  return row.versions ?? [{ id: details?.['versionId'] ?? '', value: row.value, stages: [currentStage] }];
}

/** Returns the versions with one more, which takes its stages from the others. */
export function withVersion(
  versions: readonly SecretVersion[],
  added: SecretVersion,
): readonly SecretVersion[] {
  const becomesCurrent = added.stages.includes(currentStage);
  const replacedOne = becomesCurrent
    ? versions.find(({ stages }) => stages.includes(currentStage))
    : undefined;
  const taken = new Set([...added.stages, ...(replacedOne ? [previousStage] : [])]);
  const others = versions.map((version) => ({
    ...version,
    stages: [
      ...version.stages.filter((stage) => !taken.has(stage)),
      ...(version === replacedOne ? [previousStage] : []),
    ],
  }));
  return [...others, added].filter(({ stages }) => stages.length > 0);
}

/** INVARIANT: values are only in the secrets table, so no trail, export or query holds one. */
export function versionsChange(
  { world }: ResourceCall,
  { arn, account }: ResourceRecord,
  versions: readonly SecretVersion[],
): Change[] {
  const before = world.secrets.get(arn);
  if (versions.length === 0) return before ? [deleted('secrets', before)] : [];
  const value = versions.find(({ stages }) => stages.includes(currentStage))?.value ?? '';
  const after: SecretRecord = { id: unsafeEntityId(arn), account, kind: 'secret-value', value, versions };
  return [before ? replaced('secrets', before, after) : created('secrets', after)];
}

/** Returns the version that a call asks for by id, by stage or by both, or AWS's refusal. */
export function askedVersion(
  versions: readonly SecretVersion[],
  id: string | undefined,
  stage: string | undefined,
): SecretVersion | ApiFailure {
  const wanted = stage ?? currentStage;
  const found = versions.find((version) =>
    id === undefined ? version.stages.includes(wanted) : version.id === id,
  );
  if (!found) {
    const message =
      id === undefined
        ? say.secretValueMissing('staging label', wanted)
        : say.secretValueMissing('VersionId', id);
    return failed('ResourceNotFoundException', 400, message);
  }
  return stage === undefined || found.stages.includes(stage)
    ? found
    : failed('InvalidRequestException', 400, say.secretStageElsewhere);
}

export const stagesById = (versions: readonly SecretVersion[]): Record<string, readonly string[]> =>
  Object.fromEntries(versions.map(({ id, stages }) => [id, stages]));
