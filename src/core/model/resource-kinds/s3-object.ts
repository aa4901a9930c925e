/** S3: objects. They have tags, and the policy of their bucket governs them. */

import type { ResourceRecord } from '../records/tables.ts';
import type { Tag } from '../records/tag.ts';
import { type ResourceKind, kindCall, apiTag, fieldOf, withoutTag } from './kind.ts';
import { s3 } from './s3-bucket.ts';

function partsOf(arn: string): { readonly Bucket: string; readonly Key: string } {
  const path = fieldOf(arn);
  const slash = path.indexOf('/');
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
}

const withTags = ({ arn }: ResourceRecord, tags: readonly Tag[]) =>
  kindCall('PutObjectTagging', { ...partsOf(arn), Tagging: { TagSet: tags.map(apiTag) } });

export const s3Object: ResourceKind<'s3'> = {
  service: s3,
  one: 'object',
  content: 'data',
  many: 'objects',
  form: /\//,
  arn: (_, given) => `arn:aws:s3:::${given}`,
  handle: fieldOf,
  members: (arn) => ({ bucket: [partsOf(arn).Bucket], key: [partsOf(arn).Key] }),
  action: 's3:GetObject',
  reached: ['s3:GetObject'],
  labels: { size: 'Size in bytes', contentType: 'Content type', etag: 'ETag' },
  remove: ({ arn }) => kindCall('DeleteObject', { ...partsOf(arn) }),
  tag: (record, tag) => withTags(record, [...withoutTag(record, tag.key), tag]),
  untag: (record, key) => withTags(record, withoutTag(record, key)),
  policy: undefined,
  exports: undefined,
  collector: undefined,
};
