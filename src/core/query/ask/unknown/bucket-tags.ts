/** Tags of a bucket as an answer's condition: they count only while attribute-based access is on for it (Y-06). */

import type { Question } from '../../../authz/authorize.ts';
import { bucketAbac, bucketOf } from '../../../model/world/bucket-abac.ts';
import type { World } from '../../../model/world/world.ts';
import { contextKeys } from '../what-can.ts';

export type BucketTags =
  /** No policy reads a tag of the bucket for this action, or the tags count. */
  | 'no-matter'
  /** A policy reads a tag, and it has no value. */
  | 'off'
  /** Nobody knows if they count. */
  | 'unknown';

export function bucketTags(world: World, question: Question): BucketTags {
  const bucket = bucketOf(world, question.resource);
  if (!bucket || !/^s3:/i.test(question.action)) return 'no-matter';
  const abac = bucketAbac(bucket);
  if (abac === 'on') return 'no-matter';
  const reads = contextKeys(world, question).some(
    ({ key, current }) => current === undefined && /^(aws:ResourceTag|s3:BucketTag)\//i.test(key),
  );
  return reads ? abac : 'no-matter';
}
