/**
 * Do tags of a bucket decide (Y-06)? Only after PutBucketAbac. Nobody says it of an imported bucket, and the
 * buckets that were saved before this playground knew of the setting are off, as AWS's are from the start.
 */

import { parseArn } from '../arn.ts';
import type { ResourceRecord } from '../records/tables.ts';
import { type World, findByArn } from './world.ts';

export type BucketAbac = 'on' | 'off' | 'unknown';

/** The values of `details.abac`; absent: off. */
export const abacDetails = { on: 'Enabled', off: 'Disabled', unknown: 'unknown' } as const;

export function bucketAbac({ details }: Pick<ResourceRecord, 'details'>): BucketAbac {
  const state = details?.['abac'];
  if (state === abacDetails.on) return 'on';
  return state === abacDetails.unknown ? 'unknown' : 'off';
}

/** Returns the bucket of an S3 ARN, itself or an object's; `undefined`: no such bucket, or another service. */
export function bucketOf(world: World, arn: string): ResourceRecord | undefined {
  if (!arn.startsWith('arn:aws:s3:::')) return undefined;
  const name = (parseArn(arn)?.resource ?? '').split('/')[0] ?? '';
  return findByArn(world, 'resources', `arn:aws:s3:::${name}`);
}
