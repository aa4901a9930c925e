/** S3: buckets. */

import type { ResourceRecord } from '../records/tables.ts';
import type { Tag } from '../records/tag.ts';
import {
  type KindService,
  type ResourceKind,
  apiTag,
  kindCall,
  fieldOf,
  nameField,
  withoutTag,
} from './kind.ts';

export const s3: KindService<'s3'> = {
  prefix: 's3',
  fullName: 'Amazon S3',
  cli: 's3api',
  protocol: 'xml',
  trusted: true,
};

const withTags = (record: ResourceRecord, tags: readonly Tag[]) =>
  tags.length === 0
    ? kindCall('DeleteBucketTagging', { Bucket: record.name })
    : kindCall('PutBucketTagging', { Bucket: record.name, Tagging: { TagSet: tags.map(apiTag) } });

export const s3Bucket: ResourceKind<'s3'> = {
  service: s3,
  type: 'AWS::S3::Bucket',
  one: 'bucket',
  content: 'objects',
  many: 'buckets',
  form: /^[^/]+$/,
  whole: /^[^/]+(?=\/)/,
  arn: (_, given) => (given.startsWith('arn:') ? given : `arn:aws:s3:::${given}`),
  nameOf: fieldOf,
  handle: fieldOf,
  members: (arn) => ({ bucket: [fieldOf(arn)] }),
  action: 's3:ListBucket',
  reached: ['s3:GetObject'],
  holdsContent: '/*',
  create: {
    operation: 'CreateBucket',
    fields: [
      nameField(
        'Bucket name',
        '3–63 lowercase letters, digits, dots and hyphens. No other account may use the name.',
      ),
    ],
    params: ({ name }) => ({ Bucket: name }),
  },
  list: 'ListBuckets',
  remove: ({ name }) => kindCall('DeleteBucket', { Bucket: name }),
  tag: (record, tag) => withTags(record, [...withoutTag(record, tag.key), tag]),
  untag: (record, key) => withTags(record, withoutTag(record, key)),
  policy: {
    name: 'bucket policy',
    limit: 20_480,
    types: ['bucket', 'object'],
    takesNoStar: true,
    read: { command: 'get-bucket-policy', options: (name) => `--bucket ${name}`, answer: 'Policy' },
    repairs: ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
    put: ({ name }, Policy) => kindCall('PutBucketPolicy', { Bucket: name, Policy }),
    remove: ({ name }) => kindCall('DeleteBucketPolicy', { Bucket: name }),
    resource: ({ arn }) => [arn, `${arn}/*`],
    action: 's3:GetObject',
  },
  exports: {
    script: (record, Policy) => [
      // Uses `s3 mb`, because create-bucket needs the region a second time outside us-east-1.
      { words: ['s3', 'mb', `s3://${record.name}`] },
      ...(record.tags.length > 0 ? [withTags(record, record.tags)] : []),
      ...(Policy === undefined ? [] : [kindCall('PutBucketPolicy', { Bucket: record.name, Policy })]),
    ],
    cloudFormation: {
      properties: ({ name }) => ({ BucketName: name }),
      policy: {
        type: 'AWS::S3::BucketPolicy',
        properties: (Bucket, PolicyDocument) => ({ Bucket, PolicyDocument }),
      },
    },
    terraform: {
      type: 'aws_s3_bucket',
      block: ({ name }, text) => ({ bucket: text(name) }),
      id: ({ name }) => name,
      policy: { type: 'aws_s3_bucket_policy', member: 'bucket', attribute: 'id' },
    },
  },
  collector: { query: 'Buckets[].Name', arn: 'arn:$partition:s3:::$one', isGlobal: true },
};
