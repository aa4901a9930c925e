/**
 * The tags of a resource as context keys (K-33). Most services show them to every action as `aws:ResourceTag`.
 * A test compares the exceptions here with AWS's service reference, action by action; they stand in the code
 * so that an answer does not depend on what is loaded.
 */

import { bucketAbac, bucketOf } from '../../model/world/bucket-abac.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { World } from '../../model/world/world.ts';
import type { ConditionKeyValues } from './session-keys.ts';

export function addTags(keys: ConditionKeyValues, prefix: string, tags: readonly Tag[]): void {
  for (const { key, value } of tags) keys[prefix + key] = value;
}

export function addResourceTags(
  keys: ConditionKeyValues,
  action: string,
  { arn, tags }: Pick<ResourceRecord, 'arn' | 'tags'>,
): void {
  if (arn.startsWith('arn:aws:s3:')) {
    if (arn.includes('/') && readsObjectTags(action)) addTags(keys, 's3:ExistingObjectTag/', tags);
    return;
  }
  addTags(keys, 'aws:ResourceTag/', tags);
  // Systems Manager names the tags of an instance itself.
  if (arn.startsWith('arn:aws:ec2:'))
    addTags(keys, /^ssm:/i.test(action) ? 'ssm:resourceTag/' : 'ec2:ResourceTag/', tags);
  else if (arn.startsWith('arn:aws:secretsmanager:')) addTags(keys, 'secretsmanager:ResourceTag/', tags);
}

/** Tags of a bucket count for it and for its objects, but only once the bucket's owner switched that on (Y-06). */
export function addBucketTags(keys: ConditionKeyValues, world: World, resource: string): void {
  const bucket = bucketOf(world, resource);
  if (!bucket || bucketAbac(bucket) !== 'on') return;
  addTags(keys, 'aws:ResourceTag/', bucket.tags);
  addTags(keys, 's3:BucketTag/', bucket.tags);
}

/** Tells if the context of an S3 action carries the tags that the object has: PutObject and others do not. */
const readsObjectTags = (action: string): boolean => objectTagActions.has(action.toLowerCase());

const objectTagActions: ReadonlySet<string> = new Set(
  `DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersionAnnotation DeleteObjectVersionTagging
   GetObject GetObjectAcl GetObjectAnnotation GetObjectAttributes GetObjectTagging GetObjectVersion
   GetObjectVersionAcl GetObjectVersionAnnotation GetObjectVersionAttributes GetObjectVersionTagging
   ListObjectAnnotations ListObjectVersionAnnotations PutObjectAcl PutObjectAnnotation PutObjectTagging
   PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging UpdateObjectEncryption`
    .split(/\s+/)
    .map((name) => `s3:${name}`.toLowerCase()),
);
