/**
 * Attribute-based access control of S3's buckets (Y-06): the switch, and the calls that write tags from then
 * on. Debian's models have none of it. TagResource and its siblings are S3 Control's, under the same prefix.
 */

import { abacDetails, bucketAbac } from '../../model/world/bucket-abac.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { ServiceModel } from '../model/shapes.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { serviceTexts, unverifiedServiceTexts as unverified } from '../errors/service-texts.ts';
import { apiTags } from '../iam/tag-rules.ts';
import { type Operation, done } from '../operation.ts';
import {
  changed,
  keyList,
  onOne,
  optionalParam,
  tagList,
  tagging,
  textParam,
  untagging,
  withDetails,
} from './calls.ts';
import { type ResourceParams, apiKind } from './kinds.ts';
import { failed } from './refusals.ts';
import { s3Bucket } from '../../model/resource-kinds/s3-bucket.ts';
import { s3Object } from '../../model/resource-kinds/s3-object.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';

const tags = {
  code: 'InvalidTag',
  limitCode: 'BadRequest',
  reserved: () => serviceTexts.bucketReservedTags,
  duplicate: () => serviceTexts.bucketDuplicateTags,
};

export const bucket = apiKind(s3Bucket, {
  missing: () => failed('NoSuchBucket', 404, 'The specified bucket does not exist'),
  isMissingFirst: true,
  tags,
  policy: {
    code: 'MalformedPolicy',
    tooLong: say.s3TooLong,
    grammar: say.s3Grammar,
    principal: () => say.s3Principal,
    foreignAction: say.s3Action,
    foreignResource: say.s3Resource,
  },
});

export const object = apiKind(s3Object, {
  missing: () => failed('NoSuchKey', 404, 'The specified key does not exist.'),
  tags,
});

const theBucket = textParam('Bucket');
const ofResource = textParam('ResourceArn');

export const withAbac = (model: ServiceModel): ServiceModel => ({
  ...model,
  operations: {
    ...model.operations,
    PutBucketAbac: { input: 'PutBucketAbacRequest' },
    GetBucketAbac: { input: 'GetBucketAbacRequest', output: 'GetBucketAbacOutput', readOnly: true },
    TagResource: { input: 'TagResourceRequest' },
    UntagResource: { input: 'UntagResourceRequest' },
    ListTagsForResource: {
      input: 'ListTagsForResourceRequest',
      output: 'ListTagsForResourceResult',
      readOnly: true,
    },
  },
  shapes: {
    ...model.shapes,
    BucketAbacStatus: { type: 'string', enum: [abacDetails.on, abacDetails.off] },
    AbacStatus: { type: 'structure', members: { Status: 'BucketAbacStatus' } },
    PutBucketAbacRequest: {
      type: 'structure',
      members: { Bucket: 'BucketName', AbacStatus: 'AbacStatus' },
      required: ['Bucket', 'AbacStatus'],
    },
    GetBucketAbacRequest: { type: 'structure', members: { Bucket: 'BucketName' }, required: ['Bucket'] },
    GetBucketAbacOutput: { type: 'structure', members: { AbacStatus: 'AbacStatus' } },
    S3ResourceArn: { type: 'string', max: 1011, pattern: 'arn:[^:]+:s3(express)?:.*' },
    TagKeyList: { type: 'list', member: 'ObjectKey', max: 50 },
    TagResourceRequest: {
      type: 'structure',
      members: { ResourceArn: 'S3ResourceArn', Tags: 'TagSet' },
      required: ['ResourceArn', 'Tags'],
    },
    UntagResourceRequest: {
      type: 'structure',
      members: { ResourceArn: 'S3ResourceArn', TagKeys: 'TagKeyList' },
      required: ['ResourceArn', 'TagKeys'],
    },
    ListTagsForResourceRequest: {
      type: 'structure',
      members: { ResourceArn: 'S3ResourceArn' },
      required: ['ResourceArn'],
    },
    ListTagsForResourceResult: { type: 'structure', members: { Tags: 'TagSet' } },
  },
});

/** Refuses the old calls for tags once the switch is on. */
export const refuseOldTagging = (record: ResourceRecord): ApiFailure | undefined =>
  bucketAbac(record) === 'on' ? failed('InvalidRequest', 400, unverified.bucketTagsByAbac) : undefined;

const statusOf = (params: ResourceParams): string =>
  optionalParam((params['AbacStatus'] ?? {}) as ResourceParams, 'Status') ?? abacDetails.off;

export const abacOperations: Operation[] = [
  onOne(bucket, 'PutBucketAbac', theBucket, ({ params }, record) =>
    changed({}, record, withDetails(record, { abac: statusOf(params) })),
  ),
  onOne(bucket, 'GetBucketAbac', theBucket, (_, record) =>
    done({ AbacStatus: { Status: bucketAbac(record) === 'on' ? abacDetails.on : abacDetails.off } }),
  ),
  tagging(bucket, 'TagResource', ofResource, tagList('Tags')),
  untagging(bucket, 'UntagResource', ofResource, keyList('TagKeys')),
  onOne(bucket, 'ListTagsForResource', ofResource, (_, { tags }) => done({ Tags: apiTags(tags) })),
];
