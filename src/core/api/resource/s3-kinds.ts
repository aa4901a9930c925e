/** S3's buckets and objects, as its calls and those of attribute-based access control see them. */

import { s3Bucket } from '../../model/resource-kinds/s3-bucket.ts';
import { s3Object } from '../../model/resource-kinds/s3-object.ts';
import { serviceTexts } from '../errors/service-texts.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import { apiKind } from './kinds.ts';
import { failed } from './refusals.ts';

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
