/** Refusals of tags by the services around IAM, each in its own words (W-15, W-18). */

import type { ApiFailure } from '../errors/codes.ts';
import { serviceTexts as say, unverifiedServiceTexts as unverified } from '../errors/service-texts.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import type { Kind } from './kinds.ts';
import { failed } from './refusals.ts';

interface TagTexts {
  readonly code: string;
  /** The code of too many tags, when it is another. */
  readonly limitCode?: string;
  readonly reserved?: (key: string) => string;
  readonly duplicate?: (key: string) => string;
  readonly tooMany?: (name: string) => string;
}

const textsOf: Readonly<Record<Kind['service'], TagTexts>> = {
  s3: {
    code: 'InvalidTag',
    limitCode: 'BadRequest',
    reserved: () => say.bucketReservedTags,
    duplicate: () => say.bucketDuplicateTags,
  },
  ec2: {
    code: 'InvalidParameterValue',
    limitCode: 'TagLimitExceeded',
    reserved: (key) => `Value ( ${key} ) for parameter key is invalid. ${say.instanceReservedTags}`,
    duplicate: say.instanceDuplicateTag,
    tooMany: () => say.instanceTooManyTags,
  },
  lambda: { code: 'InvalidParameterValueException' },
  sqs: { code: 'InvalidParameterValue', tooMany: say.queueTooManyTags },
  sns: {
    code: 'InvalidParameter',
    limitCode: 'TagLimitExceeded',
    duplicate: () => say.topicDuplicateTags,
    tooMany: () => say.topicTooManyTags,
  },
  kms: {
    code: 'TagException',
    reserved: () => say.kmsTags.reserved,
    duplicate: () => say.kmsTags.duplicate,
    tooMany: () => say.kmsTags.tooMany,
  },
  dynamodb: { code: 'ValidationException' },
  secretsmanager: { code: 'InvalidParameterException' },
};

const mostTags = 50;

/** Refuses the tags of a call. `count`: how many the resource would have; `name`: what it is called. */
export function refuseTags(
  { service }: Kind,
  tags: readonly ApiTag[],
  count = tags.length,
  name = '',
): ApiFailure | undefined {
  const { code, limitCode = code, reserved, duplicate, tooMany } = textsOf[service];
  const keys = tags.map(({ Key }) => Key);
  const repeated = keys.find((key, at) => keys.indexOf(key) !== at);
  if (repeated !== undefined) return failed(code, 400, duplicate?.(repeated) ?? unverified.duplicateTags);
  const ofAws = keys.find((key) => /^aws:/i.test(key));
  if (ofAws !== undefined) return failed(code, 400, reserved?.(ofAws) ?? unverified.reservedTags(ofAws));
  if (count <= mostTags) return undefined;
  return failed(limitCode, 400, tooMany?.(name) ?? unverified.tooManyTags);
}
