/** The checks of Resource and NotResource. */

import type { Facts } from '../facts.ts';

export const resourceFacts = {
  'invalid-arn-prefix': {
    code: 'INVALID_ARN_PREFIX',
    title: 'The ARN does not begin with arn',
    why: 'A resource is named by its ARN, or by "*". Anything else matches nothing.',
  },
  'missing-arn-field': {
    code: 'MISSING_ARN_FIELD',
    title: 'The ARN has too few fields',
    why: 'An ARN has six fields between colons. With fewer, a name stands where a region or an account is expected.',
    note: 'A bare name counts too: AWS says that it has one field of six.',
  },
  'invalid-partition': {
    code: 'INVALID_PARTITION',
    title: 'The partition of the ARN does not exist',
    why: 'The second field says to which part of AWS a resource belongs, most often aws.',
  },
  'invalid-arn-service-case': {
    code: 'INVALID_ARN_SERVICE_CASE',
    title: 'The service of the ARN has capital letters',
    why: 'ARNs are compared letter by letter, so this one matches nothing.',
  },
  'invalid-arn-region': {
    code: 'INVALID_ARN_REGION',
    title: 'The region of the ARN does not exist',
    why: 'No resource is there, so the statement is about nothing.',
  },
  'missing-arn-region': {
    code: 'MISSING_ARN_REGION',
    title: 'The ARN has no region',
    why: 'Such a resource lies in a region, and its ARN names it. An empty field does not mean all.',
  },
  'arn-region-not-allowed': {
    code: 'ARN_REGION_NOT_ALLOWED',
    title: 'The ARN has a region that it cannot have',
    why: 'The real ARN has an empty field there, so this one matches nothing.',
  },
  'invalid-arn-account': {
    code: 'INVALID_ARN_ACCOUNT',
    title: 'The account of the ARN is no account ID',
    why: 'An account is named by its 12 digits.',
  },
  'missing-arn-account': {
    code: 'MISSING_ARN_ACCOUNT',
    title: 'The ARN has no account',
    why: 'Such a resource belongs to an account, and its ARN names it. An empty field does not mean all.',
  },
  'arn-account-not-allowed': {
    code: 'ARN_ACCOUNT_NOT_ALLOWED',
    title: 'The ARN has an account that it cannot have',
    why: 'The real ARN has an empty field there, so this one matches nothing.',
  },
  'invalid-arn-resource': {
    code: 'INVALID_ARN_RESOURCE',
    title: 'The service has no resource of that form',
    why: 'The last field has a form for each type of resource. Another form matches nothing.',
  },
  'invalid-region': {
    code: 'INVALID_REGION',
    title: 'The region of the condition does not exist',
    why: 'No request is ever made there, so the value never matches.',
  },
  'unsupported-resource-arn-in-policy': {
    code: 'UNSUPPORTED_RESOURCE_ARN_IN_POLICY',
    title: 'A policy on this resource cannot name that ARN',
    why: 'A resource’s policy decides only about that resource and its parts.',
    kinds: ['resource'],
    note: 'Only with the type of the resource. Bucket policies cannot have "*" either: S3 wants the bucket’s ARN.',
  },
} as const satisfies Facts;
